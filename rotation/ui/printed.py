"""The page for printing, at `/print?plans=3` or `/print?plans=3,5`: served beside the screen."""

from __future__ import annotations

from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse

from rotation.compare.comparison import MOST
from rotation.draw.page import page
from rotation.errors import InvalidInput, NotThere, StoreError
from rotation.locales import LANGUAGES, text
from rotation.report.of_comparison import Beside, comparison_report
from rotation.report.of_plan import plan_report, told_of
from rotation.report.table import Report
from rotation.store import Store
from rotation.store.wording import sentence
from rotation.ui.kept import Unlike, comparison_of, store


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
        return plan_report(told_of(scenario, plan, lang))
    entries = [kept.plan(plan_id) for plan_id in ids]
    return comparison_report(Beside(comparison_of(kept, entries, lang), lang))
