"""A comparison as one JSON document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rotation.compare.chains import Chain
from rotation.compare.comparison import Comparison
from rotation.compare.judged import Judged
from rotation.compare.teams import Team, together
from rotation.domain.placement import Placement
from rotation.io.plan_file import finding_document
from rotation.locales import LANGUAGES
from rotation.terminal.laws import laws_document
from rotation.wording.comparisons import (
    figure_word,
    goal_word,
    ranking_words,
    relation_words,
    strength_words,
)
from rotation.wording.names import Names


def compare_document(compared: Comparison) -> dict[str, Any]:
    """Everything that was compared, as plain JSON values.

    Plans are named by their place from 0 in `plans`; every list `values`, `amounts`, `placements`,
    `holders` and `plans` of a row is in that order, and `best` holds places.
    """
    names = {lang: Names(compared.scenario, lang) for lang in LANGUAGES}
    return {
        **laws_document(compared.scenario),
        "plans": [_plan(compared, judged) for judged in compared.plans],
        "verdict": _verdict(compared),
        "goals": [
            {**asdict(goal), "title": _words(goal_word, goal.code)} for goal in compared.goals
        ],
        "tiers": [asdict(tier) for tier in compared.tiers],
        "figures": [
            {**asdict(figure), "title": _words(figure_word, figure.code)}
            for figure in compared.figures
        ],
        "teams": _teams(compared),
        "cadres": [
            {
                "cadre_id": row.cadre_id,
                "name": compared.scenario.roster.cadre[row.cadre_id].name,
                **_post("post", row.post_id, names),
                "placements": [_placement(each, names) for each in row.placements],
            }
            for row in compared.cadres
        ],
        "posts": [
            {
                **_post("post", row.post_id, names),
                "now": _holders(row.now, compared),
                "holders": [_holders(ids, compared) for ids in row.holders],
            }
            for row in compared.posts
        ],
    }


def _words(word: Any, code: str) -> dict[str, str]:
    return {lang: word(code, lang) for lang in LANGUAGES}


def _post(key: str, post_id: str | None, names: Mapping[str, Names]) -> dict[str, object]:
    """The post's id, and its words."""
    words = None if post_id is None else names["zh"].post(post_id)
    return {f"{key}_id": post_id, key: words}


def _placement(placement: Placement, names: Mapping[str, Names]) -> dict[str, object]:
    return {
        "action": placement.kind.value,
        **_post("post", placement.post_id, names),
    }


def _holders(cadre_ids: tuple[str, ...], compared: Comparison) -> list[dict[str, str]]:
    cadre = compared.scenario.roster.cadre
    return [{"cadre_id": cadre_id, "name": cadre[cadre_id].name} for cadre_id in cadre_ids]


def _plan(compared: Comparison, judged: Judged) -> dict[str, Any]:
    names = {lang: Names(compared.scenario, lang) for lang in LANGUAGES}
    return {
        "label": judged.label,
        "status": judged.plan.status.value,
        "admissible": judged.admissible,
        "certified": judged.certified,
        "broken": [finding_document(finding) for finding in judged.report.broken],
        "waivers": [finding_document(finding) for finding in judged.report.waivers],
        "chains": [_chain(compared, chain, names) for chain in judged.chains],
        "order": {
            "limited": judged.order.limited,
            "fewest": judged.order.fewest,
            "waves": [
                {
                    "steps": [
                        {
                            "chain": step.chain,
                            "at_once": step.at_once,
                            "cadre_ids": [move.cadre_id for move in step.moves],
                        }
                        for step in wave.steps
                    ],
                    "overruns": [asdict(over) for over in wave.overruns],
                }
                for wave in judged.order.waves
            ],
        },
    }


def _chain(compared: Comparison, chain: Chain, names: Mapping[str, Names]) -> dict[str, Any]:
    return {
        "opening": chain.opening.value,
        "cycle": chain.cycle,
        "swap": chain.swap,
        **_post("left_post", chain.left_post_id, names),
        "moves": [
            {
                "cadre_id": move.cadre_id,
                "name": compared.scenario.roster.cadre[move.cadre_id].name,
                "action": move.kind.value,
                **_post("from_post", move.from_post_id, names),
                **_post("to_post", move.to_post_id, names),
            }
            for move in chain.moves
        ],
    }


def _verdict(compared: Comparison) -> dict[str, Any]:
    return {
        "ranking": compared.ranking,
        "text": {lang: ranking_words(compared, lang) for lang in LANGUAGES},
        "relations": [
            {
                **asdict(relation),
                "text": {
                    lang: [
                        relation_words(compared, relation, lang),
                        *strength_words(relation, lang),
                    ]
                    for lang in LANGUAGES
                },
            }
            for relation in compared.relations
        ],
    }


def _teams(compared: Comparison) -> list[dict[str, Any]]:
    """A row for each leading team; the last, without a unit, is of all together."""
    every = [compared.now, *compared.plans]
    rows = []
    for unit_id in (*compared.now.teams, None):
        teams = [
            together(judged.teams.values()) if unit_id is None else judged.teams[unit_id]
            for judged in every
        ]
        now, *plans = map(_team, teams)
        name = None if unit_id is None else compared.scenario.roster.unit[unit_id].name
        rows.append({"unit_id": unit_id, "unit": name, "now": now, "plans": plans})
    return rows


def _team(team: Team) -> dict[str, Any]:
    return {**asdict(team), "mean_age": team.mean_age}
