"""`rotation grid`: every combination is what `solve` answers; what is finished is kept."""

from __future__ import annotations

import json
import os
import shutil
import signal
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from rotation import load_scenario
from rotation.cli import main
from rotation.commands import grid as command
from rotation.domain.plan import Status
from rotation.domain.profile import PlanProfile
from rotation.domain.scenario import Scenario
from rotation.generate.write import write_scenario
from rotation.io.changes_asked import variations_asked
from rotation.io.plan_file import read_plan
from rotation.options import grid as options
from rotation.options.grid import Piece, Solved
from rotation.parallel.pool import Where, in_process
from rotation.rules.profiles import in_order, known_profiles, ranked
from rotation.rules.replanning import as_planned
from rotation.rules.variations import varied
from rotation.solve.engines import engine_named
from rotation.solve.engines.base import Limits
from rotation.solve.result import Result
from rotation.solve.run import solve
from rotation.solve.verify import verify
from rotation.terminal.grid import row_of

SET = "laws.tenure_limit.years.I=4"
PROFILE = "least_disturbance"


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("province")
    for seed in (1, 2):
        county = folder / f"county-{seed}"
        county.mkdir()
        write_scenario(county, units=4, posts_per_unit=5, seed=seed, nominations=0)
    return folder


def asked(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, Any]]:
    code = main(["grid", *map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_every_combination_is_what_solve_answers(
    province: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    code, told = asked(capsys, province, "--set", SET, "--profile", PROFILE, "--out", out)
    assert code == 0
    rows = told["rows"]
    asked_for = [(row["folder"], row["settings"], row["profile"]) for row in rows]
    assert asked_for == [
        (county, settings, profile)
        for county in ("county-1", "county-2")
        for settings in ([], [SET])
        for profile in (None, PROFILE)
    ]
    for row in rows:
        scenario, _ = load_scenario(province / row["folder"])
        if row["settings"]:
            scenario = reduce(varied, variations_asked(scenario, [[SET]])[0], scenario)
        if row["profile"]:
            profile = known_profiles(scenario)[PROFILE]
            goals = ranked(scenario, profile)
            scenario = in_order(scenario, PlanProfile(profile.code, profile.name, goals))
        alone = solve(scenario).plan
        assert alone is not None
        assert row["status"] == "optimal"
        assert row["figures"]["moves"] == alone.adjusted
        if not row["settings"]:
            own, _ = load_scenario(province / row["folder"])
            plan = read_plan(out / row["plan"], own)
            assert [t.value for t in plan.tiers] == [t.value for t in alone.tiers]
            assert verify(as_planned(own, plan), plan).holds


def test_what_is_finished_is_not_solved_again(
    province: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Solved are a line that was cut short, one whose plan is gone, and other settings."""
    out = tmp_path / "out"
    _, first = asked(capsys, province, "--out", out)
    lines = (out / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    (out / "rows.jsonl").write_text(f"{lines[0]}\n{lines[1][:50]}", encoding="utf-8")
    solved: list[str] = []
    take = command._Grid.take

    def counted(self: Any, sent: int, answer: Any) -> None:
        solved.append(self._sent[sent][1].name)
        take(self, sent, answer)

    monkeypatch.setattr(command._Grid, "take", counted)
    _, again = asked(capsys, province, "--out", out)
    assert solved == ["county-2"]
    left = [{k: v for k, v in row.items() if k != "seconds"} for row in again["rows"]]
    assert left == [{k: v for k, v in row.items() if k != "seconds"} for row in first["rows"]]
    (out / first["rows"][0]["plan"]).unlink()
    asked(capsys, province, "--out", out)
    asked(capsys, province, "--out", out)
    assert solved == ["county-2", "county-1"]
    asked(capsys, province, "--out", out, "--seconds", "59")
    assert solved[2:] == ["county-1", "county-2"]


def test_plans_of_earlier_runs_stay_those_of_their_rows(
    province: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One folder, other changes, and another roster whose folder has the same name."""
    out, county, namesake = tmp_path / "out", province / "county-1", tmp_path / "county-1"
    shutil.copytree(province / "county-2", namesake)
    runs = [(county, "--set", SET), (county, "--set", SET.replace("4", "2")), (namesake,)]
    rows = [row for words in runs for row in asked(capsys, *words, "--out", out)[1]["rows"]]
    for row in rows:
        plan = json.loads((out / row["plan"]).read_text(encoding="utf-8"))
        moved = [a for a in plan["actions"] if a["action"] not in ("stay", "pool", "retirement")]
        assert (plan["scenario"]["name"], len(moved)) == (row["name"], row["figures"]["moves"])
    assert len({row["figures"]["moves"] for row in rows}) > 1


def test_no_piece_is_kept_once_it_is_answered(
    province: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    left: list[int] = []
    take = command._Grid.take

    def counted(self: Any, sent: int, answer: Any) -> None:
        take(self, sent, answer)
        left.append(len(self._sent))

    monkeypatch.setattr(command._Grid, "take", counted)
    asked(capsys, province, "--set", SET)
    assert left == [0] * 4


def test_a_row_that_cannot_be_asked_is_told_with_what_was_typed(
    province: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county = str(province / "county-1")
    words = ["--set", "laws.none=1", "--set", SET, "--profile", "none"]
    assert main(["--lang", "en", "grid", county, *words]) == 2
    page = " ".join(capsys.readouterr().out.split())
    assert page.count("county-1 | laws.none=1") == 2
    assert page.count("county-1: faulty input") == 2  # each fault once, though three rows have one


def test_faulty_ones_are_told_and_the_others_solved(
    province: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "scenario.toml").write_text("[scenario]\nname = 3\n", encoding="utf-8")
    code, told = asked(
        capsys, broken, tmp_path / "none", province / "county-1", "--profile", "none"
    )
    assert code == 2
    status = [row["status"] for row in told["rows"]]
    assert status == [*["invalid_input"] * 4, "optimal", "invalid_input"]
    assert [bool(row["problems"]) for row in told["rows"]] == [True] * 4 + [False, True]
    assert main(["grid", str(broken), str(province / "county-1")]) == 2
    assert "scenario.toml" in capsys.readouterr().out


def test_a_folder_with_other_things_is_left_alone(
    province: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").touch()
    assert main(["grid", str(province), "--out", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    capsys.readouterr()


def test_an_answer_is_kept_for_what_it_follows_from(monkeypatch: pytest.MonkeyPatch) -> None:
    piece = Piece("a", None)
    others = [
        replace(piece, settings=(SET,)),
        replace(piece, profile=PROFILE),
        replace(piece, engine="highs"),
        *(replace(piece, limits=limits) for limits in (Limits(seconds=1), Limits(seed=1))),
    ]
    keys = {each.key for each in (piece, *others)}
    monkeypatch.setattr(options, "versions", dict)
    assert len({*keys, piece.key}) == len(others) + 2


def test_ctrl_c_keeps_what_is_finished_and_it_is_gone_on_with(
    province: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It comes while the second is solved: it is told to the solver, whose answer is not
    taken."""
    told: list[dict[str, Any]] = []

    def solved(scenario: Scenario, **given: Any) -> Result:
        told.append(given)
        if len(told) == 2:
            os.kill(os.getpid(), signal.SIGINT)
            assert given["watch"].stop.is_set()
        return solve(scenario)

    monkeypatch.setattr(options, "solve", solved)
    words = [province, "--out", tmp_path / "out", "--seconds", "9", "--seed", "4"]
    code, first = asked(capsys, *words, "--engine", "highs")
    assert (code, first["stopped"], len(first["rows"])) == (0, True, 1)
    assert told[0]["limits"] == Limits(seconds=9, seed=4)
    assert isinstance(told[0]["engine"], type(engine_named("highs")))
    _, again = asked(capsys, *words, "--engine", "highs")
    assert len(told) == 3
    assert again["rows"][0] == first["rows"][0]
    del told[1:]  # what is solved next is the second once more
    assert main(["--lang", "en", "grid", str(province / "county-1"), "--seconds", "8"]) == 3
    page = capsys.readouterr().out
    assert page.startswith("Ended early. Answered: 0;")
    assert "Due left" not in page


def test_where_it_runs_and_how_it_ends(
    province: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An order that weighs goals by other plans is none here."""
    wanted: list[object] = []

    def where(*asked: object) -> Where:
        wanted.append(asked)
        return in_process

    monkeypatch.setattr(command, "where", where)
    county = province / "county-1"
    _, told = asked(capsys, county, "--profile", "balanced", "--processes", 2)
    assert wanted == [(2, None)]
    assert [row["status"] for row in told["rows"]] == ["optimal", "invalid_input"]
    for answers, ends in [
        ([Status.OPTIMAL, Status.OPTIMAL], 0),
        ([Status.OPTIMAL, Status.INFEASIBLE], 1),
        ([Status.INFEASIBLE, Status.UNKNOWN], 1),
        ([Status.UNKNOWN], 3),
        ([Status.INVALID_INPUT, Status.OPTIMAL], 2),
        ([Status.DEFECT, Status.INVALID_INPUT, Status.OPTIMAL], 4),
    ]:
        found = [
            row_of(Piece("a", None), Solved(status, "a", figures=figures), None)
            for status in answers
            for figures in [{"moves": 1} if status is Status.OPTIMAL else {}]
        ]
        assert command._code(found) == ends


def test_rosters_of_one_name_are_told_apart_by_their_folders(
    province: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(province / "county-1", tmp_path / "again")
    assert main(["grid", str(province / "county-1"), str(tmp_path / "again")]) == 0
    page = "".join(capsys.readouterr().out.split())
    assert "|county-1" in page
    assert "|again" in page
