"""A problem as one sentence for a planner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rotation.domain.calendar import Month
from rotation.domain.codes import table
from rotation.domain.problem import Problem
from rotation.io.tables import TABLE
from rotation.locales import has, text
from rotation.rules.registry import goals, laws

MOST_CHOICES = 12
CODED = {
    "kin": "kinship",
    "other_kin": "kinship",
    "kind": "sanction",
    "action": "decision_action",
    "other_action": "decision_action",
    "own_level": "level",
    "post_level": "level",
    "fault": "fault",
    "element": "element",
    "supervision_result": "supervision_result",
}
"""Values of a problem that are codes, by the table whose words are shown."""


def describe(problem: Problem, lang: str) -> str:
    """One sentence: where, what stands there, what would be right.

    干部表第19行「出生年月」：“1975.13”不是有效年月，月份应为 01 至 12，写作 1975.06
    """
    colon = text("problem.place.colon", lang)
    return f"{place(problem, lang)}{colon}{sentence(problem, lang)}"


def place(problem: Problem, lang: str) -> str:
    """Table, row and column of a problem, in the reader's words."""
    known = TABLE.get(problem.table)
    name = problem.table
    if known is not None:
        name = text("problem.place.table", lang, table=known.heading(lang))
    parts = [name]
    if problem.row is not None:
        parts.append(text("problem.place.row", lang, row=problem.row))
    if problem.column is not None:
        parts.append(text("problem.place.column", lang, column=_heading(problem, lang)))
    return text("problem.place.separator", lang).join(parts)


def sentence(problem: Problem, lang: str) -> str:
    """What is wrong and what would be right, without the place."""
    values = {name: _shown(name, value, lang) for name, value in problem.values.items()}
    values["value"] = problem.value or ""
    values["code"] = problem.code
    known = TABLE.get(problem.table)
    if known is not None:
        values["sheet"] = f"{known.zh} / {known.id}"
        column = known.column.get(problem.column or "")
        values["heading"] = "" if column is None else f"{column.zh} / {column.id}"
    key = f"problem.{problem.code}"
    said = text(key if has(key, lang) else "problem.unlisted", lang, **values)
    return said + _nearest(problem.values, lang) + _also(problem.values.get("also"), lang)


def _also(places: object, lang: str) -> str:
    """Where else the same stands."""
    if not isinstance(places, Mapping) or not places:
        return ""
    comma = "、" if lang == "zh" else ", "
    said = [
        text("problem.place.rows_of", lang, table=TABLE[name].heading(lang), rows=comma.join(rows))
        for name, rows in places.items()
    ]
    return text("problem.also", lang, places=comma.join(said))


def _heading(problem: Problem, lang: str) -> str:
    known = TABLE.get(problem.table)
    column = None if known is None else known.column.get(problem.column or "")
    return str(problem.column) if column is None else column.heading(lang)


def _nearest(values: Mapping[str, Any], lang: str) -> str:
    near, meant = values.get("nearest"), values.get("meant")
    if meant is not None:
        near = (TABLE[str(meant)].heading(lang),)
    if not near:
        return ""
    joiner = "”或“" if lang == "zh" else '" or "'
    return text("problem.nearest", lang, word=joiner.join(near))


def _shown(name: str, value: object, lang: str) -> str:
    if name == "choices":
        return _choices(str(value), lang)
    if name in CODED:
        return table(CODED[name]).word(str(value), lang)
    if name == "columns" and isinstance(value, tuple):
        value = [_column(str(place), lang) for place in value]
    if name == "counted" and isinstance(value, tuple):
        value = [
            text("problem.place.counted", lang, column=_column(place, lang), count=count)
            for place, count in value
        ]
    if name in ("coupling", "laws") and isinstance(value, Iterable):
        value = [_coupling(str(code), lang) for code in value]
    if name == "words" and isinstance(value, Mapping):
        value = value[lang]
    if isinstance(value, Month):
        return f"{value.year}.{value.month:02d}"
    if name == "examples" and isinstance(value, Iterable):
        return ("；" if lang == "zh" else "; ").join(sentence(each, lang) for each in value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ("、" if lang == "zh" else ", ").join(str(item) for item in value)
    return str(value)


def _column(written: str, lang: str) -> str:
    """A column or a whole table by its words."""
    table_id, _, column_id = written.partition(".")
    known = TABLE[table_id]
    name = text("problem.place.table", lang, table=known.heading(lang))
    if not column_id:
        return name
    heading = known.column[column_id].heading(lang)
    said = text("problem.place.column", lang, column=heading)
    return text("problem.place.separator", lang).join((name, said))


def _coupling(code: str, lang: str) -> str:
    """What binds cadres together: the title of a rule, or what else does."""
    rule = {**laws(), **goals()}.get(code)
    return text(f"problem.coupling.{code}", lang) if rule is None else rule.words.title.get(lang)


def _choices(codes: str, lang: str) -> str:
    """The words that would be right; of a long table the first ones."""
    entries = table(codes).entries
    words = [str(entry[lang]) for entry in entries.values()]
    shown = ("、" if lang == "zh" else ", ").join(words[:MOST_CHOICES])
    more = len(words) > MOST_CHOICES
    return shown + (("等" if lang == "zh" else ", …") if more else "")
