"""The page for leaders: what it tells beyond the memo, and what the other plan would do."""

from __future__ import annotations

import re

import pytest

from rotation import load_scenario
from rotation.compare.instead import gaps
from rotation.compare.judged import judge, unmoved
from rotation.draw.one_page import inside, printed
from rotation.locales import LANGUAGES
from rotation.report.of_plan import plan_report, told_of
from rotation.report.one_page import OnePage, in_full, lights, one_page, structure
from rotation.report.told import Told
from rotation.solve.run import solve
from rotation.wording.comparisons import differing_words
from tests.cli.small import write


@pytest.fixture(scope="module", params=LANGUAGES)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    scenario, _ = load_scenario(write(tmp_path_factory.mktemp("one_page") / "small"))
    plan = solve(scenario).plan
    assert plan is not None
    return told_of(scenario, plan, request.param)


@pytest.fixture(scope="module")
def one(told: Told) -> OnePage:
    return one_page(told, judge(told.scenario, unmoved(told.scenario), "<b>other</b>"))


def said(one: OnePage, key: str) -> list[str]:
    return [each.words for part in one.parts if part.key == key for each in part.sentences]


def test_why_they_move_and_why_some_stay_is_counted(told: Told, one: OnePage) -> None:
    counts, why = said(one, "moves")
    total, _ = (int(re.findall(r"\d+", words)[0]) for words in (counts, why))
    plan = told.judged.plan
    assert total == plan.adjusted
    assert sum(map(int, re.findall(r"\d+", why))) == plan.adjusted - plan.count["retirement"]


def test_each_category_is_told_in_two_sentences(told: Told, one: OnePage) -> None:
    found = said(one, "categories")
    assert len(found) % 2 == 0
    for about, kinds in zip(found[::2], found[1::2], strict=True):
        count = int(re.findall(r"\d+", about)[0])
        assert sum(map(int, re.findall(r"\d+", kinds))) == count


def test_the_make_up_stands_beside_its_targets(told: Told) -> None:
    rows = {row[0].words: [cell.value for cell in row[1:]] for row in structure(told)[0].rows}
    now, then = told.now.together, told.judged.together
    short = [
        next(goal.amount for goal in judged.report.goals if goal.code == "women_in_team")
        for judged in (told.now, told.judged)
    ]
    women = "女干部" if told.lang == "zh" else "Women"
    assert rows[women] == [now.women, then.women, *short]


def test_teams_that_fall_short_are_counted_with_those_that_newly_do(told: Told) -> None:
    for row in lights(told)[0].rows:
        before, after, cleared = (int(cell.value or 0) for cell in row[1:4])
        newly = row[4].words.split("、" if told.lang == "zh" else ", ") if row[4].words else []
        assert after == before - cleared + len(newly)


def test_the_other_plan_is_told_as_the_comparison_tells_it(told: Told, one: OnePage) -> None:
    other = judge(told.scenario, unmoved(told.scenario), "")
    (words,) = said(one, "instead")
    first = gaps(other, told.judged)[0]
    assert differing_words([first], told.lang) in words
    assert not said(one_page(told), "instead")
    assert not said(one_page(told, told.judged), "instead")


def test_the_record_tells_it_on_its_first_sheet(told: Told) -> None:
    assert set(in_full(told)) <= set(plan_report(told).summary)


def test_text_from_people_is_escaped_and_links_lead_on_screen_alone(
    told: Told, one: OnePage
) -> None:
    links, figures = {"moves": "plan?a=1&view=moves"}, {"moves": "plan?figure=moves"}
    paper, screen = printed(one, told.lang), inside(one, links, figures)
    for html in (paper, screen):
        assert "&lt;b&gt;other" in html
        assert "<b>other" not in html
    assert "href" not in paper
    assert screen.count('href="plan?a=1&amp;view=moves"') == 1
    assert '<a href="plan?figure=moves">3</a>' in screen


def test_every_figure_is_as_large_as_what_it_counts(one: OnePage) -> None:
    means = {"teams.mean_age.now", "teams.mean_age.then", "developmental.age"}
    for key, (figure, said) in one.figures.items():
        assert str(figure) in said.words, key
        if figure.findings:
            amounts = sum(finding.amount for finding in figure.findings)
            assert figure.value in (len(figure.findings), amounts), key
        elif key not in means | {"empty.now", "empty.then", "must_fill"}:
            parts = (figure.cadre_ids, figure.post_ids, figure.unit_ids, figure.chains)
            assert figure.value == sum(map(len, parts)), key
