"""The page of `rules --presets`: what each preset sets, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rotation.draw.terminal import Page
from rotation.rules.base import Settable, preset_source
from rotation.rules.categories import CategoryRules
from rotation.rules.form import FormField, form_of, value_at
from rotation.rules.form_words import parameter_name, value_words
from rotation.rules.presets import Preset, presets
from rotation.rules.registry import goals, laws
from rotation.wording.names import rule_title
from rotation.wording.sources import source_words


@dataclass(frozen=True)
class Setting:
    """A parameter that a preset sets, in a place of scenario.toml. rule: None for categories."""

    place: str
    rule: str | None
    field: FormField
    value: object

    @property
    def parameter(self) -> str:
        return self.field.name


def settings_of(preset: Preset) -> Iterator[Setting]:
    """The parameters that a preset sets, one by one."""
    models: tuple[type[Settable], ...] = (*laws().values(), *goals().values(), CategoryRules)
    for model in models:
        if model.place() not in preset.tables:
            continue
        for field in form_of(model):
            value = value_at(preset.tables[model.place()], field.path)
            if value is not None:
                yield Setting(model.place(), getattr(model, "code", None), field, value)


def show_presets(page: Page) -> None:
    """Every preset, with its settings below it."""
    page.heading("presets.count", count=len(presets()))
    for preset in presets().values():
        page.gap()
        title = page.say("presets.title", name=preset.name[page.lang], code=preset.code)
        page.line(title, "bold", indent=1)
        page.line(source_words(page, preset_source(preset)), "dim", indent=3)
        for setting in settings_of(preset):
            page.line(_words(page, setting), indent=3)


def _words(page: Page, setting: Setting) -> str:
    rule = setting.rule
    title = page.say("group.categories") if rule is None else rule_title(rule, page.lang)
    name = parameter_name(setting.field).get(page.lang)
    value = value_words(setting.field, setting.value).get(page.lang)
    return page.say("presets.sets", rule=title, values=f"{name} {value}")
