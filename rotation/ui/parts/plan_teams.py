"""All teams, or one before and after: for each post a card of who holds it today and who will."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from rotation.compare.lights import TeamLights, all_teams
from rotation.compare.seats import Seats
from rotation.domain.action import ActionKind
from rotation.domain.cadre import Cadre, Gender
from rotation.io.photos import suffix_of
from rotation.report.told import Told
from rotation.ui import address
from rotation.ui.opened import OpenedPlan
from rotation.ui.parts.team_wall import show_lights, show_wall
from rotation.ui.parts.vacancies import by_hand
from rotation.ui.words import bare, language, say
from rotation.wording.names import category_word

ABREAST = 2
MOST_OF_PHOTOS = 8 * 2**20
"""Bytes of photos in a page."""
_KINDS = {".jpg": "image/jpeg", ".png": "image/png"}


@dataclass(frozen=True)
class Board:
    """What the cards are drawn from. faces: the addresses of photos by cadre id."""

    told: Told
    faces: Mapping[str, str]


def show_teams(plan: OpenedPlan) -> None:
    """All of them, or the one in the URL."""
    told = plan.told
    teams = {team.unit.unit_id: team for team in all_teams(told.now, told.judged)}
    unit_id = address.get("unit")
    if unit_id in teams:
        _show_team(plan, teams, teams[unit_id])
    else:
        show_wall(told, list(teams.values()))


def _show_team(plan: OpenedPlan, teams: Mapping[str, TeamLights], team: TeamLights) -> None:
    posts = plan.scenario.roster.post
    others = [each for each in team.seats if not posts[each.post_id].in_team]
    only_changed = _head(plan.told, teams, team, filtered=bool(others))
    if not team.changed:
        st.info(say("teams.unchanged"))
    show_lights(plan.told, team)
    ids = dict.fromkeys(i for each in team.seats for i in (*each.now, *each.then))
    board = Board(plan.told, _faces(plan.photos(list(ids))))
    _board(board, "teams.team", [each for each in team.seats if each not in others])
    _board(board, "teams.others", [each for each in others if each.changed or not only_changed])


def _faces(photos: Mapping[str, bytes]) -> dict[str, str]:
    """The addresses of photos that the page holds itself, as many as it bears."""
    faces, size = {}, 0
    for cadre_id, content in photos.items():
        size += len(content)
        kind = _KINDS.get(suffix_of(content) or "")
        if kind and size <= MOST_OF_PHOTOS:
            faces[cadre_id] = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    return faces


def _board(board: Board, title: str, seats: Sequence[Seats]) -> None:
    """Nothing where there are no seats."""
    if not seats:
        return
    st.header(say(title))
    for place, each in enumerate(seats):
        if place % ABREAST == 0:
            columns = st.columns(ABREAST)
        with columns[place % ABREAST]:
            _seat(board, each)


def _head(told: Told, teams: Mapping[str, TeamLights], team: TeamLights, *, filtered: bool) -> bool:
    """The way back to all teams, and to another; whether posts below the leading team that keep
    their holders are left out."""
    words = {
        i: bare("teams.unit_of", unit=told.names.unit(i), count=t.changed) for i, t in teams.items()
    }
    back, left, right = st.columns([2, 4, 3], vertical_alignment="bottom")
    back.button(say("wall.back"), key="wall_back", on_click=lambda: address.put(unit=None))
    key = f"teams_unit_{hash(tuple(words.values()))}"
    st.session_state[key] = team.unit.unit_id  # the URL decides
    left.selectbox(
        say("column.unit"),
        list(words),
        format_func=words.__getitem__,
        key=key,
        on_change=lambda: address.put(unit=st.session_state[key]),
    )
    if not filtered:
        return True
    return right.toggle(say("teams.only_changed"), value=True, key="teams_changed")


def _seat(board: Board, seats: Seats) -> None:
    """The post's title, its holder today and then, and a question for each who changes."""
    told = board.told
    post = told.scenario.roster.post[seats.post_id]
    with st.container(border=True, height="stretch"):
        tags = f'<span class="rt-tag">{escape(say("must_fill"))}</span>' if post.must_fill else ""
        cards = _cards(board, seats)
        st.html(f'<div class="pb-post">{escape(post.title)} {tags}</div>{cards}')
        moved = [*(i for i in seats.now if i not in seats.then)]
        moved += [i for i in seats.then if i not in seats.now]
        with st.container(horizontal=True):
            for cadre_id in moved:
                st.button(
                    say("teams.why", name=told.names.cadre(cadre_id)),
                    key=f"why_{seats.post_id}_{cadre_id}",
                    type="tertiary",
                    on_click=lambda chosen=cadre_id: address.put(why=chosen),
                )
            if not told.scenario.roster.unit[post.unit_id].outside:
                st.button(
                    say("seat.who"),
                    key=f"who_{seats.post_id}",
                    type="tertiary",
                    on_click=lambda: address.put(seat=seats.post_id),
                )


def _cards(board: Board, seats: Seats) -> str:
    if not seats.changed:
        stay = "".join(_card(board, i, "stay", seats.post_id) for i in seats.now)
        empty = _to_be_filled(board.told, seats.post_id) if not seats.now else ""
        return f'<div class="pb-row">{stay}{empty}</div>'
    post_id = seats.post_id
    before = "".join(
        _card(board, i, "stay" if i in seats.then else "out", post_id) for i in seats.now
    )
    after = "".join(
        _card(board, i, "stay" if i in seats.now else "in", post_id) for i in seats.then
    )
    return (
        f'<div class="pb-row"><div class="pb-side">{_label("now")}{before or _vacant()}</div>'
        f'<div class="pb-arrow">→</div>'
        f'<div class="pb-side">{_label("then")}'
        f"{after or _to_be_filled(board.told, post_id)}</div></div>"
    )


def _label(key: str) -> str:
    return f'<div class="pb-label">{escape(say(f"column.{key}"))}</div>'


def _card(board: Board, cadre_id: str, part: str, post_id: str) -> str:
    """A cadre as on a photo board; part: stay, out or in of a post."""
    told = board.told
    cadre = told.scenario.roster.cadre[cadre_id]
    action = told.judged.plan.action_of[cadre_id]
    facts = bare("teams.facts", sex=told.sex(cadre), age=told.age(cadre))
    tenure = told.tenure(cadre) if part == "in" else told.tenure(cadre, post_id)
    name = told.names.holder(cadre_id, post_id, (told.now if part == "out" else told.judged).plan)
    served = [bare("teams.served", tenure=tenure)] if tenure else []
    if part == "in":
        details = [say("teams.from_pool")]
        if cadre.post_id is not None:
            details = [bare("teams.comes_from", post=told.names.post(cadre.post_id))]
            details += [bare("teams.served_there", tenure=tenure)] if tenure else []
    elif part == "out":
        leads = told.names.post(action.to_post_id) if action.to_post_id else told.names.kind(action)
        details = [*served, bare("teams.goes_to", post=leads)]
        if action.kind is ActionKind.STAY:
            details = [*served, say("teams.gives_up")]
    else:
        details = served
    lines = "".join(f'<div class="pb-detail">{escape(words)}</div>' for words in details)
    return (
        f'<div class="pb-card pb-{part}">{_face(board, cadre)}'
        f'<div><div class="pb-name"><b>{escape(name)}</b>'
        f'<span class="rt-dim">{escape(facts)}</span>{_badge(told, cadre_id, part)}</div>'
        f"{lines}</div></div>"
    )


def _face(board: Board, cadre: Cadre) -> str:
    """The photo, else the first character of the name."""
    if photo := board.faces.get(cadre.cadre_id):
        return f'<img class="pb-photo" src="{photo}" alt="{escape(cadre.name)}">'
    sex = "f" if cadre.gender is Gender.FEMALE else "m"
    return f'<div class="pb-face pb-{sex}">{escape(cadre.name[:1])}</div>'


def _badge(told: Told, cadre_id: str, part: str) -> str:
    """The transfer category of who comes or goes; staying is said in words."""
    action = told.judged.plan.action_of[cadre_id]
    if part == "stay":
        words = say("stays") if action.kind is ActionKind.STAY else ""
    else:
        words = category_word(action.category, language())
    return f'<span class="rt-tag">{escape(words)}</span>' if words else ""


def _to_be_filled(told: Told, post_id: str) -> str:
    words = bare("seat.fill", vacant=say("vacant"), by_hand=say("page.by_hand"))
    to = escape(by_hand(told, post_id))
    return f'<a class="pb-card pb-vacant" href="{to}">{escape(words)}</a>'


def _vacant() -> str:
    return f'<div class="pb-card pb-vacant">{escape(say("vacant"))}</div>'
