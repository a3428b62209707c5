"""Draws the pictures of papers.md: pages of a plan of the made-up district as they are printed.

    PYTHONPATH=.:FOLDER_WITH_PILLOW .venv/bin/python docs/papers.py PLAN.json

PLAN.json is a plan of scenarios/jiangyan. Needs LibreOffice, pdftoppm, fonts with Chinese
characters, and Pillow. Nothing is arranged for the pictures.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from rotation.cli import main as rotation
from rotation.draw.pdf import office, pdf_bytes

HERE = Path(__file__).resolve().parent
SCENARIO = HERE.parent / "scenarios" / "jiangyan"
DPI, COLOURS = 75, 16
PAPERS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "meeting.xlsx": (
        ("--meeting", "区委常委会"),
        {"papers-proposal": "干部调配建议方案", "papers-quotas": "领导职数配备情况表",
         "papers-teams": "领导班子结构分析"},
    ),
    "memo.docx": (("--meeting", "区委常委会"), {"papers-memo": "建议方案"}),
    "form.docx": (("--paper", "approval"), {"papers-form": "任", "papers-form-back": "奖"}),
}  # fmt: skip
"""By the file that `export` writes: what it is told, and pages by a text that they begin with."""


def main(plan: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, (options, pages) in PAPERS.items():
            out = folder / file
            rotation(["export", str(SCENARIO), plan, "--out", str(out), "--lang", "zh", *options])
            pdf = out.with_suffix(".pdf")
            if out.suffix == ".docx":
                pdf.write_bytes(pdf_bytes(out.read_bytes()))
            else:
                convert = [str(office()), "--headless", "--convert-to", "pdf", "--outdir", name]
                subprocess.run([*convert, str(out)], check=True, capture_output=True)
            for picture, begins in pages.items():
                draw(pdf, picture, begins)


def draw(pdf: Path, picture: str, begins: str) -> None:
    """The first page at whose top a text stands, in few colours."""
    page = 1
    while begins not in "".join(words(pdf, page).split())[:60]:
        page += 1
    made = subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-f", str(page), "-l", str(page), "-png", str(pdf)],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    small = Image.open(io.BytesIO(made)).convert("L").quantize(COLOURS)
    small.save(HERE / f"{picture}.png", optimize=True, bits=4)


def words(pdf: Path, page: int) -> str:
    """What stands on a page. Raises CalledProcessError past the last one."""
    asked = ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main(sys.argv[1])
