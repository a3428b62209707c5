"""The options as one JSON document."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Any

from rotation.documents import By, Seconds, Sentence, WordedEntry, at, every_language
from rotation.domain.plan import Status
from rotation.io.plan_file import plan_entry
from rotation.io.plan_model import PlanEntry
from rotation.options.offer import Left, Option, Why
from rotation.terminal.options import Offered, left_words
from rotation.wording.profiles import option_name


def _name(option: Option, _: object) -> dict[str, str]:
    return every_language(partial(option_name, option.label, option.profile))


def _file(option: Option, offered: Offered) -> Path | None:
    return offered.folder and offered.folder / f"{option.label}.json"


def _left(left: Left, offered: Offered) -> dict[str, str]:
    return every_language(partial(left_words, left, offered.found))


class OptionEntry(WordedEntry):
    label: str
    name: Annotated[Sentence, By(_name)]
    purpose: Annotated[
        Sentence, By(lambda option, _: option.profile.purpose if option.profile else {})
    ]
    status: Annotated[Status, at("plan.status")]
    differs: int
    loss: dict[int, int]
    least_loss: Annotated[bool | None, By(lambda option, _: option.least if option.loss else None)]
    file: Annotated[Path | None, By(_file)]
    plan: Annotated[
        PlanEntry, By(lambda option, known: plan_entry(option.plan, known.found.scenario))
    ]


class LeftEntry(WordedEntry):
    label: str
    why: Why
    like: str | None
    text: Annotated[Sentence, By(_left)]


class OptionsEntry(WordedEntry):
    status: Annotated[Status, at("found.own.status")]
    apart: Annotated[int, at("found.apart")]
    room: Annotated[dict[int, int], at("found.room")]
    stopped: Annotated[bool, at("found.stopped")]
    folder: Path | None
    options: Annotated[tuple[OptionEntry, ...], at("found.options")]
    left_out: Annotated[tuple[LeftEntry, ...], at("found.left")]
    seconds: Seconds


def options_document(offered: Offered) -> dict[str, Any]:
    """The options as plain JSON values."""
    return OptionsEntry.made_from(offered, offered).plain_values()
