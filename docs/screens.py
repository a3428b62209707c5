"""Draws the pictures of the screen: the shipped scenario, a plan of it, a comparison, the years
ahead, an import.

    PYTHONPATH=. .venv/bin/python docs/screens.py

Needs chromium and a font with Chinese characters. Nothing is arranged for the picture: the
plans are solved for it, the pages are those of `./run app` on a screen of 1366 by 768.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from rotation.jobs import start, supervise
from rotation.locales import LANGUAGES, text
from rotation.store import Store
from tests.intake.papers import official, write_xlsx
from tests.ui.browser import CHROMIUM, SCREEN, Visitor, serving

HERE = Path(__file__).resolve().parent
AUTHOR = {"zh": "干部科", "en": "Cadre office"}
COMPARED = 3
PICKED = "C0006"
"""Who is picked on the board: somebody for whom posts are open."""


def pages(scenario_id: int, plan_ids: list[int]) -> dict[str, str]:
    """The addresses of the pages by the names of their pictures."""
    both = ",".join(map(str, plan_ids[:COMPARED]))
    return {
        "screen-scenario": f"/scenario?scenario={scenario_id}",
        "screen-plan": f"/plan?scenario={scenario_id}&plan={plan_ids[0]}",
        "screen-by-hand": f"/by_hand?scenario={scenario_id}&plan={plan_ids[0]}&cadre={PICKED}",
        "screen-compare": f"/compare?scenario={scenario_id}&plans={both}",
        "screen-ahead": f"/ahead?scenario={scenario_id}",
    }


def solved(data: Path, author: str) -> dict[str, str]:
    """Make plans of the shipped scenario by several orders of its goals; gives the pages."""
    os.environ["ROTATION_DATA"] = str(data)
    store = Store.open()
    entry = store.open_shipped("jiangyan", author=author)
    asked = {"options": {"count": COMPARED}, "ahead": {"years": 5, "level": True}}
    run, *_ = runs = [
        start(store, entry.id, 1, kind, {**given, "seconds": 300}, author=author)
        for kind, given in asked.items()
    ]
    while any(store.run(each.id).under_way for each in runs):
        supervise(store)
        time.sleep(1)
    plan_ids = [plan.id for plan in store.plans_of_run(run.id)]
    store.close()
    return pages(entry.id, plan_ids)


def draw(chromium: Any, lang: str) -> None:
    """The pictures in one language."""
    author = os.environ["LOGNAME"] = AUTHOR[lang]  # what stands in the field for one's name
    with tempfile.TemporaryDirectory() as folder:
        found = solved(Path(folder), author)
        with serving(Path(folder)) as server:
            context = chromium.new_context(locale=lang, viewport=SCREEN)
            visitor = Visitor(context.new_page(), server.url)
            for name, address in found.items():
                visitor.open(f"{address}&lang={lang}")
                visitor.page.wait_for_load_state("networkidle")
                visitor.page.screenshot(path=HERE / f"{name}-{lang}.png")
            context.close()


STAFF = {
    "zh": "人员,男女,生日,部门,担任职务,任职年限,鞋码\n张伟,先生,1979.03,县水利局,局长,6,42\n"
    "李娜,女士,1985.11,县财政局,副局长,2.5,37\n",
    "en": "Full name,Sex,Date of birth,Dept,Position,Years in post,Shoe size\n"
    "张伟,Mr,1979.03,县水利局,局长,6,42\n李娜,Ms,1985.11,县财政局,副局长,2.5,37\n",
}


def draw_import(chromium: Any, lang: str) -> None:
    """The import of a collection workbook of people who never were, and of a table that is no known
    paper."""
    os.environ["LOGNAME"] = AUTHOR[lang]
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "data") as server:
        book = write_xlsx(Path(folder) / "信息采集表.xlsx", official())
        table = Path(folder) / {"zh": "外单位人员.csv", "en": "staff.csv"}[lang]
        table.write_text(STAFF[lang], "utf-8")
        context = chromium.new_context(locale=lang, viewport=SCREEN)
        visitor = Visitor(context.new_page(), server.url)
        visitor.open(f"/papers?lang={lang}")
        visitor.page.locator("input[type=file]").set_input_files([book, table])
        visitor.says(table.name)
        visitor.click(text("ui.papers.start", lang))
        visitor.says(text("ui.papers.look_through", lang))
        visitor.page.screenshot(path=HERE / f"screen-papers-{lang}.png")
        context.close()


def main() -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"], headless=True
        )
        for lang in LANGUAGES:
            draw(chromium, lang)
            draw_import(chromium, lang)
        chromium.close()


if __name__ == "__main__":
    main()
