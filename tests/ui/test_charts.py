"""What charts say to people who do not see them."""

from __future__ import annotations

from typing import Any

import pytest

from rotation.ui import charts


def test_bars_are_told_in_the_words_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[dict[str, Any]] = []
    monkeypatch.setattr("streamlit.vega_lite_chart", lambda spec, **_: drawn.append(spec))
    charts.stacked_bars(
        [("<30", "男", 2), ("<30", "女", 1)], bands=["<30"], series=["男", "女"],
        titles=("年龄", "性别", "人数"), colours=["#000", "#fff"],
    )  # fmt: skip
    charts.grouped_bars([("<30", 2, 3)], series=("男", "女"), titles=("年龄", "人数"))
    for spec, words in zip(drawn, ("<30 男 2", "<30 女 3"), strict=True):
        bars, *numbers = spec["layer"]
        told = bars["encoding"]["description"]["field"]
        assert words in {row[told] for row in spec["data"]["values"]}
        assert bars["encoding"]["x"]["axis"]["description"] == "年龄"
        assert all(each["mark"]["aria"] is False for each in numbers)
