"""Seats of leading teams that come free in the walk, and who comes after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rotation.ahead.rolling import Year
from rotation.domain.action import ActionKind
from rotation.domain.calendar import Month


@dataclass(frozen=True)
class Succession:
    """A seat of a team that somebody leaves in a year of the walk. leaving: how. left: in which
    month. heir: who takes it in that year or a later one, None where nobody does; filled: the
    number of that year, taken: the month."""

    post_id: str
    year: int
    holder: str
    leaving: ActionKind
    left: Month
    heir: str | None = None
    filled: int | None = None
    taken: Month | None = None


def succession(years: Sequence[Year]) -> tuple[Succession, ...]:
    """In the order in which the seats come free."""
    return tuple(_after(years, each) for each in _freed(years))


def _freed(years: Sequence[Year]) -> Iterator[Succession]:
    for year in years:
        if year.judged is None:
            continue
        post = year.scenario.roster.post
        for action in year.judged.plan.actions:
            left, who = action.from_post_id, action.cadre_id
            if left is not None and left != action.held_post_id and post[left].in_team:
                yield Succession(left, year.number, who, action.kind, year.month_of(who))


def _after(years: Sequence[Year], seat: Succession) -> Succession:
    for year in years[seat.year :]:
        came = _comers(year).get(seat.post_id)
        if came is not None:
            return replace(seat, heir=came, filled=year.number, taken=year.month_of(came))
    return seat


def _comers(year: Year) -> Mapping[str, str]:
    """Who takes a post in a year that they did not hold, by the post."""
    actions = () if year.judged is None else year.judged.plan.actions
    return {
        action.held_post_id: action.cadre_id
        for action in actions
        if action.held_post_id is not None and action.held_post_id != action.from_post_id
    }
