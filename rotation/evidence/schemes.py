"""Schemes: how a department makes points of evidence. Shipped ones are files in `schemes/`; a
scenario takes one over by its code, changes it, or brings its own, in `[schemes.CODE]`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat

from rotation.domain.codes import table
from rotation.domain.evidence import Element, Evaluation, Words
from rotation.locales import LANGUAGES

RestsOn = Literal[
    "evaluations",
    "appraisals",
    "rewards",
    "sanctions",
    "supervision",
    "tasks",
    "seniority",
    "nominations",
]
POINTS_FOR: Mapping[RestsOn, str] = {
    "appraisals": "appraisal_grade",
    "rewards": "reward",
    "sanctions": "sanction",
    "supervision": "supervision",
    "tasks": "task_result",
}
"""The code table whose codes a part gives points to, by the table that it rests on."""
COUNTED_BY: Mapping[RestsOn, tuple[str, ...]] = {"seniority": ("year",), "nominations": ("each",)}
OF_UNITS: tuple[RestsOn, ...] = ("evaluations", "tasks")
"""The tables that have rows about units."""
_EVERY = "any"
"""Points of every kind that is not listed."""


def _in_every_language(given: Any) -> Any:
    return dict.fromkeys(LANGUAGES, given) if isinstance(given, str) else given


def _complete(given: dict[str, str]) -> dict[str, str]:
    if missing := [lang for lang in LANGUAGES if not given.get(lang, "").strip()]:
        raise ValueError(f"no words in {', '.join(missing)}")
    return given


Name = Annotated[dict[str, str], BeforeValidator(_in_every_language), AfterValidator(_complete)]


class _Given(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(_Given):
    """full: the most points. least: the fewest, below 0 where the part takes points away. scale:
    the most that an evaluation may be, `full` where it is not given. start: points before any
    record is counted. extra: on top of the other parts, not out of their full points. given_by: who
    is to evaluate here: the cadre, or the leader in charge; None for anybody else."""

    name: Name
    full: int = Field(100, ge=1, le=100_000)
    least: int = Field(0, ge=-100_000, le=0)
    rests_on: RestsOn = "evaluations"
    take: Literal["mean", "latest", "sum"] = "mean"
    scale: int | None = Field(None, ge=1, le=100_000)
    points: dict[str, FiniteFloat] = {}
    start: int = Field(0, ge=0, le=100_000)
    extra: bool = False
    element: Element | None = None
    given_by: Literal["self", "leader"] | None = None

    @property
    def most(self) -> int:
        return self.scale or self.full

    @property
    def rated(self) -> bool:
        return self.rests_on == "evaluations"

    def words(self, lang: str) -> list[str]:
        """What may get points here."""
        codes = POINTS_FOR.get(self.rests_on)
        if codes is None:
            return list(COUNTED_BY.get(self.rests_on, ()))
        return [*(table(codes).word(code, lang) for code in table(codes).entries), _EVERY]

    def code_of(self, word: str) -> str | None:
        """The code that points are given to by a code or a word; None for what gets none."""
        codes = POINTS_FOR.get(self.rests_on)
        if codes is None:
            return word if word in COUNTED_BY.get(self.rests_on, ()) else None
        return word if word == _EVERY else table(codes).parse(word)

    @cached_property
    def _by_code(self) -> Mapping[str | None, float]:
        return {self.code_of(word): worth for word, worth in self.points.items()}

    def points_for(self, code: str) -> float | None:
        return self._by_code.get(code, self._by_code.get(_EVERY))


class Ranking(_Given):
    """within: what makes a class. smallest: smaller classes are ranked together, by progress since
    the period before. top, bottom: how many at either end count as such."""

    within: Literal["all", "kind", "field", "role", "unit"] = "all"
    smallest: int = Field(1, ge=1, le=1000)
    top: int = Field(0, ge=0, le=1000)
    bottom: int = Field(0, ge=0, le=1000)


class Ranks(_Given):
    """per_year: how many ranks are given in a year. front_line_percent: how much of them is kept
    for who holds a front-line post. free: the places that are free of a rank, by its code or word;
    a rank that is not there has as many as are asked for."""

    per_year: int = Field(ge=0, le=100_000)
    front_line_percent: int = Field(0, ge=0, le=100)
    free: dict[str, Annotated[int, Field(ge=0, le=100_000)]] = {}

    @property
    def places(self) -> dict[str, int]:
        """By code; only for words that are known."""
        return {str(table("rank").parse(word)): count for word, count in self.free.items()}


class Source(_Given):
    document: str
    confidence: Literal["primary", "secondary", "local_practice", "planners_choice"]
    note: str = ""


class Scheme(_Given):
    """months: how far back evidence counts. grades: what the words of an evaluation are worth, in
    percent of the part. vetoes: dimensions that decide alone, by their code. counts: whether its
    points go into the category and the fit, as its parts say; else they give places and ranks
    alone. ranks: what its points decide, where they are for ranks."""

    name: Name
    of: Literal["cadre", "unit"] = "cadre"
    source: Source | None = None
    months: int = Field(12, ge=1, le=240)
    grades: dict[str, Annotated[FiniteFloat, Field(ge=0, le=100)]] = {}
    parts: dict[str, Part] = Field(min_length=1)
    vetoes: dict[str, Name] = {}
    counts: bool = True
    ranking: Ranking | None = None
    ranks: Ranks | None = None

    @property
    def ranked(self) -> Ranking | None:
        """How places are given; vetoes alone give them too."""
        return self.ranking or (Ranking() if self.vetoes else None)

    @property
    def dimensions(self) -> dict[str, str]:
        """Every word for a dimension that evaluations name, and its code."""
        named = self.named.items()
        return {word: code for code, name in named for word in (code, *name.values())}

    @property
    def dimension_names(self) -> dict[str, list[str]]:
        """What evaluations may be of, by language."""
        return {lang: [name[lang] for name in self.named.values()] for lang in LANGUAGES}

    @property
    def named(self) -> dict[str, Name]:
        """The names of dimensions, by their code."""
        return {code: p.name for code, p in self.parts.items() if p.rated} | self.vetoes


class UnknownPresetError(ValueError):
    """A scheme that is not shipped was asked for by name."""


@cache
def shipped() -> Mapping[str, Mapping[str, Any]]:
    """The shipped schemes by code, as their files say."""
    folder = resources.files("rotation").joinpath("evidence", "schemes")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    found = {f.name.removesuffix(".toml"): tomllib.loads(f.read_text("utf-8")) for f in files}
    return MappingProxyType(found)


def scheme_of(code: str, given: Mapping[str, Any]) -> Scheme:
    """The scheme of a section; a shipped one of that code, or named as `preset`, is below it.

    Raises UnknownPresetError, pydantic.ValidationError.
    """
    own = {key: value for key, value in given.items() if key != "preset"}
    preset = given.get("preset", code if code in shipped() else None)
    if preset is None:
        return _scheme(own)
    by_name = {n: c for c, s in shipped().items() for n in (c, *s["name"].values())}
    if preset not in by_name:
        raise UnknownPresetError(str(preset))
    return _scheme(_over(shipped()[by_name[preset]], own))


def _scheme(given: Mapping[str, Any]) -> Scheme:
    """One that does not count has no part that says where it would."""
    scheme = Scheme.model_validate(given)
    if scheme.counts:
        return scheme
    parts = {c: part.model_copy(update={"element": None}) for c, part in scheme.parts.items()}
    return scheme.model_copy(update={"parts": parts})


def schemes_of(given: Mapping[str, Mapping[str, Any]]) -> dict[str, Scheme]:
    """The schemes of a scenario by code; only for sound sections."""
    return {code: scheme_of(code, section) for code, section in given.items()}


def called(schemes: Mapping[str, Scheme], given: Evaluation) -> tuple[Words, Words]:
    """The names of the scheme and the dimension of an evaluation; of no scheme here, as it says."""
    for code, scheme in schemes.items():
        dimension = scheme.dimensions.get(given.dimension)
        if given.scheme in (code, *scheme.name.values()) and dimension is not None:
            return scheme.name, scheme.named[dimension]
    return dict.fromkeys(LANGUAGES, given.scheme), dict.fromkeys(LANGUAGES, given.dimension)


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Tables are joined key by key, anything else is taken from above."""
    joined = {
        key: _over(below[key], value)
        if isinstance(value, dict) and isinstance(below.get(key), dict)
        else value
        for key, value in above.items()
    }
    return {**below, **joined}


def keys_at(where: Sequence[object]) -> list[str]:
    """The keys that there are where a key stands."""
    models: dict[object, type[_Given]] = {
        "parts": Part, "ranking": Ranking, "ranks": Ranks, "source": Source,
    }  # fmt: skip
    model = models.get(where[0], Scheme) if len(where) > 1 else Scheme
    return list(model.model_fields)


Fault = tuple[str, str, str, Mapping[str, object]]
"""Code of the problem, the key in the scheme, what stands there, what the sentence names."""


def faults(scheme: Scheme) -> Iterator[Fault]:
    """What would count for nothing, or not as it reads, in a scheme whose keys are sound."""
    for code, part in scheme.parts.items():
        yield from _faults_of(scheme, f"parts.{code}", part)
    if all(part.extra for part in scheme.parts.values()):
        yield "scheme_all_extra", "parts", "", {}
    named: dict[str, str] = {}
    for code, name in scheme.named.items():
        for word in {code, *name.values()}:
            if named.setdefault(word, code) != code:
                yield "scheme_named_twice", "parts", word, {}
    for word in () if scheme.ranks is None else scheme.ranks.free:
        if table("rank").parse(word) is None:
            yield "parameter_not_listed", "ranks.free", word, {"words": _words_of("rank")}


def _faults_of(scheme: Scheme, where: str, part: Part) -> Iterator[Fault]:
    for word in part.points:
        if part.code_of(word) is None:
            words = {lang: part.words(lang) for lang in LANGUAGES}
            yield "parameter_not_listed", f"{where}.points", word, {"words": words}
    if not part.rated and not part.points:
        yield "scheme_gives_no_points", f"{where}.points", "", {}
    if part.start > part.full:
        limit = {"limit": f"≤ {part.full}"}
        yield "parameter_out_of_bounds", f"{where}.start", str(part.start), limit
    if scheme.of == "unit" and part.rests_on not in OF_UNITS:
        words = {"words": list(OF_UNITS)}
        yield "parameter_not_listed", f"{where}.rests_on", part.rests_on, words


def _words_of(codes: str) -> dict[str, list[str]]:
    known = table(codes)
    return {lang: [known.word(code, lang) for code in known.entries] for lang in LANGUAGES}
