"""`verify` takes the plans of the shipped scenarios and finds out whatever was changed in them.

Every verification runs in a process in which ortools cannot be imported. A change is rejected in
one of three ways, and each case says which: `false`, a tier contradicted by what was recomputed;
`claimed`, a bound that nothing in the file proves and that is laid to a solver; or a fault of the
plan as a whole, by its code.
"""

from __future__ import annotations

import copy
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rotation import load_scenario, solve_scenario
from rotation.assemble.assemble import assemble
from rotation.io.plan_file import plan_document
from rotation.solve.certificate import program_digest
from rotation.solve.verify import Verdict, verify
from tests.scenarios.solved import plan_as_written, solved
from tests.scenarios.tables import SCENARIOS

Document = dict[str, Any]
Change = Callable[[Document], object]
ROOT = Path(__file__).parents[2]
PROVEN = ("jiangyan", "puyang")
TIERS = range(1, 8)
"""The tiers of jiangyan."""
ABOVE_ZERO = (2, 3, 4, 5, 6, 7)


class Checker:
    """A process without ortools that verifies one plan after another."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self.process, self.folder = process, folder

    def verify(self, scenario: Path, document: Document) -> Document:
        """What `verify` found, `false` and `claimed` being the tiers with that verdict."""
        plan = self.folder / "plan.json"
        plan.write_text(json.dumps(document), encoding="utf-8")
        request = {"scenario": str(scenario), "plan": str(plan)}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        found: Document = json.loads(self.process.stdout.readline())
        assert "crashed" not in found, found
        if "refused" not in found:
            assert not found["solver_loaded"]
            for verdict in ("false", "claimed"):
                of = [int(tier) for tier, said in found["verdicts"].items() if said == verdict]
                found[verdict] = of
        return found


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checker]:
    command = [sys.executable, "-m", "tests.solve.without_ortools"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        yield Checker(process, tmp_path_factory.mktemp("tampered"))
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def plans() -> dict[str, Document]:
    """The plan of each scenario as its file says it."""
    return {name: plan_as_written(name) for name in PROVEN}


@pytest.mark.parametrize("name", PROVEN)
def test_the_plan_of_a_shipped_scenario_is_proven_in_every_tier(
    name: str, checker: Checker, plans: dict[str, Document]
) -> None:
    found = checker.verify(SCENARIOS / name, plans[name])
    assert found["holds"]
    assert found["faults"] == []
    assert set(found["verdicts"].values()) == {"proven"}
    assert list(found["derived"].values()) == [tier["value"] for tier in plans[name]["tiers"]]


# ---- changes of a plan's figures ----


def tier(document: Document, number: int) -> Document:
    found: Document = next(t for t in document["tiers"] if t["tier"] == number)
    return found


def proof(document: Document, number: int) -> Document:
    found: Document = next(t for t in document["certificate"]["tiers"] if t["tier"] == number)
    return found


def add(entry: Document, **steps: int) -> None:
    for key, step in steps.items():
        entry[key] += step


FIGURES: dict[str, Callable[[Document], object]] = {
    "value lowered": lambda t: add(t, value=-1),
    "value raised": lambda t: add(t, value=1),
    "value and bound lowered together": lambda t: add(t, value=-1, bound=-1),
    "value and bound raised together": lambda t: add(t, value=1, bound=1),
    "value lowered to the bound of a better plan": lambda t: t.update(value=-5, bound=-5),
    "bound raised above the value": lambda t: add(t, bound=1),
    "bound raised above the value, said to be feasible": lambda t: (
        add(t, bound=1),
        t.update(status="feasible"),
    ),
    "bound lowered, said to be optimal still": lambda t: add(t, bound=-1),
    "bound taken away, said to be optimal still": lambda t: t.update(bound=None),
    "value taken away": lambda t: t.update(value=None),
    "said to have no solution": lambda t: t.update(status="infeasible"),
    "said to be unknown": lambda t: t.update(status="unknown"),
}


@pytest.mark.parametrize("change", FIGURES)
def test_tiers_with_false_figures_are_false_and_no_others(
    change: str, checker: Checker, plans: dict[str, Document]
) -> None:
    document = copy.deepcopy(plans["jiangyan"])
    numbers = ((1, 3, 5, 7), (2, 4, 6))[list(FIGURES).index(change) % 2]
    for number in numbers:
        FIGURES[change](tier(document, number))
    found = checker.verify(SCENARIOS / "jiangyan", document)
    assert not found["holds"]
    assert found["false"] == list(numbers)
    assert found["claimed"] == []


# ---- changes of the proof ----


def set_multiplier(place: int, value: object) -> Change:
    """Tier 7: the multiplier of a row of the program."""
    return lambda d: proof(d, 7)["rows"].append([place, value])


def times(factor: int) -> Change:
    def change(document: Document) -> None:
        changed = proof(document, 7)
        changed["rows"] = [[place, factor * value] for place, value in changed["rows"]]
        changed["held"] = [factor * value for value in changed["held"]]

    return change


def first_positive_negated(document: Document) -> None:
    rows = proof(document, 7)["rows"]
    entry = next(entry for entry in rows if entry[1] > 0)
    entry[1] = -entry[1]


def dropped(*numbers: int) -> Change:
    def change(document: Document) -> None:
        tiers = document["certificate"]["tiers"]
        document["certificate"]["tiers"] = [t for t in tiers if t["tier"] not in numbers]

    return change


def shifted(document: Document) -> None:
    rows = proof(document, 7)["rows"]
    proof(document, 7)["rows"] = [[place + 1, value] for place, value in rows[:-1]]


UNUSABLE: dict[str, Change] = {
    "multiplier of a row beyond the last": set_multiplier(10**6, 1),
    "multiplier of a row before the first": set_multiplier(-1, 1),
    "every row's multiplier negated": times(-1),
    "a held tier's multiplier positive": lambda d: proof(d, 7)["held"].__setitem__(0, 1),
    "a held tier's multiplier missing": lambda d: proof(d, 7)["held"].pop(),
    "all held tiers' multipliers missing": lambda d: proof(d, 7).update(held=[]),
    "one held tier's multiplier too many": lambda d: proof(d, 7)["held"].append(0),
    "tier 6's proof said to be of tier 7": lambda d: (
        dropped(7)(d),
        proof(d, 6).update(tier=7),
    ),
}


@pytest.mark.parametrize("change", UNUSABLE)
def test_multipliers_that_are_none_of_the_program_are_a_fault(
    change: str, checker: Checker, plans: dict[str, Document]
) -> None:
    document = copy.deepcopy(plans["jiangyan"])
    UNUSABLE[change](document)
    found = checker.verify(SCENARIOS / "jiangyan", document)
    assert not found["holds"]
    assert found["faults"] == ["bad_multipliers"]
    assert found["verdicts"]["7"] == "false"


WEAKER: dict[str, tuple[Change, list[int]]] = {
    "the last tier's proof dropped": (dropped(7), [7]),
    "every proof of a value above 0 dropped": (dropped(*ABOVE_ZERO), [*ABOVE_ZERO]),
    "every proof dropped": (dropped(*TIERS), [*ABOVE_ZERO]),
    "the certificate taken away": (lambda d: d.update(certificate=None), [*ABOVE_ZERO]),
    "multipliers doubled": (times(2), [7]),
    "multipliers all zero": (times(0), [7]),
    "multipliers moved on by a row": (shifted, [7]),
    "a multiplier of -2^52": (set_multiplier(0, -(1 << 52)), [7]),
    "every row's multiplier 2^52": (
        lambda d: proof(d, 7).update(rows=[[place, 1 << 52] for place in range(185)]),
        [7],
    ),
    "a held tier's multiplier of -2^52": (
        lambda d: proof(d, 7)["held"].__setitem__(4, -(1 << 52)),
        [7],
    ),
    "the row multipliers taken away": (lambda d: proof(d, 7).update(rows=[]), [7]),
    "half the multipliers taken away": (
        lambda d: proof(d, 7).update(rows=proof(d, 7)["rows"][::2]),
        [7],
    ),
}


PROVERS = ("LP duals, exact", "HiGHS (OR-Tools 9.15)", "")


@pytest.mark.parametrize("change", WEAKER)
def test_a_bound_that_no_multipliers_prove_is_false_or_a_solver_s_claim(
    change: str, checker: Checker, plans: dict[str, Document]
) -> None:
    prover = PROVERS[list(WEAKER).index(change) % len(PROVERS)]
    document = copy.deepcopy(plans["jiangyan"])
    make, unproven = WEAKER[change]
    make(document)
    for i in unproven:
        tier(document, i).update(proven_by=prover)
    found = checker.verify(SCENARIOS / "jiangyan", document)
    verdict, other = ("claimed", "false") if "HiGHS" in prover else ("false", "claimed")
    assert (found[verdict], found[other]) == (unproven, [])
    assert all(found["derived"][str(i)] < tier(document, i)["bound"] for i in unproven)


@pytest.mark.parametrize("seed", range(4))
def test_no_multipliers_whatever_prove_more_than_the_plan_reaches(
    seed: int, checker: Checker, plans: dict[str, Document]
) -> None:
    document, rng = copy.deepcopy(plans["jiangyan"]), random.Random(seed)
    for entry in document["certificate"]["tiers"]:
        entry["rows"] = [[place, value * rng.randint(0, 3)] for place, value in entry["rows"]]
        entry["held"] = [value * rng.randint(0, 3) for value in entry["held"]]
    found = checker.verify(SCENARIOS / "jiangyan", document)
    assert found["false"]
    assert all(found["derived"][str(i)] <= tier(document, i)["value"] for i in TIERS)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("bits", [55, 62, 63, 64])
def test_a_multiplier_too_large_for_64_bit_sums_is_a_fault(bits: int, sign: int) -> None:
    """No file may hold such a number; a plan in memory may."""
    scenario, result = solved("jiangyan")
    plan = result.plan
    assert plan is not None
    assert plan.certificate is not None
    *before, last = plan.certificate.tiers
    changed = replace(last, rows=(*last.rows, (0, sign << bits)))
    certificate = replace(plan.certificate, tiers=(*before, changed))
    found = verify(scenario, replace(plan, certificate=certificate))
    assert found.faults == ("bad_multipliers",)
    assert found.tiers[-1].verdict is Verdict.FALSE


REFUSED: dict[str, Change] = {
    "a bound written as a word": lambda d: tier(d, 7).update(bound="1"),
    "a bound written as a fraction": lambda d: tier(d, 7).update(bound=0.5, status="feasible"),
    "a bound that is not a number": lambda d: tier(d, 7).update(bound=float("nan")),
    "a multiplier of 2^53": set_multiplier(0, 1 << 53),
    "a multiplier that is a fraction": set_multiplier(0, 0.5),
    "a multiplier that is a word": set_multiplier(0, "1"),
    "a cadre left out": lambda d: d["actions"].pop(),
    "a cadre there twice": lambda d: d["actions"].append(d["actions"][0]),
    "a post that there is not": lambda d: d["actions"][0].update(to_post_id="U999-99"),
}


@pytest.mark.parametrize("change", REFUSED)
def test_a_plan_file_that_cannot_be_one_is_refused(
    change: str, checker: Checker, plans: dict[str, Document]
) -> None:
    document = copy.deepcopy(plans["jiangyan"])
    REFUSED[change](document)
    assert checker.verify(SCENARIOS / "jiangyan", document)["refused"]


# ---- changes of everything else in the plan ----


def moves(document: Document, count: int) -> list[Document]:
    """Transfers between posts, in the plan's order."""
    found = [a for a in document["actions"] if a["action"] == "transfer"]
    return found[:count]


def stay(action: Document) -> None:
    action.update(action="stay", to_post_id=action["from_post_id"])


def swapped(document: Document) -> None:
    one, two = moves(document, 2)
    one["to_post_id"], two["to_post_id"] = two["to_post_id"], one["to_post_id"]


def undone(document: Document) -> None:
    stay(moves(document, 1)[0])


def all_undone(document: Document) -> None:
    for action in document["actions"]:
        if action["action"] in ("transfer", "step_down"):
            stay(action)


def promoted(document: Document) -> None:
    """A section head becomes head of a bureau."""
    moves(document, 1)[0].update(action="promotion", to_post_id="U001-01")


def named_otherwise(document: Document) -> None:
    moves(document, 1)[0]["action"] = "promotion"


def set_all(document: Document, key: str, **values: object) -> None:
    for entry in document[key]:
        entry.update(values)


def twice(document: Document) -> None:
    """A tier stands there twice; the first time with a bound that is not the value."""
    document["tiers"].insert(6, {**tier(document, 7), "bound": 1600})


def honest_but_feasible(document: Document) -> None:
    """Tier 7 claims less than is proven, and so the plan may not call itself optimal."""
    tier(document, 7).update(status="feasible", bound=1600)


OTHERWISE: dict[str, tuple[Change, set[str]]] = {
    "program_sha256 changed": (
        lambda d: d["certificate"].update(program_sha256="0" * 64),
        {"other_program"},
    ),
    "program_sha256 taken away": (
        lambda d: d["certificate"].pop("program_sha256"),
        {"other_program"},
    ),
    "scenario_sha256 changed": (
        lambda d: d["scenario"].update(sha256="0" * 64),
        {"other_scenario"},
    ),
    "scenario_sha256 taken away": (lambda d: d["scenario"].pop("sha256"), {"other_scenario"}),
    "the scenario's name changed": (
        lambda d: d["scenario"].update(name="another"),
        {"other_scenario"},
    ),
    "the scenario's date changed": (
        lambda d: d["scenario"].update(date="2027-11-30"),
        {"other_scenario"},
    ),
    "a tier removed": (lambda d: d["tiers"].pop(2), {"other_tiers"}),
    "every tier removed": (lambda d: d.update(tiers=[]), {"other_tiers"}),
    "tiers in another order": (lambda d: d["tiers"].reverse(), {"other_tiers"}),
    "a tier added": (
        lambda d: d["tiers"].append({**d["tiers"][5], "tier": 8, "value": 0, "bound": 0}),
        {"other_tiers"},
    ),
    "a tier there twice": (twice, {"other_tiers"}),
    "a proof of a tier that there is not": (
        lambda d: d["certificate"]["tiers"].append({**proof(d, 7), "tier": 8}),
        {"other_tiers"},
    ),
    "a proof there twice": (
        lambda d: d["certificate"]["tiers"].append(proof(d, 7)),
        {"other_tiers"},
    ),
    "two persons' destinations exchanged": (swapped, {"no_solution", "law_broken"}),
    "one move undone": (undone, {"no_solution", "law_broken"}),
    "every move undone": (all_undone, {"no_solution", "law_broken"}),
    "a cadre moved to a post against the law": (promoted, {"no_solution", "law_broken"}),
    "a transfer called a promotion": (named_otherwise, {"no_solution", "false_figures"}),
    "a stay called waiting": (
        lambda d: d["actions"][0].update(action="pool", to_post_id=None),
        {"no_solution", "law_broken"},
    ),
    "a goal's amount changed": (
        lambda d: d["goals"][1].update(amount=0),
        {"false_figures"},
    ),
    "a goal's weight changed": (lambda d: d["goals"][1].update(weight=1), {"false_figures"}),
    "a goal's tier changed": (lambda d: d["goals"][1].update(tier=3), {"false_figures"}),
    "a goal removed": (lambda d: d["goals"].pop(1), {"false_figures"}),
    "a goal's code changed": (lambda d: d["goals"][1].update(code="x"), {"false_figures"}),
    "a vacancy removed": (lambda d: d["vacancies"].pop(), {"false_figures"}),
    "a vacancy added": (
        lambda d: d["vacancies"].append({"post_id": "U001-01", "seats": 1}),
        {"false_figures"},
    ),
    "a vacancy's seats changed": (lambda d: d["vacancies"][0].update(seats=2), {"false_figures"}),
    "a finding removed": (lambda d: d["findings"].pop(0), {"false_figures"}),
    "an inherited breach called waived": (
        lambda d: d["findings"][0].update(status="waived"),
        {"false_figures"},
    ),
    "a waiver made up": (
        lambda d: d["waivers"].append({**d["findings"][0], "status": "waived"}),
        {"false_figures"},
    ),
    "a transfer category changed": (
        lambda d: moves(d, 1)[0].update(category="motivating"),
        {"false_figures"},
    ),
    "a reason removed": (lambda d: moves(d, 1)[0]["reasons"].clear(), {"false_figures"}),
    "a reason's sentence changed": (
        lambda d: moves(d, 1)[0]["reasons"][0]["text"].update(zh="经省委组织部研究同意"),
        {"false_figures"},
    ),
    "a finding's sentence changed": (
        lambda d: d["findings"][0]["text"].update(en="agreed"),
        {"false_figures"},
    ),
    "a vacancy listed twice": (
        lambda d: d["vacancies"].append(d["vacancies"][0]),
        {"false_figures"},
    ),
    "an order of goals made up": (
        lambda d: d.update(profile={"code": "front", "name": {}, "goals": [], "limits": []}),
        {"other_profile"},
    ),
    "a plan with an open gap called optimal": (honest_but_feasible, {"false_status"}),
    "an optimal plan called infeasible": (
        lambda d: d.update(status="infeasible"),
        {"false_status"},
    ),
    "an optimal plan called a defect": (lambda d: d.update(status="defect"), {"false_status"}),
}


@pytest.mark.parametrize("change", OTHERWISE)
def test_a_plan_changed_otherwise_is_found_out(
    change: str, checker: Checker, plans: dict[str, Document]
) -> None:
    document = copy.deepcopy(plans["jiangyan"])
    make, faults = OTHERWISE[change]
    make(document)
    found = checker.verify(SCENARIOS / "jiangyan", document)
    assert not found["holds"]
    assert faults <= set(found["faults"])
    if "no_solution" not in faults:
        assert set(found["faults"]) == faults
        assert found["false"] == []


def test_a_bound_said_lower_than_it_is_in_an_open_plan_is_no_fault(
    checker: Checker, plans: dict[str, Document]
) -> None:
    document = copy.deepcopy(plans["jiangyan"])
    honest_but_feasible(document)
    document["status"] = "feasible"
    found = checker.verify(SCENARIOS / "jiangyan", document)
    assert found["holds"]
    assert found["derived"]["7"] == plans["jiangyan"]["tiers"][-1]["value"]


# ---- changes of the scenario after the plan ----


def moved_cadre(document: Document) -> Document:
    return moves(document, 1)[0]


def edit(folder: Path, table: str, row_id: str, column: str, value: str) -> None:
    """Change one cell of a table."""
    file = folder / "roster" / f"{table}.csv"
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    place = lines[0].split(",").index(column)
    for number, line in enumerate(lines):
        cells = line.split(",")
        if cells[0] == row_id:
            assert cells[place] != value
            cells[place] = value
            lines[number] = ",".join(cells)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def edit_toml(folder: Path, old: str, new: str) -> None:
    file = folder / "scenario.toml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


LATER: dict[str, Callable[[Path, str], None]] = {
    "a mover's score changed": lambda f, who: edit(f, "cadres", who, "score", "12"),
    "a mover's tenure changed": lambda f, who: edit(f, "cadres", who, "post_since", "2026.09"),
    "a mover under review": lambda f, who: edit(f, "cadres", who, "status", "under_review"),
    "a law's parameter changed": lambda f, _: edit_toml(f, "ordinary = 10", "ordinary = 9"),
    "a goal's weight changed": lambda f, _: edit_toml(f, "tier = 2\nweight = 2", "tier = 2"),
    "a goal's threshold changed": lambda f, _: edit_toml(
        f, "developmental = 8", "developmental = 60"
    ),
}


@pytest.fixture
def changed_later(
    request: pytest.FixtureRequest, tmp_path: Path, plans: dict[str, Document]
) -> Path:
    """A copy of jiangyan that was changed after its plan was made."""
    folder = tmp_path / "jiangyan"
    shutil.copytree(SCENARIOS / "jiangyan", folder)
    LATER[request.param](folder, moved_cadre(plans["jiangyan"])["cadre_id"])
    return folder


@pytest.mark.parametrize("changed_later", LATER, indirect=True)
def test_a_scenario_changed_after_the_plan_is_found_out(
    changed_later: Path, checker: Checker, plans: dict[str, Document]
) -> None:
    found = checker.verify(changed_later, plans["jiangyan"])
    assert not found["holds"]
    assert "other_scenario" in found["faults"]


@pytest.mark.parametrize("changed_later", LATER, indirect=True)
def test_a_changed_scenario_is_found_out_though_every_digest_was_forged(
    changed_later: Path, checker: Checker, plans: dict[str, Document]
) -> None:
    document = copy.deepcopy(plans["jiangyan"])
    scenario, _ = load_scenario(changed_later)
    document["scenario"]["sha256"] = scenario.sha256
    document["certificate"]["program_sha256"] = program_digest(assemble(scenario).program)
    found = checker.verify(changed_later, document)
    assert "other_scenario" not in found["faults"]
    assert "other_program" not in found["faults"]
    assert not found["holds"]


def test_a_row_changed_without_bearing_on_the_plan_changes_the_digest_alone(
    tmp_path: Path, checker: Checker, plans: dict[str, Document]
) -> None:
    folder = tmp_path / "jiangyan"
    shutil.copytree(SCENARIOS / "jiangyan", folder)
    edit(folder, "cadres", "C0001", "name", "于悦")
    found = checker.verify(folder, plans["jiangyan"])
    assert found["faults"] == ["other_scenario"]
    assert set(found["verdicts"].values()) == {"proven"}


def test_what_was_solved_without_multipliers_is_claimed_above_the_columns_bounds(
    checker: Checker, tmp_path: Path
) -> None:
    from rotation.solve.engines import engine_named
    from tests.cli.small import write

    folder = write(tmp_path / "small")
    plan = solve_scenario(load_scenario(folder)[0], engine=engine_named("highs")).plan
    assert plan is not None
    found = checker.verify(folder, plan_document(plan))
    assert found["holds"]
    assert found["verdicts"] == {"1": "proven", "2": "claimed"}
