"""kill -9 of the server in the middle of a run, and the same page afterwards."""

from __future__ import annotations

import re

from rotation.locales import text
from rotation.store import RunState, Store
from tests.ui.browser import Server, Visitor
from tests.ui.test_journey import say


def test_a_server_that_is_killed_loses_no_run(visitor: Visitor, server: Server) -> None:
    """The worker goes on while there is no server; the page takes the run up again."""
    store = Store.open(server.database)
    county = store.open_shipped("qingshui", author="甲")
    visitor.open(f"/solve?scenario={county.id}")
    start_a_long_run(visitor)
    visitor.page.get_by_role("button", name=say("run.finish_several")).wait_for()  # it is at work
    address = visitor.page.url
    server.kill()
    server.start()
    visitor.page.goto(address)
    finish_the_run(visitor)
    (run,) = store.runs(county.id)
    store.close()
    assert (run.state, run.attempts) == (RunState.STOPPED, 1)


def start_a_long_run(visitor: Visitor) -> None:
    visitor.page.get_by_text(text("run.kind.front", "zh"), exact=True).click()
    visitor.says(say("ask.second_goal"))
    visitor.click(say("ask.start"))


def finish_the_run(visitor: Visitor) -> None:
    """The trade-off of a county takes minutes; what was found until it is ended is kept, and the
    newest plan is looked at."""
    visitor.page.get_by_text(re.compile("已求得[1-9][0-9]*个方案，仍在继续")).wait_for()
    visitor.page.get_by_role("button", name=say("run.finish_several")).click()
    visitor.says(text("run.message.finished_early", "zh"))
    visitor.go("方案")
    visitor.says(say("plan.lawful"))
