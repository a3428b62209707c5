"""Nobody rises before the four checks (凡提四必) are done and passed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import DOWN, PLACING, RISING, Action, ActionKind
from rotation.domain.cadre import Gate, GateRecord
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Source, Words, param
from rotation.rules.gated import Gated
from rotation.rules.words import Coded, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_WHOM = {
    False: Text(zh="提拔和进一步使用的", en="promoted or advanced"),
    True: Text(
        zh="提拔、进一步使用、平级交流、轮岗和安排任职的",
        en="promoted, advanced, moved or appointed",
    ),
}
_BINDS = {
    False: Text(zh="只列入待办事项", en="is listed"),
    True: Text(zh="不得任用", en="bars the appointment"),
}


class PreAppointmentGates(Gated):
    code: ClassVar[str] = "pre_appointment_gates"
    reads = ("gates",)
    idle_without = False
    words: ClassVar[Words] = Words(
        title=Text(zh="凡提四必", en="Checks before an appointment"),
        sentence=Text(
            zh="{whom}，任前须完成{gates}，{months}个月内有效；未办理、已过有效期、正在核实或者影响使用的，{binds}。",
            en="Before somebody is {whom}: {gates}, each within {months} months; one that is "
            "missing, out of date, open or barring {binds}.",
        ),
        finding=Text(
            zh="{cadre}拟任{post}，任前审核尚未通过：{unsettled}",
            en="{cadre} is to take {post} before the checks are passed: {unsettled}",
        ),
        demand=Text(
            zh="{cadre}任前审核尚未通过，不得任{post}：{unsettled}",
            en="{cadre} does not take {post} before the checks are passed: {unsettled}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "淮安市清河区选人用人工作报道",
            Confidence.LOCAL_PRACTICE,
            note="four checks on everybody who is promoted: 凡提必审、必查、必核、必听",
        ),
        Source(
            "苏州市吴中区选人用人工作报道",
            Confidence.LOCAL_PRACTICE,
            note="the file is checked before a promotion, a transfer and an entry: 凡转必审",
        ),
        Source(
            "有效期与待办方式",
            Confidence.PLANNERS_CHOICE,
            note="how long a check holds, and whether it bars or is listed, is a choice",
        ),
    )

    binds: bool = param(
        True, zh="未通过的不得任用（否则只列入待办事项）", en="binds (else what is open is listed)"
    )
    gates: tuple[Gate, ...] = param(
        (Gate.FILE, Gate.PERSONAL_MATTERS, Gate.DISCIPLINE_OPINION, Gate.COMPLAINTS),
        zh="审核事项",
        en="checks",
    )
    transfers_too: bool = param(
        False, zh="平级交流、轮岗和安排任职也要审核", en="moves of the same level are checked too"
    )

    def explain(self) -> Mapping[str, str]:
        gates: list[Text | Coded] = [Coded("gate", gate) for gate in self.gates]
        values = {
            "whom": _WHOM[self.transfers_too],
            "gates": gates or [Text(zh="（未列审核事项）", en="no check")],
            "months": self.months,
            "binds": _BINDS[self.binds],
        }
        return render(self.words.sentence, values)

    def asked(self) -> tuple[Gate, ...]:
        return self.gates

    def rows(self, scenario: Scenario, board: Board) -> BoolArray:
        rising = board.is_kind(ActionKind.PROMOTION, ActionKind.ADVANCEMENT)
        falling = board.is_kind(ActionKind.STEP_DOWN, ActionKind.REVERSE_POSTING)
        return np.asarray(~falling if self.transfers_too else rising)

    def post_of(self, scenario: Scenario, action: Action) -> str | None:
        concerned = PLACING - DOWN if self.transfers_too else RISING
        return action.to_post_id if action.kind in concerned else None

    @classmethod
    def examples(cls) -> list[Example]:
        # P2 is a level up; P3 of the same level and weight; P4 a level down; P5 weightier.
        posts = [
            case.post("P1"),
            case.post("P2", "U2", level="141"),
            case.post("P3", "U2"),
            case.post("P4", "U2", level="150"),
            case.post("P5", "U2", importance=70),
        ]

        def checked(*records: GateRecord, **parameters: object) -> Scenario:
            cadres = [case.cadre("A", "P1", gates=records), case.cadre("B", gates=records)]
            return case.scenario(posts=posts, cadres=cadres, laws={cls.code: parameters})

        def example(claim: str, made: Scenario, to: str, amount: int) -> Example:
            return Example(claim, made, case.plan(made, {"A": to}), amount)

        files = {"gates": ["file"]}
        results = {"file": "clear", "personal_matters": "fault"}
        results |= {"discipline_opinion": "clear", "complaints": "clear"}
        four = [case.gate(gate, "2026-10-15", result) for gate, result in results.items()]
        every, none = checked(*four), checked()
        pool = case.plan(sideways := checked(transfers_too=True), {"B": "P3"})
        barred = checked(case.gate("file", "2026-10-15", "bars"), **files)
        pending = checked(case.gate("file", "2026-10-15", "open"), **files)
        cleared = checked(
            case.gate("file", "2026-09-30", "open"), case.gate("file", "2026-10-15"), **files
        )
        again = checked(
            case.gate("file", "2026-10-15"), case.gate("file", "2026-11-15", "open"), **files
        )
        at_edge = checked(case.gate("file", "2025-11-01"), **files)
        stale = checked(case.gate("file", "2025-10-31"), **files)
        listed = checked(binds=False)
        return [
            example("all four passed, one with a fault that is no bar", every, "P2", 0),
            *(
                example(f"all but one, {each.gate}", checked(*(set(four) - {each})), "P2", 1)
                for each in four
            ),
            example("nothing checked, and a weightier post", none, "P5", 1),
            example("nothing checked, and nobody rises", none, "P3", 0),
            example("the result bars", barred, "P2", 1),
            example("still being looked into", pending, "P2", 1),
            example("looked into, and cleared since", cleared, "P2", 0),
            example("cleared, and open again since", again, "P2", 1),
            example("twelve months old", at_edge, "P2", 0),
            example("thirteen months old", stale, "P2", 1),
            example("a transfer, where transfers are checked too", sideways, "P3", 1),
            example("a step down is not held up by them", sideways, "P4", 0),
            Example("and an appointment from the pool", sideways, pool, 1),
            Example("only listed", listed, case.plan(listed, {"A": "P2"}), 0, listed=1),
        ]
