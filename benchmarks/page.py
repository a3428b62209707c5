"""The page of figures: sections that are replaced when they are measured anew."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

ORDER = (
    "To reach",
    "The ladder",
    "How far after how long",
    "What was tried",
    "Beside the alternatives",
    "How time grows",
    "Bare assignments, with the network flows and without",
    "A province",
    "The screen",
)


def put(path: Path, text: str) -> None:
    """Replace what the page says before its first heading and under the headings of `text`."""
    said = _sections(path.read_text(encoding="utf-8") if path.exists() else "") | _sections(text)
    headings = sorted(said, key=lambda heading: ("", *ORDER, heading).index(heading))
    parts = [f"## {heading}\n\n{said[heading]}" if heading else said[""] for heading in headings]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    head, *others = f"\n{text}".split("\n## ")
    bodies = {"": head} | {
        heading: body for heading, _, body in (o.partition("\n") for o in others)
    }
    return {heading: body.strip() for heading, body in bodies.items() if body.strip()}


def line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def lost(values: list[int] | None, best: list[int]) -> str:
    """The first tier in which a plan is worse than the best, and by how much."""
    if values is None:
        return "no plan"
    for tier, (value, least) in enumerate(zip(values, best, strict=False), start=1):
        if value != least:
            share = f" ({(value - least) / least:.1%})" if least > 0 else ""
            return f"tier {tier} of {len(best)}: {value} for {least}{share}"
    return "nothing" if len(values) == len(best) else "later tiers"
