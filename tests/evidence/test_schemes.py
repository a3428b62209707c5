"""Each shipped scheme against a table worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rotation.domain.calendar import Month
from rotation.domain.evidence import Element, Evaluation, Reward, Supervision, Task
from rotation.domain.unit import UnitKind
from rotation.evidence.measured import points_of
from rotation.evidence.schemes import faults, scheme_of, shipped
from rotation.locales import LANGUAGES
from rotation.rules import casework as case
from tests.evidence.made import day, rated, scenario, score


@pytest.mark.parametrize("code", shipped())
def test_a_shipped_scheme_is_sound_and_says_where_it_comes_from(code: str) -> None:
    scheme = scheme_of(code, {})
    assert not list(faults(scheme))
    assert scheme.source is not None
    assert scheme.source.note
    assert all(set(part.name) == set(LANGUAGES) for part in scheme.parts.values())


def test_seven_in_one() -> None:
    """Results: appraisals 2024 excellent 100 and 2025 competent 85, mean 92.5; tasks 85 and 40,
    mean 62.5; survey 85. (92.5 + 62.5 + 85) / 300 = 80 %; a commendation adds 5 of 300: 81.67.
    Conduct: audit 70; integrity unknown; supervision 100 - 15 - 5 = 80; 150 / 200 = 75.
    Fit: ability 95."""
    appraisals = (
        case.appraisal(2023, "incompetent"),  # before the two years that count
        case.appraisal(2024, "excellent"),
        case.appraisal(2025, "competent"),
    )
    made = scenario(
        "qiwei_yiti",
        cadres=[case.cadre("C1", "P-U1", appraisals=appraisals)],
        evaluations=rated("七位一体", "C1", 民主测评="较好", 审计巡察=70, 素质能力="好"),
        tasks=[
            Task("堤防工程", day("2025-06-30"), "C1", result="met"),
            Task("征收", day("2026-06-30"), "C1", result="unmet"),
            Task("在建项目", day("2026-10-31"), "C1"),  # not known yet
        ],
        supervision=[
            Supervision("C1", "talk", day("2025-03-01"), "closed", "founded"),
            Supervision("C1", "care_reminder", day("2026-03-01"), "closed"),
            Supervision("C1", "complaint", day("2026-03-01"), "closed", "unfounded"),
            Supervision("C1", "complaint", day("2026-04-01"), "closed"),
            Supervision("C1", "complaint", day("2026-09-01"), "open"),
        ],
        rewards=[Reward("C1", "commendation", Month(2025, 12))],
    )
    assert score(made).elements == {Element.RESULTS: 82, Element.CONDUCT: 75, Element.FIT: 95}
    (cadre,) = made.roster.cadres
    assert (cadre.score, cadre.conduct, cadre.fit_points) == (82, 75, 95)


def test_survey_talk_visit_analysis() -> None:
    """Two surveys, 好 100 and 较好 85: 92.5; talks 一般 70: 162.5 / 200 = 81.25. Visits 差 30.
    Five powers 80 of 100 in numbers, five degrees 较好: 82.5, half a point up."""
    two = [
        *rated("fangtan", "C1", survey="好"),
        *rated("fangtan", "C1", "2026-06-30", survey="较好"),
    ]
    made = scenario(
        "fangtan",
        evaluations=[
            *two, *rated("测谈访析", "C1", 个别谈话="一般", 延伸走访="差", 五力=80, 五度="较好"),
        ],
    )  # fmt: skip
    assert score(made).elements == {Element.RESULTS: 81, Element.CONDUCT: 30, Element.FIT: 83}


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("较　好", "85"), ("８５ 分", "85"), ("86.66666666666667", "86.66666666666667"),
        ("0", "0"), ("100", "100"), ("100.01", None), ("-5", None), ("1e2", None),
        ("NaN", None), ("", None), ("9" * 1000, None), ("1 0", None),
    ],
)  # fmt: skip
def test_a_result_is_read_as_people_and_spreadsheets_write_it(
    value: str, points: str | None
) -> None:
    own = scheme_of("fangtan", {})
    worth = points_of(own, own.parts["survey"], value)
    assert worth == (None if points is None else Fraction(points))


def test_points_are_given_by_words_too_and_what_is_changed_is_above_what_is_shipped() -> None:
    own = scheme_of("qiwei_yiti", {"parts": {"rewards": {"points": {"三等功": 1}}}})
    assert own.parts["rewards"].points_for("merit_3") == 1
    assert own.parts["rewards"].points_for("merit_2") == 12


def test_a_thousand_points() -> None:
    """Seven townships, 400 and 600: U1 380 + 570 = 950; 50 more of 1000 for the additional part
    make 1000; each next one loses 10 in the business part; U7 has a veto."""
    units = [case.unit(f"U{i}", kind=UnitKind.TOWNSHIP) for i in range(1, 8)]
    values = [
        one
        for i, unit in enumerate(units)
        for one in rated("qianfen", unit.unit_id, public=380, business=570 - 10 * i)
    ]
    values += rated("qianfen", "U1", additional=50) + rated("qianfen", "U7", safety="否决")
    made = scenario("qianfen", units=units, evaluations=values)
    assert score(made, "U1").exact == 100
    assert score(made, "U2").exact == 94
    assert score(made, "U1").total == 1000
    places = {who: place for (_, who), place in made.roster.evidence.standings.items()}
    assert [places[f"U{i}"].rank for i in range(1, 8)] == [1, 2, 3, 4, 5, 6, 7]
    assert [who for who, place in places.items() if place.top] == ["U1", "U2", "U3"]
    assert [who for who, place in places.items() if place.bottom] == ["U5", "U6", "U7"]
    assert [item.words["zh"] for item in places["U7"].vetoes] == ["安全生产"]


def test_a_scheme_of_vetoes_alone_gives_places_too() -> None:
    own = {"name": "单位考核", "of": "unit", "parts": {"work": {"name": "工作"}},
           "vetoes": {"safety": "安全生产"}}  # fmt: skip
    made = scenario(sections={"own": own}, evaluations=rated("own", "U1", safety="一票否决"))
    assert made.roster.evidence.standings["unit", "U1"].vetoes


def test_of_equal_units_each_has_the_better_place() -> None:
    """Six have 900, one 800: nobody is worse than the six but one, so all are among the last three
    and the first three, hence neither; the one is last."""
    units = [case.unit(f"U{i}", kind=UnitKind.TOWNSHIP) for i in range(1, 8)]
    values = [
        one
        for unit in units[:6]
        for one in rated("qianfen", unit.unit_id, public=360, business=540)
    ]
    values += rated("qianfen", "U7", public=320, business=480)
    places = scenario("qianfen", units=units, evaluations=values).roster.evidence.standings
    assert {places["unit", f"U{i}"].rank for i in range(1, 7)} == {1}
    assert [who for (_, who), place in places.items() if place.bottom] == ["U7"]
    assert not any(place.top for place in places.values())


def test_lines_with_few_are_ranked_by_progress() -> None:
    """Classes of fewer than seven: U1 90 % after 80 % is first, U2 95 % after 94 % second, U3 with
    no period before is not placed."""
    units = [case.unit("U1", kind=UnitKind.PARTY), case.unit("U2", kind=UnitKind.MASS),
             case.unit("U3", kind=UnitKind.GOVERNMENT)]  # fmt: skip
    values = [
        *rated("qianfen", "U1", public=360, business=540),
        *rated("qianfen", "U1", "2025-01-31", public=320, business=480),
        *rated("qianfen", "U2", public=380, business=570),
        *rated("qianfen", "U2", "2025-01-31", public=376, business=564),
        *rated("qianfen", "U3", public=400, business=600),
    ]
    places = scenario("qianfen", units=units, evaluations=values).roster.evidence.standings
    found = {who: (place.rank, place.of, place.by_progress) for (_, who), place in places.items()}
    assert found == {"U1": (1, 2, True), "U2": (2, 2, True), "U3": (None, 2, True)}


def test_classified_ranking() -> None:
    """Six parts of 100 in the weights 20, 30, 5, 20, 15, 10. Results are all but the survey:
    (80 x 30 + 100 x 5 + 70 x 20 + 90 x 15 + 60 x 10) / 80 = 6250 / 80 = 78.125."""
    made = scenario(
        "fenlei",
        evaluations=rated("分类排位", "C1", 民主测评=75, 实绩考核=80, 自我评价=100, 专项考察=70,
                          分管领导评定=90, 单位考核=60),
    )  # fmt: skip
    assert score(made).elements == {Element.RESULTS: 78, Element.CONDUCT: 75}
    assert score(made).exact == Fraction(6250 + 75 * 20, 100)


def test_members_are_ranked_within_their_class() -> None:
    """Five deputies of government units, by their points."""
    units = [case.unit(f"U{i}", kind=UnitKind.GOVERNMENT) for i in range(1, 6)]
    cadres = [case.cadre(f"C{i}", f"P-U{i}") for i in range(1, 6)]
    values = [one for i in range(1, 6) for one in rated("fenlei", f"C{i}", results=90 - i)]
    places = scenario("fenlei", units=units, cadres=cadres, evaluations=values).roster.evidence
    assert [places.standings["cadre", f"C{i}"].rank for i in range(1, 6)] == [1, 2, 3, 4, 5]
    assert places.standings["cadre", "C1"].label["zh"] == "政府工作部门 · 副职"


def test_rank_points() -> None:
    """Appraisals of 2022 to 2025 (10 + 6 + 6 + 2) and one of 2020, too old; a third-class merit 5
    and a commendation 3; an admonition -5; 40 months in the rank: three full years, 9."""
    appraisals = [(2020, "excellent"), (2022, "excellent"), (2023, "competent"),
                  (2024, "competent"), (2025, "basic")]  # fmt: skip
    cadre = case.cadre(
        "C1", "P-U1",
        appraisals=tuple(case.appraisal(*each) for each in appraisals),
        sanctions=(case.sanction("admonition", "2026-06", "2027-06"),),
        level_since="2023-07",
    )  # fmt: skip
    rewards = [
        Reward("C1", "merit_3", Month(2024, 1)),
        Reward("C1", "commendation", Month(2025, 12)),
    ]
    made = scenario("jifen", cadres=[cadre], rewards=rewards)
    assert score(made).total == 24 + 8 - 5 + 9
    assert score(made).elements == {}  # they count for ranks, and in no category


def test_what_is_not_known_is_not_held_against_anybody() -> None:
    made = scenario("qiwei_yiti", evaluations=rated("qiwei_yiti", "C1", survey="好"))
    assert score(made).elements == {Element.RESULTS: 95}
    (cadre,) = made.roster.cadres
    assert cadre.conduct is None


def test_who_has_no_record_where_records_are_kept_has_none() -> None:
    """Without any table of supervision nothing is known; with one, C1 has a clean sheet."""
    other = case.cadre("C2")
    entry = Supervision("C2", "talk", day("2026-03-01"), "closed", "founded")
    cadres = [case.cadre("C1", "P-U1"), other]
    made = scenario("qiwei_yiti", cadres=cadres, supervision=[entry])
    assert [cadre.conduct for cadre in made.roster.cadres] == [100, 85]


def test_evidence_grows_old() -> None:
    """Twelve months up to November 2026 begin with December 2025."""
    new = rated("fangtan", "C1", "2025-12-01", survey="好")
    old = rated("fangtan", "C1", "2025-11-30", survey="差")
    made = scenario("fangtan", evaluations=[*new, *old])
    assert score(made).elements == {Element.RESULTS: 100}


def test_a_department_writes_its_own_or_changes_a_shipped_one() -> None:
    own = {
        "name": "三项考评",
        "parts": {
            "work": {"name": "工作", "full": 60, "element": "results", "take": "latest"},
            "style": {"name": "作风", "full": 40, "element": "conduct"},
        },
    }
    values = [
        Evaluation("三项考评", "工作", "30", day("2026-01-31"), "C1"),
        Evaluation("三项考评", "工作", "45", day("2026-06-30"), "C1"),
        Evaluation("own", "作风", "40", day("2026-06-30"), "C1"),
    ]
    made = scenario(sections={"own": own}, evaluations=values)
    assert score(made).elements == {Element.RESULTS: 75, Element.CONDUCT: 100}
    changed = {"preset": "测谈访析", "grades": {"差": 0}}
    made = scenario(
        sections={"ours": changed}, evaluations=rated("ours", "C1", survey="差", visit="较差")
    )
    assert score(made).elements == {Element.RESULTS: 0, Element.CONDUCT: 50}
