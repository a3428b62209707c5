"""Serves the screen on this machine."""

from __future__ import annotations

import asyncio
import os
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.web import bootstrap

import rotation
from rotation.ui import faults

ENTRY = Path(rotation.__file__).parent.parent / "app.py"


def serve(address: str, port: int, *, browser: bool) -> None:
    """Serve until Ctrl-C or SIGTERM. browser: open the page in the reader's browser."""
    os.chdir(ENTRY.parent)  # where .streamlit/config.toml is looked for
    flags = {"server_address": address, "server_port": port, "server_headless": True}
    bootstrap.load_config_options(flags)

    @asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
        if browser:
            url = f"http://{address}:{port}"
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, url)
        yield {}

    screen = st.App(ENTRY, lifespan=lifespan, on_script_error=faults.show)
    bootstrap.run_asgi_app(str(ENTRY), screen, [], flags)  # type: ignore[arg-type]
