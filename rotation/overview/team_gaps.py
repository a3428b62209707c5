"""Teams that have free seats within their quota, or fall short in what they are made up of."""

from __future__ import annotations

from collections.abc import Iterator

from rotation.compare.judged import Judged
from rotation.compare.lights import LIGHTS, looked_at, short_of
from rotation.compare.marks import SOURCE
from rotation.compare.quotas import staffing_of
from rotation.domain.category import Strength
from rotation.overview.concern import Attention, Concern, in_both, together
from rotation.rules.laws.headcount_quota import HeadcountQuota

_OF_CHIEF = "red"


def under_quota(now: Judged) -> Iterator[Attention]:
    """Chiefs and deputies that a unit has fewer of than approved."""
    for unit_id, roles in staffing_of(now.scenario, now.plan).items():
        for role, found in roles.items():
            if found.short:
                words = in_both(
                    f"under_quota.{role}",
                    quota=found.quota or 0,
                    count=found.then,
                    short=found.short,
                )
                yield Attention(
                    Concern.UNDER_QUOTA,
                    Strength.MAY,
                    words,
                    HeadcountQuota.sources[:1],
                    unit_ids=(unit_id,),
                    rule=HeadcountQuota.code,
                    about=(role,),
                )


def team_lights(now: Judged) -> Iterator[Attention]:
    """What a team falls short of: the goals on its make-up, and the marks of departments."""
    for code in looked_at(now.scenario):
        of_chief = code == _OF_CHIEF
        for unit_id, findings in short_of(now, code).items():
            words = [finding.text for finding in findings] or [in_both(f"mark.{code}")]
            yield Attention(
                Concern.TEAM_CHIEF if of_chief else Concern.TEAM,
                Strength.SHOULD if of_chief else Strength.MAY,
                together(words),
                LIGHTS[code].sources[:1] if code in LIGHTS else (SOURCE,),
                unit_ids=(unit_id,),
                rule=code if code in LIGHTS else None,
                about=(code,),
            )
