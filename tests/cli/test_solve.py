"""`rotation solve`: the plan as a page and as a document, and every way not to get one."""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rotation.assemble.assemble import Assembled
from rotation.domain.action import Action, ActionKind
from rotation.domain.plan import Finding, FindingStatus, Plan, Status
from rotation.domain.proof import BY_BOUNDS
from rotation.draw.terminal import Page, console_on
from rotation.solve.engines import ENGINES, engine_named
from rotation.solve.engines.base import Outcome, Proof, Session
from rotation.solve.result import Result
from rotation.wording.counts import counts_words
from rotation.wording.proofs import proof_legend, proof_word
from tests.cli.conftest import Run
from tests.cli.small import CADRES, TOML, write

PIN = """cadre_id,action,post_id,reason
C1,锁定,P1,业务骨干
"""


def engine(monkeypatch: pytest.MonkeyPatch, minimise: Callable[..., Outcome]) -> None:
    """Have `solve` use an engine that minimises with this function of (real session, arguments)."""
    import rotation.commands.solve as module

    real = engine_named()

    class Fake:
        name, version = "fake", "1"

        def open(self, assembled: Assembled) -> Session:
            session = real.open(assembled)
            own = session.minimise
            session.minimise = lambda *given: minimise(own, *given)
            return session

    monkeypatch.setattr(module, "engine_named", lambda _: Fake())


def result_of(monkeypatch: pytest.MonkeyPatch, result: Result) -> None:
    import rotation.commands.solve as module

    monkeypatch.setattr(module, "solve", lambda *_, **__: result)


def test_the_page_names_who_moves_where_and_why(run: Run, small: Path) -> None:
    ran = run("solve", small)
    assert ran.code == 0
    assert "最优方案" in ran.out
    assert "保护性交流　2人" in ran.out
    line = next(line for line in ran.out.splitlines() if "王建国" in line)
    assert "发展和改革局审批科科长" in line
    assert "市场监督管理局执法科科长" in line
    assert "任现岗位已满5年8个月，达到5年的任职年限" in line
    assert "没有违反刚性规则" in ran.out


def test_the_page_counts_persons_posts_and_moves(run: Run, small: Path) -> None:
    out = run("solve", small).out
    assert "单位3个　岗位9个　干部9名　热点岗位2个" in out
    assert "共调整3人：平级交流2人、待安排干部安排任职1人；留任6人，待安排0人" in out


def test_the_summary_tells_every_kind_apart() -> None:
    def plan(*kinds: ActionKind) -> Plan:
        actions = tuple(Action(f"C{place}", kind) for place, kind in enumerate(kinds))
        return Plan("", "", "", Status.OPTIMAL, actions)

    zh, en = Page(console_on(sys.stdout), "zh"), Page(console_on(sys.stdout), "en")
    up, down, across = ActionKind.PROMOTION, ActionKind.STEP_DOWN, ActionKind.TRANSFER
    leaving = (ActionKind.RELEASE, ActionKind.RETIREMENT, ActionKind.POOL)
    both = plan(up, up, down, across, *leaving)
    assert counts_words(zh, both) == (
        "共调整6人：平级交流1人、提拔任职2人、降职使用1人、退出现职1人、到龄退休1人；留任0人，待安排1人。"
    )
    assert counts_words(en, both).startswith(
        "Adjusted: 6 (Transfers: 1, Promotions: 2, Steps down: 1,"
    )
    assert counts_words(zh, plan(up)).startswith("共调整1人：提拔任职1人；")
    assert counts_words(zh, plan(ActionKind.STAY)).startswith("共调整0人；留任1人")


def test_english_is_asked_for_before_or_after_the_command(run: Run, small: Path) -> None:
    for argv in (("--lang", "en", "solve", small), ("solve", small, "--lang=en")):
        assert "Optimal plan. By the rules" in run(*argv).out


def test_the_json_document_is_all_that_stdout_holds(run: Run, small: Path) -> None:
    ran = run("solve", small, "--json")
    assert ran.code == 0
    assert ran.document["status"] == "optimal"
    moved = {a["cadre_id"]: a["to_post_id"] for a in ran.document["plan"]["actions"]}
    assert (moved["C1"], moved["C4"], moved["C9"]) == ("P4", "P1", "P8")


def test_the_plan_is_written_and_passes_its_audit(run: Run, small: Path) -> None:
    file = small / "plan.json"
    ran = run("solve", small, "--out", file)
    assert f"方案已写入 {file}" in ran.out
    assert json.loads(file.read_text(encoding="utf-8"))["status"] == "optimal"
    assert run("audit", small, file).code == 0


def test_one_seed_gives_one_plan(run: Run, small: Path) -> None:
    plans = [run("solve", small, "--json", "--seed", 3).document["plan"] for _ in range(2)]
    assert plans[0]["actions"] == plans[1]["actions"]


@pytest.mark.parametrize("name", sorted(set(ENGINES) - {"flow"}))
def test_every_engine_named_solves_and_stands_in_the_plan(run: Run, small: Path, name: str) -> None:
    plan = run("solve", small, "--json", "--engine", name).document["plan"]
    assert plan["status"] == "optimal"
    assert [tier["value"] for tier in plan["tiers"]] == [0, 5]
    assert plan["solver"]["engine"] == engine_named(name).name


def test_flow_solves_what_nothing_couples(run: Run, tmp_path: Path) -> None:
    """Without women in teams and kin kept apart, nothing but the seats does."""
    off = '[laws.kinship_avoidance]\nmode = "off"\n'
    kept = TOML.replace("[laws.kinship_avoidance]\n", off).split("[goals.women_in_team]")[0]
    folder = write(tmp_path / "bare", toml=kept)
    found = [
        run("solve", folder, "--json", "--engine", name).document["plan"]
        for name in ("flow", "combined")
    ]
    values = [[tier["value"] for tier in plan["tiers"]] for plan in found]
    assert values[0] == values[1]
    assert found[0]["status"] == "optimal"
    assert found[0]["solver"]["engine"] == engine_named("flow").name


def test_flow_refuses_what_is_coupled_by_the_names_of_the_rules(run: Run, small: Path) -> None:
    ran = run("solve", small, "--engine", "flow")
    assert ran.code == 2
    assert "亲属回避" in ran.err.replace("\n", "").replace(" ", "")
    assert run("solve", small, "--engine", "flow", "--json").document["status"] == "invalid_input"


def test_an_engine_that_there_is_not_is_answered_by_the_list(run: Run, small: Path) -> None:
    for lang, said in (("zh", "--engine 不能是"), ("en", "--engine cannot be")):
        ran = run("solve", small, "--engine", "gurobi", "--lang", lang)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert all(name in ran.err for name in ENGINES)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_help_lists_the_engines_and_the_default(run: Run, lang: str) -> None:
    out = run("solve", "--help", "--lang", lang).out
    assert re.search(r"--engine NAME", out)
    assert all(name in out for name in ENGINES)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", {"combined": "对偶证明：", "cp-sat": "CP-SAT：", "highs": "HiGHS："}),
        ("en", {"combined": "duals: ", "cp-sat": "CP-SAT: ", "highs": "HiGHS: "}),
    ],
)
def test_who_proved_a_tier_is_a_word_in_the_table_and_a_sentence_below(
    run: Run, small: Path, lang: str, words: dict[str, str]
) -> None:
    for name, word in words.items():
        out = run("solve", small, "--engine", name, "--lang", lang).out
        assert any(line.startswith(f" {word}") for line in out.splitlines())
        assert "LP duals, exact" not in out


def test_a_way_of_proof_has_its_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    page = Page(console_on(sys.stdout), "zh")
    assert proof_word(page, BY_BOUNDS) == "变量界"
    assert proof_word(page, "LP duals, exact") == "对偶证明"
    assert proof_word(page, "LP duals and HiGHS (OR-Tools 9.15.6755)") == "对偶+HiGHS"
    assert proof_word(page, "a solver yet to come") == "a solver yet to come"
    assert proof_word(page, "") == "-"
    legend = proof_legend(page, ["LP duals and HiGHS 1.2", "", "LP duals and HiGHS 1.2"])
    assert legend.count("HiGHS 1.2") == 1


def test_the_profile_is_shown_on_request(run: Run, small: Path) -> None:
    assert "备选安排数" not in run("solve", small).out
    assert "备选安排数" in run("solve", small, "--profile").out


def test_an_infeasible_scenario_names_who_is_stuck_and_by_which_laws(
    run: Run, tmp_path: Path
) -> None:
    folder = write(tmp_path / "stuck", decisions=PIN)
    ran = run("solve", folder, "--out", tmp_path / "plan.json")
    assert ran.code == 1
    assert "没有可行方案" in ran.out
    line = next(x for x in ran.out.splitlines() if "王建国" in x and "任职年限" in x)
    assert "研究意见" in line
    assert not (tmp_path / "plan.json").exists()
    document = run("solve", folder, "--json").document
    assert document["status"] == "infeasible"
    assert [stuck["cadre_id"] for stuck in document["stuck"]] == ["C1"]


def test_the_fewest_breaches_in_the_way_are_told_with_what_would_allow_them(
    run: Run, tmp_path: Path
) -> None:
    folder = write(tmp_path / "stuck", decisions=PIN)
    out = run("solve", folder).out
    assert "各条规则不能同时满足。最少须放宽以下1处，方可形成方案：" in out
    assert "王建国的决定未落实" in out
    assert "撤销或修改“调配决定”表中王建国的有关决定" in out
    assert "可行的办法" not in out
    assert "at least these are relaxed (1)" in run("solve", folder, "--lang", "en").out
    (obstacle,) = run("solve", folder, "--json").document["obstacles"]
    assert (obstacle["rule"], obstacle["cadre_ids"]) == ("planner_decisions", ["C1"])


def test_a_law_in_the_way_names_the_person_to_waive_it_for(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, said = FindingStatus.NEEDS_APPROVAL, {"zh": "王建国任期超限", "en": "too long"}
    found = (
        Finding("tenure_limit", status, 1, ("C1",), text=said),
        Finding("headcount_quota", status, 1, unit_ids=("U1",), text=said),
    )
    result_of(monkeypatch, Result(Status.INFEASIBLE, obstacles=found))
    out = run("solve", small).out
    assert "最少须放宽以下2处" in out
    assert "王建国任期超限" in out
    assert "填 C1" in out.replace("\n", "")
    assert "填 豁免，“规则”填 任职年限" in "".join(line.strip() for line in out.splitlines())
    assert "[laws.headcount_quota] 之下" in out.replace("\n", "")
    assert 'mode = "waivable"' in out
    assert "每名干部单独看都有去向" not in out


def test_a_waivable_law_is_broken_only_as_a_case_for_approval(run: Run, tmp_path: Path) -> None:
    toml = TOML.replace("[laws.tenure_limit]", '[laws.tenure_limit]\nmode = "waivable"')
    ran = run("solve", write(tmp_path / "waivable", decisions=PIN, toml=toml))
    assert ran.code == 0
    assert "需要批准的例外" in ran.out
    assert "没有违反刚性规则" in ran.out


def test_faulty_input_is_told_on_stderr_with_exit_code_2(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "faulty", cadres=CADRES.replace("1980.05", "1980.13"))
    ran = run("solve", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "干部表第2行「出生年月」" in ran.err
    ran = run("solve", folder, "--json")
    assert ran.document["status"] == "invalid_input"
    assert "1980.13" in ran.document["problems"][0]["text"]["en"]


def test_a_roster_alone_is_no_scenario(run: Run, tmp_path: Path) -> None:
    ran = run("solve", tmp_path / "roster.xlsx")
    assert ran.code == 2
    assert "这是名册，不是情景" in ran.err


@pytest.mark.parametrize(
    ("status", "said"),
    [(Status.UNKNOWN, "没有找到方案"), (Status.STOPPED, "尚未得到方案")],
)
def test_no_plan_in_time_is_exit_code_3(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch, status: Status, said: str
) -> None:
    result_of(monkeypatch, Result(status))
    ran = run("solve", small)
    assert ran.code == 3
    assert said in ran.out


def test_a_plan_that_fails_its_audit_is_a_defect(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result_of(monkeypatch, Result(Status.DEFECT, faults=("tenure_limit: somebody stays",)))
    ran = run("solve", small)
    assert ran.code == 4
    assert "没有通过独立核查" in ran.out
    assert "tenure_limit: somebody stays" in ran.out


def test_the_first_ctrl_c_takes_the_best_plan_so_far(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(minimise: Callable[..., Outcome], *given: object) -> Outcome:
        outcome = minimise(*given)
        signal.raise_signal(signal.SIGINT)
        return Outcome(Proof.FEASIBLE, outcome.x, outcome.value, outcome.bound)

    engine(monkeypatch, interrupted)
    before = signal.getsignal(signal.SIGINT)
    ran = run("solve", small, "--out", small / "plan.json")
    assert signal.getsignal(signal.SIGINT) is before
    assert ran.code == 0
    assert "提前结束，以下是当前最好的方案" in ran.out
    assert run("audit", small, small / "plan.json").code == 0


def test_ctrl_c_before_any_plan_is_exit_code_3(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> Outcome:
        signal.raise_signal(signal.SIGINT)
        return Outcome(Proof.UNKNOWN, None, None, None)

    engine(monkeypatch, interrupted)
    ran = run("solve", small)
    assert ran.code == 3
    assert "尚未得到方案" in ran.out


def test_a_second_ctrl_c_ends_the_program(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> Outcome:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("not reached")

    engine(monkeypatch, interrupted)
    ran = run("solve", small, "--json")
    assert ran.code == 3
    assert ran.document["status"] == "stopped"
    assert "已按要求中止" in ran.err


def test_an_unexpected_error_is_one_sentence_unless_debugging(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Outcome:
        raise ValueError("boom")

    engine(monkeypatch, broken)
    ran = run("solve", small)
    assert ran.code == 4
    assert "ValueError: boom" in ran.err
    assert "Traceback" not in ran.err
    assert "Traceback" in run("solve", small, "--debug").err
    assert run("solve", small, "--json").document["status"] == "defect"


def test_a_plan_that_cannot_be_written_is_still_shown(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    import rotation.commands.solve as module

    monkeypatch.setattr(module, "write_plan", full)
    ran = run("solve", small, "--out", small / "plan.json")
    assert ran.code == 2
    assert "最优方案" in ran.out
    assert "No space left on device" in ran.err


@pytest.mark.parametrize("out", ["plan.txt", "nowhere/plan.json"])
def test_a_place_that_cannot_take_the_plan_is_refused_before_solving(
    run: Run, small: Path, out: str
) -> None:
    ran = run("solve", small, "--out", small / out)
    assert (ran.code, ran.out) == (2, "")
