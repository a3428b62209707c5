"""Fields for the parameters of a rule, with their bounds and units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import streamlit as st

from rotation.locales import text
from rotation.rules.form import FieldKind, FormField, value_of, with_preset, with_value
from rotation.rules.presets import preset_named
from rotation.rules.share import plain_share
from rotation.ui.draft import Draft
from rotation.ui.words import bare, language, plain, say
from rotation.wording.sources import preset_words
from rotation.wording.words import Words

_WIDE = (FieldKind.CHOICES, FieldKind.AMOUNTS)
_BETWEEN = re.compile("[、;；\n]")
"""What stands between several texts in one line."""
IN_A_ROW = 3


def parameter_form(
    draft: Draft, place: str, fields: Sequence[FormField], given: Mapping[str, object]
) -> Mapping[str, object]:
    """Draw the fields; gives the parameters with what stands in them."""
    for field in fields:
        if field.kind is FieldKind.PRESET:
            given = with_preset(given, field, _field(draft, place, field, given))
    # Under another preset the fields start anew, with its values.
    place = ":".join(map(str, filter(None, (place, given.get("preset")))))
    after = given
    narrow = [field for field in fields if field.kind not in (*_WIDE, FieldKind.PRESET)]
    for start in range(0, len(narrow), IN_A_ROW):
        for at, field in zip(st.columns(IN_A_ROW), narrow[start : start + IN_A_ROW], strict=False):
            with at:
                after = with_value(after, field, _field(draft, place, field, given))
    for field in fields:
        if field.kind in _WIDE:
            after = with_value(after, field, _field(draft, place, field, given))
    return after


def preset_note(place: str, given: Mapping[str, object]) -> None:
    """The preset that the parameters are from, and its source; nothing where there is none."""
    preset = preset_named(place, given.get("preset"))
    if preset is not None:
        st.caption(plain(preset_words(Words(language()), preset)))


def _field(  # noqa: PLR0911 - one for each kind
    draft: Draft, place: str, field: FormField, given: Mapping[str, object]
) -> Any:
    value, key = value_of(given, field), draft.key(place, field.name)
    match field.kind:
        case FieldKind.YES_NO:
            return st.toggle(_label(field), value=bool(value), key=key)
        case FieldKind.CHOICE | FieldKind.PRESET:
            words = _words(field, field.options)
            codes = list(words)
            index = codes.index(str(value)) if value in codes else 0
            return st.selectbox(
                _label(field), codes, index=index, format_func=words.__getitem__, key=key
            )
        case FieldKind.CHOICES:
            return _codes(field, value, key)
        case FieldKind.AMOUNTS:
            return _amounts(field, dict(value), key)
        case FieldKind.SHARE:
            return _share(field, value, key)
        case FieldKind.TEXT:
            return st.text_input(_label(field), value=value, key=key).strip()
        case FieldKind.WORDS:
            return _texts(field, value, key)
        case _:
            return _number(field, value, key)


def _codes(field: FormField, value: Iterable[str], key: str) -> list[str]:
    """The codes that are picked. Values that are on no list (free text in a file) stay so."""
    words = _words(field, dict.fromkeys([*field.options, *value]))
    return st.multiselect(
        _label(field),
        list(words),
        default=list(value),
        format_func=words.__getitem__,
        key=key,
        placeholder=say("none"),
    )


def _number(field: FormField, value: Any, key: str) -> Any:
    whole = field.kind is FieldKind.WHOLE
    cast = int if whole else float
    step: float = 1 if whole else 0.5
    found = st.number_input(
        _label(field),
        min_value=None if field.low is None else cast(field.low),
        max_value=None if field.high is None else cast(field.high),
        value=cast(value),
        step=cast(step),
        format=None if whole else "%g",
        key=key,
        help=_bounds(field),
    )
    if found is None:
        return value
    # scenario.toml has 5 where the field has 5.0.
    return int(found) if float(found).is_integer() else found


def _share(field: FormField, value: Any, key: str) -> Any:
    """What is no share stays as it is typed, so that it is told and not saved."""
    typed = st.text_input(_label(field), value=str(value), key=key, help=say("parameter.share"))
    try:
        return plain_share(Fraction(typed.strip()))
    except (ValueError, ZeroDivisionError):
        st.caption(f":red[{say('parameter.not_a_share')}]")
        return typed


def _texts(field: FormField, value: Iterable[str], key: str) -> list[str]:
    typed = st.text_input(
        _label(field), value="、".join(value), key=key, help=say("parameter.several")
    )
    return [word for part in _BETWEEN.split(typed) if (word := part.strip())]


def _amounts(field: FormField, value: dict[str, int], key: str) -> dict[str, int]:
    """A number for each of the codes that are picked."""
    picked = _codes(field, value, key)
    words = _words(field, dict.fromkeys(picked))
    found: dict[str, int] = {}
    for start in range(0, len(picked), IN_A_ROW):
        row = picked[start : start + IN_A_ROW]
        for at, code in zip(st.columns(IN_A_ROW), row, strict=False):
            number = at.number_input(
                plain(f"{words[code]}{_unit(field)}"),
                min_value=int(field.low or 0),
                max_value=None if field.high is None else int(field.high),
                value=max(int(value.get(code, 0)), int(field.low or 0)),
                step=1,
                key=f"{key}:{code}",
            )
            found[code] = int(number or 0)
    # In the order of the file where nothing was picked or let go.
    return {code: found[code] for code in [*value, *found] if code in found}


def _label(field: FormField) -> str:
    words = field.words[language()]
    if field.group:
        words = bare("parameter.of_group", group=field.group[language()], words=words)
    return plain(f"{words[0].upper()}{words[1:]}{_unit(field)}")


def _unit(field: FormField) -> str:
    if not field.unit:
        return ""
    return bare("parameter.unit", unit=text(f"parameter.unit.{field.unit}", language()).strip())


def _words(field: FormField, codes: Any) -> dict[str, str]:
    return {code: field.word(code, language()) for code in codes}


def _bounds(field: FormField) -> str | None:
    if field.low is None or field.high is None:
        return None
    return say("parameter.bounds", low=f"{field.low:g}", high=f"{field.high:g}")
