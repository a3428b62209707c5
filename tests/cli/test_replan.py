"""`rotation solve --from`: what was published, what is struck since, and who is told otherwise.

In the small scenario (tests/cli/small.py) three moves are forced. Of the deputies C3 (张伟, P3), C6
(刘洋, P6) and C8 (周芳, P9) nobody need move; 刘洋 must not join his sister, who heads P3's unit.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.small import CADRES, POSTS, write

Document = dict[str, Any]
REASON = ("--reason", "会议研究意见")
PINNED = ("--pin", "C3=P9", *REASON)
"""张伟 takes the post of 周芳, who has to give way."""


@pytest.fixture
def told(solved: Path) -> Path:
    """The published plan of the folder `solved`."""
    return solved / "plan.json"


@pytest.fixture
def anew(run: Run, solved: Path, told: Path) -> Path:
    """A plan made anew, in which two are changed."""
    file = solved / "new.json"
    assert run("solve", solved, "--from", told, "--keep", *PINNED, "--out", file).code == 0
    return file


def read(file: Path) -> Document:
    found: Document = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_the_page_counts_and_names_who_is_changed_and_why(
    run: Run, solved: Path, told: Path
) -> None:
    out = run("solve", solved, "--from", told, *PINNED).out
    assert "变动人数：2人（已公布方案共安排9人）" in out
    table = out[out.index("与已公布方案相比") : out.index("调整名单")].splitlines()
    first = next(line for line in table if "张伟" in line)
    assert "留任发展和改革局副局长" in first
    assert "任城东街道副主任" in first
    assert "按决定安排：会议研究意见" in first
    second = next(line for line in table if line.startswith(" 周芳"))
    assert "该岗位改由张伟担任" in second


def test_the_page_speaks_english(run: Run, solved: Path, told: Path) -> None:
    out = run("solve", solved, "--from", told, *PINNED, "--lang", "en").out
    assert "2 of 9 cadres differ from the published plan" in out
    assert "stays in 发展和改革局副局长" in out
    assert "the post goes to 张伟" in out


def test_the_document_holds_the_changes(run: Run, solved: Path, told: Path) -> None:
    document = run("solve", solved, "--from", told, *PINNED, "--json").document
    assert (document["changes"]["count"], document["changes"]["of"]) == (2, 9)
    first = document["changes"]["cadres"][0]
    assert (first["cadre_id"], first["now"]["post_id"]) == ("C3", "P9")
    assert first["published"] == {"action": "stay", "post_id": "P3"}
    assert document["plan"]["tiers"][0]["value"] == 2
    assert run("solve", solved, "--json").document["changes"] is None


def test_a_plan_that_still_holds_is_given_back(run: Run, solved: Path, told: Path) -> None:
    ran = run("solve", solved, "--from", told)
    assert "变动人数：0人" in ran.out
    assert ran.code == 0


@pytest.mark.parametrize("command", ["audit", "verify"])
def test_the_file_needs_nothing_else_to_be_checked(
    run: Run, solved: Path, anew: Path, command: str
) -> None:
    ran = run(command, solved, anew)
    assert ran.code == 0
    assert "已公布方案：涉企单位干部交流（小样）" in ran.out
    assert "另按研究意见1项" in ran.out
    assert "不一致" not in ran.out


def test_changes_may_be_bounded_instead(run: Run, solved: Path, told: Path) -> None:
    for most, code in ((2, 0), (1, 1)):
        ran = run("solve", solved, "--from", told, "--changes", most, *PINNED)
        assert ran.code == code
        assert f"变动人数不超过{most}人" in ran.out
    assert "与已公布方案相比变动2名，最多可变动1名，超出1名" in ran.out
    assert "放宽 --changes 的人数" in ran.out


def test_a_bound_is_kept_with_the_plan(run: Run, solved: Path, told: Path) -> None:
    file = solved / "bounded.json"
    run("solve", solved, "--from", told, "--changes", 2, *PINNED, "--out", file)
    assert read(file)["replan"]["most_changes"] == 2
    assert run("verify", solved, file).code == 0
    assert run("audit", solved, file).code == 0


def test_what_was_struck_once_stays_struck(run: Run, solved: Path, anew: Path) -> None:
    """Until the newer decision says otherwise: 张伟 is to give the post back."""
    again = run("solve", solved, "--from", anew, "--json").document
    assert again["changes"]["count"] == 0
    assert again["plan"]["replan"]["decisions"][0]["post_id"] == "P9"
    assert {notice["code"] for notice in again["notices"]} >= {"decisions_kept"}
    back = run("solve", solved, "--from", anew, "--strike", "C3", *REASON, "--json").document
    decisions = [(d["cadre_id"], d["action"]) for d in back["plan"]["replan"]["decisions"]]
    assert decisions == [("C3", "forbid")]
    assert back["changes"]["count"] == 2


def test_who_left_and_what_was_abolished_since_is_told(run: Run, solved: Path, told: Path) -> None:
    """周芳 left; her post is gone, and so is that of 刘洋."""
    cadres = "".join(line for line in CADRES.splitlines(keepends=True) if "周芳" not in line)
    cadres = cadres.replace("142,P6,2024.03", "142,,")
    posts = "".join(line for line in POSTS.splitlines(True) if not line.startswith(("P6", "P9")))
    write(solved, cadres=cadres, posts=posts)
    ran = run("solve", solved, "--from", told, "--out", solved / "new.json")
    assert ran.code == 0
    assert "有1名干部已不在名册，不计入比较：周芳" in ran.out
    assert "有1名干部的岗位已不存在，均计为变动：刘洋–市场监督管理局副局长" in ran.out
    assert "变动人数：1人（已公布方案共安排8人）" in ran.out
    assert "留任市场监督管理局副局长（该岗位已不存在）" in ran.out
    assert run("audit", solved, solved / "new.json").code == 0
    assert run("verify", solved, solved / "new.json").code == 0


def test_a_plan_file_of_another_program_will_do(run: Run, solved: Path, told: Path) -> None:
    """It needs to say no more than who goes where."""
    keys = ("cadre_id", "action", "to_post_id")
    actions = [{key: action[key] for key in keys} for action in read(told)["actions"]]
    told.write_text(json.dumps({"actions": actions}), encoding="utf-8")
    assert "变动人数：0人" in run("solve", solved, "--from", told).out


WRONG: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "--keep alone": (("--keep",), {"needs_published"}),
    "--changes alone": (("--changes", "3"), {"needs_published"}),
    "a strike without a plan or a post": (("--strike", "C1", *REASON), {"strike_without_post"}),
    "no reason": (("--pin", "C3=P9"), {"reason_missing"}),
    "a reason of nothing": (REASON, {"reason_of_nothing"}),
    "two ids that there are not": (
        ("--strike", "C99=P4", "--pin", "C3=P99", *REASON),
        {"asked_unknown_cadre", "asked_unknown_post"},
    ),
    "a pin without a post": (("--pin", "C3", *REASON), {"pin_without_post"}),
    "struck and pinned": (
        ("--strike", "C3=P9", "--pin", "C3=P9", *REASON),
        {"decision_contradicts"},
    ),
    "two pinned to one seat": (
        ("--pin", "C3=P9", "--pin", "C6=P9", *REASON),
        {"too_many_pins"},
    ),
    "a plan that is not there": (("--from", "none.json"), {"file_missing"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_done_is_told_with_what_would_be_right(
    run: Run, small: Path, case: str
) -> None:
    arguments, codes = WRONG[case]
    ran = run("solve", small, *arguments, "--json")
    assert ran.code == 2
    assert {problem["code"] for problem in ran.document["problems"]} == codes
    assert all(set(problem["text"]) == {"zh", "en"} for problem in ran.document["problems"])


def test_an_unknown_id_comes_with_the_nearest(run: Run, small: Path) -> None:
    ran = run("solve", small, "--strike", "C03=P9", "--reason", "x")
    assert "--strike：名册中没有编号或姓名为“C03”的干部；是否应为“C3”？" in ran.err


@pytest.mark.parametrize(
    ("who", "code"),
    [("C3", "strike_of_no_move"), ("C10", "strike_of_a_newcomer"), ("C9", "strike_of_a_post_gone")],
)
def test_only_a_published_move_can_be_struck_by_name(
    run: Run, solved: Path, told: Path, who: str, code: str
) -> None:
    cadres = f"{CADRES}C10,何平,1,1985.05,01,142,,,serving\n"
    posts = "".join(line for line in POSTS.splitlines(True) if not line.startswith("P8"))
    write(solved, cadres=cadres, posts=posts)
    ran = run("solve", solved, "--from", told, "--strike", who, *REASON, "--json")
    assert [problem["code"] for problem in ran.document["problems"]] == [code]


def test_a_decision_of_the_table_is_not_overruled(run: Run, solved: Path, told: Path) -> None:
    (solved / "decisions.csv").write_text("cadre_id,action,post_id,reason\nC3,锁定,P3,骨干\n")
    ran = run("solve", solved, "--from", told, *PINNED)
    assert ran.code == 2
    assert "对张伟的这项决定与“锁定”的决定（理由：骨干）相互矛盾" in ran.err


def test_the_published_plan_is_not_overwritten(run: Run, solved: Path, told: Path) -> None:
    before = told.read_bytes()
    ran = run("solve", solved, "--from", told, "--out", solved / "." / "plan.json")
    assert ran.code == 2
    assert "会覆盖已公布方案" in ran.err
    assert told.read_bytes() == before


def test_text_that_is_no_plan_is_refused(run: Run, solved: Path, told: Path) -> None:
    for text in ("", "[]", "{}", '{"actions": []}', '{"actions": [1]}', '{"actions": [{}]}'):
        told.write_text(text, encoding="utf-8")
        ran = run("solve", solved, "--from", told, "--json")
        assert ran.code == 2, text
        assert ran.document["problems"], text


# ---- tampering with what the plan was held against ----


def entry(document: Document, cadre_id: str) -> Document:
    actions = document["replan"]["published"]["actions"]
    found: Document = next(a for a in actions if a["cadre_id"] == cadre_id)
    return found


def as_now(document: Document) -> None:
    """It is said that 张伟 had been told of P9 from the first; the figures are made to fit."""
    entry(document, "C3").update(action="transfer", post_id="P9")
    document["tiers"][0].update(value=1, bound=1)
    document["goals"][0]["amount"] = 1
    changed = [f for f in document["findings"] if f["cadre_ids"] == ["C3"]]
    document["findings"].remove(changed[0])


TAMPERED: dict[str, tuple[Callable[[Document], object], str]] = {
    "the section taken away": (lambda d: d.update(replan=None), "other_tiers"),
    "the published plan taken away": (lambda d: d["replan"].update(published=None), "other_tiers"),
    "a published action changed, and the figures with it": (as_now, "other_published"),
    "a published action changed that bears on nothing": (
        lambda d: entry(d, "C3").update(action="transfer", post_id="P1"),
        "other_published",
    ),
    "a published action left out": (
        lambda d: d["replan"]["published"]["actions"].pop(),
        "other_published",
    ),
    "another plan's digest": (
        lambda d: d["replan"]["published"].update(sha256="0" * 64),
        "other_published",
    ),
    "said to be of another scenario": (
        lambda d: d["replan"]["published"].update(date="2020-01-01"),
        "other_published",
    ),
    "a decision left out": (lambda d: d["replan"]["decisions"].pop(), "other_program"),
    "a decision turned round": (
        lambda d: d["replan"]["decisions"][0].update(action="forbid"),
        "no_solution",
    ),
    "a bound that was not asked for": (lambda d: d["replan"].update(most_changes=9), "other_tiers"),
}


@pytest.mark.parametrize("change", TAMPERED)
def test_tampering_with_what_was_published_is_found_out(
    run: Run, solved: Path, anew: Path, change: str
) -> None:
    document = read(anew)
    make, fault = TAMPERED[change]
    make(document)
    anew.write_text(json.dumps(document), encoding="utf-8")
    ran = run("verify", solved, anew, "--json")
    assert ran.code == 1
    assert fault in {found["code"] for found in ran.document["faults"]}


def test_a_forged_digest_does_not_help(run: Run, solved: Path, anew: Path) -> None:
    from rotation.io.plan_file import read_plan
    from rotation.terminal.paths import scenario_at

    document = read(anew)
    as_now(document)
    anew.write_text(json.dumps(document), encoding="utf-8")
    replan = read_plan(anew, scenario_at(str(solved))[0]).replan
    assert replan is not None
    assert replan.published is not None
    document["replan"]["published"]["sha256"] = replan.published.digest()
    anew.write_text(json.dumps(document), encoding="utf-8")
    codes = {f["code"] for f in run("verify", solved, anew, "--json").document["faults"]}
    assert "other_published" not in codes
    assert "other_program" in codes


def test_the_published_file_itself_tells_whether_it_is_the_one(
    run: Run, solved: Path, told: Path, anew: Path
) -> None:
    assert run("verify", solved, anew, "--from", told).code == 0
    ran = run("verify", solved, anew, "--from", anew)
    assert ran.code == 1
    assert "不是以 --from 所指的已公布方案为基础" in ran.out
    assert run("verify", solved, told, "--from", told).code == 1


def test_an_altered_record_is_a_notice_of_the_audit(run: Run, solved: Path, anew: Path) -> None:
    document = read(anew)
    entry(document, "C8")["post_id"] = "P1"
    anew.write_text(json.dumps(document), encoding="utf-8")
    ran = run("audit", solved, anew)
    assert ran.code == 0
    assert "与其校验码不符" in ran.out


REFUSED: dict[str, Callable[[Document], object]] = {
    "an exemption from a law": lambda r: r["decisions"].append(
        {"cadre_id": "C1", "action": "waive", "post_id": None, "reason": "x", "rule": "level_fits"}
    ),
    "a release": lambda r: r["decisions"][0].update(action="release", post_id=None),
    "a decision on nobody": lambda r: r["decisions"][0].update(cadre_id="C99"),
    "a decision on no post": lambda r: r["decisions"][0].update(post_id="P99"),
    "a decision without a reason": lambda r: r["decisions"][0].pop("reason"),
    "a bound below nobody": lambda r: r.update(most_changes=-1),
    "a bound that is a word": lambda r: r.update(most_changes="3"),
    "a bound beyond all sense": lambda r: r.update(most_changes=10**9),
    "a published action of two kinds": lambda r: r["published"]["actions"].append(
        copy.deepcopy(r["published"]["actions"][0])
    ),
    "an action that there is not": lambda r: r["published"]["actions"][0].update(action="fly"),
    "a list where a section belongs": lambda r: r.update(published=[1]),
}


@pytest.mark.parametrize("change", REFUSED)
@pytest.mark.parametrize("command", ["audit", "verify"])
def test_what_a_plan_file_may_not_add_is_refused(
    run: Run, solved: Path, anew: Path, command: str, change: str
) -> None:
    document = read(anew)
    REFUSED[change](document["replan"])
    anew.write_text(json.dumps(document), encoding="utf-8")
    ran = run(command, solved, anew, "--json")
    assert ran.code == 2
    assert ran.document["problems"]
