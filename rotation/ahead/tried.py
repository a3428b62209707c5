"""What a plan is tried with: named cases, each move refused by itself, and draws by chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rotation.ahead.cases import Expected
from rotation.ahead.stress import Blow, Case, Repair, applies, drawn, refusals
from rotation.domain.plan import Plan, Status

Cases = tuple[Case, ...]


@dataclass(frozen=True)
class Trial:
    """named: by name. singles: each placing refused. draws: by chance. What does not apply to the
    plan is left out of a case."""

    named: Mapping[str, Cases] = field(default_factory=dict)
    singles: Sequence[Cases] = ()
    draws: Sequence[Cases] = ()

    @property
    def cases(self) -> list[Cases]:
        """Each once."""
        return list(dict.fromkeys([*self.named.values(), *self.singles, *self.draws]))

    def tried(self, repair: Callable[[Sequence[Cases]], Mapping[int, Repair]]) -> Tried:
        """The repairs of all. repair: gives those of cases by their places; one that is not there
        was stopped."""
        cases = self.cases
        done = repair(cases)
        found = {
            each: done.get(place, Repair(each, Status.STOPPED)) for place, each in enumerate(cases)
        }
        return Tried(
            {name: found[each] for name, each in self.named.items()},
            [found[each] for each in self.singles],
            [found[each] for each in self.draws],
        )


@dataclass(frozen=True)
class Tried:
    """The repairs of a trial."""

    named: Mapping[str, Repair]
    singles: Sequence[Repair]
    draws: Sequence[Repair]

    @property
    def repairs(self) -> list[Repair]:
        return [*self.named.values(), *self.singles, *self.draws]


def trial_of(
    plan: Plan,
    expected: Expected,
    usual: Mapping[Blow, float],
    draws: int,
    seed: int,
    *,
    singles: bool = True,
) -> Trial:
    """What a plan is tried with. usual: the chances of everybody of whom none are expected."""
    named = {
        name: tuple(case for case in cases if applies(plan, case))
        for name, cases in expected.named.items()
    }
    by_chance = drawn(plan, usual, draws, seed, expected.chances)
    return Trial(named, refusals(plan) if singles else (), by_chance)
