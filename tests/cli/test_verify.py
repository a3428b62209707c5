"""`rotation verify`: what it says of plans as they came, as somebody changed them, and unproven."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rotation.locales import LANGUAGES, has
from rotation.solve import verify
from tests.cli.conftest import Run
from tests.cli.small import TOML, plan_of, write

Document = dict[str, Any]
ROOT = Path(__file__).parents[2]
FAULT = re.compile(r'"([a-z]+_[a-z]+)"')


@pytest.fixture
def claimed(small: Path, run: Run) -> Path:
    """The small scenario with a plan that HiGHS alone made: no multipliers."""
    file = small / "plan.json"
    assert run("solve", small, "--engine", "highs", "--out", file).code == 0
    return small


def change(folder: Path, make: Callable[[Document], object]) -> Path:
    file = folder / "plan.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    make(document)
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def last(document: Document) -> Document:
    found: Document = document["tiers"][-1]
    return found


def without_proof(document: Document) -> None:
    document["certificate"]["tiers"].pop()


def with_open_gap(document: Document) -> None:
    last(document).update(status="feasible", bound=4)
    document["status"] = "feasible"


def test_a_plan_proven_in_every_tier_is_told_so(run: Run, solved: Path) -> None:
    ran = run("verify", solved, solved / "plan.json")
    assert ran.code == 0
    assert (
        "plan.json 的最优性证明成立：2个层级全部由精确整数运算证明最优，没有用到求解器。" in ran.out
    )
    rows = [line.split() for line in ran.out.splitlines() if "证明最优 " in line]
    assert [(row[0], row[2:]) for row in rows] == [
        ("1", ["0", "0", "0", "证明最优", "对偶证明"]),
        ("2", ["5", "5", "5", "证明最优", "对偶证明"]),
    ]
    assert "未证明最优的层级" not in ran.out
    assert "不可采信" not in ran.out
    english = run("verify", solved, solved / "plan.json", "--lang", "en").out
    assert "plan.json: the certificate holds. Every tier (2) is proven optimal" in english


def test_a_tier_that_rests_on_a_solver_is_told_with_the_solver_and_the_bound_that_is_proven(
    run: Run, claimed: Path
) -> None:
    ran = run("verify", claimed, claimed / "plan.json")
    assert ran.code == 5
    assert "2个层级中1个由精确整数运算证明；第2层级的下界只是求解器的结论" in ran.out
    assert re.search(r"第2层级：下界5是 HiGHS \(OR-Tools [\d.]+\) 的结论", ran.out)
    assert "由精确运算证明的下界是0，方案达到5，按此至多还能改进5" in ran.out
    assert "方案没有附证明乘子" in ran.out
    english = run("verify", claimed, claimed / "plan.json", "--lang", "en").out
    assert "not proven here" in english
    assert "Proven by exact arithmetic is 0" in english


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_without_a_certificate_says_so(run: Run, solved: Path, lang: str) -> None:
    file = change(solved, lambda d: d.update(certificate=None))
    ran = run("verify", solved, file, "--lang", lang)
    assert ran.code == 1
    assert ("方案没有附证明乘子" if lang == "zh" else "came with no multipliers") in ran.out
    assert ("证明可能缺失" if lang == "zh" else "The proof may be") in ran.out


def test_a_proof_that_was_taken_away_is_not_laid_to_a_solver(run: Run, solved: Path) -> None:
    ran = run("verify", solved, change(solved, without_proof))
    assert ran.code == 1
    assert "第2层级：方案称下界5已经证明，但凭所附内容推不出" in ran.out


def test_whoever_stands_for_a_bound_is_one_of_those_that_the_program_knows(
    run: Run, solved: Path
) -> None:
    file = change(solved, lambda d: last(d).update(proven_by="HiGHS 经省委组织部认定"))
    (problem,) = run("verify", solved, file, "--json").document["problems"]
    assert (problem["code"], problem["row"], problem["column"]) == (
        "plan_unknown_word",
        2,
        "proven_by",
    )


def test_an_open_plan_is_told_with_what_is_left_to_gain(run: Run, solved: Path) -> None:
    def weaker(document: Document) -> None:
        with_open_gap(document)
        document["certificate"]["tiers"][-1]["rows"] = []

    file = change(solved, with_open_gap)
    assert run("verify", solved, file, "--json").document["status"] == "proven"
    file = change(solved, weaker)
    change(solved, lambda d: last(d).update(bound=0))
    ran = run("verify", solved, file)
    assert ran.code == 0
    assert "可能还有改进余地" in ran.out
    told = re.search(r"第2层级：方案达到5，已证明不可能低于(\d)，至多还能改进(\d)。", ran.out)
    assert told is not None
    proven, left = map(int, told.groups())  # what is left of the multipliers proves is not fixed
    assert proven < 5
    assert proven + left == 5


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda d: last(d).update(value=4, bound=4), "方案称达到值为4，重新计算为5"),
        (lambda d: last(d).update(bound=6), "下界6或结论与重新计算的达到值5矛盾"),
    ],
)
def test_a_false_figure_is_exit_code_1_in_words(
    run: Run, solved: Path, make: Callable[[Document], object], said: str
) -> None:
    file = change(solved, make)
    ran = run("verify", solved, file)
    assert ran.code == 1
    assert "plan.json 的最优性证明不成立。" in ran.out
    assert said in ran.out
    document = run("verify", solved, file, "--json").document
    assert document["tiers"][-1]["verdict"] == "false"
    assert said in document["tiers"][-1]["text"]["zh"]


@pytest.mark.parametrize(
    ("code", "make", "said"),
    [
        ("other_program", lambda d: d["certificate"].update(program_sha256=""), "另一个模型"),
        ("other_scenario", lambda d: d["scenario"].update(sha256=""), "所依据的情景"),
        ("false_figures", lambda d: d["goals"][0].update(amount=1), "与重新计算不一致"),
        ("false_status", lambda d: d.update(status="feasible"), "自称的结论"),
        ("other_tiers", lambda d: d["tiers"].reverse(), "目标层级不一致"),
        (
            "bad_multipliers",
            lambda d: d["certificate"]["tiers"][1]["held"].append(0),
            "乘子不合规格",
        ),
    ],
)
def test_a_fault_is_exit_code_1_with_what_to_do(
    run: Run, solved: Path, code: str, make: Callable[[Document], object], said: str
) -> None:
    file = change(solved, make)
    ran = run("verify", solved, file)
    assert ran.code == 1
    assert "方案不可采信之处（1项）" in ran.out
    assert said in ran.out
    ran = run("verify", solved, file, "--json", "--lang", "en")
    assert ran.code == 1
    assert ran.document["status"] == "false"
    assert [fault["code"] for fault in ran.document["faults"]] == [code]


def test_a_plan_against_a_law_has_no_value_to_verify(run: Run, solved: Path) -> None:
    plan_of(solved / "plan.json", C3="P6", C6="P3")
    ran = run("verify", solved, solved / "plan.json", "--json")
    assert ran.code == 1
    codes = {fault["code"] for fault in ran.document["faults"]}
    assert {"law_broken", "no_solution"} <= codes
    assert ran.document["tiers"] == []
    out = run("verify", solved, solved / "plan.json").out
    assert "方案违反刚性规则。请用 rotation audit 查看" in out


@pytest.mark.parametrize("key", ["findings", "waivers"])
def test_an_exception_that_needs_approval_cannot_be_left_out(
    run: Run, tmp_path: Path, key: str
) -> None:
    toml = TOML.replace("[laws.tenure_limit]", '[laws.tenure_limit]\nmode = "waivable"')
    pin = "cadre_id,action,post_id,reason\nC1,锁定,P1,业务骨干\n"
    folder = write(tmp_path / "waivable", decisions=pin, toml=toml)
    file = folder / "plan.json"
    assert run("solve", folder, "--out", file).code == 0
    ran = run("verify", folder, file)
    assert ran.code == 0
    assert "需要批准的例外" in ran.out
    change(folder, lambda d: d[key].pop(0))
    document = run("verify", folder, file, "--json").document
    assert [fault["code"] for fault in document["faults"]] == ["false_figures"]


def test_the_document_is_all_that_stdout_holds(run: Run, solved: Path) -> None:
    ran = run("verify", solved, solved / "plan.json", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.document["status"] == "proven"
    assert ran.document["holds"]
    assert ran.document["certificate"]
    assert ran.document["faults"] == []
    assert ran.document["tiers"][1] == {
        "tier": 2,
        "verdict": "proven",
        "value": 5,
        "claimed_value": 5,
        "claimed_bound": 5,
        "derived_bound": 5,
        "optimal": True,
        "proven_by": "LP duals, exact",
        "text": {"zh": "证明最优", "en": "optimal"},
    }


@pytest.mark.parametrize("bound", [float("inf"), float("nan"), 4.5])
def test_a_bound_that_is_no_whole_number_is_bad_input(run: Run, solved: Path, bound: float) -> None:
    ran = run("verify", solved, change(solved, lambda d: last(d).update(bound=bound)), "--json")
    assert ran.code == 2
    problems = json.loads(ran.out, parse_constant=pytest.fail)["problems"]
    assert [problem["code"] for problem in problems] == ["plan_bad_entry"]


def test_bad_input_is_exit_code_2(run: Run, solved: Path) -> None:
    assert run("verify", solved).code == 2
    for plan in ("none.json", "units.csv"):
        ran = run("verify", solved, solved / plan)
        assert (ran.code, ran.out) == (2, "")
    assert run("verify", solved / "none", solved / "plan.json").code == 2
    ran = run("verify", solved, solved / "none.json", "--json")
    assert ran.code == 2
    assert ran.document["status"] == "invalid_input"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fault_has_its_sentence(lang: str) -> None:
    source = Path(verify.__file__).read_text(encoding="utf-8")
    codes = set(FAULT.findall(source))
    assert len(codes) == 11
    assert {code for code in codes if not has(f"terminal.verify.fault.{code}", lang)} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_needs_no_ortools(solved: Path, lang: str) -> None:
    """In a process of its own in which ortools cannot be imported."""
    program = (
        "import sys; sys.modules['ortools'] = None\n"
        "from rotation.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    arguments = ["verify", str(solved), str(solved / "plan.json"), "--json", "--lang", lang]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["status"] == "proven"
