"""`rotation why`: a cadre, a pair, a post, and questions that cannot be answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from rotation import Explainer, Workbench, load_scenario
from rotation.io.plan_file import read_plan
from rotation.solve.engines.base import Watch
from tests.cli.conftest import Run
from tests.cli.small import plan_of


@pytest.fixture
def asked(solved: Path) -> tuple[str, Path, Path]:
    """Command, scenario and plan."""
    return "why", solved, solved / "plan.json"


def test_a_cadre_with_the_price_of_every_alternative(run: Run, asked: tuple[object, ...]) -> None:
    ran = run(*asked, "--cadre", "C8")
    assert ran.code == 0
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "方案已证明最优，以下代价都同它相比。" in lines
    assert "方案安排：留任城东街道副主任" in lines
    # Changing places with 刘洋 takes two moves more; his old team gains the woman that hers loses.
    assert "1. 改任市场监督管理局副局长（平级交流）" in lines
    assert "- 第2层级 “调整面尽量小”由3增至5" in lines
    assert "- 新出现：城东街道班子有女干部0名，缺1名" in lines
    assert "- 不再有：市场监督管理局班子有女干部0名，缺1名" in lines
    assert "- 刘洋：原定留任市场监督管理局副局长，改为任城东街道副主任" in lines
    # With 张伟 it takes two as well, but no woman leaves a team for one that has her.
    assert "- 第2层级 “班子配备女干部”由1增至2" in lines
    assert "共调整干部" not in ran.out  # the figure says it already


def test_who_must_leave_cannot_stay_and_the_law_is_named(
    run: Run, asked: tuple[object, ...]
) -> None:
    ran = run(*asked, "--cadre", "王建国")
    assert ran.code == 0
    assert "留任发展和改革局审批科科长" in ran.out
    assert "不允许，不符合以下规则：" in ran.out
    assert "任职年限" in ran.out
    # The only other section head's post is held by somebody under review.
    assert "单看合规、放进全局排不出方案的1种：改任城东街道便民中心主任（平级交流）" in ran.out
    assert "孙丽目前状态为立案审查调查中，应暂缓交流" in ran.out
    by_name, by_id = (run(*asked, "--cadre", who, "--json").document for who in ("王建国", "C1"))
    assert by_name["alternatives"] == by_id["alternatives"]


def test_a_pair_that_a_law_rules_out_is_told_with_its_numbers(
    run: Run, asked: tuple[object, ...]
) -> None:
    found = run(*asked, "--cadre", "C3", "--post", "P2", "--json").document
    assert found["alternative"]["outcome"] == "against_law"
    laws = {law["law"]: law for law in found["alternative"]["against"]}
    assert set(laws) == {"level_fits"}
    assert all("张伟" in finding["text"]["zh"] for finding in laws["level_fits"]["findings"])
    assert "提拔任职的条件" in found["alternative"]["text"]["zh"]


def test_a_pair_that_can_be_had_has_a_price(run: Run, asked: tuple[object, ...]) -> None:
    # 刘洋 may not serve under his sister, who heads that bureau: she goes to the street, and 吴刚
    # comes in her place.
    ran = run(*asked, "--cadre", "刘洋", "--post", "发展和改革局副局长")
    assert ran.code == 0
    assert "“调整面尽量小”由3增至6" in ran.out
    found = run(*asked, "--cadre", "C6", "--post", "P3", "--json").document["alternative"]
    assert found["price"]["decisive_tier"] == 2
    assert {other["cadre_id"] for other in found["price"]["others"]} == {"C2", "C3", "C9"}


def test_a_pair_that_no_plan_allows_names_what_is_in_the_way(
    run: Run, asked: tuple[object, ...]
) -> None:
    ran = run(*asked, "--cadre", "王建国", "--post", "便民中心主任")
    assert ran.code == 2  # a title alone is no name of a post
    ran = run(*asked, "--cadre", "王建国", "--post", "城东街道便民中心主任")
    assert ran.code == 0
    assert "单看不违反规则，放进全局则排不出方案。" in ran.out
    assert "孙丽目前状态为立案审查调查中" in ran.out.split("至少须破例：")[1]


def test_a_post_with_its_candidates_and_who_is_kept_out(
    run: Run, asked: tuple[object, ...]
) -> None:
    ran = run(*asked, "--post", "城东街道主任")
    assert ran.code == 0
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "方案安排：吴刚" in lines
    # A head from another bureau, whom 吴刚 replaces: one move more; the man first, for a woman
    # would be missed in her team.
    assert "1. 由陈志强接任（平级交流；原定留任市场监督管理局局长）" in lines
    assert "2. 由李红梅接任（平级交流；原定留任发展和改革局局长）" in lines
    assert "该岗位空缺" in lines
    assert "- 第1层级 “必须配备的岗位不空缺”由0增至1" in lines
    assert any(line.startswith("提拔任职的条件 6") for line in lines)


def test_the_document_has_every_sentence_in_both_languages(
    run: Run, asked: tuple[object, ...]
) -> None:
    found = run(*asked, "--post", "P8", "--json").document
    assert found["status"] == "best"
    for candidate in (*found["candidates"], found["vacant"]):
        assert set(candidate["text"]) == {"zh", "en"}
    assert run(*asked, "--post", "P8", "--lang", "en").out.count("takes it (") == 2


def test_a_worse_plan_says_that_prices_are_relative_to_it(
    run: Run, solved: Path, asked: tuple[object, ...]
) -> None:
    plan_of(solved / "plan.json", C3="P9", C8="P3")
    ran = run(*asked, "--cadre", "C3")
    assert ran.code == 0
    assert "本方案并非最优" in ran.out
    # Best is that he stays; as the plan has it, nobody else would have to go, one goes for nothing.
    assert "比方案还好：" in ran.out
    assert "由5降至3" in ran.out
    assert "仍按方案任城东街道副主任，其他人重新安排" in ran.out


def test_a_plan_that_breaks_a_law_is_not_explained(
    run: Run, solved: Path, asked: tuple[object, ...]
) -> None:
    plan_of(solved / "plan.json", C1=None, C4=None)
    ran = run(*asked, "--cadre", "C3")
    assert ran.code == 1
    assert "违反刚性规则，应先改正" in ran.out
    assert "王建国" in ran.out
    assert run(*asked, "--cadre", "C3", "--json").document["status"] == "broken"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ((), "请用 --cadre 指明干部"),
        (("--cadre", "王建"), "是否应为“王建国”"),
        (("--cadre", "x"), "没有编号或姓名为“x”的干部"),
        (("--post", "发展和改革局副局"), "是否应为“发展和改革局副局长”"),
        (("--cadre", "C1", "--post", "x"), "没有编码或名称为“x”的岗位"),
        (("--cadre", "C1", "--count", "0"), "应为 1 至"),
    ],
)
def test_a_question_about_nobody_is_told_as_such(
    run: Run, asked: tuple[object, ...], question: tuple[str, ...], said: str
) -> None:
    ran = run(*asked, *question)
    assert ran.code == 2
    assert said in ran.err


def test_two_of_one_name_are_told_apart_by_id(run: Run, solved: Path) -> None:
    cadres = solved / "cadres.csv"
    cadres.write_text(cadres.read_text(encoding="utf-8").replace("孙丽", "周芳"), encoding="utf-8")
    ran = run("why", solved, solved / "plan.json", "--cadre", "周芳")
    assert ran.code == 2
    assert (
        "叫“周芳”的有2个，请改写编号：C7 周芳 城东街道便民中心主任、C8 周芳 城东街道副主任"
        in ran.err
    )


def test_what_was_not_compared_in_time_is_not_called_proven(solved: Path) -> None:
    scenario, _ = load_scenario(solved)
    plan, watch = read_plan(solved / "plan.json", scenario), Watch()
    explainer = Explainer(Workbench(scenario, watch=watch), plan)
    watch.stop.set()
    found = explainer.cadre("C8")
    assert not found.proven
    assert not found.exhausted
    assert found.left
