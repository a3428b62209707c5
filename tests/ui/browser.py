"""The server as a process of its own, and a real browser that looks at it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rotation.store import Store
from rotation.store.folder import DATABASE_FILE

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = Path("/usr/bin/chromium")
SCREEN = {"width": 1366, "height": 768}
MOST_SECONDS = 90
HEALTH = "/_stcore/health"
_ROW = 35
_SETTLED = """() => document.querySelector('[data-test-script-state="notRunning"]')
  && !document.querySelector('[data-testid="stSpinner"], [data-testid="stSkeleton"]')"""


@dataclass
class Server:
    """A server under test; its data are in `data`, and outlive it. installed: the program to be
    served instead of the checkout's."""

    port: int
    data: Path
    installed: Path | None = None
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        return f"sqlite:///{self.data / DATABASE_FILE}"

    def start(self) -> None:
        program = [sys.executable, "-P", "-m", "rotation"]
        own = {k: v for k, v in os.environ.items() if not k.startswith(("ROTATION_", "PYTHONPATH"))}
        environment = {**own, "ROTATION_DATA": str(self.data)}
        if self.installed is None:
            environment["PYTHONPATH"] = str(ROOT)
        else:
            program = [str(self.installed)]
        command = [*program, "app", "--headless", "--port", str(self.port)]
        self.data.mkdir(parents=True, exist_ok=True)
        log = self.data / "server.log"
        with log.open("ab") as kept:
            self.process = subprocess.Popen(command, env=environment, stdout=kept, stderr=kept)
        _wait_for(f"{self.url}{HEALTH}", self.process, log)

    def kill(self) -> None:
        """As by kill -9."""
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
        _cancel_runs(self.data)


@contextmanager
def serving(data: Path, installed: Path | None = None) -> Iterator[Server]:
    """A server on this data folder, on a free port; ended when the block is left."""
    server = Server(free_port(), data, installed)
    try:
        server.start()
        yield server
    finally:
        server.end()


def _cancel_runs(data: Path) -> None:
    """Runs outlive the server that started them; what a test leaves behind is not to go on."""
    if not (data / DATABASE_FILE).exists():
        return
    store = Store.open(f"sqlite:///{data / DATABASE_FILE}")
    for entry in store.scenarios():
        for run in store.runs(entry.id):
            if run.under_way:
                store.cancel(run.id, author="test")
    store.close()


def empty(server: Server) -> None:
    """Leave nothing in the store for the next test."""
    store = Store.open(server.database)
    for entry in store.scenarios():
        store.delete_scenario(entry.id, author="test")
    store.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found: int = taken.getsockname()[1]
        return found


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


def sheets(pdf: bytes) -> int:
    """How many pages a file has that the browser printed."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


class Visitor:
    """A tab of the browser. `outside`: requests that left this machine."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.url = url
        self.outside: list[str] = []
        page.set_default_timeout(MOST_SECONDS * 1000)
        page.on("request", self._note)

    def _note(self, request: Any) -> None:
        if not request.url.startswith((self.url, self.url.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(request.url)

    def leave(self) -> None:
        """To a page without a program, so that the tab keeps what it has read of the screen's."""
        self.page.goto(f"{self.url}{HEALTH}")
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.context.clear_cookies()
        self.page.remove_listener("request", self._note)

    def open(self, path: str = "/") -> None:
        self.page.goto(f"{self.url}{path}")
        self.page.get_by_test_id("stHeading").first.wait_for()
        self.settle()

    def turn_to(self, path: str) -> None:
        """Another address, as by Back: without loading the program in the browser once more."""
        self.page.evaluate(
            "path => { history.pushState({}, '', path);"
            " dispatchEvent(new PopStateEvent('popstate', {state: {}})); }",
            path,
        )
        self.settle()

    def settle(self) -> None:
        """Wait until the page is drawn: nothing runs and nothing is still to come. What a click
        brings about is to be waited for by its words first: it takes a moment to reach the server.
        """
        for _ in range(2):  # between two parts of a page nothing runs for a moment
            self.page.wait_for_timeout(100)
            self.page.wait_for_function(_SETTLED, polling=50)

    def go(self, title: str) -> None:
        """By the sidebar."""
        self.page.get_by_test_id("stSidebarNav").get_by_text(title, exact=True).click()
        self.heading(title)

    def heading(self, words: str) -> None:
        """Wait for this heading, and for the page under it."""
        self.page.get_by_role("heading", name=words, exact=True).wait_for()
        self.settle()

    def click(self, words: str) -> None:
        """A button with these words."""
        self.page.get_by_role("button", name=words, exact=True).first.click()
        self.settle()

    def field(self, key: str) -> Any:
        """The field of a widget whose key ends like this, with "-" for all but letters."""
        return self.page.locator(f'[class*="st-key-"][class*="-{key}"] input').first

    def fill(self, key: str, value: str) -> None:
        field = self.field(key)
        field.fill(value)
        field.press("Enter")
        self.settle()

    def says(self, words: str) -> None:
        """Wait until these words are on the page, and the rest of it."""
        self.page.get_by_text(words).first.wait_for()
        self.settle()

    def cell(self, words: str) -> None:
        """Wait until a table, which is drawn as a picture, has a cell with these words."""
        self.page.locator("td").filter(has_text=words).first.wait_for(state="attached")

    def row(self, words: str) -> list[str]:
        """The cells of the row of a table, drawn as a picture, that has a cell of these words."""
        self.cell(words)
        named = self.page.locator("td").filter(has_text=re.compile(f"^{re.escape(words)}$"))
        found = self.page.locator("tr").filter(has=named).first
        cells: list[str] = found.locator("td").all_text_contents()
        return cells

    def pick_row(self, number: int) -> None:
        """Click the box before a row, from 1, of the first table that is drawn as a picture."""
        box = self.page.get_by_test_id("stDataFrame").first.bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + 18, box["y"] + _ROW * (number + 0.5))
        self.settle()

    def choose(self, key: str, option: str) -> None:
        """An option of a list; key as for `field`. A list closes when the page scrolls or is drawn
        anew, and is then opened once more, as a person would."""
        from playwright.sync_api import TimeoutError as PlaywrightTimeout

        until = time.monotonic() + MOST_SECONDS
        while True:
            field = self.field(key)
            field.scroll_into_view_if_needed()
            self.settle()
            field.click()
            try:
                self.page.get_by_role("option", name=option).first.click(timeout=3000)
                break
            except PlaywrightTimeout:
                if time.monotonic() > until:
                    raise
        self.settle()

    def download(self, button: str, to: Path) -> Path:
        """The file that a button gives, saved in the folder `to` by its own name."""
        with self.page.expect_download() as started:
            self.page.get_by_role("button", name=button, exact=True).click()
        file = to / started.value.suggested_filename
        started.value.save_as(file)
        return file

    def metric(self, label: str) -> str:
        found: str = (
            self.page.get_by_test_id("stMetric")
            .filter(has_text=label)
            .first.get_by_test_id("stMetricValue")
            .inner_text()
        )
        return found
