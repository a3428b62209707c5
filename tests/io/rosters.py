"""Hypothesis strategies for rosters and decisions that the tables can hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from rotation.domain.cadre import (
    Appraisal,
    Cadre,
    Career,
    Concurrent,
    Gate,
    GateRecord,
    GateResult,
    Gender,
    Grade,
    Relative,
    Sanction,
    Status,
)
from rotation.domain.calendar import Month
from rotation.domain.codes import table
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.evidence import (
    Evaluation,
    Evidence,
    Nomination,
    Reward,
    Supervision,
    Task,
)
from rotation.domain.post import Post, RiskGrade, Role
from rotation.domain.roster import Fit, Roster
from rotation.domain.unit import Unit, UnitKind
from rotation.io.workbook import ERROR_VALUES

LETTERS = st.characters(categories=("L", "N", "P", "S"), exclude_characters="\x7f")
# A workbook writes a letter by its number as _x0041_: such a text in the data is left out here.
words = st.text(LETTERS, min_size=1, max_size=8).filter(
    lambda text: "_x" not in text and text not in ERROR_VALUES  # a spreadsheet's own
)
texts = st.lists(words, min_size=1, max_size=3).map(" ".join) | st.sampled_from(
    [
        "=1+1",
        "+86",
        "-",
        "@cmd",
        "'quoted",
        "'=x",
        "''",
        '"',
        'a,"b"',
        "第一行\n第二行",
        "0012",
        "1e5",
    ]
)
listed = words.filter(lambda text: not set(text) & set(";；、,，") and text.strip())
fields = st.frozensets(st.sampled_from([*table("field").entries]) | st.just("殡葬改革"), max_size=3)
percent = st.none() | st.integers(0, 100)
months = st.builds(Month, st.integers(1991, 2026), st.integers(1, 11))


def code(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*table(name).entries])


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


units = st.builds(
    Unit, unit_id=st.none(), name=texts, kind=st.sampled_from(UnitKind), field=maybe(code("field")),
    business_facing=st.booleans(), remote=st.booleans(), chief_quota=maybe(st.integers(0, 9)),
    deputy_quota=maybe(st.integers(0, 99)), place=maybe(texts),
)  # fmt: skip

posts = st.builds(
    Post, post_id=st.none(), unit_id=st.none(), title=texts, level=code("level"),
    role=st.sampled_from(Role), risk_grade=maybe(st.sampled_from(RiskGrade)), fields=fields,
    headcount=st.integers(1, 9), front_line=st.booleans(), must_fill=st.booleans(),
    importance=st.integers(0, 100), party_member_only=st.booleans(),
    reserved_for_non_party=st.booleans(), min_education=maybe(code("education")),
    majors=st.frozensets(listed, max_size=3), experience_fields=fields,
    tenure_limit_years=maybe(st.sampled_from([3.0, 4.5, 10.0])),
    max_age=maybe(st.integers(18, 70)), sex=maybe(st.sampled_from(Gender)),
    affiliation=st.frozensets(code("political_status"), max_size=3),
    licences=st.frozensets(listed, max_size=3), establishment=maybe(code("establishment")),
    own_line=st.booleans(),
    section=maybe(texts), oversees=st.frozensets(listed, max_size=3),
)  # fmt: skip

careers = st.builds(
    Career, start=months, end=st.none() | st.just(Month(2026, 11)), unit_id=st.none(),
    unit_name=texts, title=maybe(texts), level=maybe(code("level")), fields=fields,
    front_line=st.booleans(),
)  # fmt: skip

sanctions = st.builds(
    Sanction,
    kind=code("sanction").filter(lambda kind: kind != "reward"),
    start=months,
    end=st.just(Month(2029, 1)),  # past any period
)
trades = st.builds(
    Relative, relation=code("kinship"), relative_id=st.none(), business_field=code("field")
)
gates = st.lists(
    st.builds(
        GateRecord, gate=st.sampled_from(Gate), result=st.sampled_from(GateResult),
        date=st.dates(dt.date(2000, 1, 1), dt.date(2026, 1, 1)), note=maybe(texts),
    ),
    max_size=3, unique_by=lambda record: (record.gate, record.date),
).map(tuple)  # fmt: skip
appraisals = st.lists(
    st.builds(Appraisal, year=st.integers(1992, 2026), grade=st.sampled_from(Grade)),
    max_size=3, unique_by=lambda appraisal: appraisal.year,
).map(tuple)  # fmt: skip


def _tuples(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=2).map(tuple)


cadres = st.builds(
    Cadre, cadre_id=st.none(), name=texts, gender=st.sampled_from(Gender),
    birth=st.builds(Month, st.integers(1960, 1975), st.integers(1, 12)), level=code("level"),
    political_status=maybe(code("political_status")), level_since=maybe(months),
    rank=maybe(code("rank")), rank_since=maybe(months), post_id=st.none(), post_since=st.none(),
    unit_since=st.none(), serve_until=maybe(months),
    comes_on=maybe(st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1))), ethnicity=maybe(texts),
    native_place=maybe(texts),
    growth_place=maybe(texts), party_joined=maybe(months), work_started=maybe(months),
    education=maybe(code("education")), degree=maybe(code("degree")), major=maybe(texts),
    grass_roots_years=maybe(st.integers(0, 80).map(lambda quarters: quarters / 4)),
    reserve=st.booleans(), status=st.sampled_from(Status), score=percent, conduct=percent,
    notes=maybe(texts), first_education=maybe(texts), first_school=maybe(texts),
    later_education=maybe(texts), later_school=maybe(texts),
    photo=st.none() | st.just("0001.JPG"), careers=_tuples(careers), appraisals=appraisals,
    sanctions=_tuples(sanctions), relatives=_tuples(trades), gates=gates,
    licences=st.frozensets(listed, max_size=3), establishment=maybe(code("establishment")),
)  # fmt: skip


days = st.dates(dt.date(2000, 1, 1), dt.date(2026, 1, 1))
evidences = st.builds(
    Evidence,
    evaluations=st.builds(
        Evaluation, scheme=texts, dimension=texts, value=texts, date=days, by=maybe(texts),
        unit_id=st.just("U0"), post_id=maybe(st.just("P-0")),
    ).map(lambda row: (row,)),
    rewards=_tuples(
        st.builds(Reward, st.just("0000"), code("reward"), months, maybe(texts), maybe(texts))
    ),
    supervision=_tuples(
        st.builds(Supervision, st.just("0000"), code("supervision"), days, st.just("closed"),
                  maybe(code("supervision_result")), maybe(texts), maybe(texts))
    ),
    tasks=_tuples(
        st.builds(Task, texts, days, st.just("0000"), st.none(), maybe(code("task_result")),
                  st.booleans(), maybe(texts))
    ),
    nominations=_tuples(
        st.builds(Nomination, st.just("0000"), texts, days, maybe(st.just("P-0")), maybe(texts))
    ),
)  # fmt: skip


def _placed(item: Any, **values: Any) -> Any:
    """A frozen object with its ids filled in."""
    return type(item)(**{**vars(item), **values})


@st.composite
def rosters(draw: st.DrawFn) -> tuple[Roster, tuple[Decision, ...]]:
    """A roster whose ids hold, and decisions on it."""
    all_units = [_placed(u, unit_id=f"U{i}") for i, u in enumerate(draw(_some(units)))]
    all_posts = [
        _placed(p, post_id=f"P-{i}", unit_id=all_units[i % len(all_units)].unit_id)
        for i, p in enumerate(draw(_some(posts)))
    ]
    all_cadres = []
    for i, cadre in enumerate(draw(_some(cadres))):
        seated = i < len(all_posts) and draw(st.booleans())
        since = max(draw(months), cadre.work_started or Month(1991, 1))
        held = {"post_id": f"P-{i}", "post_since": since} if seated else {}
        all_cadres.append(_placed(cadre, cadre_id=f"{i:04d}", **held))
    first, free = all_cadres[0], len(all_cadres)
    if first.post_id is not None and free < len(all_posts):
        beside = Concurrent(f"P-{free}", draw(st.none() | st.just(first.post_since)))
        all_cadres[0] = _placed(first, concurrent=(beside,))
    fit = Fit("0000", "P-0", draw(st.integers(0, 100)), draw(maybe(texts)))
    decision = Decision(
        "0000", draw(st.sampled_from([DecisionAction.PIN, DecisionAction.FORBID])), draw(texts),
        draw(st.none() | st.just("P-0")), decided_by=draw(maybe(texts)),
        decided_on=draw(maybe(st.dates(dt.date(2000, 1, 1), dt.date(2026, 1, 1)))),
    )  # fmt: skip
    evidence = draw(evidences)
    roster = Roster(tuple(all_units), tuple(all_posts), tuple(all_cadres), (fit,), evidence)
    return roster, (decision,)


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, min_size=1, max_size=3)
