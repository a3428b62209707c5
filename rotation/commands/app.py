"""`rotation app`: serve the screen until Ctrl-C; on this machine alone unless it is said that
others may look, as there are no logins."""

from __future__ import annotations

import socket
import webbrowser
from contextlib import suppress

from rotation.domain.problem import Problem
from rotation.draw.terminal import Page
from rotation.errors import InvalidInput
from rotation.locales import LANGUAGES, text
from rotation.terminal.answer import DONE, Answer
from rotation.usage import JSON, Asked, Command, Number, Switch

USUAL_PORT = 8501
_PORTS_TRIED = 20


def run(options: Asked) -> Answer:
    """Serve. Raises InvalidInput for a port that is taken, and for an address that others reach
    where nobody said so."""
    from rotation.ui.guard import is_loopback

    page = options.progress
    is_open = not is_loopback(options.address)
    if is_open and not options.no_logins:
        values = {"address": options.address}
        raise InvalidInput([Problem("reached_by_others", "rotation app", values=values)])
    port = _port(options.address, options.port)
    host = f"[{options.address}]" if ":" in options.address else options.address
    url = f"http://{host}:{port}"
    if is_open:
        for lang in LANGUAGES:
            page.line(text("terminal.app.no_logins", lang, address=options.address))
    page.line(page.say("app.starting"))
    from rotation.ui.server import serve

    def ready() -> None:
        page.line(page.say("app.serving", url=url))
        if not options.headless:
            webbrowser.open(url)

    with suppress(KeyboardInterrupt):  # Ctrl-C is how one ends it
        serve(options.address, port, ready)
    return Answer(DONE, {"status": "ok", "url": url}, _ended)


def _ended(page: Page) -> None:
    page.line(page.say("app.ended"))


def _port(address: str, wanted: int | None) -> int:
    """The port that was asked for, or the first one that is free."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    tried = range(USUAL_PORT, USUAL_PORT + _PORTS_TRIED) if wanted is None else (wanted,)
    for port in tried:
        try:
            with socket.create_server((address, port), family=family):
                return port
        except OSError as fault:
            detail = fault.strerror or str(fault)
    values = {"address": address, "port": tried[0], "detail": detail}
    raise InvalidInput([Problem("port_taken", "rotation app", values=values)])


COMMAND = Command(
    run,
    Switch("--port", metavar="P", type=Number(1, 65_535)),
    Switch("--address", metavar="A", default="127.0.0.1"),
    Switch("--no-logins", is_flag=True),
    Switch("--headless", is_flag=True),
    JSON,
)
