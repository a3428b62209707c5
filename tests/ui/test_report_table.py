"""Picking a row of a table asks about its person once."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from rotation.report.table import Cell, Column, Table
from rotation.ui.parts import report_table

TABLE = Table("moves", "", (Column("name", "姓名", 10),), ((Cell("王建国", id="C1"),),))


def test_a_table_no_longer_shown_asks_nothing_though_the_browser_tells_of_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A browser keeps what was picked until it has drawn the answer; who types before that sends it
    once more, and the window that was just closed must not open again."""
    picks: list[Callable[[], None]] = []
    asked: list[object] = []
    state: dict[str, Any] = {"moves_0": SimpleNamespace(selection=SimpleNamespace(rows=[0]))}
    drawn = SimpleNamespace(draw=lambda *_, on_select, **__: picks.append(on_select))
    monkeypatch.setattr(report_table, "tables", drawn)
    screen = SimpleNamespace(session_state=state, caption=lambda _: None)
    monkeypatch.setattr(report_table, "st", screen)
    monkeypatch.setattr(report_table, "say", str)
    monkeypatch.setattr(report_table.address, "put", lambda **ids: asked.append(ids))
    report_table.show_people(TABLE, "moves")
    picks[0]()
    assert asked == [{"why": "C1"}]
    report_table.let_pick_again()
    picks[0]()
    assert asked == [{"why": "C1"}]
