"""What came of the values that a parameter was tried at: in words, as a table, as a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from rotation.compare.comparison import MOST
from rotation.rules.variations import Place, Variation, place_of, varied
from rotation.store import Run
from rotation.ui import draft as drafts
from rotation.ui.charts import lines
from rotation.ui.html import Cell, Field, show_table
from rotation.ui.kept import store
from rotation.ui.navigation import go, href, link
from rotation.ui.words import bare, language, plain, say
from rotation.wording.comparisons import figure_word
from rotation.wording.names import rule_title
from rotation.wording.settings import setting_value, setting_words

FIGURES = ("must", "all_due", "stuck", "moves", "due", "past", "must_fill", "vacancies", "down")
ALWAYS = ("must", "all_due", "moves", "due", "vacancies")
"""Others are left out where no value makes them anything but 0."""
DRAWN = ("moves", "due", "past", "vacancies")
_OWN_FIGURE = frozenset({"few_moves", "planned_moves", "must_fill_posts", "fill_posts"})
"""Goals that a figure tells of."""
Tried = Mapping[str, Any]


def show_tries(run: Run) -> None:
    """Nothing where no value is answered."""
    tried: list[Tried] = list(run.result.get("tried", ()))
    if not tried:
        return
    place, now = place_of(run.result["path"]), run.result["before"]
    st.markdown(f"**{plain(setting_words(place, language()))}**")
    said = [each["said"][language()] for each in tried if each["said"]]
    st.markdown("\n".join(f"- {plain(words)}" for words in said))
    rows = sorted(tried, key=lambda each: each["value"]) if _in_order(tried) else tried
    plans = {plan.place: plan.id for plan in store().plans_of_run(run.id)}
    _table(place, now, rows, plans)
    st.caption(say("tries.note"))
    _chart(place, rows)
    if len(plans) > 1:
        ids = [str(plan_id) for _, plan_id in sorted(plans.items())][:MOST]
        link("compare", say("tries.compare", count=len(ids)), plans=",".join(ids))
    if not run.under_way:
        _take_over(run, place, now, rows)


def _in_order(tried: Sequence[Tried]) -> bool:
    return all(isinstance(each["value"], int | float) for each in tried)


def _table(place: Place, now: Any, tried: Sequence[Tried], plans: Mapping[int, int]) -> None:
    """A column for each value, of which the present one stands out; a row for each figure and for
    each goal that is not the same everywhere."""
    lang = language()
    figures = {
        figure_word(code, lang): [each["figures"].get(code) for each in tried]
        for code in FIGURES
        if code in ALWAYS or any(each["figures"].get(code) for each in tried)
    }
    goals = {
        rule_title(code, lang): [each["goals"].get(code) for each in tried]
        for code in _goals(tried)
    }
    rows: list[Sequence[Field]] = [
        (
            title,
            *(
                _number(number, each["value"] == now)
                for number, each in zip(numbers, tried, strict=True)
            ),
        )
        for title, numbers in (figures | goals).items()
    ]
    rows.append((say("column.then"), *(_way(each, plans) for each in tried)))
    values = [_value(place, now, each["value"]) for each in tried]
    show_table([say("column.figure"), *values], rows, right=range(1, 1 + len(values)))


def _number(number: int | None, strong: bool) -> Cell:
    return Cell("–" if number is None else str(number), "strong" if strong else "")


def _goals(rows: Sequence[Tried]) -> list[str]:
    """Goals whose amount is not the same in every plan, and that no figure tells of."""
    amounts = [each["goals"] for each in rows if each["goals"]]
    codes = amounts[0] if amounts else ()
    apart = (code for code in codes if len({each.get(code) for each in amounts}) > 1)
    return [code for code in apart if code not in _OWN_FIGURE]


def _value(place: Place, now: Any, value: Any) -> str:
    words = setting_value(place, value, language())
    return bare("tries.now", value=words) if value == now else words


def _way(each: Tried, plans: Mapping[int, int]) -> Cell:
    """To the plan; else why there is none."""
    plan_id = None if each["place"] is None else plans.get(each["place"])
    if plan_id is not None:
        key = "same" if each["same"] else "proven" if each["status"] == "optimal" else "open"
        return Cell(say(f"tries.{key}"), href=href("plan", plan=plan_id))
    if each["place"] is not None:  # about to be written, or deleted
        return Cell("–")
    none = "none" if each["status"] == "infeasible" else "unknown"
    return Cell(say(f"tries.{none}"), "bad" if none == "none" else "warn")


def _chart(place: Place, rows: Sequence[Tried]) -> None:
    answered = [each for each in rows if each["place"] is not None]
    series = [c for c in DRAWN if any(each["figures"][c] for each in answered)]
    if len(answered) < 2 or not series:
        return
    points = [
        (
            setting_value(place, each["value"], language()),
            figure_word(code, language()),
            each["figures"][code],
        )
        for each in answered
        for code in series
    ]
    lines(points, titles=(say("tries.value"), say("column.figure"), say("tries.amount")))


def _take_over(run: Run, place: Place, now: Any, rows: Sequence[Tried]) -> None:
    """A value put among the changes that are not saved, to be looked at and saved there."""
    words = {
        number: setting_value(place, each["value"], language())
        for number, each in enumerate(rows)
        if each["value"] != now
    }
    left, right, _ = st.columns([4, 4, 5], vertical_alignment="bottom")
    picked = left.selectbox(
        say("tries.take"), list(words), format_func=words.__getitem__, key=f"take_{run.id}"
    )
    if right.button(say("tries.take_over"), key=f"take_over_{run.id}") and picked is not None:
        draft = drafts.current()
        change = Variation(run.result["path"], now, rows[picked]["value"])
        after = varied(draft.after, change)
        draft.put(anew=True, laws=after.laws, goals=after.goals, categories=after.categories)
        go("rules", part=change.path.partition(".")[0])
