"""Draws the README's pictures from the program's own output.

    PYTHONPATH=FOLDER_WITH_PILLOW .venv/bin/python docs/pictures.py

Needs chromium, a monospace font with Chinese characters, and Pillow. The page is long: the picture
keeps its head, the first people of three tables and the certificate, and says how many lines were
left out. Nothing else is changed.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

HERE = Path(__file__).resolve().parent
COLUMNS, PEOPLE, COLOURS = 110, 3, 32
CUT = {"zh": "⋯ 此处略去{count}行 ⋯", "en": "⋯ {count} lines left out ⋯"}
PARTS = {
    "zh": ("保护性交流", "培养性交流", "鞭策性交流", "最优性证明"),
    "en": (
        "Category: protective",
        "Category: developmental",
        "Category: motivating",
        "Certificate",
    ),
}
KINDS = ("平级交流", "轮岗", "进一步使用", "提拔任职", "安排任职", "逆向调整", "降职使用")
"""What stands under a name in the Chinese tables; it begins like a name, but is none."""
THEME = TerminalTheme(
    (255, 255, 255),
    (31, 35, 40),
    [(31, 35, 40), (176, 36, 24), (20, 118, 52), (154, 103, 0), (9, 80, 174), (130, 60, 160),
     (12, 96, 128), (110, 118, 129)],
)  # fmt: skip
PAGE = """<!doctype html><meta charset="utf-8"><style>
@font-face {{ font-family: narrow; src: local("DejaVu Sans Mono"); size-adjust: 83%;
             unicode-range: U+2018-201D }}
body {{ margin: 0; background: #fff }}
pre {{ margin: 0; padding: 20px 28px; line-height: 22px; font-size: 16px;
       text-spacing-trim: space-all; font-family: LETTERS "Noto Sans Mono CJK SC", monospace }}
</style><pre>{code}</pre>"""


def output(lang: str) -> list[str]:
    """What `./run solve` shows on a terminal, with its colours, line by line."""
    setting = {"FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    command = ["./run", "solve", "scenarios/jiangyan", "--lang", lang, "--out"]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [*command, f"{folder}/plan.json"],
            cwd=HERE.parent,
            env={**os.environ, **setting},
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().replace(f"{folder}/", "").splitlines()


def keeps(lines: Sequence[str], lang: str) -> Iterator[bool]:
    """Whether each line stays: the head, the first people of each table, the certificate."""
    part, people = "head", 0
    for line in (re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines):
        if line.strip().startswith(PARTS[lang]) and not line.startswith("  "):
            part, people = line.strip(), -1  # counted from the rule under the headings
        elif part not in ("head", "between") and not part.startswith(PARTS[lang][-1]):
            person = re.match(r" [\u4e00-\u9fff]", line) and not line[1:].startswith(KINDS)
            people = 0 if line.startswith(" ---") else people + bool(person and people >= 0)
            part = "between" if not line.strip() else part
        yield part != "between" and people <= PEOPLE


def shortened(lines: Sequence[str], lang: str) -> Iterator[Text]:
    dropped = 0
    for line, kept in zip(lines, keeps(lines, lang), strict=True):
        if kept and dropped:
            yield Text(" " + CUT[lang].format(count=dropped), style="dim italic")
            yield Text("")
        dropped = 0 if kept else dropped + 1
        if kept:
            yield Text.from_ansi(line)


def draw(lang: str) -> None:
    """Write docs/solve-LANG.png."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), highlight=False)
    prompt = Text.assemble(("$ ", "dim"), "./run solve scenarios/jiangyan --out plan.json")
    shown = [prompt, Text(""), *shortened(output(lang), lang)]
    for line in shown:
        console.print(line, no_wrap=True, crop=False)
    # Quotation marks are two columns wide in Chinese, one in English.
    form = PAGE.replace("LETTERS", "narrow," if lang == "en" else "")
    page = console.export_html(theme=THEME, code_format=form, inline_styles=True)
    size = f"{COLUMNS * 8 + 56},{len(shown) * 22 + 40}"
    with tempfile.TemporaryDirectory() as folder:
        source, raw = Path(folder, "page.html"), Path(folder, "page.png")
        source.write_text(page, encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={size}",
             "--force-device-scale-factor=2", f"--screenshot={raw}", source.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
        few = Image.open(raw).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(HERE / f"solve-{lang}.png", optimize=True)


if __name__ == "__main__":
    for each in CUT:
        draw(each)
