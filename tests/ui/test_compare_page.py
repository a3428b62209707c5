"""Plans side by side on screen, the chosen one, the trade-off chart, and the page for printing."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from rotation.locales import text
from rotation.store import Ending, Found, RunState, ScenarioEntry, Store
from rotation.ui.pages.compare import FRONT
from rotation.ui.server import printed
from tests.store.samples import INPUTS, named
from tests.ui.conftest import Page
from tests.ui.shown import best, shown, unlawful, without_newcomer


@pytest.fixture
def two(store: Store, small: ScenarioEntry) -> str:
    """The ids of two plans, as the URL names them."""
    plans = (best(), without_newcomer())
    return ",".join(str(store.add_plan(small.id, 1, p, author="甲").id) for p in plans)


def amounts(test: AppTest, heading: str) -> list[str]:
    """What both plans have in the row that says this."""
    rows = (re.findall("<td.*?>(.*?)</td>", row) for row in shown(test).split("<tr"))
    cells = next(cells for cells in rows if any(heading in cell for cell in cells))
    return [re.sub("<.*?>", "", cell) for cell in cells[-2:]]


def test_with_one_plan_the_way_to_more_is_shown(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    store.add_plan(small.id, 1, best(), author="甲")
    assert text("ui.compare.too_few", "zh") in shown(page("compare", scenario=small.id))


def test_a_front_that_there_is_not_gives_way_to_what_can_be_shown(
    page: Page, small: ScenarioEntry, two: str
) -> None:
    """Every part that there is: see the golden screens."""
    drawn = page("compare", scenario=small.id, plans=two, side=FRONT)
    assert not drawn.exception
    assert not drawn.error
    assert text("compare.plan", "zh", place=2) in shown(drawn)


def test_the_better_plan_is_told_and_marked(page: Page, small: ScenarioEntry, two: str) -> None:
    drawn = page("compare", scenario=small.id, plans=two)
    assert "方案1 优于 方案2" in shown(drawn)
    assert amounts(drawn, "必须配备的空缺职位") == ["✓ 0", "1"]
    assert amounts(drawn, "调整人数") == ["3", "✓ 2"]
    goals = page("compare", scenario=small.id, plans=two, side="goals")
    assert amounts(goals, "必须配备的岗位不空缺") == ["✓ 0", "1"]
    assert amounts(goals, "调整面尽量小") == ["3", "✓ 2"]


def test_of_three_plans_the_pairs_have_a_part_of_their_own(
    page: Page, store: Store, small: ScenarioEntry, two: str
) -> None:
    ids = f"{two},{store.add_plan(small.id, 1, unlawful(), author='甲', label='对照').id}"
    drawn = page("compare", scenario=small.id, plans=ids)
    told = "两个方案对1名干部的安排不同"
    assert told not in shown(drawn)
    assert "方案3\n对照" in shown(drawn)  # the heading of its column
    assert told in shown(page("compare", scenario=small.id, plans=ids, side="pairs"))
    assert told in shown(page("compare", scenario=small.id, plans=two))


def test_teams_show_what_differs_or_everything(page: Page, small: ScenarioEntry, two: str) -> None:
    drawn = page("compare", scenario=small.id, plans=two, side="teams")
    few = shown(drawn).count("<tr")
    drawn.toggle(key="compare_only_apart").set_value(False).run()
    assert not drawn.exception
    assert shown(drawn).count("<tr") > few


def test_people_are_listed_and_filtered(page: Page, small: ScenarioEntry, two: str) -> None:
    drawn = page("compare", scenario=small.id, plans=two, side="cadres")
    row = ("吴刚", "（无现任岗位）", "安排任职：城东街道主任", "待安排")
    assert "".join(f"<td>{words}</td>" for words in row) in shown(drawn)
    drawn.text_input(key="compare_search").set_value("王建国").run()
    assert "吴刚" not in shown(drawn)


def test_of_three_plans_those_can_be_listed_whom_two_place_differently(
    page: Page, store: Store, small: ScenarioEntry, two: str
) -> None:
    third = store.add_plan(small.id, 1, best(), author="甲")
    drawn = page("compare", scenario=small.id, plans=f"{two},{third.id}", side="cadres")
    field = drawn.selectbox(key="compare_pair")
    assert field.options[0] == "方案1与方案2不同"
    everybody = shown(drawn).count("<tr")
    alike = field.options.index("方案1与方案3不同")
    assert shown(field.select_index(alike).run()).count("<tr") < everybody


def test_a_plan_is_chosen_with_a_note(
    page: Page, store: Store, small: ScenarioEntry, two: str
) -> None:
    first = int(two.split(",", maxsplit=1)[0])
    drawn = page("compare", scenario=small.id, plans=two)
    drawn.text_input(key=f"compare_note_{first}").set_value("必须配备的岗位配齐").run()
    drawn.button(key=f"compare_choose_{first}").click().run()
    assert store.plan(first).note == "必须配备的岗位配齐"
    assert text("ui.compare.is_chosen", "zh") in shown(drawn)


def test_plans_of_one_name_and_minute_are_told_apart(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    """A field for picking tells its choices by their words: alike, both would be the last one."""
    ids = [store.add_plan(small.id, 1, best(), author="甲").id for _ in range(3)]
    drawn = page("compare", scenario=small.id, plans=",".join(map(str, ids)))
    (field,) = drawn.multiselect
    assert len(set(field.options)) == len(ids)


def test_plans_of_different_rosters_are_refused_in_a_sentence(
    page: Page, store: Store, small: ScenarioEntry, two: str
) -> None:
    inputs = store.inputs(small.id)
    cadres = inputs.roster["cadres.csv"].replace("C9,吴刚".encode(), "C10,吴钢".encode())
    newer = replace(inputs, roster={**inputs.roster, "cadres.csv": cadres})
    store.save(small.id, based_on=1, inputs=newer, author="乙")
    scenario, _ = store.load(small.id)
    actions = tuple(
        replace(action, cadre_id="C10") if action.cadre_id == "C9" else action
        for action in best().actions
    )
    other = replace(best(), actions=actions, scenario_sha256=scenario.sha256)
    entry = store.add_plan(small.id, 2, other, author="乙")
    drawn = page("compare", scenario=small.id, plans=f"{two.split(',', maxsplit=1)[0]},{entry.id}")
    assert not drawn.exception
    assert "不能同其他方案并列比较" in shown(drawn)


def test_an_unlawful_plan_is_not_ranked(page: Page, store: Store, small: ScenarioEntry) -> None:
    ids = [store.add_plan(small.id, 1, p, author="甲").id for p in (best(), unlawful())]
    drawn = page("compare", scenario=small.id, plans=",".join(map(str, ids)))
    assert text("compare.unranked", "zh", plan="方案2", count=2) in shown(drawn)


def test_a_front_is_drawn_with_the_plans_compared(
    page: Page, store: Store, small: ScenarioEntry, two: str
) -> None:
    goals = ["few_moves", "must_fill_posts"]
    store.add_run(small.id, 1, "front", {"goals": goals}, author="甲")
    run = store.claim_next("w")
    assert run is not None
    plans = (Found(best(), "point 3 0", 0), Found(without_newcomer(), "point 2 1", 1))
    result = {
        "goals": goals,
        "complete": True,
        "points": [{"amounts": [2, 1], "proven": True}, {"amounts": [3, 0], "proven": True}],
    }
    store.finish(run.id, "w", Ending(RunState.DONE, plans, result=result))
    drawn = page("compare", scenario=small.id, plans=two, side=FRONT)
    assert not drawn.exception
    assert "调整面尽量小 与 必须配备的岗位不空缺" in str(drawn.selectbox(key="front_run").options)


def test_the_comparison_is_taken_along(page: Page, small: ScenarioEntry, two: str) -> None:
    drawn = page("compare", scenario=small.id, plans=two)
    labels = {each.label for each in drawn.get("download_button")}
    assert {text(f"ui.export.{key}", "zh") for key in ("workbook", "page", "data")} == labels
    (way,) = drawn.get("link_button")
    assert way.proto.url == f"/print?plans={two}&lang=zh"


def answer(**query: str) -> Any:
    text = "&".join(f"{key}={value}" for key, value in query.items())
    scope = {"type": "http", "query_string": text.encode(), "headers": [], "method": "GET"}
    with ThreadPoolExecutor(1) as aside:  # a browser of other tests may hold this thread's loop
        return aside.submit(asyncio.run, printed(Request(scope))).result()


def test_the_page_for_printing_holds_one_plan_or_several(two: str) -> None:
    one = answer(plans=two.split(",", maxsplit=1)[0], lang="zh")
    assert one.status_code == 200
    assert "吴刚" in one.body.decode()
    both = answer(plans=two, lang="en").body.decode()
    assert "Rotation plans compared" in both


def test_what_has_changed_since_is_on_the_page_for_printing_and_beside_plans_compared(
    page: Page, store: Store, small: ScenarioEntry, two: str
) -> None:
    inputs = store.inputs(small.id)
    for number, seats in enumerate((1, 3), start=1):
        toml = inputs.toml.replace(b"seats = 2", b"seats = %d" % seats)
        store.save(small.id, based_on=number, inputs=replace(inputs, toml=toml), author="乙")
        two += f",{store.add_plan(small.id, 2, best(), author='甲').id}" if number == 1 else ""
    older = text("ui.standing.older_compared", "zh", made=2, now=3)
    both = unescape(answer(plans=two, lang="zh").body.decode())
    assert older in both
    assert f"方案1：{text('ui.standing.since', 'zh', made=1, count=1)}：" in both
    assert f"方案3：{text('ui.standing.since', 'zh', made=2, count=1)}" not in both
    assert older in shown(page("compare", scenario=small.id, plans=two))
    one = answer(plans=two.rsplit(",", maxsplit=1)[1], lang="en").body.decode()
    assert text("ui.standing.older", "en", made=2, now=3) in one


def test_a_page_that_cannot_be_printed_says_why(store: Store, small: ScenarioEntry) -> None:
    for plans in ("99", "", "1,2,3,4,5,6", "<script>"):
        told = answer(plans=plans)
        assert told.status_code == 404
        assert text("store.refused.no_plan", "zh") in told.body.decode()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("142,P3,2023.06", "142,,"), "1人现任岗位有变：张伟（发展和改革局副局长 → 无现任岗位）"),
        (("C9,吴刚", "C10,吴刚"), "名册不再有1人：吴刚"),
        (("吴刚,1,1978.10", "郑直,1,1990.10"), "1个编号现指另一个人：C9（吴刚 → 郑直）"),
    ],
)
def test_plans_of_rosters_that_do_not_match_are_told_apart_by_name(
    page: Page, store: Store, small: ScenarioEntry, change: tuple[str, str], why: str
) -> None:
    first = store.add_plan(small.id, 1, best(), author="甲")
    inputs = store.inputs(small.id)
    cadres = inputs.roster["cadres.csv"].decode().replace(*change).encode()
    newer = replace(inputs, roster={**inputs.roster, "cadres.csv": cadres})
    store.save(small.id, based_on=1, inputs=newer, author="乙")
    second = store.add_plan(small.id, 2, without_newcomer(), author="乙")
    drawn = page("compare", scenario=small.id, plans=f"{first.id},{second.id}")
    assert not drawn.exception
    (said,) = drawn.warning
    assert "情景第2版" in said.value
    assert why in said.value.replace("\\", "")


def test_a_name_put_right_since_is_told_and_hinders_nothing(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    first = store.add_plan(small.id, 1, best(), author="甲")
    inputs = store.inputs(small.id)
    cadres = inputs.roster["cadres.csv"].decode().replace("吴刚", "吴钢").encode()
    newer = replace(inputs, roster={**inputs.roster, "cadres.csv": cadres})
    store.save(small.id, based_on=1, inputs=newer, author="乙")
    second = store.add_plan(small.id, 2, without_newcomer(), author="乙")
    drawn = page("compare", scenario=small.id, plans=f"{first.id},{second.id}", side="cadres")
    assert not drawn.exception
    assert not drawn.warning
    assert "<td>吴钢</td>" in shown(drawn)
    since = "".join(each.value for each in drawn.expander[0].markdown).replace("\\", "")
    assert "1人改了姓名：吴刚 → 吴钢" in since


def test_plans_of_another_scenario_of_the_place_stand_beside_by_the_first_ones_rules(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    limit = b"[laws.tenure_limit]"
    toml = named("从严情景").toml.replace(limit, limit + b"\nyears = { I = 4 }")
    other = store.add_scenario(replace(INPUTS, toml=toml), author="甲")
    own = store.add_plan(small.id, 1, best(), author="甲")
    theirs = store.add_plan(other.id, 1, without_newcomer(), author="甲")
    drawn = page("compare", scenario=small.id)
    assert text("ui.compare.too_few", "zh") in shown(drawn)
    drawn.checkbox("compare_others").check().run()
    assert any("从严情景" in title for title in drawn.multiselect[0].options)
    drawn.checkbox("compare_others").uncheck().run()
    drawn.query_params["plans"] = f"{own.id},{theirs.id}"  # as a link does
    drawn.run()
    assert len(drawn.multiselect[0].value) == 2
    for first, second, by in ((own, theirs, "第1版"), (theirs, own, "“从严情景”第1版")):
        drawn = page("compare", scenario=small.id, plans=f"{first.id},{second.id}")
        assert not drawn.error
        assert by in shown(drawn)
        assert ("按情景“从严情景”第1版编制" in shown(drawn)) == (first is own)
        differs = [each.label for each in drawn.expander if "不同之处" in each.label]
        assert len(differs) == 1
        assert {"5年", "4年"} <= set(re.findall(r"[45]年", shown(drawn)))


def test_plans_of_another_place_are_told_by_what_does_not_match(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    roster = {name: data.replace(b"C9", b"D9") for name, data in INPUTS.roster.items()}
    other = store.add_scenario(replace(INPUTS, roster=roster), author="甲")
    (gone,) = (each for each in best().actions if each.cadre_id == "C9")
    actions = (replace(gone, cadre_id="D9"), *(e for e in best().actions if e is not gone))
    own = store.add_plan(small.id, 1, best(), author="甲")
    theirs = store.add_plan(other.id, 1, replace(best(), actions=actions), author="甲")
    drawn = page("compare", scenario=small.id, plans=f"{own.id},{theirs.id}")
    assert "不能同其他方案并列比较" in drawn.warning[0].value
    assert "吴刚" in drawn.warning[0].value
