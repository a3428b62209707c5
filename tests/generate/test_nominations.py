"""Nominations look as a department would make them, and are the same for one seed."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from rotation import load_scenario
from rotation.assemble.assemble import assemble
from rotation.domain.cadre import Status
from rotation.domain.calendar import Month, tenure_months
from rotation.domain.codes import level_order
from rotation.generate import Made, generate
from rotation.generate.county import DATE
from rotation.generate.write import write_scenario
from tests.notices import EVIDENCE

NOW = Month.of(DATE)


@cache
def nominated() -> Made:
    return generate(40, 10, 3, nominated=12)


def test_the_rest_of_the_roster_is_as_without_nominations() -> None:
    plain = generate(40, 10, 3)
    roster = nominated().roster
    assert (roster.units, roster.posts, roster.cadres) == (
        plain.roster.units, plain.roster.posts, plain.roster.cadres,
    )  # fmt: skip
    assert plain.roster.fits == ()
    assert nominated() == generate(40, 10, 3, nominated=12)


def test_about_as_many_posts_are_named_as_asked_for() -> None:
    counts = Counter(fit.cadre_id for fit in nominated().roster.fits)
    assert 11 <= sum(counts.values()) / len(counts) <= 13
    assert len(counts) > 0.6 * len(nominated().roster.cadres)


def test_only_those_are_nominated_who_may_be_moved() -> None:
    roster = nominated().roster
    for fit in roster.fits:
        cadre = roster.cadre[fit.cadre_id]
        assert cadre.status is Status.SERVING
        assert cadre.post_since is None or tenure_months(cadre.post_since, NOW) >= 24
        assert not roster.post[cadre.post_id or fit.post_id].own_line
        assert not roster.post[fit.post_id].own_line
        assert 40 <= fit.fit <= 99
        assert fit.source


def test_posts_are_of_the_level_or_one_above_and_of_another_unit() -> None:
    roster = nominated().roster
    steps = Counter(
        level_order(roster.post[fit.post_id].level) - level_order(roster.cadre[fit.cadre_id].level)
        for fit in roster.fits
    )
    assert set(steps) == {0, -1}
    assert steps[-1] < 0.3 * steps[0]
    assert all(
        roster.unit_of_post(fit.post_id) != roster.unit_of_cadre(fit.cadre_id)
        for fit in roster.fits
    )


def test_every_vacancy_has_a_nominee_and_most_posts_have_several() -> None:
    roster = nominated().roster
    nominees = Counter(fit.post_id for fit in roster.fits)
    held = {cadre.post_id for cadre in roster.cadres}
    local = [p for p in roster.posts if roster.unit[p.unit_id].kind != "vertical"]
    assert all(nominees[p.post_id] for p in local if p.post_id not in held)
    assert sum(nominees[p.post_id] >= 3 for p in local) > 0.8 * len(local)


def test_a_scenario_with_nominations_considers_no_other_pair(tmp_path: Path) -> None:
    write_scenario(tmp_path / "city", units=20, posts_per_unit=10, seed=5, nominations=10)
    scenario, notices = load_scenario(tmp_path / "city")
    assert {notice.code for notice in notices} <= EVIDENCE
    assembled = assemble(scenario)
    roster = scenario.roster
    pairs = {
        (roster.cadres[c].cadre_id, roster.posts[p].post_id)
        for c, p in zip(assembled.board.cadre, assembled.board.to_post, strict=True)
        if p >= 0
    }
    assert pairs <= set(roster.fit)
    assert len(pairs) > 0.7 * len(roster.fits)
    comment = (tmp_path / "city" / "scenario.toml").read_text(encoding="utf-8").splitlines()[1]
    assert comment.endswith("--seed 5 --nominations 10")
