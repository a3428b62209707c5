"""One cadre: who they are, and the four elements that the category is judged by."""

from __future__ import annotations

import streamlit as st

from rotation.domain.calendar import Month
from rotation.domain.codes import table
from rotation.overview.people import Person
from rotation.rules.words import Months, show
from rotation.ui.words import bare, join, language, plain, say
from rotation.wording.names import Names, category_word

_COLOUR = {"must": "red", "should": "orange", "may": "blue", "not": "gray"}


def person_card(person: Person, names: Names) -> None:
    cadre, found = person.cadre, person.assessment
    st.header(plain(names.cadre(cadre.cadre_id)))
    st.markdown(f"**{plain(names.posts(cadre))}**")
    st.caption(plain(_facts(person)))
    category = category_word(found.category.value, language())
    asked = say(f"strength.{found.strength.value}")
    st.markdown(f":{_COLOUR[found.strength]}-badge[{asked}] **{plain(category)}**")
    st.markdown("\n".join(f"- {plain(reason.text[language()])}" for reason in found.reasons))
    _elements(person)


def _facts(person: Person) -> str:
    lang, cadre = language(), person.cadre
    parts = [
        table("sex").word(cadre.gender, lang),
        bare("person_card.age", age=person.age),
        _word("political_status", cadre.political_status),
        _word("education", cadre.education),
        _word("level", cadre.level),
        bare("person_card.retires", when=_month(person.retires)),
    ]
    if cadre.status != "serving":
        parts.append(_word("status", cadre.status))
    return join([part for part in parts if part])


def _elements(person: Person) -> None:
    """Post, tenure, results, conduct."""
    cells = (
        ("column.post", _of_post(person)),
        ("element.tenure", _of_tenure(person)),
        ("column.results", _of_results(person)),
        ("column.conduct", _of_conduct(person)),
    )
    for row in (cells[:2], cells[2:]):
        for place, (key, said) in zip(st.columns(2), row, strict=True):
            with place.container(border=True, height="stretch", gap="xxsmall"):
                st.caption(say(key))
                st.markdown(plain(said or say("unknown")))


def _of_post(person: Person) -> str:
    if person.post is None:
        return say("people.pool")
    lang, post = language(), person.post
    grade = post.risk_grade
    hot = say("element.ordinary_post")
    if grade is not None:
        hot = bare("element.hot_spot", grade=table("risk_grade").word(grade, lang))
    fields = [_word("field", field) for field in sorted(post.fields)]
    return join([hot, *fields])


def _of_tenure(person: Person) -> str:
    if person.tenure_months is None or person.cadre.post_since is None:
        return ""
    served = show(Months(person.tenure_months), language())
    return bare("element.served", since=_month(person.cadre.post_since), served=served)


def _of_results(person: Person) -> str:
    parts = []
    if person.cadre.score is not None:
        parts.append(bare("element.points", score=person.cadre.score))
    if person.appraisal is not None:
        grade = table("appraisal_grade").word(person.appraisal.grade, language())
        parts.append(bare("element.appraised", year=person.appraisal.year, grade=grade))
    return join(parts)


def _of_conduct(person: Person) -> str:
    parts = []
    if person.cadre.conduct is not None:
        parts.append(bare("element.points", score=person.cadre.conduct))
    parts += [
        bare("element.sanction", kind=_word("sanction", s.kind), until=_month(s.end))
        for s in person.sanctions
    ]
    return join(parts)


def _word(codes: str, code: str | None) -> str:
    """The word for a code; free text as it stands."""
    if code is None:
        return ""
    return table(codes).word(code, language()) if code in table(codes) else code


def _month(month: Month) -> str:
    return bare("month", year=month.year, month=month.month)
