"""A plan that is told of in one language, and the words that every table of it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rotation.compare.judged import Judged
from rotation.domain.cadre import Cadre
from rotation.domain.calendar import age_years, tenure_months
from rotation.domain.codes import table
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.locales import text
from rotation.report.said import Said
from rotation.report.table import Cell, Column, Table, Value, row_of
from rotation.rules.words import duration
from rotation.wording.names import Names, rule_title
from rotation.wording.words import Words


@dataclass(frozen=True)
class Told:
    """A plan with all that is found of it. now: the plan that moves nobody, likewise. since: that
    the scenario has changed since the plan was made, and how; "" where it has not."""

    scenario: Scenario
    judged: Judged
    now: Judged
    lang: str
    since: str = ""

    @cached_property
    def names(self) -> Names:
        return Names(self.scenario, self.lang)

    @cached_property
    def words(self) -> Words:
        return Words(self.lang)

    @cached_property
    def by_hand(self) -> str:
        """That the plan was changed by hand, and which laws it breaks; "" for any other."""
        if self.judged.plan.status is not Status.HAND_MADE:
            return ""
        codes = dict.fromkeys(finding.rule for finding in self.judged.report.broken)
        laws = self.words.join(rule_title(code, self.lang) for code in codes)
        return self.say("hand_made.broken" if codes else "hand_made.lawful", laws=laws)

    @property
    def remarks(self) -> str:
        """What no paper of the plan may leave out."""
        return self.say("space").join(filter(None, (self.by_hand, self.since)))

    def say(self, key: str, **values: object) -> str:
        """The sentence `report.<key>`."""
        return text(f"report.{key}", self.lang, **values)

    def tell(self, key: str, **values: object) -> Said:
        """The same, with the figures among the values kept."""
        return Said.of(self.say(key), **values)

    def column(self, key: str, width: int = 12, *, number: bool = False, group: str = "") -> Column:
        return Column(key, self.say(f"column.{key}"), width, number, group)

    def table(
        self,
        key: str,
        columns: Sequence[Column],
        rows: Iterable[Iterable[Cell | Value]],
        note: str = "",
    ) -> Table:
        """A table whose title is `report.table.<key>`."""
        title, empty = self.say(f"table.{key}"), self.say(f"empty.{key}")
        return Table(key, title, tuple(columns), tuple(map(row_of, rows)), note, empty)

    def person(self, cadre_id: str) -> Cell:
        """A cadre by name; the row is about this cadre."""
        return Cell(self.names.cadre(cadre_id), id=cadre_id)

    def goes_to(self, post_id: str | None) -> str:
        """Where a move leads; who takes no post leaves."""
        return self.names.post(post_id) if post_id else self.say("leaves")

    def sex(self, cadre: Cadre) -> str:
        return table("sex").word(cadre.gender, self.lang)

    def age(self, cadre: Cadre) -> int:
        """Full years at the scenario's date."""
        return age_years(cadre.birth, self.scenario.month)

    def tenure(self, cadre: Cadre, post_id: str | None = None) -> str:
        """Time in a present post (the main one, if not given) at the scenario's date; "" where that
        is not known."""
        held = cadre.post_id if post_id is None else post_id
        since = None if held is None else cadre.since(held)
        if since is None:
            return ""
        return duration(tenure_months(since, self.scenario.month), self.lang)
