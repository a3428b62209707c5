"""`rotation options` and `rotation pareto`: pages, documents, files, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rotation import find_front, load_scenario
from rotation.domain.plan import Status
from rotation.io.plan_file import plan_document
from rotation.locales import LANGUAGES, catalogue
from rotation.options.offer import Why
from rotation.terminal.pareto import chart
from tests.cli.conftest import Run
from tests.cli.small import CADRES, TOML, write

SCENARIOS = Path(__file__).parents[2] / "scenarios"
OWN_PROFILE = """[profiles.women_first]
name = "女干部优先"
order = [["women_in_team"], ["must_fill_posts"]]
"""
LOOSE = TOML.replace("[laws.tenure_limit]\n", "[laws.tenure_limit]\nyears = { I = 30 }\n").replace(
    "[goals.must_fill_posts]\ntier = 1\n", "[goals.fill_posts]\ntier = 1\n"
)
"""Nobody has to move, and no post must be filled: the goals pull apart."""


@pytest.fixture
def loose(tmp_path: Path) -> Path:
    posts = (Path(write(tmp_path / "plain")) / "posts.csv").read_text(encoding="utf-8")
    return write(tmp_path / "loose", toml=LOOSE, posts=posts.replace(",1,0\n", ",0,0\n"))


def test_every_plan_is_written_and_judged_by_its_own_order(run: Run, small: Path) -> None:
    out = small / "options"
    ran = run("options", small, "--out", out, "--json")
    assert ran.code == 0
    document = ran.document
    assert document["options"][0]["label"] == "own"
    assert sorted(path.name for path in out.iterdir()) == sorted(
        f"{option['label']}.json" for option in document["options"]
    )
    for option in document["options"]:
        assert json.loads(Path(option["file"]).read_text(encoding="utf-8")) == option["plan"]
        assert run("verify", small, option["file"]).code == 0
        audited = run("audit", small, option["file"], "--json")
        assert audited.code == 0
        assert audited.document["claims"] == []
        tiers = {tier["tier"]: tier["value"] for tier in audited.document["tiers"]}
        assert all(tiers[tier["tier"]] == tier["value"] for tier in option["plan"]["tiers"])


def test_the_pages_say_by_which_order_a_plan_was_made(run: Run, small: Path) -> None:
    out = small / "options"
    write(small, toml=TOML + OWN_PROFILE)
    ran = run("options", small, "--out", out, "--profile", "women_first", "--alternatives", 0)
    assert ran.code == 0
    plan = out / "women_first.json"
    if plan.exists():
        for command in ("audit", "verify"):
            assert "方案取向：女干部优先" in run(command, small, plan).out
            assert "Profile: 女干部优先" in run(command, small, plan, "--lang", "en").out
        assert "方案取向" not in run("verify", small, out / "own.json").out


def test_the_page_shows_the_plans_the_goals_and_what_was_left_out(run: Run, small: Path) -> None:
    ran = run("options", small)
    assert ran.code == 0
    assert "情景原有次序" in ran.out
    assert "人岗相适优先：本情景没有启用相应的目标" in ran.out
    assert "方案没有保存" in ran.out
    english = run("options", small, "--lang", "en").out
    assert "Left out" in english
    assert "the scenario has none of its goals on" in english


def test_alternatives_that_there_are_not_are_proven_not_to_be(run: Run, small: Path) -> None:
    ran = run("options", small, "--count", 0, "--apart", 9, "--json")
    (left,) = ran.document["left_out"]
    assert left["why"] == "none_near"
    assert "9" in left["text"]["zh"]


def test_a_loss_may_be_set_for_a_tier(run: Run, small: Path) -> None:
    told = run(
        "options", small, "--count", 0, "--loss", "0", "--loss-in", "2=3", "--apart", 1, "--json"
    ).document
    assert told["room"] == {"1": 0, "2": 3}
    for option in told["options"][1:]:
        assert option["loss"]["1"] == 0
        assert option["loss"]["2"] <= 3
        assert option["differs"] >= 1


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--loss-in", "2"], "2"),
        (["--loss-in", "a=3"], "a=3"),
        (["--loss-in", "2=-1"], "2=-1"),
        (["--loss-in", "99=4"], "99"),
        (["--count", "-1"], "-1"),
        (["--apart", "0"], "0"),
        (["--profile", "best_fitt"], "best_fit"),
    ],
)
def test_what_cannot_be_asked_of_options_is_refused(
    arguments: list[str], word: str, run: Run, small: Path
) -> None:
    ran = run("options", small, *arguments)
    assert ran.code == 2
    assert word in ran.err


def test_a_folder_with_something_in_it_is_not_written_to(run: Run, small: Path) -> None:
    for command in (["options", small], ["pareto", small, "--goal", "few_moves"]):
        ran = run(*command, "--out", small)
        assert ran.code == 2
        assert "--force" in ran.err


def test_a_scenario_without_a_plan_is_told_as_by_solve(run: Run, tmp_path: Path) -> None:
    no_way = write(
        tmp_path / "small",
        cadres=CADRES.replace("C4,赵敏", "C9x,赵敏").replace("C9,吴刚", "C4,吴刚"),
        decisions="cadre_id,action,post_id,reason\nC1,锁定,P1,业务骨干\n",
        toml=TOML,
    )
    for command in (["options"], ["pareto", "--goal", "few_moves", "--goal", "women_in_team"]):
        ran = run(command[0], no_way, *command[1:])
        assert ran.code == 1
        assert "无法" in ran.out or "没有" in ran.out


def test_a_front_is_a_table_a_chart_and_files(run: Run, loose: Path) -> None:
    out = loose / "front"
    asked = ["pareto", loose, "--goal", "few_moves", "--goal", "fill_posts", "--out", out]
    ran = run(*asked, "--json")
    assert ran.code == 0
    document = ran.document
    assert document["complete"]
    expected = find_front(load_scenario(loose)[0], ["few_moves", "fill_posts"])
    assert [list(p["amounts"].values()) for p in document["points"]] == [
        list(point.amounts) for point in expected.points
    ]
    assert len(document["points"]) > 1
    for point in document["points"]:
        assert json.loads(Path(point["file"]).read_text(encoding="utf-8")) == point["plan"]
        assert run("verify", loose, point["file"]).code == 0
    page = run(*asked[:-2]).out
    assert "取舍曲线" in page
    assert "全部列出，均已证明" in page
    limits = document["points"][-1]["file"]
    assert "在以下限度内求得" in run("verify", loose, limits).out


def test_a_front_of_three_goals_goes_by_a_grid(run: Run, loose: Path) -> None:
    three = ["--goal", "few_moves", "--goal", "fill_posts", "--goal", "women_in_team"]
    ran = run("pareto", loose, *three, "--hold-nothing", "--grid", 3, "--json")
    assert ran.code == 0
    assert ran.document["sampled"]
    assert not ran.document["complete"]
    assert ran.document["held"] == {}
    assert "按网格" in run("pareto", loose, *three).out


@pytest.mark.parametrize(
    ("goals", "word"),
    [
        (["few_moves"], "两个或三个"),
        (["few_moves", "few_moves"], "两个或三个"),
        (["few_movs", "women_in_team"], "是否应为“few_moves”"),
        (["age_ladder", "women_in_team"], "没有启用"),
    ],
)
def test_goals_that_make_no_front_are_told(
    goals: list[str], word: str, run: Run, small: Path
) -> None:
    asked = [part for goal in goals for part in ("--goal", goal)]
    ran = run("pareto", small, *asked)
    assert ran.code == 2
    assert word in ran.err


def test_what_is_held_cannot_be_traded_off(run: Run, small: Path) -> None:
    both = ["--goal", "few_moves", "--goal", "women_in_team", "--hold", "few_moves"]
    ran = run("pareto", small, *both)
    assert ran.code == 2
    assert "只能取其一" in ran.err


def test_a_goal_cannot_be_held_while_nothing_is(run: Run, small: Path) -> None:
    both = ["--goal", "few_moves", "--goal", "women_in_team", "--hold-nothing"]
    ran = run("pareto", small, *both, "--hold", "must_fill_posts")
    assert ran.code == 2
    assert "--hold-nothing" in ran.err


def test_the_chart_shows_every_point_and_both_scales() -> None:
    lines = list(chart([(0, 9), (1, 4), (5, 0)]))
    assert sum(line.count("o") for line in lines) == 3
    assert lines[0].startswith("9 |o")
    assert lines[-2].startswith("  +-")
    assert lines[-1].split() == ["0", "5"]
    assert max(map(len, lines)) < 80
    wide = list(chart([(i * 10, 5000 - i * i) for i in range(60)]))
    assert max(map(len, wide)) < 80


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_for_leaving_out_has_its_sentence(lang: str) -> None:
    assert all(f"terminal.options.why.{why}" in catalogue(lang) for why in Why)


def test_jiangyan_has_options_and_a_front_that_verify(run: Run, tmp_path: Path) -> None:
    folder, out = SCENARIOS / "jiangyan", tmp_path / "options"
    ran = run("options", folder, "--out", out, "--count", 1, "--alternatives", 1, "--json")
    assert ran.code == 0
    options = ran.document["options"]
    assert len(options) == 3
    proven = [option["status"] == "optimal" for option in options]
    assert all(proven[:-1])  # the last is an alternative: near the best by what was allowed
    scenario, _ = load_scenario(folder)
    found = find_front(scenario, ["few_moves", "women_in_team"])
    assert found.complete
    assert all(point.plan.status is Status.OPTIMAL for point in found.points)
    first = tmp_path / "point.json"
    first.write_text(json.dumps(plan_document(found.points[1].plan)), encoding="utf-8")
    for file in (out / "alternative-1.json", first):
        assert run("verify", folder, file).code == 0
