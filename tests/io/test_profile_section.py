"""[profiles.CODE] of scenario.toml: what is read, and every fault of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rotation.domain.profile import Profile, Rest
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.io.scenario_file import read_scenario
from rotation.io.write_scenario import scenario_toml
from tests.io.samples import csv_files, say_all, sound

LAWS = {"tenure_limit": {"years"}, "team_turnover": {"share"}}
GOALS = {"women_in_team": {"minimum"}, "few_moves": set[str](), "fill_posts": set[str]()}
HEAD = """\
[scenario]
name = "涉企单位调整"
date = 2026-11-30
roster = "tables"
[goals.few_moves]
tier = 1
"""


def read(folder: Path, section: str) -> Scenario:
    (folder / "tables").mkdir(exist_ok=True)
    for name, data in csv_files(sound()).items():
        (folder / "tables" / name).write_bytes(data)
    text = HEAD + section if section.startswith(("[", "\n")) else f"{section}\n{HEAD}"
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    return read_scenario(folder, law_codes=LAWS, goal_codes=GOALS)[0]


def test_a_profile_is_read_with_all_that_it_says(tmp_path: Path) -> None:
    scenario = read(
        tmp_path,
        """
[profiles.quiet]
name = { zh = "少动", en = "Quiet" }
purpose = "尽量少动"
order = [["few_moves", "fill_posts"], ["women_in_team"]]
weights = { fill_posts = 4 }
focus = ["few_moves"]
rest = "even"
""",
    )
    assert scenario.profiles == (
        Profile(
            "quiet",
            {"zh": "少动", "en": "Quiet"},
            {"zh": "尽量少动", "en": "尽量少动"},
            (("few_moves", "fill_posts"), ("women_in_team",)),
            {"fill_posts": 4},
            ("few_moves",),
            Rest.EVEN,
        ),
    )


def test_what_may_be_left_out_has_its_default(tmp_path: Path) -> None:
    (profile,) = read(tmp_path, '[profiles.quiet]\norder = [["few_moves"]]\n').profiles
    assert profile == Profile(
        "quiet", {"zh": "quiet", "en": "quiet"}, {"zh": "", "en": ""}, (("few_moves",),)
    )


def test_a_profile_is_written_and_read_again(tmp_path: Path) -> None:
    scenario = read(
        tmp_path,
        '[profiles.quiet]\nname = "少动"\norder = [["few_moves"]]\nweights = { few_moves = 2 }\n',
    )
    written = scenario_toml(scenario, roster="tables")
    (tmp_path / "scenario.toml").write_text(written, encoding="utf-8")
    again = read_scenario(tmp_path, law_codes=LAWS, goal_codes=GOALS)[0]
    assert again.profiles == scenario.profiles


FAULTS = {
    'profiles = "x"': ("not_a_section", "profiles"),
    "[profiles]\nquiet = 3": ("not_a_section", "profiles.quiet"),
    '[profiles.own]\norder = [["few_moves"]]': ("profile_reserved", "profiles.own"),
    '[profiles."Quiet one"]\norder = [["few_moves"]]': ("profile_code", "profiles.Quiet one"),
    '[profiles."../x"]\norder = [["few_moves"]]': ("profile_code", "profiles.../x"),
    "[profiles.quiet]": ("missing_key", "profiles.quiet.order"),
    '[profiles.quiet]\norder = [["few_moves"]]\nordr = 1': ("unknown_key", "profiles.quiet.ordr"),
    '[profiles.quiet]\norder = "few_moves"': ("profile_not_a_list", "profiles.quiet.order"),
    '[profiles.quiet]\norder = ["few_moves"]': ("profile_not_a_list", "profiles.quiet.order"),
    '[profiles.quiet]\norder = [["few_movs"]]': ("unknown_rule", "profiles.quiet.order"),
    "[profiles.quiet]\norder = [[1]]": ("unknown_rule", "profiles.quiet.order"),
    '[profiles.quiet]\norder = [["few_moves"], ["few_moves"]]': (
        "profile_goal_twice",
        "profiles.quiet.order",
    ),
    '[profiles.quiet]\norder = [["few_moves"]]\nweights = 2': (
        "not_a_section",
        "profiles.quiet.weights",
    ),
    '[profiles.quiet]\norder = [["few_moves"]]\nweights = { few_moves = 0 }': (
        "too_low",
        "profiles.quiet.weights.few_moves",
    ),
    '[profiles.quiet]\norder = [["few_moves"]]\nweights = { many = 2 }': (
        "unknown_rule",
        "profiles.quiet.weights",
    ),
    '[profiles.quiet]\norder = [["few_moves"]]\nfocus = "few_moves"': (
        "profile_not_a_list",
        "profiles.quiet.focus",
    ),
    '[profiles.quiet]\norder = [["few_moves"]]\nrest = "evn"': (
        "profile_rest",
        "profiles.quiet.rest",
    ),
    '[profiles.quiet]\norder = [["few_moves"]]\nname = 3': ("not_text", "profiles.quiet.name"),
    '[profiles.quiet]\norder = [["few_moves"]]\nname = { de = "x" }': (
        "unknown_key",
        "profiles.quiet.name.de",
    ),
}


@pytest.mark.parametrize("section", FAULTS)
def test_every_fault_is_told_with_its_place(section: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(tmp_path, f"{section}\n")
    say_all(refused.value.problems)
    assert FAULTS[section] in {(p.code, p.column) for p in refused.value.problems}


def test_a_misspelt_goal_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(tmp_path, '[profiles.quiet]\norder = [["few_movs"]]\n')
    assert refused.value.problems[0].values["nearest"] == ("few_moves",)
