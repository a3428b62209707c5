"""Where a long run stands: a live line on a terminal, else a line from time to time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.solve.engines.base import Progress, Watch
from rotation.wording.tiers import goal_titles

QUIET_SECONDS = 2.0
"""A run shorter than this tells nothing of its progress."""
LINE_EVERY_SECONDS = 5.0


class Teller:
    """Turns the watch's reports into lines. stage: what is being made, where a run makes several
    plans; in words."""

    def __init__(self, page: Page, scenario: Scenario, watch: Watch) -> None:
        self.page = page
        self.watch = watch
        self.titles = goal_titles(scenario, page)
        self.started = time.monotonic()
        self.latest: Progress | None = None
        self.stage = ""
        self.told = self.started + QUIET_SECONDS - LINE_EVERY_SECONDS

    def seen(self, progress: Progress) -> None:
        self.latest = progress

    def seen_plain(self, progress: Progress) -> None:
        """For a pipe: a line at most every few seconds."""
        self.latest = progress
        if time.monotonic() - self.told >= LINE_EVERY_SECONDS:
            self.told = time.monotonic()
            self.page.log(self.words())

    def words(self) -> str:
        """The tier at work, and the best value and bound that this tier has so far."""
        seconds = int(time.monotonic() - self.started)
        tier = self.watch.tier
        latest = self.latest if self.latest and self.latest.tier == tier else None
        if self.stage:
            return self.page.say("progress.stage", seconds=seconds, stage=self.stage)
        if tier not in self.titles:
            return self.page.say("progress.building", seconds=seconds)
        return self.page.say(
            "progress.tier",
            place=sorted(self.titles).index(tier) + 1,
            count=len(self.titles),
            titles=self.titles[tier],
            value="-" if latest is None or latest.value is None else latest.value,
            bound="-" if latest is None or latest.bound is None else latest.bound,
            seconds=seconds,
        )

    def __rich__(self) -> Table:
        grid = Table.grid(padding=(0, 1))
        grid.add_row(self._spinner, Text(self.words(), no_wrap=True, overflow="ellipsis"))
        if time.monotonic() - self.started > QUIET_SECONDS:
            grid.add_row("", Text(self.page.say("progress.stop_hint"), style="dim"))
        return grid

    _spinner = Spinner("dots")


@contextmanager
def following(watch: Watch, scenario: Scenario, page: Page) -> Iterator[Teller]:
    """Show the progress of a run while the block lasts."""
    teller = Teller(page, scenario, watch)
    if not page.console.is_terminal:
        watch.report = teller.seen_plain
        yield teller
        return
    watch.report = teller.seen
    live = Live(teller, console=page.console, transient=True, refresh_per_second=5)
    with live:
        yield teller


@contextmanager
def telling(page: Page, first: str) -> Iterator[Callable[[str], None]]:
    """Show what is being done, in words: a live line on a terminal, else a line from time to
    time."""
    started = time.monotonic()
    if page.console.is_terminal:
        with page.console.status(first) as status:
            yield status.update
        return
    told = started + QUIET_SECONDS - LINE_EVERY_SECONDS

    def tell(words: str) -> None:
        nonlocal told
        if time.monotonic() - told >= LINE_EVERY_SECONDS:
            told = time.monotonic()
            page.log(page.say("progress.stage", seconds=int(told - started), stage=words))

    yield tell
