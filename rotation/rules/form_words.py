"""Parameters of rules and their values in words."""

from __future__ import annotations

from typing import Any

from rotation.locales import LANGUAGES, text
from rotation.rules.form import FieldKind, FormField
from rotation.rules.words import Text, show


def parameter_name(field: FormField) -> Text:
    """The words of a parameter, with those of what it is part of."""
    if not field.group:
        return Text(field.words["zh"], field.words["en"])
    return Text(
        f"{field.group['zh']}（{field.words['zh']}）", f"{field.group['en']}, {field.words['en']}"
    )


def value_words(field: FormField, value: Any) -> Text:
    """A parameter's value with its unit, or in the words of its options."""
    return Text(*(_in_words(field, value, lang) for lang in LANGUAGES))


def _in_words(field: FormField, value: Any, lang: str) -> str:
    mark = "、" if lang == "zh" else ", "
    unit = text(f"parameter.unit.{field.unit}", lang) if field.unit else ""
    match field.kind:
        case FieldKind.YES_NO:
            return text(f"parameter.{'yes' if value else 'no'}", lang)
        case FieldKind.CHOICE | FieldKind.PRESET:
            return field.word(str(value), lang)
        case FieldKind.CHOICES | FieldKind.WORDS:
            return mark.join(field.word(code, lang) for code in value) or _none(lang)
        case FieldKind.AMOUNTS:
            gap = "" if lang == "zh" else " "
            pairs = (f"{field.word(code, lang)}{gap}{n}{unit}" for code, n in value.items())
            return mark.join(pairs) or _none(lang)
        case FieldKind.TEXT:
            return value or _none(lang)
        case _:
            return f"{show(value, lang)}{unit}"


def _none(lang: str) -> str:
    return text("common.none", lang)
