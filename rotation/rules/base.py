"""What a rule is: one class that states, builds, checks and explains itself, in one file.

A law removes candidate actions (`removes`) or adds rows to the program (`build`); a goal adds a
cost. `check` works on the finished plan in plain Python and shares no helper with the other two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from rotation.domain.action import Action
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import Post
from rotation.domain.scenario import Scenario
from rotation.rules.presets import Preset, preset_named, presets_for
from rotation.rules.words import Sentence, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Facts
    from rotation.model.program import Program

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
LANGUAGES = ("zh", "en")


class RuleKind(StrEnum):
    LAW = "law"
    GOAL = "goal"


class WaivedBy(StrEnum):
    """Who may exempt somebody from a law: nobody; a named body, on a day, in a document; or the
    planner, with a reason."""

    NOBODY = "nobody"
    BODY = "body"
    PLANNER = "planner"


class Confidence(StrEnum):
    PRIMARY = "primary"
    SECONDARY = "secondary"
    LOCAL_PRACTICE = "local_practice"
    PLANNERS_CHOICE = "planners_choice"


@dataclass(frozen=True)
class Source:
    """Where a rule comes from. `article` and `date` are empty where the source has none."""

    document: str
    confidence: Confidence
    article: str = ""
    date: str = ""
    note: str = ""


@dataclass(frozen=True)
class Words:
    """A rule's own words. Templates name parameters (`sentence`) or a finding's values.

    demand: what the rule asks in the case of a finding, where the finding's own sentence says what
    a plan did instead; None where it says both.
    """

    title: Text
    sentence: Text
    finding: Text
    demand: Text | None = None


@dataclass(frozen=True)
class Example:
    """A case worked by hand from the source's words: this plan breaks the rule by `amount`.

    listed: findings besides that are no breach: left to be dealt with, or as it stood before.
    """

    claim: str
    scenario: Scenario
    plan: Plan
    amount: int
    listed: int = 0


def param(
    default: Any,
    *,
    zh: str,
    en: str,
    unit: str = "",
    codes: str = "",
    rests_on: int = 0,
    **bounds: Any,
) -> Any:
    """A typed parameter with its words; bounds are pydantic's (ge, le, ...).

    codes: the code table with the words of its values, where its type does not tell. rests_on:
    which of the rule's sources it is from, if not from the first.
    """
    words: dict[str, Any] = {"zh": zh, "en": en, "unit": unit, "rests_on": rests_on}
    return Field(
        default,
        validate_default=True,
        json_schema_extra={**words, "codes": codes} if codes else words,
        **bounds,
    )


class Settable(BaseModel):
    """What a table of scenario.toml sets: one by one, or by a preset and what differs from it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    preset: str = param("", zh="采用预设", en="preset taken over")

    @classmethod
    def place(cls) -> str:
        """The table of scenario.toml, such as "laws.tenure_limit"."""
        raise NotImplementedError

    @model_validator(mode="before")
    @classmethod
    def _take_preset(cls, given: Mapping[str, Any]) -> Mapping[str, Any]:
        found = preset_named(cls.place(), given.get("preset"))
        if found is None:
            return given
        values = dict(found.tables[cls.place()])
        for name, own in given.items():
            group = values.get(name) if _is_group(cls, name) and isinstance(own, Mapping) else None
            values[name] = own if group is None else {**group, **own}
        return values

    @field_validator("preset")
    @classmethod
    def _is_known(cls, name: str) -> str:
        if name and preset_named(cls.place(), name) is None:
            known = [word for p in presets_for(cls.place()).values() for word in _calls(p)]
            raise PydanticCustomError("unknown_preset", "no such preset", {"words": known})
        return name

    @property
    def origin(self) -> Preset | None:
        """The preset that the parameters are from, but for those set beside it."""
        return preset_named(self.place(), self.preset)


def _is_group(model: type[BaseModel], name: str) -> bool:
    field = model.model_fields.get(name)
    inside = None if field is None else field.annotation
    return isinstance(inside, type) and issubclass(inside, BaseModel)


def _calls(preset: Preset) -> tuple[str, str]:
    return preset.code, preset.name["zh"]


def preset_source(preset: Preset) -> Source:
    """Where a preset comes from."""
    given = {**preset.source, "confidence": Confidence(preset.source["confidence"])}
    return Source(**given)  # type: ignore[arg-type]


class Rule(Settable):
    """Base of laws and goals; an instance holds the parameters of one scenario."""

    code: ClassVar[str]
    kind: ClassVar[RuleKind]
    words: ClassVar[Words]
    sources: ClassVar[tuple[Source, ...]]
    reads: ClassVar[tuple[str, ...]] = ()
    """Tables and columns of the roster, not required ones, that the rule is about."""
    idle_without: ClassVar[bool] = True
    """Where none of what it reads is filled, the rule has nothing to hold against."""

    @classmethod
    def place(cls) -> str:
        return f"{cls.kind.value}s.{cls.code}"

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        """Add this rule's rows or costs to the program."""

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        """Every breach or shortfall of a finished plan."""
        raise NotImplementedError

    def explain(self) -> Mapping[str, str]:
        """The rule as one sentence with its parameters filled in, by language."""
        return render(self.words.sentence, self.model_dump())

    @classmethod
    def examples(cls) -> list[Example]:
        """Cases worked by hand: at least one kept and one broken, at the edge and one past it."""
        raise NotImplementedError

    def finding(
        self,
        scenario: Scenario,
        *,
        amount: int,
        status: FindingStatus | None = None,
        cadres: tuple[str, ...] = (),
        posts: tuple[str, ...] = (),
        units: tuple[str, ...] = (),
        cases: int = 1,
        **values: object,
    ) -> Finding:
        """A finding of this rule, with its sentence. Names in `{cadre}`, `{post}`, `{unit}`."""
        usual = FindingStatus.SHORT if self.kind is RuleKind.GOAL else FindingStatus.BROKEN
        found = Finding(
            rule=self.code,
            status=status or usual,
            amount=amount,
            cadre_ids=cadres,
            post_ids=posts,
            unit_ids=units,
            cases=cases,
            values=values,
        )
        return replace(found, text=Sentence(self.words.finding, _named(scenario, found)))

    def demand(self, scenario: Scenario, finding: Finding) -> Mapping[str, str]:
        """What this rule asks in the case of one of its findings, by language."""
        return render(self.words.demand or self.words.finding, _named(scenario, finding))


def _named(scenario: Scenario, finding: Finding) -> dict[str, object]:
    """What a finding's sentences may name."""
    roster = scenario.roster
    posts = finding.post_ids
    return {
        "cadre": [roster.cadre[i].name for i in finding.cadre_ids],
        "post": list(map(roster.post_name, posts)),
        "unit": [roster.unit[i].name for i in finding.unit_ids],
        "amount": finding.amount,
        **finding.values,
    }


def _none() -> IntArray:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Narrowing:
    """The only pairs of cadre and post that a law can leave, so that no others need be formed.

    All are places in the tables. cadre, post: the two of each pair. open_posts: posts that the law
    leaves to every cadre. open_cadres: cadres to whom it leaves every post.
    """

    cadre: IntArray = field(default_factory=_none)
    post: IntArray = field(default_factory=_none)
    open_posts: IntArray = field(default_factory=_none)
    open_cadres: IntArray = field(default_factory=_none)


class Law(Rule):
    """A rule that must hold, unless waived by name."""

    kind: ClassVar[RuleKind] = RuleKind.LAW
    waived_by: ClassVar[WaivedBy] = WaivedBy.PLANNER
    never_priced: ClassVar[bool] = False
    """Some of its cases nobody may waive: the law as a whole is never left to be approved later."""
    statute: ClassVar[bool] = False
    """On even where scenario.toml leaves it out; to be off, it has to be switched off by name."""
    always_on: ClassVar[bool] = False
    after_publishing: ClassVar[bool] = False
    """The law looks at a plan published earlier and asks nothing where there is none."""

    def removes(self, scenario: Scenario, board: Board) -> BoolArray | None:
        """True for each candidate action that breaks this law by itself; None if there is none."""
        return None

    def waiver_of(self, scenario: Scenario, cadre_id: str, post_id: str | None) -> WaivedBy:
        """Who may exempt this cadre (for that destination, or for all); `waived_by` in general."""
        return self.waived_by

    def rests_on(self, scenario: Scenario, cadre_id: str) -> Source:
        """What the law rests on in the case of this cadre; the first source in general."""
        return self.sources[0]

    def narrows(self, scenario: Scenario, facts: Facts) -> Narrowing | None:
        """The pairs outside of which `removes` holds for every placing; None for no such limit.

        Waivers need not be looked at. Worth giving where it is far below cadres x posts.
        """
        return None


class Goal(Rule):
    """A rule whose shortfall is minimised; its amount is the sum of its findings' amounts."""

    kind: ClassVar[RuleKind] = RuleKind.GOAL
    structure: ClassVar[bool] = False
    """About the make-up of teams: it acts on seats that are filled anew and pushes nobody out."""

    def favours(self, scenario: Scenario, action: Action, post: Post) -> bool:
        """Whether this goal on structure wants such a person in this seat of a team."""
        return False

    def amount(self, scenario: Scenario, plan: Plan) -> int:
        return sum(finding.amount for finding in self.check(scenario, plan))
