"""How strong a step of a way out is, and whose word it needs."""

from __future__ import annotations

from rotation.domain.scenario import Scenario
from rotation.explain.sentences import say
from rotation.explain.steps import Lift, Step, Turn, Waive
from rotation.explain.wording import Sentence
from rotation.rules.base import WaivedBy
from rotation.rules.force import Force, force_of
from rotation.rules.registry import law_of, laws
from rotation.rules.waivers import waived_by


def force_and_word(scenario: Scenario, step: Step) -> tuple[Force, Sentence]:
    """The force of what the step goes against, and who has to agree."""
    match step:
        case Lift() if step.decision.authorised:
            return Force.LOCAL, say("word.took_it", body=step.decision.decided_by)
        case Lift():
            return Force.PLANNER, say("word.planner")
        case Waive():
            law = law_of(scenario, step.law) or laws()[step.law]()
            source = law.rests_on(scenario, step.cadre_id)
            by = waived_by(scenario, step.law, step.cadre_id, step.post_id)
            key = "word.body" if by is WaivedBy.BODY else "word.planner"
            return force_of(source), say(key, document=source.document)
        case Turn():
            source = laws()[step.law].sources[step.field.rests_on]
            force = force_of(source)
            key = "word.above" if force.rank > Force.LOCAL.rank else f"word.{force.value}"
            return force, say(key, document=source.document)
    return Force.STATUTE, say("word.quota")
