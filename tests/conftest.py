"""What holds for every test."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests.seeds import TIMES
from tests.ui.browser import CHROMIUM, SCREEN

settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=50 * TIMES)
settings.load_profile("fixed")


def pytest_collection() -> None:
    """What is collected stays: it need not be looked through for what could be freed meanwhile."""
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that look through a browser take longest: first, so that nobody waits for one at the
    end, and each by one process, which starts what it needs once."""
    looking = {item.path for item in items if "browser" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: item.path not in looking)


def pytest_collection_finish() -> None:
    """Thousands of tests and the program stay to the end: what frees memory need not look through
    them again and again (a tenth of the time of all tests)."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """On a machine that is to have everything, a test that is passed over is one that failed."""
    report = yield
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real browser; tests that ask for it are passed over where there is none."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"], headless=True
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def tab(browser: Any) -> Any:
    """The browser's tab, in Chinese, on a screen as it is projected. Another one for every test
    would read the whole program of the screen once more."""
    return browser.new_page(locale="zh-CN", viewport=SCREEN)
