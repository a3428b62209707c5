"""Who is who: names as they are said."""

from __future__ import annotations

import pytest

from rotation.intake.people import bare


@pytest.mark.parametrize(
    ("said", "name"),
    [("张　三", "张三"), (" 李  小龙 ", "李小龙"), ("Zhang  San", "Zhang San"), ("王 Li", "王Li"),
     ("第 3 科", "第3科"), (None, "")],
)  # fmt: skip
def test_spaces_that_spread_a_chinese_name_are_none_of_it(said: str | None, name: str) -> None:
    assert bare(said) == name
