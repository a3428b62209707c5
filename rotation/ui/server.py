"""Serves the screen on this machine, and beside it the page for printing, at `/print?plans=3` or
`/print?plans=3,5`. What the first page needs is made ready before."""

from __future__ import annotations

import asyncio
import gc
import getpass
import importlib
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from streamlit.env_util import is_repl
from streamlit.web import bootstrap

from rotation.compare.comparison import MOST
from rotation.draw.page import page
from rotation.errors import InvalidInput, NotThere, RotationError, StoreError
from rotation.locales import LANGUAGES, text
from rotation.report.of_comparison import Beside, comparison_report
from rotation.report.of_plan import plan_report, told_of
from rotation.report.table import Report
from rotation.store import Store
from rotation.store.wording import sentence
from rotation.ui.guard import Guard
from rotation.ui.imports import let_all_go
from rotation.ui.kept import Unlike, comparison_of, overview, store
from rotation.ui.navigation import PAGES
from rotation.ui.opened import FIRST_SCENARIO
from rotation.ui.since import of_compared, of_older
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
        let_all_go()  # a signal ends the process before what is registered for its end is done

    _warm()
    gc.freeze()  # after each run of a page Streamlit has all of the memory looked through
    screen = st.App(
        ENTRY,
        lifespan=lifespan,
        on_script_error=show_fault,
        routes=[Route("/print", printed)],
        middleware=[Middleware(Guard, address=address)],
    )
    bootstrap.run_asgi_app(str(ENTRY), screen, [], flags)  # type: ignore[arg-type]


_HEAVY = (
    "altair",
    "pandas",
    "pyarrow",
    "streamlit.elements.lib.column_config_utils",
    "streamlit.emojis",
)
"""What the pages' parts import when they are first drawn."""


def _warm() -> None:
    """Import the pages, open the store, and read what was worked on last (on the first start the
    shipped scenario). What fails here is told by the page that needs it."""
    for name in _HEAVY:
        importlib.import_module(name)
    is_repl()  # looks through every module, once
    for names in PAGES.values():
        for name in names:
            importlib.import_module(f"rotation.ui.pages.{name}")
    try:
        kept = store().scenarios()
        first = kept[0] if kept else store().open_shipped(FIRST_SCENARIO, author=getpass.getuser())
        overview(store().load(first.id)[0])
    except (RotationError, OSError, KeyError):
        return


async def printed(request: Request) -> HTMLResponse:
    """The report of the plans that are named, or a sentence why there is none."""
    lang = request.query_params.get("lang", "")
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    given = request.query_params.get("plans", "").split(",")
    ids = [int(each) for each in dict.fromkeys(given) if each.isdecimal()]
    return await run_in_threadpool(_answer, ids, lang)


def _answer(ids: list[int], lang: str) -> HTMLResponse:
    try:
        return HTMLResponse(page(_report(store(), ids, lang), lang))
    except StoreError as fault:
        words = sentence(fault, lang)
    except InvalidInput as fault:
        words = text("ui.fault.invalid", lang, count=len(fault.problems))
    except Unlike:
        words = text("ui.compare.unlike_any", lang)
    return HTMLResponse(f'<!doctype html><meta charset="utf-8"><p>{escape(words)}</p>', 404)


def _report(kept: Store, ids: list[int], lang: str) -> Report:
    """Raises StoreError, InvalidInput."""
    if not 1 <= len(ids) <= MOST:
        raise NotThere("no_plan")
    if len(ids) == 1:
        plan, scenario = kept.load_plan(ids[0])
        since = of_older(kept, kept.plan(ids[0]), lang)
        return plan_report(replace(told_of(scenario, plan, lang), since=since))
    entries = [kept.plan(plan_id) for plan_id in ids]
    compared = comparison_of(kept, entries, lang)
    notes = tuple(of_compared(kept, entries, compared, lang))
    return comparison_report(Beside(compared, lang, notes))
