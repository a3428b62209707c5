"""Generated rosters have a county's shares, are the same for one seed, and pass every check."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from statistics import mean, median

import pytest

from rotation import load_scenario
from rotation.domain.cadre import Cadre, Gender, Grade, Status
from rotation.domain.calendar import Month, age_years, tenure_months
from rotation.generate import Made, generate
from rotation.generate.catalogue import place_names
from rotation.generate.county import DATE
from rotation.generate.write import write_scenario
from rotation.io.read_roster import read_tables
from rotation.io.write_roster import write_roster_csv
from tests.notices import EVIDENCE

NOW = Month.of(DATE)
SEEDS = (1, 2, 3)


@cache
def county(seed: int) -> Made:
    return generate(80, 8, seed)


def share(cadres: tuple[Cadre, ...], test: object) -> float:
    return sum(map(test, cadres)) / len(cadres)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", SEEDS)
def test_there_are_five_per_cent_more_cadres_than_posts(seed: int) -> None:
    roster = county(seed).roster
    assert len(roster.units) == 80
    assert len(roster.posts) == 640
    assert len(roster.cadres) == 672


@pytest.mark.parametrize("seed", SEEDS)
def test_women_and_non_party_cadres_have_their_share(seed: int) -> None:
    cadres = county(seed).roster.cadres
    assert 0.15 <= share(cadres, lambda c: c.gender is Gender.FEMALE) <= 0.25
    assert 0.05 <= share(cadres, lambda c: c.non_party) <= 0.08


@pytest.mark.parametrize("seed", SEEDS)
def test_ages_are_those_of_a_county(seed: int) -> None:
    ages = [age_years(c.birth, NOW) for c in county(seed).roster.cadres]
    assert min(ages) >= 28
    assert max(ages) <= 59
    assert 41.5 <= mean(ages) <= 44.5


def test_leaders_of_the_discipline_groups_are_filled_by_their_own_line() -> None:
    posts = county(1).roster.posts
    assert {post.post_id for post in posts if "纪检" in post.title} == {
        post.post_id for post in posts if post.own_line
    }
    assert any(post.own_line for post in posts)


def test_earlier_offices_of_leaders_have_the_titles_of_their_units_posts() -> None:
    roster = county(1).roster
    titles = {(post.unit_id, post.level, post.title) for post in roster.posts}
    served = [
        job for cadre in roster.cadres for job in cadre.careers if job.level in ("141", "142")
    ]
    assert len(served) > 300
    assert {(j.unit_id, j.level, j.title) for j in served if "、" in (j.title or "")} <= titles
    assert not [job.title for job in served if (job.title or "").endswith("副职")]


def test_whoever_is_back_from_a_village_has_served_in_a_township() -> None:
    back = [c for c in county(1).roster.cadres if c.post_id is None and "驻村" in (c.notes or "")]
    assert back
    assert all(cadre.grass_roots_years for cadre in back)


@pytest.mark.parametrize("seed", SEEDS)
def test_tenure_is_short_with_a_long_tail(seed: int) -> None:
    years = [tenure_months(c.post_since, NOW) / 12
             for c in county(seed).roster.cadres if c.post_since is not None]  # fmt: skip
    assert 3 <= median(years) <= 4
    assert 0.12 <= sum(y >= 5 for y in years) / len(years) <= 0.20
    assert 0.03 <= sum(y >= 10 for y in years) / len(years) <= 0.05


@pytest.mark.parametrize("seed", SEEDS)
def test_statuses_and_sanctions_have_their_share(seed: int) -> None:
    cadres = county(seed).roster.cadres
    assert 0.02 <= share(cadres, lambda c: c.status is Status.PROBATION) <= 0.04
    assert 0.005 <= share(cadres, lambda c: c.status is Status.UNDER_REVIEW) <= 0.015
    in_force = share(cadres, lambda c: any(s.start <= NOW < s.end for s in c.sanctions))
    assert 0.02 <= in_force <= 0.04


@pytest.mark.parametrize("seed", SEEDS)
def test_a_few_in_a_hundred_have_a_relative_on_the_roster(seed: int) -> None:
    roster = county(seed).roster
    kin = {cadre_id for pair in roster.kin_pairs for cadre_id in pair}
    assert 0.03 <= len(kin) / len(roster.cadres) <= 0.05


@pytest.mark.parametrize("seed", SEEDS)
def test_at_most_a_fifth_is_excellent_in_any_year(seed: int) -> None:
    grades = [a for c in county(seed).roster.cadres for a in c.appraisals]
    for year in range(2021, 2026):
        of_year = [a.grade for a in grades if a.year == year]
        assert 0 < of_year.count(Grade.EXCELLENT) / len(of_year) <= 0.20


@pytest.mark.parametrize("seed", SEEDS)
def test_people_reach_retirement_age_and_some_are_in_the_reserve(seed: int) -> None:
    cadres = county(seed).roster.cadres
    assert any(c.gender is Gender.FEMALE and age_years(c.birth, NOW) >= 55 for c in cadres)
    assert 0.03 <= share(cadres, lambda c: c.reserve) <= 0.10


@pytest.mark.parametrize("seed", SEEDS)
def test_names_do_not_repeat_and_titles_are_whole(seed: int) -> None:
    roster = county(seed).roster
    assert max(Counter(c.name for c in roster.cadres).values()) <= 2
    assert len({u.name for u in roster.units}) == len(roster.units)
    assert all(p.title for p in roster.posts)


@pytest.mark.parametrize("seed", SEEDS)
def test_holders_meet_the_conditions_of_their_posts(seed: int) -> None:
    roster = county(seed).roster
    for cadre in roster.cadres:
        post = roster.post.get(cadre.post_id or "")
        if post is not None:
            assert cadre.level == post.level
            assert cadre.party_member or not post.party_member_only
            assert cadre.non_party or not post.reserved_for_non_party


def test_one_seed_gives_one_roster_and_another_gives_another() -> None:
    assert generate(12, 7, 5) == generate(12, 7, 5)
    assert generate(12, 7, 5).roster != generate(12, 7, 6).roster


@pytest.mark.parametrize(
    ("units", "posts", "seed"), [(1, 1, 1), (2, 3, 1), (7, 30, 2), (90, 4, 3), (25, 12, 4)]
)
def test_every_roster_reads_back_without_a_notice(
    units: int, posts: int, seed: int, tmp_path: Path
) -> None:
    made = generate(units, posts, seed)
    write_roster_csv(tmp_path, made.roster, made.decisions)
    tables = read_tables(tmp_path, date=DATE)
    assert tables.notices == ()
    assert tables.roster == made.roster
    assert tables.decisions == made.decisions


def test_a_written_scenario_loads(tmp_path: Path) -> None:
    write_scenario(tmp_path / "new", units=6, posts_per_unit=5, seed=9)
    scenario, notices = load_scenario(tmp_path / "new")
    assert {notice.code for notice in notices} <= EVIDENCE
    assert scenario.roster == generate(6, 5, 9).roster
    assert len(scenario.laws) == 20
    assert [g.tier for g in scenario.goals] == sorted(g.tier for g in scenario.goals)


@pytest.mark.parametrize(("units", "posts"), [(0, 5), (5, 0), (5, 100)])
def test_sizes_that_make_no_sense_are_refused(units: int, posts: int) -> None:
    with pytest.raises(ValueError, match="units"):
        generate(units, posts, 1)


def test_thousands_of_places_have_different_names() -> None:
    from random import Random

    names = place_names(Random(1), 3000)
    assert len(set(names)) == 3000
