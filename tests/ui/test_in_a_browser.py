"""What only a real browser can show: that no text of a roster becomes a picture, a link, a formula
or HTML, that every control has a name and every word can be told from its ground, that no page asks
another host for anything (`visitor` sees to that), that Back goes back.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from rotation.ahead.ageing import Assumed
from rotation.ahead.rolling import ahead
from rotation.ahead.stress import refusals, stress
from rotation.ahead.tried import Tried
from rotation.domain.scenario import Scenario
from rotation.intake.keys import read_keys
from rotation.io.inputs import Inputs
from rotation.locales import text
from rotation.report.annex_made import stress_annex, years_annex
from rotation.report.of_due import due_calendar
from rotation.report.of_plan import told_of
from rotation.rules.registry import goals
from rotation.solve.run import solve
from rotation.store import Ending, RunState, ScenarioEntry, Store
from rotation.ui.packing import MOST_ALONE
from tests.intake.files import lrmx
from tests.intake.papers import PEOPLE
from tests.intake.test_personnel import values
from tests.store.samples import INPUTS
from tests.ui.browser import SCREEN, Server, Visitor
from tests.ui.shown import best

MARKUP = (
    "![x](http://outside.example/x.png) <img src=//outside.example/y.png> [a](javascript:alert(1)) "
    "http://outside.example www.outside.example a@outside.example $x$ :red[r] **b** :smile: "
    ":material/home:"
)
READ = (
    'img[src*=outside], a[href*=outside]:not([href^="#"]), a[href^=javascript], .katex, '
    "[data-testid=stMarkdownContainer] span[role=img]"
)
PAGES = (
    "scenario?", "scenario?part=fairness&", "papers?", "rules?", "rules?part=basics&",
    "people?cadre=C1&", "solve?",
    "plan?view=moves&why=C1&strikes=C1&pins=C4&", "plan?view=teams&", "plan?view=chains&",
    "plan?view=findings&", "plan?view=fairness&", "plan?view=history&", "story?",
    "compare?side=cadres&", "compare?side=posts&", "compare?side=teams&", "way_out?",
    "ahead?", "ahead?ahead=stress&", "by_hand?cadre=C1&steps=C1=P1,C9=P8&",
)  # fmt: skip

NOT_OURS = (
    '[data-testid="stSidebarNav"]',  # a list of lists, as Streamlit makes it
    '[data-testid="stFileUploaderDropzone"]',  # its words are of the style
)
KINDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
ASKED = {"runOnly": KINDS, "resultTypes": ["violations"]}


def faults(visitor: Visitor) -> list[str]:
    """What keeps somebody from reading or using the page, each with the first place of it. What is
    still fading in has the contrast of neither before nor after: only what stays is a fault."""
    found = _faults(visitor)
    if found:
        visitor.page.wait_for_timeout(2000)
        visitor.settle()
        found = _faults(visitor)
    return found


def _faults(visitor: Visitor) -> list[str]:
    axe = Axe("") if visitor.page.evaluate("'axe' in window") else Axe()  # it is read once
    found = axe.run(visitor.page, {"exclude": [[each] for each in NOT_OURS]}, ASKED)
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found.response["violations"]]


def hostile() -> Inputs:
    """The small scenario with markup in the names of persons, units and posts, and in its own."""
    roster = {
        file: text.decode()
        .replace("王建国", f"王建国 {MARKUP}")
        .replace("发展和改革局", f"发展和改革局 {MARKUP}")
        .replace("执法科科长", f"执法科科长 {MARKUP}")
        .encode()
        for file, text in INPUTS.roster.items()
    }
    toml = INPUTS.toml.decode().replace("涉企单位干部交流（小样）", f"情景 {MARKUP}")
    beside = {"imported/cadres.csv": roster["cadres.csv"]}
    return replace(INPUTS, roster=roster, toml=toml.encode(), beside=beside)


def walk_and_cases(store: Store, entry: ScenarioEntry, scenario: Scenario) -> None:
    """Runs of both kinds, as a worker would leave them."""
    plan = best()
    years = list(ahead(scenario, 2, solve, plan=plan))
    walk = years_annex(years, Assumed(), None, due=due_calendar(years), asked=2)
    found = stress(scenario, plan, refusals(plan))
    cases = stress_annex(told_of(scenario, plan, "zh"), Tried({}, [*found.values()], []))
    for result in (walk, cases):
        run = store.add_run(entry.id, 1, result["status"], {}, author=MARKUP)
        store.claim_next("w")
        store.finish(run.id, "w", Ending(RunState.DONE, result=result))


def test_text_from_people_is_never_markup(visitor: Visitor, server: Server) -> None:
    store = Store.open(server.database)
    entry = store.add_scenario(hostile(), author=f"甲 {MARKUP}", note=MARKUP)
    scenario = store.load(entry.id)[0]
    name, digest = scenario.name, scenario.sha256
    plan = replace(best(), scenario_name=name, scenario_sha256=digest)
    kept = [
        store.add_plan(entry.id, 1, plan, author=f"甲 {MARKUP}", label=f"{MARKUP} {number}")
        for number in (1, 2)
    ]
    store.choose(kept[1].id, author="甲", note=MARKUP)
    walk_and_cases(store, entry, scenario)
    store.close()
    visitor.open(f"/?scenario={entry.id}&lang=zh")
    for path in PAGES:
        visitor.turn_to(f"/{path}scenario={entry.id}&lang=zh")
        read = visitor.page.locator(READ).evaluate_all("found => found.map(e => e.outerHTML)")
        assert not read, path
        assert not faults(visitor), path
        assert "![x](http" in visitor.page.inner_text("body").replace("\u2060", ""), path
    assert "![x](http" in visitor.page.locator(".place", has_text="王建国").inner_text()


def test_a_goal_is_put_elsewhere_by_drag_and_by_keys(visitor: Visitor, server: Server) -> None:
    store = Store.open(server.database)
    entry = store.add_scenario(INPUTS, author="甲")
    store.close()
    visitor.open(f"/rules?scenario={entry.id}&part=goals")
    page = visitor.page
    lowest = page.locator(".ladder .step:last-child")
    assert lowest.bounding_box()["y"] + lowest.bounding_box()["height"] < SCREEN["height"]
    top = page.locator(".ladder").bounding_box()["y"]
    page.locator('.goal[data-code="young_cadres"]').drag_to(page.locator('[data-place="1"]'))
    page.locator('[data-place="2"] [data-code="young_cadres"]').wait_for()
    said = page.locator(".ladder .live")
    said.get_by_text(text("ui.ladder.done", "zh")).wait_for()
    visitor.settle()
    assert page.locator(".ladder").bounding_box()["y"] == top  # what is told of it stands below
    focused = page.locator(".goal:focus")
    for key in ("Enter", "ArrowDown"):  # the places beside its own would leave it where it is
        focused.press(key)
    assert "第2层级" in said.inner_text()
    focused.press("Enter")
    page.locator('[data-place="2"] [data-code="must_fill_posts"]').wait_for()
    assert focused.get_attribute("data-code") == "young_cadres"
    visitor.says(text("overview.change.on", "zh", title=goals()["young_cadres"].words.title.zh))


def test_the_browser_goes_back_step_by_step(visitor: Visitor, server: Server) -> None:
    store = Store.open(server.database)
    entry = store.add_scenario(INPUTS, author="甲")
    plan = store.add_plan(entry.id, 1, best(), author="甲")
    store.close()
    start = f"/plan?scenario={entry.id}&plan={plan.id}"
    visitor.open(start)
    visitor.page.get_by_text(text("ui.view.teams", "zh"), exact=True).click()
    visitor.page.wait_for_url("**view=teams")
    visitor.settle()
    visitor.go("规则和目标")
    visitor.go("测算")
    visitor.page.go_back()
    visitor.heading("规则和目标")
    visitor.page.go_back()
    visitor.heading("方案")
    assert "view=teams" in visitor.page.url
    visitor.page.go_back()
    visitor.says(text("ui.plan.pick_a_row", "zh"))
    assert visitor.page.url.endswith(start)


def test_many_papers_arrive_as_one_and_their_names_are_never_markup(
    visitor: Visitor, tmp_path: Path
) -> None:
    name = MARKUP.replace("/", "_")[:60]
    files = []
    for number in range(MOST_ALONE + 1):
        one = PEOPLE[number]
        files.append(tmp_path / f"{number} {name}.lrmx")
        text_ = lrmx(values(one)).replace("县财政局", f"县财政局 {MARKUP.replace('<', '&lt;')}")
        files[-1].write_text(text_, "utf-8")
    files.append(tmp_path / f"{name}.txt")
    files[-1].write_text(f"{MARKUP},b\n1,2\n", "utf-8")
    visitor.open("/papers?lang=zh")
    visitor.page.locator("input[type=file]").set_input_files(files)
    count = len(files)
    visitor.says(text("ui.papers.packed_name", "zh", count=count).removesuffix(".zip"))
    visitor.click(text("ui.papers.start", "zh"))
    visitor.says(text("ui.papers.look_through", "zh"))
    assert visitor.metric("干部") == str(count - 1)
    assert not visitor.page.locator(READ).count()
    assert "![x](http" in (visitor.page.text_content("body") or "")
    visitor.click(text("ui.papers.save", "zh", name=text("ui.bring.unnamed", "zh")))
    keys = visitor.download(text("ui.papers.take_keys", "zh"), tmp_path)
    assert len(read_keys(keys.read_bytes())) == count - 1
