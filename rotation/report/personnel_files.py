"""What a plan proposes for a cadre, as the fields of a personnel file: the one that came in, or one
put together from the roster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rotation.domain.action import Action
from rotation.domain.cadre import Cadre, Career, Relative
from rotation.domain.calendar import Month
from rotation.domain.codes import table
from rotation.domain.personnel_file import FamilyMember, PersonnelFile
from rotation.report.form_reason import form_reason
from rotation.report.meeting_people import dotted
from rotation.report.told import Told


def proposed(
    told: Told, action: Action, came_in: PersonnelFile | None, photo: bytes = b""
) -> PersonnelFile:
    """The file with what is proposed. told: in Chinese, as the form is. photo: for a new one."""
    roster = told.scenario.roster
    cadre = roster.cadre[action.cadre_id]
    taken = [i for i in action.held_post_ids if i not in cadre.held_post_ids]
    left = [post.post_id for post in roster.posts_left(action)]
    return replace(
        came_in or replace(_from_roster(told, cadre), photo=photo),
        proposed_post=told.words.join(map(told.names.post, taken)),
        posts_to_leave=told.words.join(map(told.names.post, left)),
        reason=form_reason(told, action),
    )


def _from_roster(told: Told, cadre: Cadre) -> PersonnelFile:
    held = map(told.names.post, cadre.held_post_ids)
    return replace(
        _schooling(told, cadre),
        name=cadre.name,
        gender=told.sex(cadre),
        birth=_month(cadre.birth),
        ethnicity=cadre.ethnicity or "",
        native_place=cadre.native_place or "",
        party_joined=_joined(told, cadre),
        work_started=_month(cadre.work_started),
        present_posts=told.words.join(held),
        resume="\n".join(_resume(told, cadre)),
        rewards_and_sanctions="\n".join(_sanctions(told, cadre)),
        appraisals=told.say("mark.clause").join(_appraisals(told, cadre)),
        family=tuple(_relative(told, each) for each in cadre.relatives),
        age_counted_on=f"{told.scenario.date:%Y%m%d}",
        political_status=_word(told, "political_status", cadre.political_status),
    )


def _schooling(told: Told, cadre: Cadre) -> PersonnelFile:
    """In the words of the file; or what its codes say."""
    first, later = cadre.first_education, cadre.later_education
    return PersonnelFile(
        education_full_time=first or _word(told, "education", cadre.education_full_time),
        degree_full_time="" if first else _word(told, "degree", cadre.degree_full_time),
        school_full_time=cadre.first_school or cadre.major_full_time or "",
        education_in_service=later or _word(told, "education", cadre.education_in_service),
        degree_in_service="" if later else _word(told, "degree", cadre.degree_in_service),
        school_in_service=cadre.later_school or cadre.major_in_service or "",
    )


def _word(told: Told, name: str, code: str | None) -> str:
    return "" if code is None else table(name).word(code, told.lang)


def _month(month: Month | None) -> str:
    """197806, as these files have it."""
    return "" if month is None else f"{month.year}{month.month:02d}"


def _joined(told: Told, cadre: Cadre) -> str:
    """When the Party was joined; of a member of another one, which."""
    if cadre.party_member:
        return _month(cadre.party_joined)
    return _word(told, "political_status", cadre.political_status) if cadre.non_party else ""


def _resume(told: Told, cadre: Cadre) -> Iterator[str]:
    """The posts of a life, and the present one where they do not name it."""
    careers = sorted(cadre.careers, key=lambda career: career.start)
    lasting = any(career.end is None for career in careers)
    if cadre.post_id and cadre.post_since and not lasting:
        careers.append(told.scenario.roster.post[cadre.post_id].service(cadre.post_since))
    for career in careers:
        dates = f"{dotted(career.start)}--{dotted(career.end)}"
        yield f"{dates:<18}{_unit(told, career)}{career.title or ''}"


def _unit(told: Told, career: Career) -> str:
    unit = told.scenario.roster.unit.get(career.unit_id or "")
    return (career.unit_name or "") if unit is None else unit.name


def _sanctions(told: Told, cadre: Cadre) -> Iterator[str]:
    for each in cadre.sanctions:
        yield f"{dotted(each.start)}  {table('sanction').word(each.kind, told.lang)}"


def _appraisals(told: Told, cadre: Cadre) -> Iterator[str]:
    for each in sorted(cadre.appraisals, key=lambda appraisal: appraisal.year):
        grade = table("appraisal_grade").word(each.grade, told.lang)
        yield told.say("personnel_file.appraised", year=each.year, grade=grade)


def _relative(told: Told, relative: Relative) -> FamilyMember:
    relation = table("kinship").word(relative.relation, told.lang)
    other = told.scenario.roster.cadre.get(relative.relative_id or "")
    if other is None:
        trade = _word(told, "field", relative.business_field)
        return FamilyMember(relation, work=told.say("personnel_file.business", field=trade))
    return FamilyMember(
        relation,
        other.name,
        _month(other.birth),
        _word(told, "political_status", other.political_status),
        told.words.join(map(told.names.post, other.held_post_ids)),
    )
