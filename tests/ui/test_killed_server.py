"""kill -9 of the server in the middle of a run, and the same page afterwards."""

from __future__ import annotations

from rotation.store import RunState, Store
from tests.ui.browser import Server, Visitor, serving
from tests.ui.test_journey import finish_the_run, say, start_a_long_run


def test_a_server_that_is_killed_loses_no_run(visitor: Visitor, server: Server) -> None:
    """The worker goes on while there is no server; the page takes the run up again."""
    store = Store.open(server.database)
    county = store.open_shipped("qingshui", author="甲")
    visitor.open(f"/solve?scenario={county.id}")
    start_a_long_run(visitor)
    visitor.page.get_by_role("button", name=say("run.finish_several")).wait_for()  # it is at work
    address = visitor.page.url
    server.kill()
    with serving(server.data, server.port):
        visitor.page.goto(address)
        finish_the_run(visitor)
    (run,) = store.runs(county.id)
    store.close()
    assert (run.state, run.attempts) == (RunState.STOPPED, 1)
