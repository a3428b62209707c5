"""What a command answers when it cannot do what it was asked."""

from __future__ import annotations

from collections.abc import Mapping

from rotation.documents import Entry, Sentence
from rotation.domain.plan import Status
from rotation.draw.terminal import Page
from rotation.errors import ClusterFault, InvalidInput, RotationError, StoreError
from rotation.locales import LANGUAGES, text
from rotation.terminal.answer import DEFECT, STOPPED, Answer
from rotation.terminal.problems import ProblemEntry, show_lines


class RefusedEntry(Entry):
    """An input that cannot be used."""

    status: Status
    problems: tuple[ProblemEntry, ...]


class FailureEntry(Entry):
    """Why there is no answer."""

    status: Status
    text: Sentence


def failure(fault: BaseException) -> Answer:
    """The answer to an error of ours, to Ctrl-C, or to one that nobody expected."""
    match fault:
        case InvalidInput():
            return _invalid(fault)
        case StoreError():
            return _refused(fault)
        case ClusterFault():
            said = {lang: text(f"cluster.{fault.code}", lang, **fault.values) for lang in LANGUAGES}
            return _answer(fault.exit_code, Status.INVALID_INPUT, said)
        case KeyboardInterrupt():
            return _told(STOPPED, Status.STOPPED, "cli.interrupted", "")
        case RotationError():
            return _told(fault.exit_code, Status.DEFECT, "cli.defect", str(fault))
        case _:
            what = f"{type(fault).__name__}: {fault}".rstrip(": ")
            return _told(DEFECT, Status.DEFECT, "cli.unexpected", what)


def _invalid(fault: InvalidInput) -> Answer:
    given = {"status": Status.INVALID_INPUT, "problems": fault.problems}
    document = RefusedEntry.made_from(given).plain_values()

    def remarks(page: Page) -> None:
        show_lines(page, fault.problems)

    return Answer(fault.exit_code, document, _nothing, remarks)


def _refused(fault: StoreError) -> Answer:
    from rotation.store.wording import sentence

    said = {lang: sentence(fault, lang) for lang in LANGUAGES}
    return _answer(fault.exit_code, Status.INVALID_INPUT, said)


def _told(code: int, status: Status, key: str, what: str) -> Answer:
    return _answer(code, status, {lang: text(key, lang, what=what) for lang in LANGUAGES})


def _answer(code: int, status: Status, said: Mapping[str, str]) -> Answer:
    def remarks(page: Page) -> None:
        page.line(said[page.lang], "bold red")

    document = FailureEntry(status=status, text=said).plain_values()
    return Answer(code, document, _nothing, remarks)


def _nothing(page: Page) -> None:
    """There is no page to show."""
