"""`rotation app`."""

from __future__ import annotations

import socket
from contextlib import nullcontext

import pytest

from rotation.cli import main
from rotation.locales import LANGUAGES, text


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code = main(["app", "--headless", "--port", str(port), "--lang", "en"])
    assert code == 2
    assert f"cannot serve at port {port} of 127.0.0.1" in capsys.readouterr().err


def test_an_address_that_others_reach_is_refused_until_it_is_meant(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[str] = []
    monkeypatch.setattr("rotation.ui.server.serve", lambda address, *_: served.append(address))
    asked = ["app", "--headless", "--address", "0.0.0.0", "--lang", "en"]
    assert main(asked) == 2
    assert "there are no logins" in capsys.readouterr().err
    assert not served
    assert main([*asked, "--no-logins"]) == 0
    assert served == ["0.0.0.0"]
    told = "".join(capsys.readouterr().err.split())
    for lang in LANGUAGES:
        words = text("terminal.app.no_logins", lang, address="0.0.0.0")
        assert "".join(words.split()) in told


def test_an_address_of_the_sixth_version_stands_in_brackets(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[socket.AddressFamily] = []  # there may be no such network here
    monkeypatch.setattr("socket.create_server", lambda _, family: nullcontext(tried.append(family)))
    monkeypatch.setattr("rotation.ui.server.serve", lambda address, port, ready: ready())
    assert main(["app", "--headless", "--address", "::1", "--lang", "en"]) == 0
    assert "http://[::1]:" in capsys.readouterr().err
    assert tried == [socket.AF_INET6]
