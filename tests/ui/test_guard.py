"""Who may ask the server, and what it tells browsers."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from rotation.ui.guard import Guard, is_loopback

OWN = "127.0.0.1:8501"


def asked(kind: str, address: str = "127.0.0.1", **headers: str) -> list[Any]:
    """What the server sends to who asks with these headers."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    told = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "headers": told, "method": "GET", "path": "/"}
    called = Guard(answer, address)(scope, lambda: None, send)  # type: ignore[arg-type]
    with ThreadPoolExecutor(1) as aside:  # a browser of other tests may have a loop here
        aside.submit(asyncio.run, called).result()
    return sent


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    ("host", "origin"),
    [
        (OWN, f"http://{OWN}"),
        ("localhost:8501", "http://localhost:8501"),
        ("[::1]:8501", "http://[::1]:8501"),
        (OWN, None),
        ("localhost", "https://localhost"),
    ],
)
def test_a_page_of_its_own_is_answered(kind: str, host: str, origin: str | None) -> None:
    headers = {"host": host} | ({} if origin is None else {"origin": origin})
    assert asked(kind, **headers)[0]["status"] == 200


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("evil.example:8501", None),
        ("evil.example:8501", "http://evil.example:8501"),  # a name that points to this machine
        (OWN, "http://evil.example"),
        (OWN, "http://127.0.0.1:9000"),  # another server of this machine
        (OWN, "null"),
        ("192.168.1.5:8501", None),
        ("127.0.0.1.evil.example", None),
        ("localhost@evil.example", None),
        ("localhost:port", None),
        ("", None),
    ],
)
def test_anybody_else_is_refused(kind: str, host: str, origin: str | None) -> None:
    headers = {"host": host} | ({} if origin is None else {"origin": origin})
    first = asked(kind, **headers)[0]
    assert first.get("status") == 403 or first == {"type": "websocket.close", "code": 1008}


def test_without_a_host_nobody_is_answered() -> None:
    assert asked("http")[0]["status"] == 403


def test_an_address_that_was_told_is_a_name_of_its_own() -> None:
    assert asked("http", "planer.example", host="planer.example:8501")[0]["status"] == 200
    assert asked("http", "0.0.0.0", host="192.168.1.5:8501")[0]["status"] == 200
    assert asked("http", "0.0.0.0", host="evil.example:8501")[0]["status"] == 403


def test_browsers_are_told_to_load_nothing_from_elsewhere() -> None:
    told = {name.decode(): value.decode() for name, value in asked("http", host=OWN)[0]["headers"]}
    policy = dict(part.split(" ", 1) for part in told["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    outside = [word for words in policy.values() for word in words.split() if "//" in word]
    assert outside == [f"ws://{OWN}", f"wss://{OWN}"]
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("address", "alone"),
    [
        ("127.0.0.1", True),
        ("127.0.0.2", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("planer.example", False),
    ],
)
def test_only_this_machine_reaches_a_loopback_address(address: str, alone: bool) -> None:
    assert is_loopback(address) is alone
