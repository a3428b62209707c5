"""The scenario.toml that a new scenario starts with, told in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from rotation.io.edit_toml import table_lines, value_text
from rotation.locales import text
from rotation.rules.base import Rule, RuleKind, Settable
from rotation.rules.categories import CategoryRules
from rotation.rules.form import FieldKind, form_of
from rotation.rules.form_words import parameter_name
from rotation.rules.registry import goals, laws
from rotation.rules.starting import STARTING_GOALS, STARTING_LAWS

ROSTER = "roster.xlsx"
Settings = Mapping[str, object]
_LONG = 76
"""Characters of a comment's line; a Chinese one counts for two."""


def starting_toml(name: str, date: dt.date, lang: str, roster: str = ROSTER) -> str:
    """Every rule there is with its sentence and its parameters: those that a scenario starts with
    are on, the others stand there as comments. roster: the name of its file or folder."""
    on: dict[str, Settings] = {f"laws.{law.code}": law.parameters for law in STARTING_LAWS}
    on |= {
        f"goals.{goal.code}": {"tier": goal.tier, "weight": goal.weight, **goal.parameters}
        for goal in STARTING_GOALS
    }
    rules = {rule.place(): rule for rule in (*laws().values(), *goals().values())}
    off = [rule for place, rule in rules.items() if place not in on and not _unlisted(rule)]
    lines = [*_comment(text("start.head", lang, roster=roster)), ""]
    lines += table_lines(("scenario",), {"name": name, "date": date, "roster": roster})
    for kind in ("laws", "goals"):
        lines += ["", *_comment(text(f"start.{kind}", lang))]
        for place in (place for place in on if place.startswith(kind)):
            lines += _rule(rules[place], on[place], lang)
    lines += ["", *_comment(text("start.categories", lang)), "[categories]"]
    lines += _parameters(CategoryRules, {}, lang)
    lines += ["", *_comment(text("start.off", lang))]
    for rule in off:
        lines += _rule(rule, {"tier": 9} if rule.kind is RuleKind.GOAL else {}, lang, "# ")
    return "\n".join(lines) + "\n"


def _unlisted(rule: type[Rule]) -> bool:
    """On in any case, or of no use before a plan is published."""
    return getattr(rule, "always_on", False) or getattr(rule, "after_publishing", False)


def _rule(rule: type[Rule], settings: Settings, lang: str, mark: str = "") -> list[str]:
    """A blank line, what the rule says, its table behind a mark, and what else can be set."""
    told = (
        f"{rule.words.title.get(lang)}{text('problem.place.colon', lang)}{rule().explain()[lang]}"
    )
    table = table_lines(tuple(rule.place().split(".")), settings)
    table = [f"{mark}{line}" for line in table]
    return ["", *_comment(told), *table, *_parameters(rule, settings, lang)]


def _parameters(model: type[Settable], given: Settings, lang: str) -> Iterator[str]:
    """The parameters that are not set, as comments with their defaults."""
    for field in form_of(model):
        if field.kind is not FieldKind.PRESET and field.path[0] not in given:
            setting = f"# {field.name} = {value_text(field.default)}"
            yield f"{setting:<34} # {parameter_name(field).get(lang)}"


def _comment(told: str) -> Iterator[str]:
    """A text as lines of comment."""
    for paragraph in told.split("\n"):
        line, width = "#", 1
        for word in _words(paragraph):
            wide = sum(2 if ord(sign) > 0x2E80 else 1 for sign in word)
            if width + wide > _LONG and width > 1:
                yield line.rstrip()
                line, width = "#", 1
            line, width = f"{line}{' ' if width == 1 else ''}{word}", width + wide
        yield line.rstrip()


def _words(paragraph: str) -> Iterator[str]:
    """What a line may be broken between: words, and Chinese characters."""
    word = ""
    for sign in paragraph:
        if ord(sign) > 0x2E80 and sign not in "，。；：、）”":
            if word:
                yield word
            word = sign
        elif sign == " ":
            yield word + sign
            word = ""
        else:
            word += sign
    yield word
