"""Writes docs/rules.md and docs/rules.zh.md: every law and goal as it describes itself.

PYTHONPATH=. .venv/bin/python docs/rules.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rotation.locales import text
from rotation.rules.base import Law, Rule, Source, WaivedBy
from rotation.rules.form import FieldKind, form_of
from rotation.rules.form_words import parameter_name, value_words
from rotation.rules.presets import presets_for
from rotation.rules.registry import goals, laws
from rotation.rules.words import Text
from rotation.terminal.presets import settings_of
from rotation.terminal.rules import parameters

FILES = {"en": Path(__file__).parent / "rules.md", "zh": Path(__file__).parent / "rules.zh.md"}
_WORDS = {
    "heading": Text("# 规则和目标", "# Laws and goals"),
    "about": Text(
        "本文由 docs/rules.py 按规则本身写成，请勿手工修改。参数写在 scenario.toml 的 "
        "`[laws.规则代码]` 或 `[goals.规则代码]` 中；`rotation rules` 列出同样的内容。",
        "Written by docs/rules.py from the rules themselves; not to be changed by hand. Parameters "
        "are set in scenario.toml under `[laws.CODE]` or `[goals.CODE]`; `rotation rules` lists "
        "the same.",
    ),
    "laws": Text("## 刚性规则（{count}条）", "## Laws ({count})"),
    "goals": Text("## 优化目标（{count}项）", "## Goals ({count})"),
    "rule": Text("### {title}（`{code}`）", "### {title} (`{code}`)"),
    "always_on": Text("始终启用，不能停用。", "Always on; it cannot be switched off."),
    "statute": Text(
        '依法应当适用：没有列出也启用；确需停用的，列出并写 `mode = "off"`。',
        'Holds by law: on even where it is not listed; `mode = "off"` switches it off by name.',
    ),
    "listed": Text("列入情景才启用。", "On where a scenario lists it."),
    "structure": Text(
        "属班子结构目标：只在新配备的岗位上起作用，不为结构挪动现任干部。",
        "On the make-up of teams: it acts on seats that are filled anew and pushes nobody out.",
    ),
    WaivedBy.NOBODY: Text("例外：任何人不得豁免。", "Waiver: nobody may grant one."),
    WaivedBy.BODY: Text(
        "例外：由有权机关批准，写明机关、日期和文号。",
        "Waiver: by a named body, with the day and the document.",
    ),
    WaivedBy.PLANNER: Text(
        "例外：编制人员可以豁免，写明理由。", "Waiver: by the planner, with a reason."
    ),
    "never_priced": Text(
        "其中一部分情形任何人不得豁免。", "In some of its cases nobody may grant one."
    ),
    "sources": Text("依据：", "Sources:"),
    "source": Text("- {document}{place}（{sure}）", "- {document}{place} ({sure})"),
    "parameters": Text(
        "| 参数 | 含义 | 默认 | 范围 |\n|---|---|---|---|",
        "| parameter | meaning | default | bounds |\n|---|---|---|---|",
    ),
    "presets": Text("预设：", "Presets:"),
    "preset": Text("- {name}（`{code}`）：{values}", "- {name} (`{code}`): {values}"),
    "cases": Text("", "Worked cases:"),
}


def page_text(lang: str) -> str:
    """The page in a language, as its file holds it."""
    blocks = [_say("heading", lang), _say("about", lang)]
    for section, rules in (("laws", laws()), ("goals", goals())):
        blocks.append(_say(section, lang, count=len(rules)))
        for rule in rules.values():
            blocks += _rule(rule, lang)
    return "\n\n".join(blocks) + "\n"


def _rule(rule: type[Rule], lang: str) -> Iterator[str]:
    yield _say("rule", lang, title=rule.words.title.get(lang), code=rule.code)
    yield rule().explain()[lang]
    yield ("" if lang == "zh" else " ").join(_standing(rule, lang))
    yield "\n".join([_say("sources", lang), *(_source(each, lang) for each in rule.sources)])
    if rows := list(_parameters(rule, lang)):
        yield "\n".join([_say("parameters", lang), *rows])
    if lines := list(_presets(rule, lang)):
        yield "\n".join([_say("presets", lang), *lines])
    if lang == "en":  # the claims are in English alone
        yield "\n".join([_say("cases", lang), *_cases(rule)])


def _standing(rule: type[Rule], lang: str) -> Iterator[str]:
    """When it is on, and who may waive it."""
    if not issubclass(rule, Law):
        yield _say("listed", lang)
        if getattr(rule, "structure", False):
            yield _say("structure", lang)
        return
    yield _say("always_on" if rule.always_on else "statute" if rule.statute else "listed", lang)
    yield _say(rule.waived_by, lang)
    if rule.never_priced and rule.waived_by is not WaivedBy.NOBODY:
        yield _say("never_priced", lang)


def _source(source: Source, lang: str) -> str:
    sure = text(f"common.confidence.{source.confidence.value}", lang)
    parts = [part for part in (source.article, source.date) if part]
    place = f" {('，' if lang == 'zh' else ', ').join(parts)}" if parts else ""
    line = _say("source", lang, document=source.document, place=place, sure=sure)
    return f"{line}: {source.note}" if source.note and lang == "en" else line


def _parameters(rule: type[Rule], lang: str) -> Iterator[str]:
    bounds = {each.name: each.bounds for each in parameters(rule)}
    for field in form_of(rule):
        if field.kind is not FieldKind.PRESET:
            name = parameter_name(field).get(lang)
            default = value_words(field, field.default).get(lang)
            limits = ", ".join(bounds[field.name])
            yield f"| `{field.name}` | {name} | {default} | {limits} |"


def _presets(rule: type[Rule], lang: str) -> Iterator[str]:
    for preset in presets_for(rule.place()).values():
        own = (each for each in settings_of(preset) if each.rule == rule.code)
        values = ("；" if lang == "zh" else "; ").join(
            f"`{each.parameter}` {value_words(each.field, each.value).get(lang)}" for each in own
        )
        name = preset.name[lang]
        yield _say("preset", lang, name=name, code=preset.code, values=values)


def _cases(rule: type[Rule]) -> Iterator[str]:
    word = "broken" if issubclass(rule, Law) else "short"
    for example in rule.examples():
        said = f"{word} by {example.amount}" if example.amount else "kept"
        listed = f", {example.listed} listed" if example.listed else ""
        yield f"- {example.claim}: {said}{listed}"


def _say(key: str, lang: str, /, **values: object) -> str:
    template = _WORDS[key].get(lang)
    return template.format(**values) if values else template


if __name__ == "__main__":
    for lang, file in FILES.items():
        file.write_text(page_text(lang), encoding="utf-8")
