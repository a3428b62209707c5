"""`rotation app`."""

from __future__ import annotations

import socket

import pytest

from rotation.cli import main


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code = main(["app", "--headless", "--port", str(port), "--lang", "en"])
    assert code == 2
    assert f"cannot serve at port {port} of 127.0.0.1" in capsys.readouterr().err
