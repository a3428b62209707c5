"""What stands around every page."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from rotation.locales import LANGUAGES, text
from rotation.ui.navigation import PAGES
from tests.ui.conftest import ENTRY, Page

NAMES = [name for names in PAGES.values() for name in names]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_drawn_on_the_first_start(page: Page, name: str, lang: str) -> None:
    drawn = page(name, lang)
    assert not drawn.exception
    assert not drawn.error
    assert drawn.title[0].value == text(f"ui.page.{name}", lang)


def test_the_first_start_opens_the_shipped_scenario() -> None:
    drawn = AppTest.from_file(str(ENTRY), default_timeout=60).run()
    assert "1" in drawn.query_params["scenario"]


def test_the_language_is_switched_and_stays_in_the_url(page: Page) -> None:
    drawn = page("scenario", "zh")
    drawn.sidebar.button_group[0].set_value("en").run()
    assert drawn.title[0].value == text("ui.page.scenario", "en")
    assert "en" in drawn.query_params["lang"]


def test_every_fault_is_a_sentence_and_none_a_traceback(page: Page) -> None:
    def broken() -> None:
        from rotation.domain.problem import Problem
        from rotation.errors import Defect, InvalidInput, StillRunning
        from rotation.ui.words import show_fault

        problem = Problem("file_empty", "roster.xlsx")
        faulty = (StillRunning("still_running"), InvalidInput([problem]), Defect("x"), KeyError(3))
        for fault in faulty:
            assert show_fault(fault)

    drawn = AppTest.from_function(broken)
    drawn.query_params["lang"] = "zh"
    drawn.run()
    assert not drawn.exception
    assert [error.value for error in drawn.error] == [
        text("store.refused.still_running", "zh"),
        text("ui.fault.invalid", "zh", count=1),
        text("ui.fault.unexpected", "zh"),
        text("ui.fault.unexpected", "zh"),
    ]


def test_a_scenario_that_is_gone_is_told_and_another_can_be_opened(page: Page) -> None:
    drawn = page("rules", scenario=99)
    assert drawn.warning[0].value == text("store.refused.no_scenario", "zh")
    drawn.main.button[0].click().run()
    assert not drawn.warning
    assert not drawn.exception
