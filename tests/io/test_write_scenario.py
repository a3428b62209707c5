"""scenario.toml is written so that reading it gives the same; what was not edited stays."""

from __future__ import annotations

import codecs
import datetime as dt
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rotation import load_scenario
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.roster import Roster
from rotation.domain.scenario import GoalChoice, LawChoice, Mode, Scenario
from rotation.errors import InvalidInput
from rotation.io.edit_toml import key_text, value_text
from rotation.io.inputs import Inputs, write_inputs
from rotation.io.scenario_file import named_files, read_inputs, read_settings
from rotation.io.write_roster import decisions_csv
from rotation.io.write_scenario import edited, scenario_toml
from rotation.rules.settings import with_defaults
from tests.cli.small import write as write_small
from tests.io.samples import csv_files, sound, workbook_bytes
from tests.notices import EVIDENCE
from tests.scenarios.tables import SCENARIOS
from tests.store.samples import book

TEXTS = st.text(max_size=20)
KEYS = st.text(min_size=1, max_size=8)
PLAIN = (
    st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | TEXTS
    | st.dates()
    | st.times()
    | st.datetimes()
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


@given(KEYS, VALUES)
@example("年限", {"一 级": '引号"反斜\\线\x7f\r\n\t\x00'})
def test_a_value_reads_back_as_it_was_written(key: str, value: Any) -> None:
    assert tomllib.loads(f"{key_text((key,))} = {value_text(value)}") == {key: value}


def test_sets_and_members_of_enums_are_written_as_what_they_stand_for() -> None:
    assert value_text({Mode.WAIVABLE, Mode.HARD}) == '["hard", "waivable"]'
    assert value_text(("a", 1, None.__class__ is None)) == '["a", 1, false]'


@pytest.mark.parametrize("value", [None, b"x", object()])
def test_what_toml_cannot_hold_is_an_error(value: object) -> None:
    with pytest.raises(TypeError):
        value_text(value)


def test_half_a_character_is_an_error() -> None:
    scenario = Scenario("\ud800", dt.date(2026, 11, 30), Roster((), (), ()))
    with pytest.raises(ValueError, match="surrogates"):
        scenario_toml(scenario, roster="tables").encode()


SETTINGS = st.dictionaries(KEYS, VALUES, max_size=3)


@given(
    name=TEXTS,
    date=st.dates(),
    laws=st.lists(st.tuples(KEYS, SETTINGS, st.sampled_from(Mode)), max_size=3),
    goals=st.lists(st.tuples(KEYS, st.integers(1, 99), st.integers(1, 9), SETTINGS), max_size=3),
    tables=st.tuples(*[st.dictionaries(KEYS, SETTINGS, max_size=3)] * 2),
)
def test_a_scenario_file_says_what_the_scenario_says(
    name: str, date: dt.date, laws: Any, goals: Any, tables: Any
) -> None:
    categories, schemes = tables
    laws = {code: (settings, mode) for code, settings, mode in laws}
    goals = {code: (tier, weight, settings) for code, tier, weight, settings in goals}
    scenario = Scenario(
        name,
        date,
        Roster((), (), ()),
        tuple(LawChoice(code, settings, mode) for code, (settings, mode) in laws.items()),
        tuple(GoalChoice(code, *rest) for code, rest in goals.items()),
        categories=categories,
        schemes=schemes,
    )
    found = tomllib.loads(scenario_toml(scenario, roster="名册.xlsx", decisions="d.csv"))
    assert found.pop("scenario") == {
        "name": name, "date": date, "roster": "名册.xlsx", "decisions": "d.csv",
    }  # fmt: skip
    assert found.pop("categories", {}) == categories
    assert found.pop("schemes", {}) == schemes
    modes = {Mode.HARD: {}, Mode.WAIVABLE: {"mode": "waivable"}, Mode.OFF: {"mode": "off"}}
    assert found.pop("laws", {}) == {
        code: settings | modes[mode] for code, (settings, mode) in laws.items()
    }
    assert found.pop("goals", {}) == {
        code: {"tier": tier, "weight": weight} | settings
        for code, (tier, weight, settings) in goals.items()
    }
    assert not found


@pytest.mark.parametrize("folder", [True, False])
def test_an_edited_scenario_keeps_its_roster_and_takes_the_edits(
    folder: bool, tmp_path: Path
) -> None:
    inputs = read_inputs(SCENARIOS / "jiangyan") if folder else book()
    before, _ = load_scenario(inputs)
    who = before.roster.cadres[0].cadre_id
    decision = Decision(who, DecisionAction.FORBID, "=先留任，\n“再议”", decided_by="干部处")
    after = replace(
        before,
        name="改名",
        laws=before.laws[1:],
        goals=(replace(before.goals[0], weight=7), *before.goals[1:]),
        categories={"protective": {"planned_years": 4}},
        decisions=(*before.decisions, decision),
        date=dt.date(2027, 1, 31),
    )
    changed = edited(inputs, before, after)
    assert changed.roster == inputs.roster
    names = named_files(changed.toml)
    write_inputs(tmp_path, changed, names)
    for read in (load_scenario(changed)[0], load_scenario(tmp_path)[0]):
        assert (read.name, read.date) == (after.name, after.date)
        assert (read.laws, read.goals) == (after.laws, after.goals)
        assert (read.categories, read.decisions) == (after.categories, after.decisions)
        assert read.roster.read == before.roster.read
        assert read.sha256 == changed.sha256


def test_a_law_that_the_tables_bring_along_need_not_be_in_the_file() -> None:
    inputs = read_inputs(SCENARIOS / "wuzhong")
    toml = re.sub(rb"(?m)^\[laws.recent_changes].*\n", b"", inputs.toml)
    inputs = replace(inputs, toml=toml)
    before, _ = load_scenario(inputs)
    after = replace(before, date=dt.date(2026, 12, 15))
    assert load_scenario(edited(inputs, before, after))[0].laws == before.laws


def test_decisions_taken_back_leave_none() -> None:
    inputs = read_inputs(SCENARIOS / "jiangyan")
    before, _ = load_scenario(inputs)
    assert before.decisions
    after, notices = load_scenario(edited(inputs, before, replace(before, decisions=())))
    assert after.decisions == ()
    assert {notice.code for notice in notices} <= EVIDENCE | {"decisions_elsewhere"}


def test_edits_that_touch_no_decision_leave_the_rosters_table_in_force() -> None:
    inputs = read_inputs(SCENARIOS / "jiangyan")
    before, _ = load_scenario(inputs)
    changed = edited(inputs, before, replace(before, name="改名"))
    assert changed.decisions is None
    assert load_scenario(changed)[0].decisions == before.decisions


def test_a_roster_beside_its_scenario_file_can_be_edited_and_written(tmp_path: Path) -> None:
    write_small(tmp_path / "given")
    inputs = read_inputs(tmp_path / "given")
    before, _ = load_scenario(inputs)
    pin = Decision("C1", DecisionAction.PIN, "谈话推荐", post_id="P4")
    changed = edited(inputs, before, replace(before, decisions=(pin,)))
    write_inputs(tmp_path / "out", changed, named_files(changed.toml))
    assert load_scenario(tmp_path / "out")[0].decisions == (pin,)


FORMS = {
    "tables": """\
# 甲县 / head

[scenario]
name = '甲' # name
date = "2026.11.30" # date
roster = "roster"

# ---- laws

# years before a move
[laws.minimum_stay] # stay
years = 3 # three
exempt = [ # kinds
  "protective", # kind one
  "motivating", # kind two
]
# end of stay

# ---- groups

[laws.tenure_limit] # limit

# by grade
[laws.tenure_limit.years] # grades
I = 5 # first
II = 8 # second

[laws.team_turnover]
share = 0.34 # a third
[laws.release_with_cause]

# ---- goals

[goals.must_fill_posts] # posts
tier = 1
[goals.women_in_team] # women
tier = 2 # second tier
minimum = 1
# people stay
[goals.few_moves] # moves
tier = 3

[categories] # kinds
protective = { planned_years = 3 } # planned
""",
    "dotted": """\
# head
scenario = { name = "甲", date = 2026-11-30, roster = "roster" } # scenario

[laws] # laws
# stay
minimum_stay.years = 3 # years
minimum_stay.exempt = ["protective", "motivating"] # exempt
"tenure_limit" = { years = { I = 5, II = 8 } } # limit
'team_turnover'.share = 0.34 # share
release_with_cause = {}

[goals] # goals
must_fill_posts.tier = 1 # posts
women_in_team = { tier = 2, minimum = 1 } # women
few_moves.tier = 3 # moves

[categories.protective] # protective
planned_years = 3 # planned""",
    "inline": """\
laws = { minimum_stay = { years = 3, exempt = ["protective", "motivating"] }, tenure_limit = { \
years = { I = 5, II = 8 } }, team_turnover = { share = 0.34 }, release_with_cause = {} } # laws
goals.must_fill_posts.tier = 1 # posts
goals.women_in_team = { tier = 2, minimum = 1 } # women
goals.few_moves.tier = 3 # moves
categories.protective.planned_years = 3 # planned

# head

[scenario]
name = """
    + '"""甲"""'
    + """ # name
date = 2026-11-30 # date
roster = "roster" # roster
""",
}


def commented(form: str, line_end: str = "\n", mark: bytes = b"") -> Inputs:
    text = FORMS[form].replace("\n", line_end)
    return Inputs(mark + text.encode(), csv_files(sound()), True)


def lines_of(inputs: Inputs) -> list[bytes]:
    return inputs.toml.splitlines(keepends=True)


def law(code: str, **parameters: object) -> LawChoice:
    return LawChoice(code, parameters)


LAWS = {
    "minimum_stay": st.builds(
        lambda years, exempt: law("minimum_stay", years=years, exempt=exempt),
        st.integers(1, 5),
        st.lists(st.sampled_from(["protective", "motivating", "developmental"]), unique=True),
    ),
    "tenure_limit": st.builds(
        lambda years: law("tenure_limit", years=years),
        st.dictionaries(st.sampled_from(["I", "II", "III"]), st.integers(3, 9)),
    ),
    "team_turnover": st.builds(
        LawChoice,
        st.just("team_turnover"),
        st.sampled_from([{}, {"share": 0.34}, {"share": 0.5}, {"share": None}]),
        st.sampled_from(Mode),
    ),
    "release_with_cause": st.just(law("release_with_cause")),
    "nominated_only": st.just(law("nominated_only")),
}
GOALS = {
    "must_fill_posts": st.just({}),
    "women_in_team": st.sampled_from([{}, {"minimum": 1}, {"minimum": 2, "seats": 4}]),
    "few_moves": st.just({}),
    "cadre_post_fit": st.just({}),
}


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    laws = draw(st.lists(st.sampled_from(sorted(LAWS)), unique=True))
    goals = draw(st.lists(st.sampled_from(sorted(GOALS)), unique=True))
    tiers, weights = st.integers(1, 9), st.integers(1, 3)
    categories = st.sampled_from(
        [{}, {"protective": {"planned_years": 4}}, {"motivating": {"score_below": 50}}]
    )
    found = {
        "name": draw(st.sampled_from(["甲", "乙 # 丙"])),
        "date": draw(st.sampled_from([dt.date(2026, 11, 30), dt.date(2027, 1, 31)])),
        "laws": tuple(draw(LAWS[code]) for code in laws),
        "goals": tuple(
            GoalChoice(code, draw(tiers), draw(weights), draw(GOALS[code])) for code in goals
        ),
        "categories": draw(categories),
    }
    return {key: found[key] for key in draw(st.lists(st.sampled_from(sorted(found)), unique=True))}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25)
@given(changed=changes(), line_end=st.sampled_from(["\n", "\r\n"]))
def test_what_is_not_touched_keeps_its_comments(
    form: str, changed: dict[str, Any], line_end: str
) -> None:
    inputs = commented(form, line_end)
    before = read_settings(inputs.toml)
    after = replace(before, **changed)
    found = edited(inputs, before, after)
    assert b"\n" not in found.toml.replace(line_end.encode(), b"")
    text = found.toml.decode().replace("\r\n", "\n")
    if not {"laws", "goals", "categories"} & set(changed):
        assert all(words in text for words in comments(FORMS[form]))
    if form == "tables":
        kept = [law.code for law in before.laws if law in after.laws]
        for part in FORMS[form].split("\n\n"):
            if any(f"[laws.{code}]" in part for code in kept) and part.count("[laws.") == 1:
                assert all(words in text for words in comments(part))


def comments(text: str) -> list[str]:
    return [line[line.index("#") :] for line in text.splitlines() if "#" in line]


@settings(max_examples=25)
@given(changed=changes())
def test_what_was_edited_reads_back_as_it_was_meant(changed: dict[str, Any]) -> None:
    for form in FORMS:
        inputs = commented(form)
        before = read_settings(inputs.toml)
        after, _ = with_defaults(replace(before, **changed))
        read, _ = with_defaults(read_settings(edited(inputs, before, after).toml))
        assert (read.name, read.date, read.goals) == (after.name, after.date, after.goals)
        assert read.categories == after.categories
        given_ones = [
            replace(law, parameters={k: v for k, v in law.parameters.items() if v is not None})
            for law in after.laws
        ]
        assert list(read.laws) == given_ones


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_only_the_lines_of_a_change_are_changed(form: str, line_end: str, mark: bytes) -> None:
    inputs = commented(form, line_end, mark)
    before = read_settings(inputs.toml)
    assert edited(inputs, before, before).toml == inputs.toml
    fewer = replace(before.laws[0], parameters={**before.laws[0].parameters, "years": 4})
    after = replace(before, laws=(fewer, *before.laws[1:]))
    old, new = lines_of(inputs), lines_of(edited(inputs, before, after))
    (one,) = [at for at, pair in enumerate(zip(old, new, strict=True)) if len(set(pair)) > 1]
    assert new[one] == old[one].replace(b"years = 3", b"years = 4")


def test_a_file_in_words_keeps_its_words() -> None:
    toml = """[scenario]
name = "甲"
date = 2026-11-30
roster = "roster"
[laws."任职年限"]
"任职年限" = { "Ⅰ级" = 5, II = 8 } # years
[laws."班子一次调整比例"]
[goals."调整面尽量小"]
tier = 1
"""
    inputs = Inputs(toml.encode(), {}, False)
    before = read_settings(inputs.toml)
    assert [law.code for law in before.laws] == ["tenure_limit", "team_turnover"]
    laws = (law("tenure_limit", years={"I": 6, "II": 8}), law("team_turnover", share="1/2"))
    said = edited(inputs, before, replace(before, laws=laws)).toml.decode()
    expected = toml.replace('"Ⅰ级" = 5', '"Ⅰ级" = 6')
    assert said == expected.replace('比例"]\n', '比例"]\nshare = "1/2"\n')


def tables(**changed: Any) -> str:
    inputs = commented("tables")
    before = read_settings(inputs.toml)
    return edited(inputs, before, replace(before, **changed)).toml.decode()


def test_a_law_switched_off_takes_its_comments_along_and_no_others() -> None:
    given = FORMS["tables"]
    start, end = given.index("# years before"), given.index("# ---- groups")
    laws = read_settings(given.encode()).laws
    assert tables(laws=laws[1:]) == given[:start] + given[end:]


def test_a_new_rule_stands_behind_the_one_that_it_follows() -> None:
    laws = read_settings(FORMS["tables"].encode()).laws
    text = tables(laws=(laws[0], law("nominated_only"), *laws[1:]))
    assert "# end of stay\n\n[laws.nominated_only]\n\n# ---- groups\n" in text


def test_goals_change_places_with_all_that_is_said_about_them() -> None:
    goals = read_settings(FORMS["tables"].encode()).goals
    text = tables(goals=(goals[2], goals[1], goals[0]))
    assert text.index("# people stay\n[goals.few_moves] # moves") < text.index("# women")
    assert text.index("# ---- goals") < text.index("# people stay")
    assert text.index("# women") < text.index("[goals.must_fill_posts] # posts\ntier = 1")


def test_an_entry_of_a_list_over_several_lines_goes_and_the_others_stay() -> None:
    laws = read_settings(FORMS["tables"].encode()).laws
    fewer = replace(laws[0], parameters={"years": 3, "exempt": ["motivating"]})
    text = tables(laws=(fewer, *laws[1:]))
    assert '  "motivating", # kind two\n' in text
    assert "kind one" not in text


def test_notes_stand_at_the_head() -> None:
    inputs = commented("tables", "\r\n", codecs.BOM_UTF8)
    before = read_settings(inputs.toml)
    found = edited(inputs, before, before, ["一\n二"])
    assert found.toml == codecs.BOM_UTF8 + "# 一\r\n# 二\r\n\r\n".encode() + inputs.toml[3:]


TOML = '[scenario]\nname = "甲"\ndate = 2026-11-30\nroster = "{roster}"\n'


def inputs_of(roster: str, extra: str = "") -> Inputs:
    return Inputs((TOML.format(roster=roster) + extra).encode(), csv_files(sound()), True)


@pytest.mark.parametrize(
    "roster", ["../roster", "/etc", "C:\\\\roster", "a/../../b", "\\\\\\\\x\\\\y"]
)
def test_bytes_that_were_handed_over_make_nothing_be_read_from_disk(roster: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_scenario(inputs_of(roster))
    assert [problem.code for problem in caught.value.problems] == ["outside_folder"]


def test_decisions_that_are_named_but_not_there_are_told() -> None:
    with pytest.raises(InvalidInput) as caught:
        load_scenario(inputs_of("roster", 'decisions = "决定.csv"\n'))
    (problem,) = caught.value.problems
    assert (problem.code, problem.column) == ("file_missing", "scenario.decisions")


def test_faults_of_decisions_in_a_file_of_their_own_are_told() -> None:
    pin = Decision("C9", DecisionAction.PIN, "谈话推荐", post_id="P3")
    inputs = replace(
        inputs_of("roster", 'decisions = "决定.csv"\n'), decisions=decisions_csv([pin])
    )
    with pytest.raises(InvalidInput) as caught:
        load_scenario(inputs)
    problem, notice = caught.value.problems
    assert (problem.table, problem.row, problem.column) == ("decisions", 2, "cadre_id")
    assert notice.code == "decisions_elsewhere"  # the roster has such a table too


def test_a_workbook_handed_over_is_read_under_any_name() -> None:
    inputs = Inputs(
        TOML.format(roster="roster.xlsx").encode(), {"名册.xlsx": workbook_bytes(sound())}, False
    )
    assert len(load_scenario(inputs)[0].roster.cadres) == 4
