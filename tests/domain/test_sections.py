"""The section of a post: from its column, from its title, or the whole unit."""

from __future__ import annotations

import pytest

from rotation.domain.post import Role, section_in
from rotation.rules import casework as case


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("行政审批科科长", "行政审批科"),
        ("科技科副科长", "科技科"),
        ("信访处置股股长", "信访处置股"),
        ("党政办公室主任", "党政办公室"),
        ("党政办主任", "党政办"),
        ("司法所所长", "司法所"),
        ("市场监管站站长", "市场监管站"),
        ("综合执法大队大队长", "综合执法大队"),
        ("政务服务中心主任", "政务服务中心"),
        ("党组成员、办公室主任", "办公室"),
        ("财务科科长兼办公室主任", "财务科"),
        ("四级主任科员", None),
        ("副科长", None),
        ("正科级干部", None),
        ("一级主办", None),
        ("办事员", None),
        ("大队长", None),
        ("工作人员", None),
    ],
)
def test_a_title_names_a_section(title: str, section: str | None) -> None:
    assert section_in(title) == section


def test_the_column_stands_before_the_title_and_teams_have_none() -> None:
    posts = [
        case.post("P1", title="办公室主任", role=Role.MEMBER),
        case.post("P2", title="审批科科长", role=Role.SECTION_HEAD, section="审批服务科"),
        case.post("P3", title="审批科科员", role=Role.STAFF),
        case.post("P4", title="科员", role=Role.STAFF),
    ]
    roster = case.scenario(posts=posts, cadres=[]).roster
    assert roster.sections == {"P2": "审批服务科", "P3": "审批科"}


@pytest.mark.parametrize("heads", [0, 1, 2])
def test_a_unit_of_one_head_and_no_section_is_one_section(heads: int) -> None:
    posts = [
        case.post("chief", role=Role.ADMIN_CHIEF),
        *(case.post(f"head {i}", role=Role.SECTION_HEAD) for i in range(heads)),
        case.post("clerk", role=Role.STAFF),
    ]
    sections = case.scenario(posts=posts, cadres=[]).roster.sections
    assert sections == ({"head 0": "unit U1", "clerk": "unit U1"} if heads == 1 else {})
