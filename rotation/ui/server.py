"""Serves the screen on this machine."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.routing import Route
from streamlit.web import bootstrap

from rotation.ui.printed import printed
from rotation.ui.warm import warm
from rotation.ui.words import show_fault

PACKAGE = Path(__file__).parents[1]
ENTRY = next(
    file for file in (PACKAGE / "served" / "app.py", PACKAGE.parent / "app.py") if file.is_file()
)
"""setup.py puts a copy into the package; a checkout has it at its root."""


def serve(address: str, port: int, ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM. ready: called, in a thread, when pages can be asked for."""
    os.chdir(ENTRY.parent)  # where .streamlit/config.toml is looked for
    flags = {"server_address": address, "server_port": port, "server_headless": True}
    bootstrap.load_config_options(flags)

    @asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
        asyncio.get_running_loop().run_in_executor(None, ready)
        yield {}

    warm()
    screen = st.App(
        ENTRY,
        lifespan=lifespan,
        on_script_error=show_fault,
        routes=[Route("/print", printed)],
    )
    bootstrap.run_asgi_app(str(ENTRY), screen, [], flags)  # type: ignore[arg-type]
