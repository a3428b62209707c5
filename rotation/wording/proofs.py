"""What is proven of a plan, and who proved a bound: words for a column, and sentences."""

from __future__ import annotations

from collections.abc import Iterable

from rotation.compare.judged import Judged
from rotation.domain.plan import Status
from rotation.domain.proof import BY_BOUNDS, BY_DUALS, BY_SOLVER, by_solver
from rotation.locales import text
from rotation.wording.words import Words

_WHOLE = {BY_DUALS: "duals", BY_BOUNDS: "columns"}


def proof_words(words: Words, judged: Judged, *, own: bool = False) -> str:
    """What a plan's certificate comes to, in a sentence. own: it was proven the best when it was
    made, by whatever order of goals that was."""
    tiers, profile = judged.tiers, judged.plan.profile
    claimed = [tier for tier in tiers if by_solver(tier.proven_by)]
    still_open = [tier for tier in tiers if tier.status is not Status.OPTIMAL]
    if judged.plan.status is Status.HAND_MADE:
        key = "hand_made"
    elif judged.proven:
        within = profile is not None and profile.limits
        key = "within" if within else "claimed" if claimed else "optimal"
    elif tiers:
        key = "feasible"
    else:
        key = "none" if not judged.plan.tiers else "own" if own else "other"
    gaps = words.join(
        words.say("proof.gap", tier=tier.tier, value=tier.value, bound=tier.bound)
        for tier in still_open
    )
    proven = len(tiers) - len(still_open)
    which = words.join(str(tier.tier) for tier in claimed)
    return words.say(f"proof.plan.{key}", tiers=len(tiers), proven=proven, gaps=gaps, which=which)


def conclusion_word(words: Words, key: str) -> str:
    """Short enough for a column: optimal, near (no worse than was asked) or open."""
    return words.say(f"proof.conclusion.{key}")


def solver_of(proven_by: str) -> str:
    """The solver with its version; what was said, where it is none that we know."""
    found = BY_SOLVER.fullmatch(proven_by)
    return found["solver"] if found else proven_by


def proof_word(page: Words, proven_by: str) -> str:
    """Who proved a bound, short enough for a column."""
    if proven_by in _WHOLE:
        return page.say(f"proof.{_WHOLE[proven_by]}.word")
    found = BY_SOLVER.fullmatch(proven_by)
    if found is None:
        return proven_by or "-"
    word = page.say("proof.duals_and.word", name=found["name"]) if found["duals"] else found["name"]
    second = found["second"]
    return page.say("proof.confirmed.word", word=word, second=second) if second else word


def _meaning(page: Words, proven_by: str) -> str:
    """What a way of proof means, as a sentence; "" for one that is not known."""
    if proven_by in _WHOLE:
        return page.say(f"proof.{_WHOLE[proven_by]}.meaning")
    found = BY_SOLVER.fullmatch(proven_by)
    if found is None:
        return ""
    key = "duals_and" if found["duals"] else "solver"
    said = page.say(f"proof.{key}.meaning", solver=found["solver"])
    second = found["second"]
    return page.say("proof.confirmed.meaning", said=said, second=second) if second else said


def proof_legend(page: Words, provers: Iterable[str]) -> str:
    """What each way of proof that occurs means, after the word that stands for it."""
    said = [
        page.say("proof.line", word=proof_word(page, proven_by), meaning=meaning)
        for proven_by in dict.fromkeys(provers)
        if (meaning := _meaning(page, proven_by))
    ]
    return text("report.space", page.lang).join(said)
