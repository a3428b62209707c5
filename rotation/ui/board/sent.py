"""What the board is sent: columns of seats with cards, what each seat would mean for whoever is
picked, and every word that it says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rotation.compare.seats import Seats
from rotation.domain.action import ActionKind
from rotation.domain.cadre import Gender
from rotation.domain.codes import table
from rotation.explain.by_hand import Offer, Trial
from rotation.rules.registry import active_laws
from rotation.ui.board.teams import Board
from rotation.ui.opened import OpenedPlan
from rotation.ui.steps import Steps
from rotation.ui.words import bare, join, language
from rotation.wording.names import category_word, rule_title
from rotation.wording.tier_changes import tier_changes

Json = dict[str, Any]

_WORDS: Mapping[str, Sequence[str]] = {
    "label": (), "hint": (), "pending": (), "nobody": (),
    "picked_up": ("name",), "put_back": ("name",), "dropped": ("name", "seat"),
    "beside": ("name",), "over": ("name", "seat", "words"), "own": (),
}  # fmt: skip
"""Sentences that the board says by itself, with what it puts into them."""


@dataclass(frozen=True)
class Sender:
    """A plan after the steps, with whoever is picked and where they could go."""

    plan: OpenedPlan
    steps: Steps
    trial: Trial
    cadre_id: str | None
    offers: Sequence[Offer]

    def data(self, board: Board, unit_ids: Sequence[str]) -> Json:
        columns = [self._column(unit_id, board[unit_id]) for unit_id in unit_ids]
        return {
            "at": self.steps.at(self.plan),
            "picked": self.cadre_id,
            "columns": [self._holding(columns), *columns],
            "marks": self._marks({each.post_id for i in unit_ids for each in board[i]}),
            "verdict": self._verdict(),
            "words": {
                key: bare(f"board.{key}", **{name: f"{{{name}}}" for name in names})
                for key, names in _WORDS.items()
            },
        }

    def _column(self, unit_id: str, seats: Sequence[Seats]) -> Json:
        title = self.plan.scenario.roster.unit[unit_id].name
        return {"title": title, "seats": [seat for each in seats for seat in self._seats(each)]}

    def _seats(self, seats: Seats) -> Iterator[Json]:
        """One for each holder and for each seat that is left empty."""
        post = self.plan.scenario.roster.post[seats.post_id]
        holders = [*seats.then, *[None] * seats.empty]
        for place, cadre_id in enumerate(holders):
            card = None if cadre_id is None else self._card(cadre_id, post.post_id)
            yield {
                "key": f"{post.post_id}#{place}",
                "post": post.post_id,
                "title": post.title,
                "must": bare("must_fill") if post.must_fill and card is None else "",
                "card": card,
                "empty": bare("vacant"),
                "name": self.plan.told.names.post(post.post_id),
            }

    def _holding(self, columns: Sequence[Json]) -> Json:
        """Who waits; whoever is picked and on no seat that is shown; and room for one more."""
        seen = {
            seat["card"]["id"] for column in columns for seat in column["seats"] if seat["card"]
        }
        elsewhere = {self.cadre_id} - {None, *seen, *self.trial.waiting}
        cards = [self._card(str(i), None) for i in (*self.trial.waiting, *elsewhere)]
        title, drop = bare("board.holding"), bare("board.hold_here")
        seats: list[Json] = [
            {
                "key": f"#{card['id']}", "post": None, "title": "", "must": "", "card": card,
                "empty": "", "name": title,
            }
            for card in cards
        ]  # fmt: skip
        room = {"key": "#", "post": None, "title": "", "must": "", "card": None}
        seats.append({**room, "empty": drop, "name": title})
        return {"title": title, "holding": True, "seats": seats}

    def _card(self, cadre_id: str, post_id: str | None) -> Json:
        told, action = self.plan.told, self.trial.plan.action_of[cadre_id]
        cadre = self.plan.scenario.roster.cadre[cadre_id]
        beside = post_id in action.concurrent_post_ids
        facts = bare("teams.facts", sex=told.sex(cadre), age=told.age(cadre))
        return {
            "id": cadre_id,
            "name": told.names.beside(cadre_id) if beside else told.names.cadre(cadre_id),
            "face": cadre.name[:1],
            "sex": "f" if cadre.gender is Gender.FEMALE else "m",
            "facts": facts,
            "party": _word("political_status", cadre.political_status),
            "tag": self._tag(cadre_id),
            "detail": self._detail(cadre_id),
            "kind": self._kind(cadre_id),
            "beside": beside,
        }

    def _kind(self, cadre_id: str) -> str:
        """hand: put there by a step; waits; in: comes from another post; stay."""
        action = self.trial.plan.action_of[cadre_id]
        if cadre_id in self.trial.waiting:
            return "waits"
        if cadre_id in self.steps.last():
            return "hand"
        return "stay" if action.held_post_id == action.from_post_id else "in"

    def _tag(self, cadre_id: str) -> str:
        """By hand, or the transfer category of who moves; staying is said in words. Where who waits
        will go is open."""
        action, kind = self.trial.plan.action_of[cadre_id], self._kind(cadre_id)
        if kind == "hand":
            return bare("board.by_hand")
        if kind == "waits":
            return ""
        if action.kind is ActionKind.STAY:
            return bare("stays")
        return category_word(action.category, language())

    def _detail(self, cadre_id: str) -> str:
        """Where from, or for whoever waits what the plan had for them."""
        names, action = self.plan.told.names, self.trial.plan.action_of[cadre_id]
        if cadre_id in self.trial.waiting:
            planned = self.plan.told.judged.plan.action_of[cadre_id].held_post_id
            return bare("board.planned", post=names.post(planned))
        if action.held_post_id == action.from_post_id:
            return "" if action.held_post_id else bare("teams.from_pool")
        if action.from_post_id is None:
            return bare("teams.from_pool")
        return bare("teams.comes_from", post=names.post(action.from_post_id))

    def _marks(self, post_ids: Collection[str]) -> dict[str, Json]:
        """By post, what it would mean for whoever is picked."""
        count = sum(not offer.laws for offer in self.offers)
        sentences = {law.code: law.explain() for law in active_laws(self.plan.scenario)}
        marks = {}
        for rank, offer in enumerate(self.offers, start=1):
            if offer.post_id not in post_ids:
                continue
            if offer.laws:
                titles = join([rule_title(code, language()) for code in offer.laws])
                words = bare("board.closed", laws=titles)
                more = "\n".join(_law(code, sentences) for code in offer.laws)
                mark = {"kind": "closed", "short": "✗", "words": words, "more": more}
            else:
                words = bare("board.open", rank=rank, count=count, words=self._cost(offer))
                mark = {"kind": "open", "short": f"✓{rank}", "words": words, "more": words}
            marks[offer.post_id] = mark
        return marks

    def _cost(self, offer: Offer) -> str:
        told = self.plan.told
        words = tier_changes(self.plan.scenario, told.words, offer.tiers)
        said = [words or bare("board.no_cost")]
        if offer.displaced is not None:
            said.append(bare("board.displaces", name=told.names.cadre(offer.displaced)))
        return bare("mark.clause").join(said)

    def _verdict(self) -> Json:
        """What it comes to so far, in a line."""
        broken = self.trial.report.broken
        if not self.steps.done and not broken:
            return {"kind": "", "words": bare("by_hand.begin")}
        codes = dict.fromkeys(finding.rule for finding in self.trial.broken or broken)
        laws = join([rule_title(code, language()) for code in codes])
        said = [bare("board.breaks" if broken else "board.lawful", count=len(broken), laws=laws)]
        if waiting := self.trial.waiting:
            names = join([self.plan.told.names.cadre(cadre_id) for cadre_id in waiting])
            said.append(bare("board.waiting", count=len(waiting), names=names))
        words = self.plan.told.say("space").join(said)
        return {"kind": "bad" if broken else "good", "words": words}


def _word(code_table: str, code: str | None) -> str:
    return "" if code is None else table(code_table).word(code, language())


def _law(code: str, sentences: Mapping[str, Mapping[str, str]]) -> str:
    title = rule_title(code, language())
    if code not in sentences:
        return title
    return bare("board.law", title=title, sentence=sentences[code][language()])
