"""The page of `pareto`: the points of a front, what each step costs, and the front as a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rotation.draw.prose import Prose
from rotation.draw.terminal import Cell, Col, Page
from rotation.options.epsilon_constraint import Amounts
from rotation.options.pareto_front import Front, Point
from rotation.terminal.solve import show_header
from rotation.wording.names import rule_title
from rotation.wording.profiles import limit_title
from rotation.wording.proofs import conclusion_word

WIDTH, HEIGHT = 56, 14
MARK = "o"
CHART_GOALS = 2


@dataclass(frozen=True)
class Traced:
    """What a page of `pareto` draws. folder: where the plans were written; seconds: in all."""

    found: Front
    folder: Path | None = None
    seconds: float = 0.0


def point_file(amounts: Amounts) -> str:
    """The file of a point's plan: the goals' amounts in their order."""
    return "-".join(map(str, amounts)) + ".json"


def show_pareto(page: Page, traced: Traced) -> None:
    """Header, what was traced, the points, a chart of two goals, and where the plans are."""
    found = traced.found
    show_header(page, found.scenario)
    page.gap()
    titles = [rule_title(code, page.lang) for code in found.goals]
    page.line(page.say("pareto.goals", goals=page.join(titles)), "bold")
    _show_verdict(page, traced)
    held = [
        page.say("pareto.held_one", title=limit_title(code, page.lang), amount=amount)
        for code, amount in found.held.items()
    ]
    page.line(page.say("pareto.held", held=page.join(held)) if held else page.say("pareto.free"))
    if found.none is not None:
        page.line(page.say("pareto.defect"), "bold red")
    _show_points(page, traced, titles)
    if len(found.goals) == CHART_GOALS and len(found.points) > 1:
        _show_chart(page, found, titles)
    _show_where(page, traced)


def _show_verdict(page: Page, traced: Traced) -> None:
    found = traced.found
    if found.complete:
        key = "complete"
    elif found.sampled:
        key = "sampled"
    else:
        key = "stopped" if found.stopped else "open"
    proven = sum(point.proven for point in found.points)
    words = page.say(
        f"pareto.{key}",
        count=len(found.points),
        proven=proven,
        gaps=len(found.gaps),
        seconds=f"{traced.seconds:.1f}",
    )
    sure = proven == len(found.points) and not found.gaps
    page.line(words, "bold green" if sure else "bold yellow")


def _show_points(page: Page, traced: Traced, titles: Sequence[str]) -> None:
    found, saved = traced.found, traced.folder is not None
    steps = len(found.goals) == CHART_GOALS
    page.heading("pareto.points")
    page.line(page.say("pareto.note" if steps else "pareto.note_three"), "dim", indent=1)
    columns = [Col("number", right=True)]
    columns += [Col("of_goal", right=True, wraps=True, values={"goal": title}) for title in titles]
    columns += [Col("trade", wraps=True)] if steps else []
    columns += [Col("moved", right=True), Col("proof")]
    columns += [Col("file", ratio=1)] if saved else []
    rows = [_row(page, traced, place, steps=steps) for place in range(len(found.points))]
    page.table(columns, rows)


def _row(page: Page, traced: Traced, place: int, *, steps: bool) -> Sequence[Cell]:
    found, saved = traced.found, traced.folder is not None
    point = found.points[place]
    proof = Prose(
        conclusion_word(page, "optimal" if point.proven else "open"),
        "green" if point.proven else "yellow",
    )
    step = [_step(found.points[place - 1], point) if place else "-"] if steps else []
    amounts = [str(amount) for amount in point.amounts]
    file = [point_file(point.amounts)] if saved else []
    return (str(place + 1), *amounts, *step, str(point.plan.adjusted), proof, *file)


def _step(before: Point, point: Point) -> str:
    """What is given up and gained from one point to the next."""
    changes = (now - then for then, now in zip(before.amounts, point.amounts, strict=True))
    return " / ".join(f"{change:+d}" for change in changes)


def _show_chart(page: Page, found: Front, titles: Sequence[str]) -> None:
    page.heading("pareto.chart")
    page.line(page.say("pareto.upright", goal=titles[1]), "dim", indent=1)
    for line in chart([point.amounts for point in found.points]):
        page.line(line, indent=1)
    page.line(page.say("pareto.across", goal=titles[0]), "dim", indent=1)


def chart(points: Sequence[Amounts], width: int = WIDTH, height: int = HEIGHT) -> Iterator[str]:
    """The points of two goals as lines of text, the first goal across, the second upright."""
    across, upright = [p[0] for p in points], [p[1] for p in points]
    columns = min(width, 2 * (max(across) - min(across)) + 1)
    rows = min(height, max(upright) - min(upright) + 1)
    grid = [[" "] * columns for _ in range(rows)]
    for one, other in points:
        grid[rows - 1 - _place(other, upright, rows)][_place(one, across, columns)] = MARK
    top, bottom = str(max(upright)), str(min(upright))
    wide = max(len(top), len(bottom))
    for number, line in enumerate(grid):
        label = top if number == 0 else bottom if number == rows - 1 else ""
        yield f"{label:>{wide}} |{''.join(line)}".rstrip()
    yield f"{'':>{wide}} +{'-' * columns}"
    left, right = str(min(across)), str(max(across))
    yield f"{'':>{wide}}  {left}{right:>{max(columns - len(left), len(right) + 1)}}"


def _place(value: int, values: Sequence[int], cells: int) -> int:
    low, high = min(values), max(values)
    return 0 if high == low else round((value - low) * (cells - 1) / (high - low))


def _show_where(page: Page, traced: Traced) -> None:
    page.gap()
    if traced.folder is None:
        page.line(page.say("pareto.nowhere"), "dim")
    else:
        page.line(page.say("pareto.written", path=str(traced.folder)))
