"""Short questions about a plan, answered by a process of their own that keeps the plan open.

A page asks and looks again until there is an answer; a solver that fails takes no server with it.
The process (see rotation.jobs.answering) ends with the server that asked.

    answers = Answers(store.database.url)
    future = answers.ask(Question(plan_id, cadre_id="C0012"))
"""

from __future__ import annotations

import pickle
import queue
import subprocess
import sys
import threading
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass

from rotation.explain.explainer import COUNT, Why
from rotation.jobs.hire import apart, environment


@dataclass(frozen=True)
class Question:
    """Why a plan of the store treats a cadre as it does; with a post, why not so; of a post alone,
    who could have it. whole: see why_cadre."""

    plan_id: int
    cadre_id: str | None = None
    post_id: str | None = None
    count: int = COUNT
    whole: bool = True


@dataclass(frozen=True)
class NoAnswer:
    """code: unlawful (the plan breaks laws, so that nothing can be priced), gone (the plan is not
    there, or its scenario is not taken any more), failed. detail: for who looks after it."""

    code: str
    detail: str = ""


JobAnswer = Why | NoAnswer


class Answers:
    """Takes questions from any thread and has them answered one after another."""

    def __init__(self, url: str) -> None:
        """url: of the store's database."""
        self.url = url
        self._asked: queue.SimpleQueue[tuple[Question, Future[JobAnswer]]] = queue.SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        threading.Thread(target=self._serve, daemon=True).start()

    def ask(self, question: Question) -> Future[JobAnswer]:
        """The answer, when it is there."""
        future: Future[JobAnswer] = Future()
        self._asked.put((question, future))
        return future

    def close(self) -> None:
        """End the process; another question starts a new one."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError):
                process.kill()
            process.communicate()

    def _serve(self) -> None:
        while True:
            question, future = self._asked.get()
            try:
                future.set_result(self._answer(question))
            except Exception as fault:  # the process is gone, or cannot be started
                self.close()
                future.set_result(NoAnswer("failed", f"{type(fault).__name__}: {fault}"))

    def _answer(self, question: Question) -> JobAnswer:
        process = self._process or self._started()
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        pickle.dump(question, process.stdin)
        process.stdin.flush()
        found: JobAnswer = pickle.load(process.stdout)
        return found

    def _started(self) -> subprocess.Popen[bytes]:
        """Started anew and not forked or spawned: what runs the pages has no main module that could
        be run again."""
        return subprocess.Popen(
            [sys.executable, "-m", "rotation.jobs.answering"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(self.url),
            start_new_session=True,
            creationflags=apart(),
        )
