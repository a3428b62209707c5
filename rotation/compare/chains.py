"""Which moves hang together: chains of vacated seats, and cycles that nothing opens.

Every move takes a seat that was empty before, or the seat of one who leaves it; so every move is in
exactly one chain or cycle. In a post of several seats it is open who takes whose seat. It is
settled so that a cycle is left only where its moves cannot be made one after another, and so that
no cycle comes back to a post. A cycle has to be carried out at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rotation.domain.action import ActionKind
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Move:
    """A cadre who leaves a post, takes one, or both. None: from the pool, or to no post."""

    cadre_id: str
    kind: ActionKind
    from_post_id: str | None
    to_post_id: str | None


class Opening(StrEnum):
    """What lets the first move of a chain be made.

    vacancy: a seat that was empty before the plan. retirement, release: the first one leaves
    without taking a post. concurrent: somebody's move, who leaves this post beside the main one.
    exchange: nothing, the chain is a cycle. no_seat: nothing, the plan puts
    more cadres into a post than it has seats.
    """

    VACANCY = "vacancy"
    RETIREMENT = "retirement"
    RELEASE = "release"
    CONCURRENT = "concurrent"
    EXCHANGE = "exchange"
    NO_SEAT = "no_seat"


@dataclass(frozen=True)
class Chain:
    """Moves in the order they can be made: each takes the seat that the one before it leaves.

    In a cycle the first takes the seat of the last, and all are made at once. opened_by: who has to
    have moved before, because the first move takes a post that was held beside another.
    """

    moves: tuple[Move, ...]
    opening: Opening
    opened_by: str | None = None

    @property
    def cycle(self) -> bool:
        return self.opening is Opening.EXCHANGE

    @property
    def swap(self) -> bool:
        return self.cycle and len(self.moves) == 2

    @property
    def linked(self) -> bool:
        """Whether it is more than a move by itself."""
        return len(self.moves) > 1

    @property
    def left_post_id(self) -> str | None:
        """The post whose seat the last one leaves to nobody; None in a cycle or from the pool."""
        return None if self.cycle else self.moves[-1].from_post_id


def moves_of(scenario: Scenario, plan: Plan) -> tuple[Move, ...]:
    """Everybody who ends in another place than the present one, in the roster's order."""
    found = []
    for cadre in scenario.roster.cadres:
        action = plan.action_of[cadre.cadre_id]
        to_post = action.held_post_id
        if to_post != cadre.post_id:
            found.append(Move(cadre.cadre_id, action.kind, cadre.post_id, to_post))
    return tuple(found)


def chains_of(scenario: Scenario, plan: Plan) -> tuple[Chain, ...]:
    """The chains and cycles of a plan (whose actions are called what they do, see `as_done`).

    The longest first, then in the roster's order; one that another opens comes after it.
    """
    seating = _Seating(scenario, plan)
    seating.open_cycles()
    seating.split_cycles()
    chains = [seating.chain(members) for members in seating.groups()]
    place = {cadre.cadre_id: i for i, cadre in enumerate(scenario.roster.cadres)}

    def rank(chain: Chain) -> tuple[int, int]:
        return -len(chain.moves), min(place[move.cadre_id] for move in chain.moves)

    return tuple(_opened_first(sorted(chains, key=rank)))


def _opened_first(chains: list[Chain]) -> Iterator[Chain]:
    """The chains in their order, but for those that wait for another's move."""
    moved: set[str | None] = {None}
    while chains:
        ready = (chain for chain in chains if chain.opened_by in moved)
        chain = next(ready, chains[0])
        chains.remove(chain)
        moved |= {move.cadre_id for move in chain.moves}
        yield chain


class _Seating:
    """Who takes whose seat: `after` maps each arrival to the one who leaves the seat to them.

    Who takes a seat that was empty before is in no pair; nor is, in `seatless`, who finds none, and
    in `opened`, with its holder, who takes a post that was held beside another.
    """

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        moves = moves_of(scenario, plan)
        self.moves = {move.cadre_id: move for move in moves}
        self.after: dict[str, str] = {}
        self.seatless: set[str] = set()
        self.opened: dict[str, str] = {}
        self.arrivals: Mapping[str, list[str]] = _by_post(moves, "to_post_id")
        self.departures: Mapping[str, list[str]] = _by_post(moves, "from_post_id")
        held: dict[str, int] = defaultdict(int)
        self.beside: dict[str, list[str]] = defaultdict(list)
        for cadre in scenario.roster.cadres:
            action = plan.action_of[cadre.cadre_id]
            for post_id in cadre.held_post_ids:
                kept = post_id in action.held_post_ids
                if cadre.cadre_id not in self.moves:
                    held[post_id] += kept  # what a decision takes away is empty before the plan
                elif post_id != cadre.post_id and not kept:
                    self.beside[post_id].append(cadre.cadre_id)
                    held[post_id] += 1
                else:
                    held[post_id] += post_id == cadre.post_id
        for post_id in self.arrivals:
            self._seat(post_id, scenario.roster.post[post_id].headcount - held[post_id])

    def _seat(self, post_id: str, empty: int) -> None:
        """In the roster's order: seats empty from the start, then those that are left."""
        leaving = list(self.departures.get(post_id, ()))
        for cadre_id in self.arrivals[post_id]:
            if empty > 0:
                empty -= 1
            elif leaving:
                self.after[cadre_id] = leaving.pop(0)
            elif self.beside[post_id]:
                self.opened[cadre_id] = self.beside[post_id].pop(0)
            else:
                self.seatless.add(cadre_id)

    def graph(self) -> nx.DiGraph[str]:
        """Cadres who move, with an edge to whoever takes their seat: paths and cycles only."""
        import networkx as nx  # a sixth of a second: only once there is something to compare

        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self.moves)
        graph.add_edges_from((leaves, takes) for takes, leaves in self.after.items())
        return graph

    def groups(self) -> list[list[str]]:
        """The members of each chain in their order; a cycle from its first in the roster's."""
        import networkx as nx

        graph = self.graph()
        place = {cadre_id: i for i, cadre_id in enumerate(self.moves)}
        groups = []
        for members in nx.weakly_connected_components(graph):
            opening = [i for i in members if not graph.in_degree(i)]
            first = opening[0] if opening else min(members, key=place.__getitem__)
            groups.append(list(nx.dfs_preorder_nodes(graph, first)))
        return groups

    def cycles(self) -> list[list[str]]:
        return [group for group in self.groups() if group[0] in self.after]

    def open_cycles(self) -> None:
        """Join each cycle to a chain that passes a post of it; what is left has to be at once."""
        while any(self._joined(cycle) for cycle in self.cycles()):
            pass

    def _joined(self, cycle: Iterable[str]) -> bool:
        looped = {cadre_id for group in self.cycles() for cadre_id in group}
        for takes in cycle:
            post_id, leaves = self.moves[takes].to_post_id or "", self.after[takes]
            for other in self.arrivals[post_id]:
                if other not in looped | self.seatless:
                    self._trade(takes, leaves, other)
                    return True
            taken = set(self.after.values())
            for other in self.departures[post_id]:
                if other not in taken:
                    self.after[takes] = other
                    return True
        return False

    def _trade(self, takes: str, leaves: str, other: str) -> None:
        """`other` takes the seat of `leaves`, and `takes` the seat that was `other`'s to take."""
        seat = self.after.get(other)
        self.after[other] = leaves
        if other in self.opened:
            self.opened[takes] = self.opened.pop(other)
        if seat is None:
            del self.after[takes]
        else:
            self.after[takes] = seat

    def split_cycles(self) -> None:
        """Make two cycles of one that passes a post twice: fewer have to move at once."""
        while any(self._split(cycle) for cycle in self.cycles()):
            pass

    def _split(self, cycle: Iterable[str]) -> bool:
        seen: dict[str | None, str] = {}
        for takes in cycle:
            post_id = self.moves[takes].to_post_id
            if post_id in seen:
                other = seen[post_id]
                self.after[takes], self.after[other] = self.after[other], self.after[takes]
                return True
            seen[post_id] = takes
        return False

    def chain(self, members: Sequence[str]) -> Chain:
        first = self.moves[members[0]]
        if first.cadre_id in self.after:
            opening = Opening.EXCHANGE
        elif first.cadre_id in self.seatless:
            opening = Opening.NO_SEAT
        elif first.cadre_id in self.opened:
            opening = Opening.CONCURRENT
        elif first.to_post_id is not None:
            opening = Opening.VACANCY
        else:
            retires = first.kind is ActionKind.RETIREMENT
            opening = Opening.RETIREMENT if retires else Opening.RELEASE
        moves = tuple(self.moves[i] for i in members)
        return Chain(moves, opening, self.opened.get(first.cadre_id))


def _by_post(moves: Iterable[Move], end: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for move in moves:
        post_id = getattr(move, end)
        if post_id is not None:
            found.setdefault(post_id, []).append(move.cadre_id)
    return found
