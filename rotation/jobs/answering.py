"""`python -m rotation.jobs.answering`: answers questions until whoever asks them is gone.

They come on its standard input and the answers go to its standard output, pickled.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections import OrderedDict
from contextlib import suppress

from rotation.errors import InvalidInput, NotThere
from rotation.explain.base import Unlawful
from rotation.explain.explainer import Explainer
from rotation.interrupts import finish
from rotation.jobs.answers import JobAnswer, NoAnswer, Question
from rotation.solve.engines.base import Limits
from rotation.solve.workbench import Workbench
from rotation.store import Store

SECONDS = 30.0
"""For one question."""
_PLANS_OPEN = 2


class Desk:
    """Keeps the plans open that were asked about last."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._open: OrderedDict[tuple[int, str], Explainer] = OrderedDict()

    def answer(self, question: Question) -> JobAnswer:
        try:
            explainer = self.explainer(question.plan_id)
            return explainer.why(
                question.cadre_id, question.post_id, question.count, whole=question.whole
            )
        except Unlawful as fault:
            return NoAnswer("unlawful", str(fault))
        except (NotThere, InvalidInput) as fault:
            return NoAnswer("gone", str(fault))
        except Exception as fault:  # whoever asked is told; the next question may go well
            return NoAnswer("failed", f"{type(fault).__name__}: {fault}")

    def explainer(self, plan_id: int) -> Explainer:
        """The plan, opened before or now; one that its run has bettered since is opened anew."""
        key = plan_id, self.store.plan(plan_id).created.isoformat()
        if key not in self._open:
            plan, scenario = self.store.load_plan(plan_id)
            limits = Limits(seconds=SECONDS, workers=os.cpu_count() or 1)
            self._open[key] = Explainer(Workbench(scenario, limits=limits), plan, limits)
            while len(self._open) > _PLANS_OPEN:
                self._open.popitem(last=False)
        self._open.move_to_end(key)
        return self._open[key]


def main() -> int:
    """Gives the exit code."""
    # What a solver prints must not get between the answers.
    line = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    desk = Desk(Store.open())
    with suppress(EOFError, BrokenPipeError):
        while True:
            question = pickle.load(sys.stdin.buffer)
            pickle.dump(desk.answer(question), line)
            line.flush()
    return 0


if __name__ == "__main__":
    finish(main())
