"""Personnel files (LRMX, LRM) as sheets: a row for each, and for what it holds several of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, replace
from functools import cache
from pathlib import Path
from typing import Any

from rotation.domain.codes import table
from rotation.domain.personnel_file import LABELS, FamilyMember, PersonnelFile
from rotation.domain.problem import Problem
from rotation.intake.lrm import read_lrm
from rotation.intake.lrmx import MOST_BYTES, read_lrmx
from rotation.intake.report import Told
from rotation.intake.resume import MOST_CHARACTERS
from rotation.io.content import content_of
from rotation.io.invisible import cleaned, code_points, is_clean
from rotation.io.photos import MOST_BYTES as PHOTO_BYTES
from rotation.io.photos import MOST_TOGETHER, suffix_of
from rotation.io.raw import RawTable
from rotation.io.report import Refused
from rotation.io.tables import CADRES

PLACE = "干部任免审批表"
SUFFIXES = (".lrmx", ".lrm", ".xml")
PICTURE = ".pic"
"""The photo beside an LRM file of the same name."""
_AS = {
    "identity_number": "身份证号",
    "school_full_time": CADRES.column["first_school"].zh,
    "school_in_service": CADRES.column["later_school"].zh,
}
"""Headings of the fields that a roster calls otherwise than the form."""
_MOST_NAMED, _MOST_YEARS = 5, 50
_ELSEWHERE = ("family", "appraisals", "rewards_and_sanctions", "photo")
_WHO = ("姓名", "身份证号", "出生年月")
_YEAR_OR_GRADE = re.compile(
    r"(?P<first>(?:19|20)\d\d)\s*年?度?(?:\s*[-—–－至~]+\s*(?P<last>(?:19|20)\d\d))?"
    r"|(?P<grade>基本称职|不称职|称职|优秀|基本合格|不合格|合格|不确定等次|不定等次)"
)
_CLAUSE = re.compile(r"[；;。\n]+|[，,](?=\s*(?:19|20)\d\d)")
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[.年\-/]\s*(\d{1,2})")
_SANCTIONED = re.compile("处分|警告|记过|降级|撤职|留党察看|开除|诫勉|免职|处理")


def read_personnel(
    named: Iterable[tuple[str, Path]], told: Told
) -> Iterator[tuple[RawTable, list[str]]]:
    """The sheets of all files together, each with the name of the file of every row. named: files
    by names of which no two are the same."""
    read = [(name, file) for name, path in named if (file := _read(path, told)) is not None]
    if not read:
        return
    files = _as_seen(read, told)
    yield _persons(files, told)
    for name, headings, rows in (
        ("family", ("家庭成员姓名", "称谓", "出生日期", "政治面貌", "工作单位及职务"), _family),
        ("appraisals", ("考核年度", "考核结论"), _appraisals),
        ("rewards_and_sanctions", ("奖惩名称", "批准日期"), _sanctions),
    ):
        found = [
            (file_name, row) for file_name, file in files for row in rows(file_name, file, told)
        ]
        top = _WHO if name != "family" else _WHO[:2]
        lines = [[*top, *headings], *(row for _, row in found)]
        numbered = list(enumerate(lines, 1))
        yield RawTable(f"{PLACE} {LABELS[name]}", numbered), [each for each, _ in found]


def read_file(path: Path) -> tuple[PersonnelFile, Sequence[Problem]]:
    """A personnel file by the ending of its name, and what is to be told of it. Raises Refused."""
    data = content_of(path, MOST_BYTES)
    if path.suffix.lower() != ".lrm":
        return read_lrmx(data, path.name)
    beside = (path.with_suffix(each) for each in (PICTURE, PICTURE.upper()))
    photo = next((content_of(p, MOST_BYTES) for p in beside if p.is_file()), b"")
    return read_lrm(data, path.name, photo)


def _read(path: Path, told: Told) -> PersonnelFile | None:
    try:
        file, problems = read_file(path)
    except Refused as refused:
        told.faults.append(Problem(refused.code, path.name, values=refused.values))
        return None
    for each in problems:
        if each.severity == "error":
            told.faults.append(each)
        else:
            told.notices.append(replace(each, table=PLACE))
    return file


def _as_seen(
    files: Sequence[tuple[str, PersonnelFile]], told: Told
) -> list[tuple[str, PersonnelFile]]:
    """The files without characters that nobody sees, which are told by field."""
    odd: dict[tuple[str, str], list[str]] = {}
    seen = []
    for name, file in files:
        for field, said in _odd_texts(file):
            odd.setdefault((LABELS[field], code_points(said)), []).append(name)
        seen.append((name, _cut(name, _cleaned(file), told)))
    for (label, characters), names in odd.items():
        of = list(dict.fromkeys(names))
        facts = {"characters": characters, "count": len(of), "files": of[:_MOST_NAMED]}
        told.notices.append(Problem("unseen_in_files", PLACE, None, label, None, facts, "notice"))
    return seen


def _odd_texts(file: PersonnelFile) -> Iterator[tuple[str, str]]:
    for field in LABELS:
        value = getattr(file, field)
        texts = (
            [text for member in value for text in astuple(member)] if field == "family" else [value]
        )
        yield from ((field, text) for text in texts if isinstance(text, str) and not is_clean(text))


def _cleaned(file: PersonnelFile) -> PersonnelFile:
    seen: dict[str, Any] = {
        field: cleaned(value) for field, value in vars(file).items() if isinstance(value, str)
    }
    seen["family"] = tuple(FamilyMember(*map(cleaned, astuple(each))) for each in file.family)
    return replace(file, **seen)


def _cut(name: str, file: PersonnelFile, told: Told) -> PersonnelFile:
    """The file with no text longer than any form has room for; a resume is cut by its reader."""
    texts = {field: each for field, each in vars(file).items() if isinstance(each, str)}
    texts.pop("resume")
    long = [field for field, each in texts.items() if len(each) > MOST_CHARACTERS]
    for field in long:
        facts = {"most": MOST_CHARACTERS}
        told.faults.append(Problem("text_too_long", name, None, LABELS[field], None, facts))
    cut: dict[str, Any] = {field: texts[field][:MOST_CHARACTERS] for field in long}
    return replace(file, **cut)


def _persons(files: Sequence[tuple[str, PersonnelFile]], told: Told) -> tuple[RawTable, list[str]]:
    fields = [field for field in LABELS if field not in _ELSEWHERE]
    top = [*(_AS.get(field, LABELS[field]) for field in fields), CADRES.column["photo"].zh]
    lines = [top]
    for name, file in files:
        texts = [" ".join(getattr(file, f).split(" ")).strip() for f in fields]
        lines.append([*texts, _photo(name, file.photo, told)])
    return RawTable(PLACE, list(enumerate(lines, 1))), [name for name, _ in files]


def _photo(name: str, photo: bytes, told: Told) -> str:
    """The name under which a photo is kept: it says nothing of whose it is."""
    suffix = suffix_of(photo)
    if suffix is None:
        if photo:
            told.notices.append(Problem("photo_unreadable", name, column=LABELS["photo"]))
        return ""
    if len(photo) > PHOTO_BYTES:
        most = PHOTO_BYTES // 2**20
        told.faults.append(Problem("photo_too_large", name, values={"most_mb": most}))
        return ""
    kept = f"{hashlib.sha256(photo).hexdigest()[:16]}{suffix}"
    if sum(map(len, told.pictures.values())) + len(photo) > MOST_TOGETHER:
        most = MOST_TOGETHER // 2**20
        told.faults.append(Problem("photos_too_large", name, values={"most_mb": most}))
        return ""
    told.pictures[kept] = photo
    return kept


def _who(file: PersonnelFile) -> list[str]:
    return [file.name.strip(), file.identity_number.strip(), file.birth.strip()]


def _family(_: str, file: PersonnelFile, __: Told) -> Iterator[list[str]]:
    for each in file.family:
        said = (each.name, each.relation, each.birth, each.political_status, each.work)
        yield [*_who(file)[:2], *(text.strip() for text in said)]


def _appraisals(name: str, file: PersonnelFile, told: Told) -> Iterator[list[str]]:
    """A row for each year: 2023年度优秀，2024、2025年度称职; a text without years is told."""
    years: list[int] = []
    for found in _YEAR_OR_GRADE.finditer(file.appraisals):
        if found["grade"] is None:
            years += range(int(found["first"]), int(found["last"] or found["first"]) + 1)
            del years[_MOST_YEARS:]
        else:
            for year in years:
                yield [*_who(file), str(year), found["grade"]]
            if not years:
                told.faults.append(_text_fault("appraisals_without_years", name, file.appraisals))
            years = []


def _sanctions(name: str, file: PersonnelFile, told: Told) -> Iterator[list[str]]:
    """A row for each sanction with its month; one that cannot be read has to be entered by hand."""
    rewards = 0
    for clause in _CLAUSE.split(file.rewards_and_sanctions):
        kind, month = _words().search(clause), _MONTH.search(clause)
        if kind and month:
            yield [*_who(file), kind[0], f"{month[1]}.{int(month[2]):02d}"]
        elif _SANCTIONED.search(clause):
            told.doubts.append(_text_fault("sanction_in_words", name, clause))
        else:
            rewards += bool(clause.strip("无 、，"))
    if rewards:
        told.notices.append(Problem("rewards_in_words", PLACE, severity="notice"))


def _text_fault(code: str, name: str, text: str) -> Problem:
    return Problem(code, name, value=" ".join(text.split())[:200])


@cache
def _words() -> re.Pattern[str]:
    """The words of sanctions that say what they are wherever they stand, the longest first."""
    words = [
        word
        for entry in table("sanction").entries.values()
        if not entry.get("reward")
        for word in (entry["zh"], *entry.get("aliases", ()))
        if len(word) > 2 and "处分" not in word.removesuffix("处分") and _SANCTIONED.search(word)
    ]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
