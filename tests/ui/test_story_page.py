"""The page for leaders on screen: what it says, and where it leads."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from rotation import load_scenario
from rotation.compare.lights import looked_at
from rotation.locales import LANGUAGES, text
from rotation.report.of_plan import told_of
from rotation.report.one_page import one_page
from rotation.store import ScenarioEntry, Store
from tests.store.samples import INPUTS
from tests.ui.conftest import Page
from tests.ui.shown import best, shown, without_newcomer


def behind(html: str) -> dict[str, dict[str, list[str]]]:
    """Where the links lead, by page and view."""
    found = (urlsplit(unescape(each)) for each in re.findall('href="(.*?)"', html))
    return {f"{url.path}?{url.query}": parse_qs(url.query) for url in found}


def test_without_a_plan_the_way_to_one_is_shown(page: Page, small: ScenarioEntry) -> None:
    assert text("ui.plan.none_yet", "zh") in shown(page("story", scenario=small.id))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_leads_to_what_is_behind_it(
    page: Page, store: Store, small: ScenarioEntry, lang: str
) -> None:
    plan, other = (
        store.add_plan(small.id, 1, each, author="甲") for each in (best(), without_newcomer())
    )
    drawn = page("story", lang, scenario=small.id, plan=plan.id)
    assert not drawn.exception
    html = "".join(str(each.proto.body) for each in drawn.get("html") if "op" in each.proto.body)
    links = behind(html)
    assert all(ids["scenario"] == [str(small.id)] for ids in links.values())
    assert all(ids["lang"] == [lang] for ids in links.values())
    views = {ids["view"][0] for ids in links.values() if "view" in ids}
    assert {"moves", "structure", "teams"} <= views
    picked = [ids["wall"][0] for ids in links.values() if "wall" in ids]
    assert {"unmet", *looked_at(load_scenario(INPUTS)[0])} <= set(picked)
    (compared,) = (ids["plans"] for name, ids in links.items() if name.startswith("compare"))
    assert compared == [f"{plan.id},{other.id}"]
    sentences = "".join(re.findall("<p>(.*?)</p>", html))
    assert not re.search(r"[1-9]", unescape(re.sub("<a .*?</a>", "", sentences)))
    assert [text("ui.export.story", lang)] == [b.proto.label for b in drawn.get("download_button")]


def test_a_single_plan_has_no_other_to_be_held_against(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    plan = store.add_plan(small.id, 1, best(), author="甲")
    drawn = page("story", scenario=small.id, plan=plan.id)
    assert text("report.one_page.part.instead", "zh") not in shown(drawn)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_as_much_is_behind_a_figure_as_it_says(
    page: Page, store: Store, small: ScenarioEntry, lang: str
) -> None:
    """One figure of each kind; what each holds is compared with its value in tests/report."""
    plan = store.add_plan(small.id, 1, best(), author="甲")
    listed = {
        "moves": lambda drawn: len(drawn.dataframe[0].value),
        "teams.members.now": lambda drawn: len(drawn.dataframe[0].value),
        "teams": lambda drawn: shown(drawn).count('<a class="tw-team'),
        "empty.now": lambda drawn: sum(
            map(int, re.findall('"right">([0-9]+)<', shown(drawn).rpartition("<table")[2]))
        ),
        "cycles": lambda drawn: shown(drawn).count("\n- "),
        "target.women_in_team.then": lambda drawn: shown(drawn).count("\n- "),
    }
    figures = one_page(told_of(load_scenario(INPUTS)[0], best(), lang)).figures
    for key, count in listed.items():
        drawn = page("plan", lang, scenario=small.id, plan=plan.id, view="figure", figure=key)
        assert not drawn.exception
        assert count(drawn) == figures[key][0].value, key
        assert (text("ui.behind.now", lang) in shown(drawn)) == key.endswith(".now")


def test_the_list_behind_a_figure_is_opened_by_its_address(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    plan = store.add_plan(small.id, 1, best(), author="甲")
    drawn = page("plan", scenario=small.id, plan=plan.id, view="moves", list="staying")
    assert not drawn.exception
    (which,) = (each for each in drawn.button_group if each.key == "moves_which")
    assert which.value == "staying"
