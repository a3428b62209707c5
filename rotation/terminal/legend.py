"""What the words of a column mean, in lines below a table."""

from __future__ import annotations

from collections.abc import Iterable

from rotation.draw.terminal import Page
from rotation.wording.proofs import proof_meaning, proof_word


def show_legend(page: Page, provers: Iterable[str]) -> None:
    """What each way of proof that occurs means, a line for each."""
    for proven_by in dict.fromkeys(provers):
        words = proof_meaning(page, proven_by)
        if words:
            said = page.say("proof.line", word=proof_word(page, proven_by), meaning=words)
            page.line(said, "dim", indent=1)
