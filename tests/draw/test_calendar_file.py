"""A calendar as a file: read back line by line as RFC 5545 has it."""

from __future__ import annotations

import datetime as dt
import re

from rotation import load_scenario
from rotation.draw.calendar_file import calendar_bytes
from rotation.overview.reminders import reminders
from rotation.report.of_attention import Event, events, reminded
from tests.scenarios.tables import SCENARIOS

DAY = dt.date(2026, 11, 30)
SIGNS = {"n": "\n", "N": "\n"}


def read(content: bytes) -> list[list[tuple[str, str]]]:
    """Name and value of every line by event, unfolded; each physical line is looked at before."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert "VERSION:2.0" in lines[1:4]
    assert any(line.startswith("PRODID:") for line in lines[1:4])
    found: list[list[tuple[str, str]]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append([])
        elif found and name != "END":
            found[-1].append((name, value))
    return found


def words(value: str) -> str:
    return re.sub(r"\\(.)", lambda sign: SIGNS.get(sign[1], sign[1]), value)


def test_signs_are_escaped_and_lines_are_folded_between_characters() -> None:
    hard = "a\\b; c, d\ne：" + "节点提醒" * 40 + "\r\n\x07end 😀" * 9
    content = calendar_bytes(hard, DAY, [Event("1", DAY, hard, hard, "x,y")])
    (event,) = read(content)
    said = dict(event)
    kept = hard.replace("\r\n", "\n").replace("\x07", "")
    assert words(said["SUMMARY"]) == words(said["DESCRIPTION"]) == kept
    assert said["CATEGORIES"] == r"x\,y"
    assert not re.search(r"(?<!\\)[;,]", said["SUMMARY"].replace("\\\\", ""))


def test_lines_of_just_75_octets_are_not_folded() -> None:
    for size in (74, 75, 76):
        content = calendar_bytes("x", DAY, [Event("1", DAY, "a" * (size - 8), "", "")])
        assert (b"\r\n a" in content) is (size > 75)


def test_an_event_lasts_the_whole_first_day_of_its_month() -> None:
    event = Event("1", dt.date(2026, 12, 31), "x", "y", "z")
    said = dict(read(calendar_bytes("t", DAY, [event]))[0])
    assert said["DTSTART;VALUE=DATE"] == "20261231"
    assert said["DTEND;VALUE=DATE"] == "20270101"
    assert said["DTSTAMP"] == "20261130T000000Z"


def test_a_shipped_scenario_read_back_has_every_reminder_once() -> None:
    scenario, _ = load_scenario(SCENARIOS / "qingshui")
    found = reminders(scenario, 6)
    entries = events(reminded(scenario, 6, found, "zh"))
    said = [dict(each) for each in read(calendar_bytes("t", scenario.date, entries))]
    assert len(said) == len(found) == len({each["UID"] for each in said})
    days = {f"{each.due.year}{each.due.month:02d}01" if each.due else "20261130" for each in found}
    assert {each["DTSTART;VALUE=DATE"] for each in said} == days
    first = said[0]
    assert words(first["SUMMARY"]) == "到龄退休：丁颖（县民政局副局长）"
    assert words(first["DESCRIPTION"]).split("\n")[0] == "2026年10月达到法定退休年龄，应办理退休"
    assert first["CATEGORIES"] == "必须办理"


def test_a_thing_keeps_its_uid_from_one_horizon_to_another() -> None:
    scenario, _ = load_scenario(SCENARIOS / "jiangyan")
    three, twelve = (
        {e.uid: e.title for e in events(reminded(scenario, m, reminders(scenario, m), "zh"))}
        for m in (3, 12)
    )
    assert three.items() <= twelve.items()
    assert len(twelve) > len(three)
