"""Transfer categories, worked by hand: the four elements, their order, their edges, their words.

The scenario date is 2026-11. A grade I hot-spot post has a limit of five years (law tenure_limit)
and a planned move after three; grade II eight and five; a post without a grade ten and none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from rotation.domain.cadre import Gender, Status
from rotation.domain.category import Category, Strength
from rotation.domain.codes import table
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.post import RiskGrade, Role
from rotation.domain.roster import Kinship
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.categories import Assessment, SanctionKind, assess
from rotation.rules.phrases import kin_word
from rotation.rules.registry import law_of

LAWS: dict[str, dict[str, Any]] = {
    "tenure_limit": {},
    "frozen_status": {},
    "kinship_avoidance": {},
}
PROMISING: dict[str, Any] = {
    # Aged 39 to the month, two years in the post, results and conduct of exactly 80, one field.
    "birth": "1986-12",
    "post_since": "2024-11",
    "score": 80,
    "conduct": 80,
    "careers": (case.career("2015-01", "2024-11", fields=("funds",)),),
}
AT_LIMIT = {"post_since": "2016-11"}
"""Ten years in a post without a risk grade."""
UNFIT = {"score": 59}
GRADE_ONE = {"risk_grade": RiskGrade.I}


def scenario_of(
    *decisions: Decision,
    laws: dict[str, dict[str, Any]] | None = None,
    categories: dict[str, Any] | None = None,
    post: dict[str, Any] | None = None,
    pool: bool = False,
    **facts: Any,
) -> Scenario:
    """Cadre A in P1 (fields: funds), or in the pool."""
    return case.scenario(
        posts=[case.post("P1", **({"fields": ("funds",)} | (post or {}))), case.post("P2", "U2")],
        cadres=[case.cadre("A", None if pool else "P1", **facts)],
        laws=LAWS if laws is None else laws,
        decisions=decisions,
        categories=categories,
    )


def of(scenario: Scenario, cadre_id: str = "A") -> Assessment:
    return assess(scenario)[cadre_id]


def category(*decisions: Decision, **given: Any) -> Category:
    return of(scenario_of(*decisions, **given)).category


def codes(assessment: Assessment) -> list[str]:
    return [reason.code for reason in assessment.reasons]


def decide(chosen: str) -> Decision:
    return Decision("A", DecisionAction.CATEGORY, "the committee said so", category=chosen)


def waive(rule: str, post_id: str | None = None, cadre_id: str = "A") -> Decision:
    return Decision(cadre_id, DecisionAction.WAIVE, "case", post_id, rule=rule)


# The four elements: post, tenure, results, conduct


@pytest.mark.parametrize(
    ("grade", "since", "expected"),
    [
        # Grade I: planned to move after three years, must move after five.
        (RiskGrade.I, "2023-12", Strength.MAY),
        (RiskGrade.I, "2023-11", Strength.SHOULD),
        (RiskGrade.I, "2021-12", Strength.SHOULD),
        (RiskGrade.I, "2021-11", Strength.MUST),
        # Grade II: after five, after eight.
        (RiskGrade.II, "2021-12", Strength.MAY),
        (RiskGrade.II, "2021-11", Strength.SHOULD),
        (RiskGrade.II, "2018-12", Strength.SHOULD),
        (RiskGrade.II, "2018-11", Strength.MUST),
        # Grade III and ungraded posts: no planned move, must after ten.
        (RiskGrade.III, "2016-12", Strength.MAY),
        (RiskGrade.III, "2016-11", Strength.MUST),
        (None, "2016-12", Strength.MAY),
        (None, "2016-11", Strength.MUST),
    ],
)
def test_post_and_tenure_make_a_move_protective(
    grade: RiskGrade | None, since: str, expected: Strength
) -> None:
    found = of(scenario_of(post={"risk_grade": grade}, post_since=since))
    protective = expected is not Strength.MAY
    assert found.category is (Category.PROTECTIVE if protective else Category.ORDINARY)
    assert found.strength is expected


def test_a_limit_of_the_posts_own_goes_before_its_grade() -> None:
    post = {"tenure_limit_years": 2.5}
    assert category(post=post, post_since="2024-06") is Category.ORDINARY  # 29 months
    assert category(post=post, post_since="2024-05") is Category.PROTECTIVE  # 30 months


def test_years_of_the_planned_move_are_parameters() -> None:
    post = {"risk_grade": RiskGrade.I}
    later = {"protective": {"planned_years": 4}}
    assert category(post=post, post_since="2022-12", categories=later) is Category.ORDINARY
    assert category(post=post, post_since="2022-11", categories=later) is Category.PROTECTIVE


@pytest.mark.parametrize(
    ("score", "expected"),
    [(59, Category.MOTIVATING), (60, Category.ORDINARY), (None, Category.ORDINARY)],
)
def test_results_below_sixty_are_motivating(score: int | None, expected: Category) -> None:
    assert category(score=score) is expected


@pytest.mark.parametrize(
    ("conduct", "expected"),
    [(59, Category.MOTIVATING), (60, Category.ORDINARY), (None, Category.ORDINARY)],
)
def test_conduct_below_sixty_is_motivating(conduct: int | None, expected: Category) -> None:
    assert category(conduct=conduct) is expected


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        ("excellent", Category.ORDINARY),
        ("competent", Category.ORDINARY),
        ("basic", Category.MOTIVATING),
        ("incompetent", Category.MOTIVATING),
        ("undetermined", Category.ORDINARY),
    ],
)
def test_the_latest_appraisal_decides(grade: str, expected: Category) -> None:
    latest, earlier = case.appraisal(2025, grade), case.appraisal(2024, "incompetent")
    assert category(appraisals=(latest,)) is expected
    assert category(appraisals=(latest, earlier)) is expected  # in any order of years
    assert category(appraisals=(earlier, latest)) is expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Category.DEVELOPMENTAL),
        ({"birth": "1986-11"}, Category.ORDINARY),  # 40 to the month
        ({"post_since": "2024-12"}, Category.ORDINARY),  # a year and eleven months
        ({"score": 79}, Category.ORDINARY),
        ({"conduct": 79}, Category.ORDINARY),
    ],
)
def test_edges_of_the_developmental_category(change: dict[str, Any], expected: Category) -> None:
    assert category(**PROMISING | change) is expected


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({}, ["promising", "single_line"]),
        ({"reserve": True}, ["promising", "reserve", "single_line"]),
        ({"grass_roots_years": 1.9}, ["promising", "no_grass_roots", "single_line"]),
        ({"grass_roots_years": 2}, ["promising", "single_line"]),
        ({"careers": (), "reserve": True}, ["promising", "reserve"]),
        ({"careers": (), "grass_roots_years": 0}, ["promising", "no_grass_roots"]),
    ],
)
def test_each_gap_of_a_career_is_named(change: dict[str, Any], reasons: list[str]) -> None:
    found = of(scenario_of(**PROMISING | change))
    assert found.category is Category.DEVELOPMENTAL
    assert codes(found) == reasons
    assert found.strength is (Strength.SHOULD if "reserve" in reasons else Strength.MAY)


def test_without_a_gap_nobody_is_developmental() -> None:
    two_fields = (case.career("2015-01", fields=("water",)),)
    assert category(**PROMISING | {"careers": two_fields}) is Category.ORDINARY


# Sanctions


MEASURES = [
    ("admonition", "诫勉", "admonition"),
    ("organizational_transfer", "调整职务（组织处理）", "change of post by the organisation"),
    ("organizational_demotion", "降职（组织处理）", "demotion by the organisation"),
    ("organizational_removal", "免职（组织处理）", "removal by the organisation"),
]


def under(kind: str, start: str = "2026-03", end: str = "2027-03") -> dict[str, Any]:
    return {"sanctions": (case.sanction(kind, start, end),)}


def test_every_kind_of_sanction_may_be_named() -> None:
    kinds = table("sanction").entries.items()
    assert set(get_args(SanctionKind)) == {k for k, e in kinds if not e.get("reward")}


@pytest.mark.parametrize(("kind", "zh", "en"), MEASURES)
def test_an_admonition_or_a_measure_in_force_is_motivating(kind: str, zh: str, en: str) -> None:
    found = of(scenario_of(**under(kind)))
    assert (found.category, found.strength) == (Category.MOTIVATING, Strength.SHOULD)
    assert codes(found) == ["sanction"]
    assert found.reasons[0].text == {
        "zh": f"2026年3月受{zh}，影响期未满",
        "en": f"{en} of 2026-03, still in force",
    }


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # In force from the first month until before the end; the scenario is of 2026-11.
        ("2026-06", "2026-12", Category.MOTIVATING),
        ("2026-05", "2026-11", Category.ORDINARY),
        ("2026-11", "2027-05", Category.MOTIVATING),
        ("2026-12", "2027-06", Category.ORDINARY),
    ],
)
def test_a_measure_counts_while_it_is_in_force(start: str, end: str, expected: Category) -> None:
    assert category(**under("admonition", start, end)) is expected
    assert category(pool=True, **under("admonition", start, end)) is expected


def test_which_sanctions_are_motivating_is_a_parameter() -> None:
    warned = under("party_warning")
    assert category(**warned) is Category.ORDINARY
    listed = {"motivating": {"sanctions": ["party_warning"]}}
    assert category(categories=listed, **warned) is Category.MOTIVATING
    assert category(categories=listed, **under("admonition")) is Category.ORDINARY


def test_every_measure_in_force_is_named() -> None:
    both_kinds = (
        case.sanction("admonition", "2026-10", "2027-04"),
        case.sanction("party_warning", "2026-10", "2027-10"),
        case.sanction("organizational_transfer", "2026-01", "2027-01"),
    )
    found = of(scenario_of(score=59, sanctions=both_kinds))
    assert codes(found) == ["results", "sanction", "sanction"]


@pytest.mark.parametrize("kind", ["party_warning", "admin_demerit", "admin_warning"])
def test_nobody_under_a_sanction_is_developmental(kind: str) -> None:
    assert category(**PROMISING | under(kind, "2026-06", "2026-12")) is Category.ORDINARY
    assert category(**PROMISING | under(kind, "2026-05", "2026-11")) is Category.DEVELOPMENTAL
    assert category(**PROMISING | under(kind, "2026-12", "2027-06")) is Category.DEVELOPMENTAL


# Unknown facts are neither good nor bad


@pytest.mark.parametrize("unknown", ["score", "conduct", "post_since"])
def test_an_unknown_fact_makes_nobody_promising(unknown: str) -> None:
    assert category(**PROMISING | {unknown: None}) is Category.ORDINARY


def test_unknown_grass_roots_and_careers_are_no_gap() -> None:
    unknown = {"careers": (), "grass_roots_years": None}
    assert category(**PROMISING | unknown) is Category.ORDINARY


def test_a_stretch_of_service_in_an_unknown_field_is_no_single_line() -> None:
    blank = (case.career("2015-01", "2024-11"),)
    assert category(**PROMISING | {"careers": blank}) is Category.ORDINARY
    partly = (*blank, *PROMISING["careers"])
    assert category(**PROMISING | {"careers": partly}) is Category.ORDINARY


def test_an_unknown_start_in_the_post_is_no_tenure() -> None:
    post = {"risk_grade": RiskGrade.I}
    assert category(post=post, post_since=None) is Category.ORDINARY


def test_nothing_known_is_ordinary() -> None:
    found = of(scenario_of())
    assert (found.category, found.strength) == (Category.ORDINARY, Strength.MAY)
    assert codes(found) == ["ordinary"]


def test_in_the_pool_status_decisions_and_unfitness_count() -> None:
    assert category(pool=True, score=60, conduct=60) is Category.ORDINARY
    found = of(scenario_of(pool=True, score=59))
    assert (found.category, found.strength) == (Category.MOTIVATING, Strength.SHOULD)
    assert codes(found) == ["results"]
    assert category(pool=True, conduct=59) is Category.MOTIVATING
    assert category(pool=True, appraisals=(case.appraisal(2025, "basic"),)) is Category.MOTIVATING
    assert category(decide("ordinary"), pool=True, **UNFIT) is Category.ORDINARY
    assert category(status="under_review", pool=True, **UNFIT) is Category.FROZEN
    # Nobody has a tenure there.
    assert category(pool=True, **PROMISING | {"post_since": None}) is Category.ORDINARY


# Precedence


def test_a_freeze_goes_before_protection() -> None:
    found = of(scenario_of(status="under_review", **AT_LIMIT))
    assert (found.category, found.strength) == (Category.FROZEN, Strength.NOT)
    assert codes(found) == ["frozen", "tenure_limit"]


def test_a_freeze_goes_before_unfitness_and_promise() -> None:
    assert category(status="seconded", **UNFIT) is Category.FROZEN
    assert category(status="probation", **PROMISING) is Category.FROZEN


@pytest.mark.parametrize("status", ["serving", "study", "sick"])
def test_other_statuses_do_not_freeze(status: str) -> None:
    assert category(status=status) is Category.ORDINARY


def test_no_freeze_where_its_law_is_off_or_waived() -> None:
    given: dict[str, Any] = {"status": "under_review", **UNFIT}
    assert category(laws={}, **given) is Category.MOTIVATING
    assert category(waive("frozen_status"), **given) is Category.MOTIVATING
    # A waiver for one destination does not end the freeze as such.
    assert category(waive("frozen_status", "P2"), **given) is Category.FROZEN


def test_protection_goes_before_unfitness() -> None:
    assert category(**UNFIT) is Category.MOTIVATING
    assert category(**AT_LIMIT, **UNFIT) is Category.PROTECTIVE


def test_unfitness_goes_before_promise() -> None:
    # Conduct and results of 80 with a bad latest appraisal: unfit by it, promising by the rest.
    bad = {"appraisals": (case.appraisal(2025, "basic"),)}
    assert category(**PROMISING) is Category.DEVELOPMENTAL
    assert category(**PROMISING, **bad) is Category.MOTIVATING


def test_protection_goes_before_promise() -> None:
    found = of(scenario_of(**PROMISING | AT_LIMIT))
    assert found.category is Category.PROTECTIVE


@pytest.mark.parametrize("facts", [AT_LIMIT, UNFIT, PROMISING, {}])
@pytest.mark.parametrize("chosen", ["protective", "motivating", "developmental", "ordinary"])
def test_a_decision_overrides_what_is_judged_but_no_limit(
    facts: dict[str, Any], chosen: str
) -> None:
    found = of(scenario_of(decide(chosen), **facts))
    assert found.category == chosen
    if facts is AT_LIMIT:
        assert (found.strength, codes(found)) == (Strength.MUST, ["decided", "tenure_limit"])
        return
    assert found.strength is (Strength.MAY if chosen == "ordinary" else Strength.SHOULD)
    assert codes(found) == ["decided"]


@pytest.mark.parametrize(
    ("birth", "grounds"), [("1967-12", ["ordinary"]), ("1968-01", ["planned"])]
)
def test_a_planned_year_is_not_for_who_is_near_retirement(birth: str, grounds: list[str]) -> None:
    """22 months and 24 months before it."""
    found = of(scenario_of(post=GRADE_ONE, post_since="2023-11", birth=birth))
    assert codes(found) == grounds


def test_who_stays_at_the_limit_for_being_near_retirement_is_told_so() -> None:
    found = of(scenario_of(birth="1967-12", **AT_LIMIT))
    assert (found.category, codes(found)) == (Category.ORDINARY, ["near_retirement"])


def test_a_decision_goes_before_a_planned_year() -> None:
    """Three years in a grade I post are planned, and no limit of the law."""
    found = of(scenario_of(decide("motivating"), post=GRADE_ONE, post_since="2023-11"))
    assert found.binding == {Category.MOTIVATING}
    assert codes(found) == ["decided"]


def test_a_decision_does_not_override_a_freeze() -> None:
    assert category(decide("motivating"), status="maternity") is Category.FROZEN


def test_other_decisions_do_not_set_a_category() -> None:
    pin = Decision("A", DecisionAction.PIN, "case", "P1")
    assert category(pin, **UNFIT) is Category.MOTIVATING


# Laws that are off, and waivers


def test_the_limit_counts_only_where_its_law_is_on_and_not_waived() -> None:
    assert category(**AT_LIMIT) is Category.PROTECTIVE
    assert category(laws={}, **AT_LIMIT) is Category.ORDINARY
    assert category(waive("tenure_limit"), **AT_LIMIT) is Category.ORDINARY
    assert category(waive("tenure_limit", "P1"), **AT_LIMIT) is Category.ORDINARY
    assert category(waive("tenure_limit", "P2"), **AT_LIMIT) is Category.PROTECTIVE


def test_a_waived_limit_takes_the_planned_years_with_it() -> None:
    given: dict[str, Any] = {"post": {"risk_grade": RiskGrade.I}, "post_since": "2021-11"}
    found = of(scenario_of(waive("tenure_limit"), **given))
    assert (found.category, found.strength) == (Category.ORDINARY, Strength.MAY)
    assert codes(found) == ["ordinary"]


def test_probation_is_told_with_its_end() -> None:
    facts: dict[str, Any] = {"status": Status.PROBATION, "post_since": "2026-06"}
    found = of(scenario_of(laws={"frozen_status": {}}, **facts))
    assert found.reasons[0].text["zh"] == "试用期到2027年6月，期满前暂缓交流"


@pytest.mark.parametrize(
    ("sex", "born", "word"),
    [(Gender.MALE, "1970-01", "表兄"), (Gender.FEMALE, "1985-01", "表妹")],
)
def test_kin_are_told_by_the_one_relation(sex: Gender, born: str, word: str) -> None:
    one = case.cadre("A", "P1", birth="1980-01", relatives=(case.relative("92", "B"),))
    other = case.cadre("B", "P2", birth=born, gender=sex)
    kinship = Kinship("92", "A", "B")
    assert kin_word(kinship, {"A": one, "B": other}).zh == word


# Kin


def kin(
    *decisions: Decision,
    first: Role = Role.ADMIN_CHIEF,
    second: Role = Role.STAFF,
    unit: str = "U1",
    relation: str = "12",
    laws: dict[str, dict[str, Any]] | None = None,
) -> Scenario:
    """A in U1, whose relative B serves in `unit`."""
    relatives = (case.relative(relation, "B"),)
    return case.scenario(
        posts=[case.post("P1", role=first), case.post("P2", unit, role=second)],
        cadres=[case.cadre("A", "P1", relatives=relatives), case.cadre("B", "P2", name="Wang")],
        laws=LAWS if laws is None else laws,
        decisions=decisions,
    )


def both(scenario: Scenario) -> set[Category]:
    return {of(scenario, "A").category, of(scenario, "B").category}


def test_kin_in_one_unit_are_both_protective() -> None:
    scenario = kin()
    assert both(scenario) == {Category.PROTECTIVE}
    assert of(scenario).strength is Strength.SHOULD
    assert of(scenario).reasons[0].text["zh"] == (
        "与妻Wang存在任职回避关系：有直接上下级领导关系，应当回避"
    )
    assert "Wang" in of(scenario).reasons[0].text["en"]


def test_kin_apart_or_leading_nobody_are_not() -> None:
    assert both(kin(unit="U2")) == {Category.ORDINARY}
    assert both(kin(first=Role.STAFF)) == {Category.ORDINARY}
    # Whether a deputy of unknown portfolio leads anybody is to be found out.
    assert both(kin(first=Role.DEPUTY)) == {Category.ORDINARY}
    assert both(kin(relation="99")) == {Category.ORDINARY}
    assert both(kin(laws={})) == {Category.ORDINARY}


def test_kin_who_lead_nobody_are_where_the_law_counts_colleagues() -> None:
    laws: dict[str, dict[str, Any]] = {"kinship_avoidance": {"colleagues": True}}
    assert both(kin(first=Role.STAFF, laws=laws)) == {Category.PROTECTIVE}


@pytest.mark.parametrize("exempt", ["A", "B"])
def test_kin_with_a_waiver_need_not_part(exempt: str) -> None:
    own = {"A": "P1", "B": "P2"}[exempt]
    assert both(kin(waive("kinship_avoidance", cadre_id=exempt))) == {Category.ORDINARY}
    assert both(kin(waive("kinship_avoidance", own, exempt))) == {Category.ORDINARY}
    # A waiver for another post does not let them stay together.
    other = {"A": "P2", "B": "P1"}[exempt]
    assert both(kin(waive("kinship_avoidance", other, exempt))) == {Category.PROTECTIVE}


def test_kin_in_the_pool_are_nowhere() -> None:
    scenario = kin()
    pool = replace(
        scenario,
        roster=replace(
            scenario.roster,
            cadres=(replace(scenario.roster.cadres[0], post_id=None), scenario.roster.cadres[1]),
        ),
    )
    assert both(pool) == {Category.ORDINARY}


# Kin in business


CLEARS: dict[str, dict[str, Any]] = {"business_avoidance": {"clear_existing": True}}


def business(
    *decisions: Decision,
    laws: dict[str, dict[str, Any]] | None = None,
    relation: str = "10",
    field: str = "construction",
    role: Role = Role.DEPUTY,
    unit_field: str | None = "construction",
    fields: tuple[str, ...] = (),
    **facts: Any,
) -> Assessment:
    """A in a post of U1, a unit of this field; a relative of theirs does business."""
    return of(
        case.scenario(
            units=[case.unit("U1", field=unit_field)],
            posts=[case.post("P1", role=role, fields=fields), case.post("P2", "U2")],
            cadres=[
                case.cadre("A", "P1", relatives=(case.relative(relation, field=field),), **facts)
            ],
            laws=CLEARS if laws is None else laws,
            decisions=decisions,
        )
    )


def test_kin_in_the_trade_of_the_own_post_must_be_avoided() -> None:
    found = business()
    assert (found.category, found.strength) == (Category.PROTECTIVE, Strength.MUST)
    assert codes(found) == ["business"]
    assert found.reasons[0].text["zh"] == (
        "亲属从事相关行业经营活动（配偶：住房城乡建设），现任unit U1 post P1应当回避"
    )
    assert found.reasons[0].text["en"] == (
        "must not hold unit U1 post P1: relatives do business in its trade (spouse: construction)"
    )


@pytest.mark.parametrize(
    ("given", "protective"),
    [
        ({"unit_field": None, "fields": ("construction",)}, True),  # the post deals with it
        ({"unit_field": None}, False),
        ({"field": "water"}, False),
        ({"field": "beekeeping", "unit_field": "beekeeping"}, True),  # not on the list of fields
        ({"role": Role.MEMBER}, True),
        ({"role": Role.SECTION_HEAD}, False),  # leads no unit
        ({"role": Role.STAFF}, False),
        ({"relation": "12"}, True),
        ({"relation": "20"}, True),
        ({"relation": "28"}, True),
        ({"relation": "39"}, True),
        ({"relation": "40"}, False),  # grandchildren are not named
        ({"relation": "71"}, False),
        ({"laws": {}}, False),
        ({"laws": {"business_avoidance": {}}}, False),  # who is there may stay
    ],
)
def test_edges_of_business_avoidance(given: dict[str, Any], protective: bool) -> None:
    expected = Category.PROTECTIVE if protective else Category.ORDINARY
    assert business(**given).category is expected


@pytest.mark.parametrize("role", list(Role))
def test_the_category_and_the_law_agree_on_who_must_leave(role: Role) -> None:
    for relation in sorted(table("kinship").entries):
        kin = (case.relative(relation, field="construction"),)
        scenario = case.scenario(
            units=[case.unit("U1", field="construction")],
            posts=[case.post("P1", role=role)],
            cadres=[case.cadre("A", "P1", relatives=kin)],
            laws=CLEARS,
        )
        law = law_of(scenario, "business_avoidance")
        assert law is not None
        found = law.check(scenario, case.plan(scenario))
        assert (of(scenario).category is Category.PROTECTIVE) == bool(found), relation


def test_a_waiver_a_freeze_or_a_decision_goes_before_business() -> None:
    assert business(waive("business_avoidance")).category is Category.ORDINARY
    assert business(waive("business_avoidance", "P1")).category is Category.ORDINARY
    assert business(waive("business_avoidance", "P2")).category is Category.PROTECTIVE
    frozen = business(laws={**CLEARS, "frozen_status": {}}, status="under_review")
    assert frozen.category is Category.FROZEN
    assert business(decide("ordinary")).category is Category.ORDINARY
    assert business(**UNFIT).category is Category.PROTECTIVE


# Words


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        (
            {"status": "under_review"},
            "干部状态为立案审查调查中，按规定暂缓交流",
            "status is under review: no transfer until it ends",
        ),
        (
            AT_LIMIT,
            "任现岗位已满10年，达到10年的任职年限",
            "10 years in the post, at or past its limit of 10 years",
        ),
        (
            {"post": {"risk_grade": RiskGrade.I}, "post_since": "2023-09"},
            "在一级热点岗位已任3年2个月，达到3年的计划交流年限",
            "3 years 2 months in a grade I hot-spot post, planned to move after 3 years",
        ),
        (UNFIT, "工作实绩59分，低于60分", "results 59, below 60"),
        ({"conduct": 40}, "作风状态40分，低于60分", "conduct 40, below 60"),
        (
            {"appraisals": (case.appraisal(2025, "basic"),)},
            "2025年度考核为基本称职",
            "appraised “basically competent” for 2025",
        ),
        (
            PROMISING,
            "39岁，工作实绩80分、作风80分，任现岗位2年",
            "aged 39, results 80, conduct 80, 2 years in the post",
        ),
        ({}, "不属于应交流情形", "no ground that calls for a transfer"),
    ],
)
def test_the_reason_is_a_sentence_in_both_languages(
    facts: dict[str, Any], zh: str, en: str
) -> None:
    text = of(scenario_of(**facts)).reasons[0].text
    assert text == {"zh": zh, "en": en}


def test_a_decision_gives_its_own_reason() -> None:
    text = of(scenario_of(decide("motivating"))).reasons[0].text
    assert text["zh"] == "按决定认定类别：the committee said so"
    assert text["en"] == "category set by decision: the committee said so"


def test_every_ground_is_named() -> None:
    found = of(scenario_of(score=59, conduct=59, appraisals=(case.appraisal(2025, "basic"),)))
    assert codes(found) == ["grade", "results", "conduct"]


def test_whoever_holds_a_post_of_its_own_line_is_no_part_of_the_plan() -> None:
    # Grade I since 2016, results of 40: a limit and a ground to motivate, elsewhere.
    post = case.post("P1", own_line=True, risk_grade=RiskGrade.I)
    holder = case.cadre("A", "P1", post_since="2016-01", score=40)
    laws: dict[str, Any] = {"tenure_limit": {}}
    found = assess(case.scenario(posts=[post], cadres=[holder], laws=laws))["A"]
    assert found.category is Category.ORDINARY
    assert found.strength is Strength.NOT
    assert [reason.code for reason in found.reasons] == ["own_line"]
    assert "本系统" in found.reasons[0].text["zh"]
