"""A plan on screen: who moves and why, teams, chains, findings, proof, and planning anew."""

from __future__ import annotations

import re
from concurrent.futures import Future
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from rotation import Explainer, Workbench
from rotation.errors import Outdated
from rotation.io.replan_request import planned_anew
from rotation.jobs import hire
from rotation.jobs.answers import NoAnswer, Question
from rotation.jobs.plan_anew import request_of
from rotation.locales import LANGUAGES, text
from rotation.overview.edits import edits
from rotation.overview.roster_changes import roster_changes
from rotation.rules import casework as case
from rotation.solve.engines.base import Limits
from rotation.solve.run import solve
from rotation.store import Ending, Found, PlanEntry, RunState, ScenarioEntry, Store
from rotation.ui import kept as ui_kept
from rotation.ui.parts import plan_bar, why_answer
from rotation.ui.since import of_older
from rotation.wording.names import Names
from tests.store.samples import INPUTS
from tests.ui.conftest import Page
from tests.ui.shown import best, links, outdate, press, shown, unlawful, without_newcomer


@pytest.fixture(autouse=True)
def no_other_process(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    """No worker is started, and questions are answered here."""
    monkeypatch.setattr(hire, "_launch", lambda url, worker: None)

    def answer(question: Question, of: PlanEntry) -> Any:
        plan, scenario = store.load_plan(of.id)
        bench = Workbench(scenario, limits=Limits(seconds=20))
        return Explainer(bench, plan).why(question.cadre_id, question.post_id, 2)

    monkeypatch.setattr(why_answer, "answer_to", answer)


@pytest.fixture
def kept(store: Store, small: ScenarioEntry) -> PlanEntry:
    return store.add_plan(small.id, 1, best(), author="甲")


def rows(test: AppTest) -> list[list[Any]]:
    """The rows of the table that is shown."""
    return [list(row) for row in test.dataframe[0].value.itertuples(index=False)]


def test_fairness_of_a_plan(page: Page, small: ScenarioEntry, kept: PlanEntry) -> None:
    drawn = page("plan", scenario=small.id, plan=kept.id, view="fairness")
    assert not drawn.exception
    said = [heading.value for heading in drawn.header]
    assert any(each.startswith("结构目标对应的任职") for each in said)
    groups = next(f.value for f in drawn.dataframe if "提拔" in f.value.columns)
    assert groups["调整"].iloc[0] == "3（33.3%）"


def test_without_a_plan_the_way_to_solving_is_shown(page: Page, small: ScenarioEntry) -> None:
    drawn = page("plan", scenario=small.id)
    assert text("ui.plan.none_yet", "zh") in shown(drawn)


def test_a_part_that_there_is_not_is_the_first(
    page: Page, small: ScenarioEntry, kept: PlanEntry
) -> None:
    """Those that there are: see the golden screens."""
    drawn = page("plan", scenario=small.id, plan=kept.id, view="nonsense")
    assert not drawn.exception
    assert not drawn.error
    assert [row[1] for row in rows(drawn)] == ["王建国", "赵敏", "吴刚"]


def test_the_moves_are_listed_by_category_and_by_unit(
    page: Page, small: ScenarioEntry, kept: PlanEntry
) -> None:
    drawn = page("plan", scenario=small.id, plan=kept.id)
    assert [row[1] for row in rows(drawn)] == ["王建国", "赵敏", "吴刚"]
    assert rows(drawn)[0][:5] == [
        "保护性", "王建国", "平级交流", "发展和改革局审批科科长", "市场监督管理局执法科科长",
    ]  # fmt: skip
    which = next(each for each in drawn.button_group if each.key == "moves_which")
    which.set_value("unit").run()
    assert ["城东街道", "调入", "吴刚"] in [row[:3] for row in rows(drawn)]
    drawn.text_input(key="moves_unit_search").set_value("王建国").run()
    assert {row[2] for row in rows(drawn)} == {"王建国"}
    drawn.text_input(key="moves_unit_search").set_value("没有这个人").run()
    assert text("ui.filter.nothing", "zh") in shown(drawn)


def on_the_wall(test: AppTest) -> list[str]:
    return re.findall(r"unit=(\w+)", unescape(shown(test)))


def test_all_teams_stand_on_a_wall_and_each_is_opened_by_its_address(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    kept = store.add_plan(small.id, 1, without_newcomer(), author="甲")
    drawn = page("plan", scenario=small.id, plan=kept.id, view="teams")
    assert on_the_wall(drawn) == ["U1", "U2", "U3"]
    assert 'aria-label="正职：' in shown(drawn)  # a light has words, not only a colour
    changed = page("plan", scenario=small.id, plan=kept.id, view="teams", wall="changed")
    assert on_the_wall(changed) == ["U1", "U2"]
    red = page("plan", scenario=small.id, plan=kept.id, view="teams", wall="red")
    assert on_the_wall(red) == ["U3"]  # nobody takes the chief's post
    red.text_input(key="wall_search").set_value("没有这个单位").run()
    assert text("ui.filter.nothing", "zh") in shown(red)


def test_a_unit_shows_who_comes_and_who_goes(
    page: Page, small: ScenarioEntry, kept: PlanEntry
) -> None:
    drawn = page("plan", scenario=small.id, plan=kept.id, view="teams", unit="U1")
    said = shown(drawn)
    assert not on_the_wall(drawn)
    assert "审批科科长" in said
    assert "来自市场监督管理局执法科科长" in said
    assert "去向：市场监督管理局执法科科长" in said
    drawn.button(key="why_P1_C4").click().run()
    assert "C4" in drawn.query_params["why"]


def test_a_swap_is_drawn_as_a_cycle(page: Page, small: ScenarioEntry, kept: PlanEntry) -> None:
    drawn = page("plan", scenario=small.id, plan=kept.id, view="chains")
    graph = drawn.get("graphviz_chart")[0].proto.spec
    assert "审批科科长" in graph
    assert "王建国" in graph
    assert graph.count("->") == 2
    assert "对调，须同时办理" in str(drawn.selectbox(key="chain").options)


def test_why_tells_the_reason_and_the_price_of_the_alternatives(
    page: Page, small: ScenarioEntry, kept: PlanEntry
) -> None:
    drawn = page("plan", scenario=small.id, plan=kept.id, why="C9")
    said = shown(drawn)
    assert "任城东街道主任" in said
    assert text("terminal.why.lexicographic", "zh") in said
    assert "必须配备的岗位不空缺" in said  # what leaving C9 in the pool would cost
    drawn.selectbox(key="why_post_C9").set_value("P1").run()
    assert not drawn.exception
    assert "不允许，不符合以下规则" in shown(drawn)


def test_who_could_have_a_seat_is_told_with_what_each_costs_and_who_is_kept_out(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    kept = store.add_plan(small.id, 1, without_newcomer(), author="甲")
    drawn = page("plan", scenario=small.id, plan=kept.id, seat="P8")
    said = shown(drawn)
    assert "现任：空缺　方案安排：空缺" in said
    assert "1. 由吴刚接任" in said
    assert text("terminal.why.kept_out", "zh", count=6) in [e.label for e in drawn.expander]
    taken = [to for to in links(drawn) if "steps=C9" in to]
    assert taken
    assert any("cadre=C9" in to and "post=P8" in to for to in links(drawn))
    assert not [to for to in links(drawn) if "seat=" in to and to.startswith("by_hand")]
    drawn.selectbox(key="seat_cadre_P8").set_value("C1").run()
    assert not drawn.exception
    assert "不允许，不符合以下规则" in shown(drawn)


def test_an_empty_seat_leads_to_who_could_have_it_and_to_filling_it_by_hand(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    kept = store.add_plan(small.id, 1, without_newcomer(), author="甲")
    for where in ({"view": "teams", "unit": "U3"}, {"view": "findings"}, {"view": "moves"}):
        drawn = page("plan", scenario=small.id, plan=kept.id, **where)
        found = unescape(shown(drawn))
        assert re.search(r'href="by_hand\?[^"]*post=P8', found)
    drawn.selectbox(key="seat_wanted_None").set_value("P8").run()
    assert drawn.query_params["seat"] == "P8"


def test_posts_of_one_name_are_told_apart_where_one_is_picked() -> None:
    posts = [case.post("P1", title="副局长"), case.post("P2", title="副局长")]
    posts.append(case.post("P3", title="局长"))
    names = Names(case.scenario(posts=posts, cadres=[case.cadre("A")]), "zh")
    assert names.choice("P2") == f"{names.post('P2')}（P2）"
    assert names.choice("P3") == names.post("P3")


def test_the_first_few_are_worked_out_and_more_if_asked_for(
    page: Page, small: ScenarioEntry, kept: PlanEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, asked = why_answer.answer_to, list[int]()

    def counted(question: Question, of: PlanEntry) -> Any:
        asked.append(question.count)
        found = answer(question, of)
        return replace(found, left=(found.planned.choice,), exhausted=False)

    monkeypatch.setattr(why_answer, "answer_to", counted)
    drawn = page("plan", scenario=small.id, plan=kept.id, why="C9")
    assert set(asked) == {1, why_answer.FIRST}
    drawn.button(key=f"more_{kept.id}_C9_None_asked").click().run()
    assert not drawn.exception
    assert asked[-1] == why_answer.MORE


def test_the_best_alternative_is_shown_while_the_others_are_worked_out(
    page: Page, small: ScenarioEntry, kept: PlanEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, asked = why_answer.answer_to, list[Question]()
    done = {1}

    def some_done(question: Question, of: PlanEntry) -> Any:
        asked.append(question)
        found = answer(question, of) if question.count in done else None
        return found and replace(found, left=(found.planned.choice,), exhausted=False)

    def drawn_so_far() -> bool:
        """Whether more is being worked out; what there is stands there in either case."""
        said = shown(drawn.run())
        assert text("ui.why.working", "zh") not in said
        assert text("terminal.why.alternatives", "zh") in said
        return text("ui.why.working_on", "zh") in said

    monkeypatch.setattr(why_answer, "answer_to", some_done)
    drawn = page("plan", scenario=small.id, plan=kept.id, why="C9")
    assert drawn_so_far()
    assert [(q.count, q.whole) for q in asked[-2:]] == [(1, False), (why_answer.FIRST, True)]
    done.add(why_answer.FIRST)
    assert not drawn_so_far()
    drawn.button(key=f"more_{kept.id}_C9_None_asked").click().run()
    assert drawn_so_far()
    done.add(why_answer.MORE)
    assert not drawn_so_far()


def test_a_question_that_cannot_be_answered_is_told(
    page: Page, small: ScenarioEntry, kept: PlanEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in ("unlawful", "gone", "failed"):
        monkeypatch.setattr(why_answer, "answer_to", lambda *_, code=code: NoAnswer(code))
        drawn = page("plan", scenario=small.id, plan=kept.id, why="C9")
        assert text(f"ui.why.no_answer_{code}", "zh") in shown(drawn)
    monkeypatch.setattr(why_answer, "answer_to", lambda *_: None)
    assert text("ui.why.working", "zh") in shown(page("plan", scenario=small.id, why="C9"))


def test_what_failed_is_not_asked_for_again_and_again(
    page: Page, small: ScenarioEntry, kept: PlanEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer comes while the page looks for it; the window, opened anew, asks once more."""
    asked: list[Future[NoAnswer]] = []

    class Desk:
        def ask(self, question: Question) -> Future[NoAnswer]:
            asked.append(Future())
            return asked[-1]

    monkeypatch.setattr(why_answer, "answer_to", ui_kept.answer_to)
    monkeypatch.setattr(ui_kept, "_answers", lambda url: Desk())
    drawn = page("plan", scenario=small.id, plan=kept.id, why="C9")
    asked[0].set_result(NoAnswer("failed"))
    assert text("ui.why.no_answer_failed", "zh") in shown(drawn.run())
    assert len(asked) == 1
    ui_kept.let_try_again()
    assert text("ui.why.working", "zh") in shown(drawn.run())
    assert len(asked) == 2


def test_a_move_is_struck_out_with_a_reason_and_planned_anew(
    page: Page, store: Store, small: ScenarioEntry, kept: PlanEntry
) -> None:
    drawn = page("plan", scenario=small.id, plan=kept.id, strikes="C9")
    assert "吴刚" in shown(drawn)
    drawn.button(key="anew_start").click().run()
    assert text("ui.anew.no_reason", "zh") in shown(drawn)
    assert not store.runs(small.id)
    drawn.text_input(key="anew_reason").set_value("书记办公会研究意见").run()
    drawn.button(key="anew_start").click().run()
    (run,) = store.runs(small.id)
    assert (run.kind, run.parameters["strikes"]) == ("replan", ["C9"])
    assert run.parameters["plan"] == kept.id
    assert "strikes" not in drawn.query_params


def test_a_wish_that_the_decisions_contradict_is_told(
    page: Page, store: Store, small: ScenarioEntry, kept: PlanEntry
) -> None:
    """C9 is struck out by hand; keeping C9 in that post as well is refused before anything runs."""
    drawn = page("plan", scenario=small.id, plan=kept.id, strikes="C9", pins="C9")
    drawn.text_input(key="anew_reason").set_value("试").run()
    drawn.button(key="anew_start").click().run()
    assert not store.runs(small.id)
    assert "相互矛盾" in shown(drawn)


def test_ids_with_commas_are_wished_as_any(page: Page, store: Store) -> None:
    """Of a roster in which 吴刚 is called by an id with a comma and a percent sign."""
    cadres = INPUTS.roster["cadres.csv"].replace(b"C9,", b'"C,9%",')
    inputs = replace(INPUTS, roster={**INPUTS.roster, "cadres.csv": cadres})
    entry = store.add_scenario(inputs, author="甲")
    scenario, _ = store.load(entry.id)
    found = solve(scenario).plan
    assert found is not None
    plan = store.add_plan(entry.id, 1, found, author="甲")
    drawn = page("plan", scenario=entry.id, plan=plan.id, pins=quote("C,9%", safe="") + ",C1")
    assert drawn.button(key="pins_C,9%")
    drawn.button(key="pins_C1").click().run()
    assert "".join(drawn.query_params["pins"]) == "C%2C9%25"
    drawn.text_input(key="anew_reason").set_value("会议意见").run()
    drawn.button(key="anew_start").click().run()
    (run,) = store.runs(entry.id)
    assert run.parameters["pins"] == ["C,9%=P8"]


def test_wishes_are_taken_back(page: Page, small: ScenarioEntry, kept: PlanEntry) -> None:
    drawn = page("plan", scenario=small.id, plan=kept.id, strikes="C9", pins="C1")
    drawn.button(key="strikes_C9").click().run()
    assert "strikes" not in drawn.query_params
    drawn.button(key="pins_C1").click().run()
    assert text("ui.anew.title", "zh") not in shown(drawn)


@pytest.mark.parametrize(("key", "other"), [("strikes", "pins"), ("pins", "strikes")])
def test_a_move_is_struck_out_or_kept_and_never_both(
    page: Page, small: ScenarioEntry, kept: PlanEntry, key: str, other: str
) -> None:
    wishes = {other: "C9,C1", "why": "C9"}
    drawn = page("plan", scenario=small.id, plan=kept.id, **wishes)
    drawn.button(key=f"why_{key}").click().run()
    assert drawn.query_params[key] == "C9"
    assert drawn.query_params[other] == "C1"


def test_a_plan_is_chosen_renamed_and_deleted(
    page: Page, store: Store, small: ScenarioEntry, kept: PlanEntry
) -> None:
    drawn = page("plan", scenario=small.id, plan=kept.id)
    drawn.text_input(key=f"note_{kept.id}").set_value("结构最优").run()
    drawn.button(key="choose").click().run()
    assert (store.plan(kept.id).chosen, store.plan(kept.id).note) == (True, "结构最优")
    assert "结构最优" in shown(drawn)
    drawn.text_input(key=f"name_{kept.id}").set_value("送审稿").run()
    drawn.button(key="rename").click().run()
    assert "送审稿" in str(drawn.selectbox[0].options)
    press(drawn, "plan.delete")
    drawn.button(key="delete_plan_yes").click().run()
    assert store.plans(small.id) == ()


def test_a_plan_that_breaks_laws_says_so(page: Page, store: Store, small: ScenarioEntry) -> None:
    entry = store.add_plan(small.id, 1, unlawful(), author="甲")
    drawn = page("plan", scenario=small.id, plan=entry.id, view="findings")
    said = shown(drawn)
    assert text("ui.plan.broken", "zh", count=2) in said
    assert "王建国任发展和改革局审批科科长已5年8个月" in said.replace("\\", "")


def test_a_plan_of_an_older_revision_is_shown_by_that_revision(
    page: Page, store: Store, small: ScenarioEntry, kept: PlanEntry
) -> None:
    inputs = store.inputs(small.id)
    changed = inputs.toml.replace(b"seats = 2", b"seats = 1")
    newer = type(inputs)(changed, inputs.roster, inputs.folder, inputs.decisions)
    store.save(small.id, based_on=1, inputs=newer, author="乙")
    drawn = page("plan", scenario=small.id, plan=kept.id)
    assert text("ui.standing.older", "zh", made=1, now=2) in shown(drawn)
    assert text("terminal.proof.plan.optimal", "zh", tiers=2) in shown(drawn)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_papers_of_an_older_revision_say_so_and_what_has_changed(
    page: Page, store: Store, kept: PlanEntry, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    assert of_older(store, kept, lang) == ""
    inputs = store.inputs(kept.scenario_id)
    toml = inputs.toml.replace(b"seats = 2", b"seats = 1")
    cadres = {"cadres.csv": inputs.roster["cadres.csv"].replace("吴刚".encode(), "吴钢".encode())}
    newer = replace(inputs, toml=toml, roster={**inputs.roster, **cadres})
    store.save(kept.scenario_id, based_on=1, inputs=newer, author="乙")
    said = of_older(store, kept, lang)
    assert said.startswith(text("ui.standing.older", lang, made=1, now=2))
    before, after = (store.load(kept.scenario_id, number)[0] for number in (1, 2))
    changed = (*edits(before, after), *roster_changes(before.roster, after.roster))
    told = [each.get(lang) for each in changed]
    assert any("吴刚" in each and "吴钢" in each for each in told)
    assert len(told) > 1
    assert all(each.rstrip("。.") in said for each in told)
    taken: list[str] = []
    monkeypatch.setattr(plan_bar, "offer_meeting", lambda told, *_: taken.append(told.since) or "")
    monkeypatch.setattr(plan_bar, "offer_memo", lambda told, *_: taken.append(told.since))
    monkeypatch.setattr(
        plan_bar, "offer_report", lambda make, *_: taken.append(*{*make().summary} & {said})
    )
    drawn = page("plan", scenario=kept.scenario_id, plan=kept.id, lang=lang)
    assert not drawn.exception
    assert taken == [said] * 3


def test_a_plan_that_is_gone_is_told(page: Page, store: Store, small: ScenarioEntry) -> None:
    store.add_plan(small.id, 1, without_newcomer(), author="甲")
    drawn = page("plan", scenario=small.id, plan=99)
    assert text("store.refused.no_plan", "zh") in shown(drawn)
    press(drawn, "plan.open_other")
    assert not drawn.warning or "99" not in drawn.query_params.get("plan", [])


def test_a_plan_kept_by_an_earlier_version_is_told_and_breaks_no_page(
    page: Page, store: Store, small: ScenarioEntry, kept: PlanEntry
) -> None:
    old = store.add_plan(small.id, 1, without_newcomer(), author="甲")
    outdate(store, old)
    said = text("store.refused.old_plan", "zh")
    drawn = page("plan", scenario=small.id, plan=old.id)
    assert said in shown(drawn)
    assert any(f"plan={kept.id}" in link for link in links(drawn))
    press(press(drawn, "plan.delete"), "delete_yes")
    assert [entry.id for entry in store.plans(small.id)] == [kept.id]
    outdate(store, kept)
    other = store.add_plan(small.id, 1, best(), author="甲")
    drawn = page("compare", scenario=small.id, plans=f"{kept.id},{other.id}")
    assert said in shown(drawn)
    for name in ("scenario", "people", "rules", "solve"):
        assert not page(name, scenario=small.id).error
    with pytest.raises(Outdated):
        store.load_plan(kept.id)


def test_a_plan_made_anew_tells_who_is_treated_otherwise_and_what_came_first(
    page: Page, store: Store, small: ScenarioEntry, kept: PlanEntry
) -> None:
    asked = {"plan": kept.id, "strikes": ["C9"], "reason": "书记办公会研究意见"}
    scenario, _ = planned_anew(
        store.load(small.id, 1)[0], request_of(best(), store.load(small.id, 1)[0], asked)
    )
    found = solve(scenario).plan
    assert found is not None
    store.add_run(small.id, 1, "replan", asked, author="甲")
    run = store.claim_next("w")
    assert run is not None
    store.finish(run.id, "w", Ending(RunState.DONE, (Found(found, "anew"),)))
    (entry,) = store.plans_of_run(run.id)
    drawn = page("plan", scenario=small.id, plan=entry.id)
    assert not drawn.exception
    assert [row[0] for row in rows(drawn)] == ["吴刚"]
    assert "书记办公会研究意见" in rows(drawn)[0][3]
    assert text("ui.anew.few", "zh") in shown(drawn)
