"""All teams at once: what each is looked at for before and after, and who leaves and comes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

import streamlit as st

from rotation.compare.lights import GROUPS, LIGHTS, MARKS, Light, TeamLights, looked_at
from rotation.compare.quotas import Staffing
from rotation.domain.plan import Finding
from rotation.locales import text
from rotation.report.told import Told
from rotation.ui import tables
from rotation.ui.html import Cell, show_table
from rotation.ui.navigation import href, picked_part
from rotation.ui.words import bare, language, say
from rotation.wording.names import rule_title

ALL = "all"


def show_wall(told: Told, teams: Sequence[TeamLights]) -> None:
    """In the roster's order; those that the URL picks out, and that are searched for."""
    groups = {team.unit.unit_id: {ALL, *team.groups} for team in teams}
    group = _group(told, list(groups.values()))
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.caption(say("wall.legend"))
    with right:
        typed = tables.searched("wall_search", say("wall.search"))
    shown = [
        team
        for team in teams
        if group in groups[team.unit.unit_id] and typed in team.unit.name.casefold()
    ]
    if not shown:
        st.info(say("filter.nothing"))
        return
    show_cards(told, shown)


def show_cards(told: Told, teams: Sequence[TeamLights]) -> None:
    st.html(f'<ul class="tw">{"".join(_card(told, team) for team in teams)}</ul>')


def _group(told: Told, groups: Sequence[Collection[str]]) -> str:
    """The group that the URL names; each with how many teams it has."""
    codes = (ALL, *GROUPS, *looked_at(told.scenario))
    counts = {code: sum(code in each for each in groups) for code in codes}
    words = {code: say(f"wall.{code}", count=count) for code, count in counts.items()}
    return picked_part("wall", words, "wall_teams")


def _card(told: Told, team: TeamLights) -> str:
    """A unit in a few lines; the whole leads to its team."""
    to = href("plan", view="teams", unit=team.unit.unit_id, why=None)
    lines = [
        "".join(_light(code, light) for code, light in team.lights.items() if code in LIGHTS),
        "".join(_staffing(role, each) for role, each in team.staffing.items()),
        _empty(team) + "".join(_mark(c, each) for c, each in team.lights.items() if c in MARKS),
    ]
    said = "".join(f'<span class="tw-line">{line}</span>' for line in lines if line)
    flow = bare("wall.flow", leave=team.leave, come=team.come) if team.changed else ""
    if team.changed and not (team.leave or team.come):
        flow = bare("wall.inside", count=team.changed)
    name = told.names.unit(team.unit.unit_id)
    kind = "tw-changed" if team.changed else "tw-same"
    return (
        f'<li><a class="tw-team {kind}" href="{escape(to)}"><span class="tw-head">'
        f'<b>{escape(name)}</b><span class="tw-flow">{escape(flow)}</span></span>'
        f"{said}</a></li>"
    )


def _light(code: str, light: Light | None) -> str:
    """A word and its state today and then; told in a sentence to who points at it or hears it."""
    word = bare(f"wall.light.{code}")
    if light is None:
        return _piece(word, "–", "dim", bare("wall.left_out", what=rule_title(code, language())))
    now, then = light.amounts
    return _piece(
        word,
        _change(*(bare("wall.lacks", count=count) if count else "✓" for count in (now, then))),
        _kind(not now, not then),
        bare(
            "wall.light_told",
            what=rule_title(code, language()),
            now=_said_of(now),
            then=_said_of(then),
        ),
    )


def _said_of(count: int) -> str:
    return bare("wall.short_by", count=count) if count else bare("wall.met")


def _change(now: str, then: str) -> str:
    return then if now == then else f"{now}→{then}"


def _kind(now: bool, then: bool) -> str:
    """The tone of what was and will be as it should."""
    return ("good" if not now else "plain") if then else ("bad" if now else "warn")


def _staffing(role: str, each: Staffing) -> str:
    """Who is there today and then, out of how many approved."""
    quota = "–" if each.quota is None else each.quota
    state = bare("quotas.even") if each.quota is not None else bare("wall.no_quota")
    sign, kind = ("✓", "plain") if each.quota is not None else ("", "dim")
    if each.over or each.short:
        key, count = ("over", each.over) if each.over else ("short", each.short)
        state = bare(f"quotas.{key}_by", role=say(f"conflict.part.{role}"), count=count)
        sign, kind = bare(f"wall.sign.{key}", count=count), "warn"
    word = say(f"conflict.part.{role}")
    told = bare("wall.staffing_told", role=word, now=each.now, then=each.then, state=state)
    held = f"{_change(str(each.now), str(each.then))}/{quota} {sign}".strip()
    return _piece(word, held, kind, told)


def _empty(team: TeamLights) -> str:
    words = bare("wall.empty", count=team.empty)
    return f'<span class="tw-mark tw-empty">{escape(words)}</span>' if team.empty else ""


def _mark(code: str, light: Light | None) -> str:
    """A mark that a team has, gets or loses; nothing where it has none."""
    if light is None or not light.lit:
        return ""
    how = "new" if light.now is None else "cleared" if light.then is None else "kept"
    mark = bare(f"wall.mark.{code}")
    words = mark if how == "kept" else bare(f"wall.mark_{how}", mark=mark)
    told = text(f"report.one_page.{code}", language())
    return (
        f'<span class="tw-mark tw-{code if how != "cleared" else "cleared"}" '
        f'title="{escape(told)}">{escape(words)}</span>'
    )


def _piece(word: str, state: str, kind: str, told: str) -> str:
    return (
        f'<span class="tw-piece" role="img" aria-label="{escape(told)}" title="{escape(told)}">'
        f'{escape(word)} <b class="tw-{kind}">{escape(state)}</b></span>'
    )


def show_lights(told: Told, team: TeamLights) -> None:
    """The lights of one team in the sentences of what is found."""
    rows = [
        (_title(told, code), _said(code, light.now), _said(code, light.then))
        for code, light in team.lights.items()
        if light is not None and (code in LIGHTS or light.lit)
    ]
    if rows:
        headings = [told.column(key).words for key in ("light", "now", "then")]
        show_table(headings, rows, widths=("24%", "38%", "38%"))


def _title(told: Told, code: str) -> str:
    return told.say(f"one_page.{code}") if code in MARKS else rule_title(code, language())


def _said(code: str, found: tuple[Finding, ...] | None) -> Cell:
    if found is None:
        return Cell(f"✓ {bare('wall.unmarked' if code in MARKS else 'wall.met')}", "good")
    words = " ".join(finding.text.get(language(), "") for finding in found)
    return Cell(words or bare(f"wall.mark.{code}"), "warn")
