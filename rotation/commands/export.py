"""`rotation export`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rotation.commands.compare import labels, plans_at
from rotation.compare.comparison import MOST, Comparison, compare_plans
from rotation.draw.appointment_form import appointment_forms
from rotation.draw.appointment_form import drawable as embeddable
from rotation.draw.meeting_workbook import drawable, meeting_bytes
from rotation.draw.memo import memo_bytes
from rotation.draw.page import page as as_page
from rotation.draw.pdf import NoPdf, pdf_bytes
from rotation.draw.terminal import Page
from rotation.draw.workbook import workbook_bytes
from rotation.intake.keys import Key, read_keys
from rotation.intake.scenario_folder import keys_path
from rotation.io.content import content_of
from rotation.io.new_folder import new_folder
from rotation.io.photos import MOST_BYTES, photos_of
from rotation.io.report import Refused
from rotation.io.scenario_table import FILE
from rotation.papers.personnel_files import MOST_KEYS, Found, form_files, found_in, lrmx_files
from rotation.report.data import comparison_data, plan_data
from rotation.report.meeting import adjusted, meeting_of
from rotation.report.memo import memo
from rotation.report.of_comparison import Beside, comparison_report
from rotation.report.of_plan import plan_report, told_of
from rotation.report.table import Report
from rotation.report.told import Told
from rotation.solve.verify import quotable
from rotation.terminal.annexes import annexes_at
from rotation.terminal.answer import DONE, Answer
from rotation.terminal.paths import (
    no_input,
    plan_at,
    put,
    refused,
    scenario_at,
    scenario_folder,
    target,
    target_folder,
    written,
)
from rotation.terminal.personnel_files import found_document, show_found
from rotation.usage import FORCE, JSON, SCENARIO, Asked, Command, Input, OneOf, Switch
from rotation.wording.claims import changed_words

MEETING, RECORD, APPROVAL = ("meeting", "record", "approval")


@dataclass(frozen=True)
class Paper:
    """content: of the one file. files: several, by name. photos_left_out: names of those whose
    photo could not be taken. personnel_files: those that came in to be filled in. since: that the
    scenario has changed since a plan was made."""

    content: bytes = b""
    files: Mapping[str, bytes] = field(default_factory=dict)
    photos_left_out: tuple[str, ...] = ()
    personnel_files: Found | None = None
    since: str = ""


def run(options: Asked) -> Answer:
    """Write one plan as papers for a meeting, as a memo, as personnel files, or as the record of
    how it was found and checked; or several side by side."""
    if options.paper in FOLDERS:
        return _into_folder(options)
    suffix = Path(options.out).suffix.lower()
    if suffix not in SUFFIXES:
        raise refused("wrong_suffix", options.out, suffix=" / ".join(SUFFIXES))
    of_these = (MEETING, RECORD, APPROVAL) if len(options.plans) == 1 else (RECORD,)
    possible = [paper for paper in of_these if (paper, suffix) in WRITERS]
    paper = options.paper or next(iter(possible), MEETING)
    if paper not in possible:
        raise refused("paper_not_so", options.out)
    if options.meeting and paper != MEETING:
        raise refused("meeting_unnamed", options.out)
    if options.annex and paper != MEETING:
        raise refused("annex_not_so", options.out)
    path = target(options.out, suffix)
    made = WRITERS[paper, suffix](options)
    no_input(path, options.scenario)
    put(lambda beside: beside.write_bytes(made.content), path, force=options.force)
    return _answer(path, made)


def _into_folder(options: Asked) -> Answer:
    """Papers of several files; the folder is there whole or not at all."""
    if Path(options.out).suffix.lower() in SUFFIXES:
        raise refused("paper_is_folder", options.out)
    for given, code in ((options.meeting, "meeting_unnamed"), (options.annex, "annex_not_so")):
        if given:
            raise refused(code, options.out)
    folder = target_folder(options.out, force=options.force)
    for place in (folder, folder / FILE):
        no_input(place, options.scenario)
    made = FOLDERS[options.paper](options)

    def write() -> None:
        with new_folder(folder) as beside:
            for name, content in made.files.items():
                (beside / name).write_bytes(content)

    written(write, folder)
    return _answer(folder, made)


def _answer(path: Path, paper: Paper) -> Answer:
    left_out, found = paper.photos_left_out, paper.personnel_files

    def show(page: Page) -> None:
        page.line(page.say("wrote.export", path=str(path)), "green")
        if paper.since:
            page.line(paper.since, "yellow")
        if left_out:
            most = MOST_BYTES // 2**20
            names = page.join(left_out)
            page.line(page.say("photos_left_out", names=names, most_mb=most), "yellow")
        if found is not None:
            show_found(page, found)

    told: dict[str, object] = {"photos_left_out": list(left_out)} if left_out else {}
    if paper.since:
        told["since"] = paper.since
    if found is not None:
        told |= found_document(found)
    return Answer(DONE, {"status": "ok", "written": str(path), **told}, show)


def _meeting(options: Asked) -> Paper:
    told = _told(options)
    found = _photos(options, told)
    pictures = {cadre_id: each for cadre_id, each in found.items() if drawable(each)}
    annexes = annexes_at(options.annex, told)
    papers = meeting_of(told, options.meeting or "", pictures, annexes)
    left_out = (told.names.cadre(cadre_id) for cadre_id in found if cadre_id not in pictures)
    content = meeting_bytes(papers, options.lang)
    return Paper(content, photos_left_out=tuple(left_out), since=told.since)


def _photos(options: Asked, told: Told) -> dict[str, bytes]:
    """Of those of whom the proposal tells, by cadre id."""
    moved = [told.scenario.roster.cadre[action.cadre_id] for action in adjusted(told)]
    return photos_of(scenario_folder(options.scenario), moved)


def _approval(options: Asked) -> Paper:
    told, found = _personnel_files(options)
    files = list(form_files(told, found))
    left_out = tuple(
        told.names.cadre(cadre.cadre_id)
        for cadre, file in files
        if (file.photo or cadre.cadre_id in found.photos) and not embeddable(file.photo)
    )
    forms = appointment_forms(file for _, file in files)
    return Paper(forms, photos_left_out=left_out, personnel_files=found, since=told.since)


def _lrmx(options: Asked) -> Paper:
    if len(options.plans) > 1:
        raise refused("paper_not_so", options.out)
    told, found = _personnel_files(options)
    return Paper(files=lrmx_files(told, found), personnel_files=found, since=told.since)


def _personnel_files(options: Asked) -> tuple[Told, Found]:
    """The plan in Chinese, as these papers are in every language, and the files that came in."""
    told = replace(_told(options), lang="zh")
    came_in = [] if options.lrmx is None else [Path(options.lrmx)]
    if not all(path.exists() for path in came_in):
        raise refused("file_missing", options.lrmx)
    place = came_in[0].name if came_in else ""
    return told, found_in(came_in, told, _photos(options, told), _keys(options), place=place)


def _keys(options: Asked) -> Sequence[Key]:
    """Ids and ID numbers: of the file that is named, else of the one that an import left beside the
    scenario."""
    if options.lrmx is None:
        return ()
    named = scenario_folder(options.scenario)
    beside = keys_path(named if named.is_dir() else named.parent)
    path = Path(options.keys) if options.keys else beside
    if path == beside and not path.is_file():
        return ()
    try:
        return read_keys(content_of(path, MOST_KEYS))
    except Refused as fault:
        raise refused(fault.code, str(path), **fault.values) from None


def _memo(options: Asked) -> Paper:
    told = _told(options)
    annexes = annexes_at(options.annex, told)
    content = memo_bytes(memo(told, options.meeting or "", annexes), options.lang)
    return Paper(content, since=told.since)


def _printed_memo(options: Asked) -> Paper:
    try:
        made = _memo(options)
        return replace(made, content=pdf_bytes(made.content))
    except NoPdf as fault:
        raise refused(fault.code, options.out, **fault.values) from None


def _record_workbook(options: Asked) -> Paper:
    report, since = _report(options)
    return Paper(workbook_bytes(report, options.lang), since=since)


def _record_page(options: Asked) -> Paper:
    report, since = _report(options)
    return Paper(as_page(report, options.lang).encode(), since=since)


def _told(options: Asked) -> Told:
    scenario, _ = scenario_at(options.scenario)
    scenario, plan = plan_at(Path(options.plans[0]), scenario)
    return told_of(scenario, quotable(scenario, plan), options.lang)


def _report(options: Asked) -> tuple[Report, str]:
    """The report, and that the scenario has changed since a plan was made."""
    if len(options.plans) == 1:
        told = _told(options)
        return plan_report(told), told.since
    beside = Beside(_compared(options), options.lang)
    return comparison_report(beside), _since(beside)


def _since(beside: Beside) -> str:
    changed = (
        (judged.label, changed_words(beside.told.names, judged.report.claims))
        for judged in beside.compared.plans
    )
    return "\n".join(f"{label}: {words.strip()}" for label, words in changed if words)


def _compared(options: Asked) -> Comparison:
    scenario, _ = scenario_at(options.scenario)
    return compare_plans(scenario, plans_at(options.plans, scenario), labels(options.plans))


def _data(options: Asked) -> Paper:
    """What is told of one plan, or of several side by side, for other systems."""
    if len(options.plans) > 1:
        compared = _compared(options)
        return Paper(files=comparison_data(compared), since=_since(Beside(compared, options.lang)))
    told = _told(options)
    return Paper(files=plan_data(told.judged), since=told.since)


WRITERS: Mapping[tuple[str, str], Callable[[Asked], Paper]] = {
    (MEETING, ".xlsx"): _meeting,
    (RECORD, ".xlsx"): _record_workbook,
    (RECORD, ".html"): _record_page,
    (MEETING, ".docx"): _memo,
    (MEETING, ".pdf"): _printed_memo,
    (APPROVAL, ".docx"): _approval,
}
"""What is written, by paper and by the ending of the file's name."""
FOLDERS: Mapping[str, Callable[[Asked], Paper]] = {"data": _data, "lrmx": _lrmx}
"""Papers that are several files, by name."""
PAPERS = (MEETING, RECORD, APPROVAL, *FOLDERS)
SUFFIXES = tuple(dict.fromkeys(suffix for _, suffix in WRITERS))

COMMAND = Command(
    run,
    SCENARIO,
    Input("plans", "PLAN.json", between=(1, MOST)),
    Switch("--out", metavar="FILE", must=True),
    Switch("--paper", metavar=f"{{{','.join(PAPERS)}}}", type=OneOf(PAPERS)),
    Switch("--meeting", metavar="NAME"),
    Switch("--annex", metavar="FILE.json", multiple=True),
    Switch("--lrmx", metavar="PATH"),
    Switch("--keys", metavar="FILE"),
    FORCE,
    JSON,
)
