"""Settings of rules, and changes of them, in words."""

from __future__ import annotations

from collections.abc import Sequence

from rotation.locales import text
from rotation.rules.form_words import parameter_name, value_words
from rotation.rules.variations import Place, Variation, place_of
from rotation.wording.names import rule_title


def changes_words(changes: Sequence[Variation], lang: str) -> str:
    """Changes made together, in words."""
    if not changes:
        return ""
    title, words = parts_words(changes, lang)
    return text("terminal.sensitivity.one", lang, title=title, change=words)


def setting_words(place: Place, lang: str) -> str:
    """A setting with the rule that it is one of."""
    name = setting_name(place, lang)
    return text("terminal.sensitivity.one", lang, title=_title(place, lang), change=name)


def with_value_words(path: str, value: object, lang: str) -> str:
    """A setting with a value of it."""
    return _with_value("with", path, value, lang)


def value_first_words(path: str, value: object, lang: str) -> str:
    """The same, where there is room for the first words alone."""
    return _with_value("first", path, value, lang)


def _with_value(key: str, path: str, value: object, lang: str) -> str:
    place = place_of(path)
    name, amount = setting_words(place, lang), setting_value(place, value, lang)
    return text(f"tried.{key}", lang, name=name, value=amount)


def parts_words(changes: Sequence[Variation], lang: str) -> tuple[str, str]:
    """The rules that changes are about, and what is changed of them."""
    joiner = "、" if lang == "zh" else ", "
    titles = dict.fromkeys(_title(place_of(change.path), lang) for change in changes)
    return joiner.join(titles), joiner.join(_change_words(change, lang) for change in changes)


def _title(place: Place, lang: str) -> str:
    return (
        rule_title(place.code, lang)
        if place.code
        else text("terminal.sensitivity.categories", lang)
    )


def _change_words(change: Variation, lang: str) -> str:
    place = place_of(change.path)
    if not place.name:
        return text(f"terminal.sensitivity.{change.after}", lang)
    before, after = (setting_value(place, value, lang) for value in (change.before, change.after))
    return text(
        "terminal.sensitivity.change",
        lang,
        name=setting_name(place, lang),
        before=before,
        after=after,
    )


def setting_name(place: Place, lang: str) -> str:
    """What a rule calls a setting of its own."""
    if place.field is None:
        return text(f"terminal.sensitivity.setting.{place.name}", lang)
    # The title of a rule stands above its parameters; those of categories have their group.
    name = place.field.words[lang] if place.code else parameter_name(place.field).get(lang)
    if place.key is None:
        return name
    return text(
        "terminal.sensitivity.member", lang, name=name, key=place.field.word(place.key, lang)
    )


def setting_value(place: Place, value: object, lang: str) -> str:
    """What a setting is, with its unit."""
    if place.name == "mode":
        return text(f"terminal.sensitivity.mode.{value}", lang)
    if place.field is None:
        return str(value)
    if place.key is None:
        return value_words(place.field, value).get(lang)
    unit = place.field.unit
    return f"{value}{text(f'parameter.unit.{unit}', lang)}" if unit else str(value)
