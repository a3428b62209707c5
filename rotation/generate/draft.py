"""People on the way to the roster: what is drawn for them, stage by stage.

Shares follow what a county looks like: women 15 to 25 %, non-party cadres 5 to 8 %, ages 28 to 59
around 43, tenure with a median of three to four years, 15 % of five or more, 3 to 5 % of ten or
more, at most 20 % appraised excellent. They are drawn as exact counts, not as chances, so that
every seed gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from rotation.domain.cadre import Gender, Grade, Relative, Sanction, Status
from rotation.domain.calendar import Month
from rotation.domain.post import Post
from rotation.domain.unit import Unit, UnitKind
from rotation.generate.posts import CHIEF, DEPUTY, SECTION

SHARE_OF_WOMEN = 0.20
SHARE_NON_PARTY = 0.065
SHARE_PROBATION = 0.03
SHARE_UNDER_REVIEW = 0.01
SHARE_SANCTIONED = 0.03
SHARE_EXCELLENT = 0.17
SHARE_RESERVE = 0.06
APPRAISED_YEARS = 5


@dataclass(eq=False)
class Draft:
    """A person before they are written down. Ages and tenures are months at `now`."""

    cadre_id: str
    now: Month
    level: str
    post: Post | None = None
    unit: Unit | None = None
    gender: Gender = Gender.MALE
    age: int = 0
    tenure: int = 0
    political_status: str = "01"
    quality: float = 0.0
    status: Status = Status.SERVING
    score: int | None = None
    conduct: int | None = None
    grades: dict[int, Grade] = field(default_factory=dict)
    sanctions: list[Sanction] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)
    reserve: bool = False
    education: str = "21"
    major: str | None = None
    surname: str | None = None
    newly_promoted: bool = False
    single_line: bool = False
    level_months: int | None = None  # at least so long at the present level
    notes: str | None = None

    @property
    def age_years(self) -> int:
        return self.age // 12

    @property
    def birth(self) -> Month:
        return self.now.plus(-self.age)


# Mean, spread, youngest and oldest age in years, by level.
_AGES = {CHIEF: (47.5, 4.8, 34, 59), DEPUTY: (43.5, 6.3, 29, 58), SECTION: (42.0, 7.0, 28, 58)}
_YOUNGER_IN_TOWNSHIPS = {CHIEF: 3.0, DEPUTY: 4.5, SECTION: 3.0}
_LEAST_AGE = {CHIEF: 32, DEPUTY: 27, SECTION: 25}
OLDEST_WOMAN = 54 * 12 + 6
_TOWNS = (UnitKind.TOWNSHIP, UnitKind.STREET)


def draw_ages(rng: Random, drafts: Sequence[Draft]) -> None:
    """Tenures by their shares, ages by level, both so that they go together."""
    holders = [d for d in drafts if d.post is not None]
    for draft, tenure in zip(holders, _tenures(rng, len(holders)), strict=True):
        draft.tenure = tenure
    for draft in drafts:
        mean, spread, youngest, oldest = _AGES[draft.level]
        if draft.unit is not None and draft.unit.kind in _TOWNS:
            mean -= _YOUNGER_IN_TOWNSHIPS[draft.level]
        years = min(max(rng.gauss(mean, spread), youngest), oldest)
        least = _LEAST_AGE[draft.level] * 12 + draft.tenure + rng.randrange(24)
        draft.age = min(max(round(years * 12), least), 59 * 12)


# Ends of the bands of tenure: share of people below, and months at that point.
_TENURE_BANDS = ((0.0, 2), (0.5, 40), (0.84, 60), (0.96, 118), (1.0, 156))


def _tenures(rng: Random, count: int) -> list[int]:
    """Months in post for so many people, spread evenly over the bands, in random order."""
    months = [_tenure_at((place + 0.5) / count) for place in range(count)]
    rng.shuffle(months)
    return months


def _tenure_at(share: float) -> int:
    for (low, start), (high, end) in pairwise(_TENURE_BANDS):
        if share <= high:
            return round(start + (end - start) * (share - low) / (high - low))
    return _TENURE_BANDS[-1][1]


def draw_genders(rng: Random, drafts: Sequence[Draft]) -> None:
    """Women by their share, fewer among chiefs; nobody past the age at which women retire."""
    by_chance = sorted(drafts, key=lambda d: rng.random() * (1.5 if d.level == CHIEF else 1.0))
    for draft in by_chance[: share_of(SHARE_OF_WOMEN, len(drafts))]:
        draft.gender = Gender.FEMALE
        draft.age = min(draft.age, OLDEST_WOMAN - rng.randrange(24))


_PARTIES = ("04", "05", "05", "06", "07", "08", "09", "10", "12", "12", "12", "13", "13", "13")


def draw_politics(rng: Random, drafts: Sequence[Draft]) -> None:
    """Non-party cadres by their share: whoever holds a reserved post, then anybody who may be."""
    wanted = share_of(SHARE_NON_PARTY, len(drafts))
    chosen = [d for d in drafts if d.post is not None and d.post.reserved_for_non_party]
    others = [d for d in drafts if d.post is None or not d.post.party_member_only]
    rng.shuffle(others)
    for draft in (*chosen, *(d for d in others if d not in chosen))[: max(wanted, len(chosen))]:
        draft.political_status = rng.choice(_PARTIES)


_EDUCATIONS = {"14": 15, "21": 70, "31": 13, "41": 2}
_MAJORS = (
    "法学", "行政管理", "汉语言文学", "会计学", "经济学", "土木工程", "城乡规划", "工程管理",
    "农学", "环境工程", "交通工程", "计算机科学与技术", "财政学", "审计学", "思想政治教育",
    "社会工作", "公共事业管理", "工商管理", "水利水电工程", "人力资源管理", "金融学",
    "机械工程", "教育学",
)  # fmt: skip


def draw_schooling(rng: Random, drafts: Sequence[Draft]) -> None:
    """Education (higher among the young), and a major that suits the post where it asks for one."""
    codes, weights = list(_EDUCATIONS), list(_EDUCATIONS.values())
    for draft in drafts:
        draft.education = rng.choices(codes, weights)[0]
        if draft.age_years < 36 and draft.education in ("31", "41"):
            draft.education = "21"
        if draft.post is not None and draft.education == "41" and draft.level != SECTION:
            draft.education = "31"
        if draft.post is not None and draft.post.min_education == "21":
            draft.education = max("21", draft.education) if draft.education < "30" else "21"
        draft.major = rng.choice(_MAJORS)
        if draft.post is not None and draft.post.majors and rng.random() < 0.7:
            draft.major = rng.choice(sorted(draft.post.majors))


def draw_statuses(rng: Random, drafts: Sequence[Draft]) -> None:
    """Probation (after a promotion within the year), review, and the other reasons to be absent."""
    count = len(drafts)
    leaders = [d for d in drafts if d.post is not None and d.level != SECTION]
    fresh = [d for d in leaders if d.tenure < 12]
    for draft in _some(rng, fresh, share_of(SHARE_PROBATION, count)):
        draft.status, draft.newly_promoted = Status.PROBATION, True
    for status, share in (
        (Status.UNDER_REVIEW, SHARE_UNDER_REVIEW),
        (Status.SECONDED, 0.008),
        (Status.STUDY, 0.003),
        (Status.SICK, 0.003),
    ):
        held = [d for d in drafts if d.post is not None and d.status is Status.SERVING]
        for draft in _some(rng, held, share_of(share, count)):
            draft.status = status
    mothers = [
        d for d in drafts
        if d.gender is Gender.FEMALE and d.age_years < 37 and d.status is Status.SERVING
    ]  # fmt: skip
    for draft in _some(rng, mothers, share_of(0.003, count)):
        draft.status = Status.MATERNITY


def draw_results(rng: Random, drafts: Sequence[Draft]) -> None:
    """Appraisals of the last years, results and conduct, all around one quality of the person."""
    for draft in drafts:
        draft.quality = rng.gauss(0, 1)
        draft.score = _points(79 + 7 * draft.quality + rng.gauss(0, 3))
        draft.conduct = _points(82 + 5 * draft.quality + rng.gauss(0, 4))
    for back in range(APPRAISED_YEARS, 0, -1):
        _appraise(rng, drafts, drafts[0].now.year - back if drafts else 0)
    for draft in drafts:
        last = max(draft.grades, default=None)
        if last is not None and draft.grades[last] in (Grade.BASIC, Grade.INCOMPETENT):
            draft.score = rng.randrange(52, 66)


def _points(value: float) -> int:
    return round(min(max(value, 40), 98))


def _appraise(rng: Random, drafts: Sequence[Draft], year: int) -> None:
    served = [d for d in drafts if d.birth.year + 26 <= year]
    rank = sorted(served, key=lambda d: d.quality + rng.gauss(0, 0.8), reverse=True)
    best, worst = int(SHARE_EXCELLENT * len(rank)), round(0.015 * len(rank))
    for place, draft in enumerate(rank):
        draft.grades[year] = Grade.EXCELLENT if place < best else Grade.COMPETENT
        if place >= len(rank) - worst:
            draft.grades[year] = Grade.INCOMPETENT if rng.random() < 0.1 else Grade.BASIC


_SANCTIONS = (
    ("admin_warning", 6),
    ("admin_demerit", 12),
    ("party_warning", 12),
    ("party_serious_warning", 18),
)


def draw_sanctions(rng: Random, drafts: Sequence[Draft]) -> None:
    """Sanctions in force by their share, and as many that are over."""
    wanted = share_of(SHARE_SANCTIONED, len(drafts))
    able = [d for d in drafts if d.status is Status.SERVING]
    for place, draft in enumerate(_some(rng, able, 2 * wanted)):
        in_force = place < wanted
        kind, months = _SANCTIONS[rng.randrange(0 if not draft.post else 1, len(_SANCTIONS))]
        if draft.political_status not in ("01", "02") and kind.startswith("party"):
            kind, months = "admin_demerit", 12
        ago = rng.randrange(1, months - 1) if in_force else months + rng.randrange(3, 30)
        start = draft.now.plus(-ago)
        draft.sanctions = [Sanction(kind, start, start.plus(months))]
        if in_force:
            draft.conduct = min(draft.conduct or 70, rng.randrange(58, 72))


def draw_reserves(rng: Random, drafts: Sequence[Draft]) -> None:
    """The reserve list: good people under 40."""
    able = [
        d for d in drafts
        if d.age_years < 40 and d.quality > 0 and d.status is Status.SERVING and not d.sanctions
    ]  # fmt: skip
    for draft in _some(rng, able, share_of(SHARE_RESERVE, len(drafts))):
        draft.reserve = True
    for draft in drafts:
        draft.single_line = draft.age_years < 38 and rng.random() < 0.3


def share_of(share: float, count: int) -> int:
    """So many of `count`, rounded; at least one where there are people enough to expect it."""
    return max(round(share * count), 1 if share * count >= 0.3 else 0)


def _some(rng: Random, drafts: Iterable[Draft], count: int) -> list[Draft]:
    those = list(drafts)
    return rng.sample(those, min(count, len(those)))
