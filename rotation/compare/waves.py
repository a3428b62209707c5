"""In which order, and in how many waves, the moves of a plan can be carried out.

A step is one move, or all moves of a cycle at once, or of chains that wait for one another. Steps
of a chain follow one another, so a seat that somebody takes over stands empty for one step only and
no post is ever held by more cadres than it has seats. Only seats are looked at: laws on who may
serve together hold for the plan as a whole, not for each day in between.

Where the law on team turnover is on, a plan's moves are spread over waves:
- in no wave does a unit's team change by more than the law allows at once, unless a single step
  alone does (a cycle, which cannot be divided, or a team in which nobody may be moved): it is then
  the only one of that team in its wave, and listed as an overrun;
- a chain is divided only where it alone changes a team by more than that, and as seldom as can be.
Waves are filled first fit, the longest chains first; `fewest` says how many there must be at least.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rotation.compare.chains import Chain, Move
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.rules.laws.team_turnover import TeamTurnover
from rotation.rules.registry import law_of


@dataclass(frozen=True)
class Step:
    """Moves to be made at the same time. chain: place of theirs among the plan's chains."""

    moves: tuple[Move, ...]
    chain: int

    @property
    def at_once(self) -> bool:
        return len(self.moves) > 1


@dataclass(frozen=True)
class Overrun:
    """A step that alone moves more members of a unit's team than the limit."""

    unit_id: str
    cadre_ids: tuple[str, ...]
    limit: int


@dataclass(frozen=True)
class Wave:
    """Steps in their order."""

    steps: tuple[Step, ...]
    overruns: tuple[Overrun, ...] = ()


@dataclass(frozen=True)
class Order:
    """waves: in their order. fewest: no order that respects the share has fewer.

    limited: whether the law on team turnover is on; where not, there is one wave.
    """

    waves: tuple[Wave, ...]
    fewest: int
    limited: bool

    @property
    def steps(self) -> int:
        return sum(len(wave.steps) for wave in self.waves)


def carry_out(
    scenario: Scenario, plan: Plan, chains: Sequence[Chain], law: TeamTurnover | None = None
) -> Order:
    """The order for a plan and its chains. law: instead of the scenario's own."""
    set_law = law_of(scenario, TeamTurnover.code) if law is None else law
    turnover = set_law if isinstance(set_law, TeamTurnover) else None
    count = _Count(scenario, plan, turnover)
    waves: list[_Filling] = []
    for chain, steps in zip(chains, _steps(chains), strict=True):
        opened = [i for i, wave in enumerate(waves) if wave.moves(chain.opened_by)]
        _place(steps, waves, count, max(opened, default=0))
    return Order(tuple(wave.done() for wave in waves), _fewest(chains, count), turnover is not None)


class _Count:
    """What the law counts: members of teams as they stood, and how many may be moved at once."""

    def __init__(self, scenario: Scenario, plan: Plan, law: TeamTurnover | None) -> None:
        self.plan, self.law, self.scenario = plan, law, scenario
        members = TeamTurnover.members(scenario)
        self.teams: dict[str, list[str]] = {}
        for unit_id, ids in members.items():
            for cadre_id in ids:
                self.teams.setdefault(cadre_id, []).append(unit_id)
        self.limit = {} if law is None else {u: law.limit(len(ids)) for u, ids in members.items()}

    def changed(self, step: Step) -> Mapping[str, list[str]]:
        """Cadres of the step who count as changes of a team, by unit."""
        found: dict[str, list[str]] = {}
        for move in step.moves:
            action = self.plan.action_of[move.cadre_id]
            if self.law and self.law.counts(self.scenario, action):
                for unit_id in self.teams.get(move.cadre_id, ()):
                    found.setdefault(unit_id, []).append(move.cadre_id)
        return found


@dataclass
class _Filling:
    """A wave that is being filled."""

    count: _Count
    steps: list[Step] = field(default_factory=list)
    load: Counter[str] = field(default_factory=Counter)
    overruns: list[Overrun] = field(default_factory=list)

    def takes(self, steps: Iterable[Step]) -> bool:
        """Whether there is room for all these steps; alone in its team, a step always has it."""
        load = self.load.copy()
        for step in steps:
            for unit_id, ids in self.count.changed(step).items():
                if load[unit_id] and load[unit_id] + len(ids) > self.count.limit[unit_id]:
                    return False
                load[unit_id] += len(ids)
        return True

    def add(self, step: Step) -> None:
        self.steps.append(step)
        for unit_id, ids in self.count.changed(step).items():
            self.load[unit_id] += len(ids)
            if len(ids) > self.count.limit[unit_id]:
                self.overruns.append(Overrun(unit_id, tuple(ids), self.count.limit[unit_id]))

    def moves(self, cadre_id: str | None) -> bool:
        return any(move.cadre_id == cadre_id for step in self.steps for move in step.moves)

    def done(self) -> Wave:
        return Wave(tuple(self.steps), tuple(self.overruns))


def _steps(chains: Sequence[Chain]) -> Iterator[list[Step]]:
    """The steps of each chain in their order; of chains that wait for one another all moves are one
    step, of the first of them."""
    joined: set[int] = set()
    for place, chain in enumerate(chains):
        waiting = _waiting(chains, place) if chain.opened_by else set()
        if place in joined:
            yield []
        elif waiting:
            joined |= waiting
            moves = (move for i in sorted(waiting) for move in chains[i].moves)
            yield [Step(tuple(moves), place)]
        elif chain.cycle:
            yield [Step(chain.moves, place)]
        else:
            yield [Step((move,), place) for move in chain.moves]


def _waiting(chains: Sequence[Chain], place: int) -> set[int]:
    """The chains, this one among them, each of which the next has to open before; mostly none."""
    of = {move.cadre_id: i for i, chain in enumerate(chains) for move in chain.moves}
    way, at = set[int](), place
    while (opener := chains[at].opened_by) and at not in way:
        way.add(at)
        at = of[opener]
    return way if at == place else set()


def _place(steps: Sequence[Step], waves: list[_Filling], count: _Count, earliest: int) -> None:
    """Put steps that follow one another into the first waves from one on that have room."""
    for piece in _pieces(steps, count):
        for place in range(earliest, len(waves)):
            if waves[place].takes(piece):
                break
        else:
            place = len(waves)
            waves.append(_Filling(count))
        for step in piece:
            waves[place].add(step)
        earliest = place


def _pieces(steps: Sequence[Step], count: _Count) -> Iterator[list[Step]]:
    """The steps in as few pieces as fit into a wave each: mostly the whole."""
    piece: list[Step] = []
    for step in steps:
        if piece and not _Filling(count).takes([*piece, step]):
            yield piece
            piece = []
        piece.append(step)
    if piece:
        yield piece


def _fewest(chains: Sequence[Chain], count: _Count) -> int:
    """Waves there must be: for the busiest team, its changes over its limit."""
    sizes: dict[str, list[int]] = {}
    for steps in _steps(chains):
        for step in steps:
            for unit_id, ids in count.changed(step).items():
                sizes.setdefault(unit_id, []).append(len(ids))
    fewest = 1 if chains else 0
    for unit_id, each in sizes.items():
        limit = count.limit[unit_id]
        alone = sum(size > limit for size in each)
        shared = sum(size for size in each if size <= limit)
        fewest = max(fewest, alone + (-(-shared // limit) if shared else 0))
    return fewest
