"""What is typed in a form and not written as an answer: kept beside the answers, and put back after a lock, a crash or tomorrow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ctip_desktop.forms.model import Answer
from ui.forms.question_card import QuestionCard
from ui.forms.wizard import Wizard
from ui.pages.wizard_place import read_back, written


def typed_in(wizard: Wizard) -> dict[str, Any]:
    """Everything of that kind, as plain JSON values.

    texts: what cannot be read as an answer. unsaved: what could not be written. sources: what was begun of a source. half: what is being typed just
    now, beside the answer it changes; so it comes back only while that answer stands.
    """
    unsaved = {card.path: card.answer() for card in wizard.not_kept() if card.unsaved and not card.unreadable}
    half = {card.path: card for card in wizard.cards() if _is_half(card)}
    return {
        "texts": wizard.unreadable(),
        "unsaved": written(unsaved),
        "sources": wizard.sources_begun(),
        "half": {path: [written({path: card.answer()}), written({path: card.view.answer})] for path, card in half.items()},
    }


def begun_cards(wizard: Wizard) -> list[QuestionCard]:
    """The cards that hold something typed that is no answer: it is lost where it cannot be kept beside the answers either."""
    sources = wizard.sources_begun()
    waiting = wizard.not_kept()
    return [card for card in wizard.cards() if card in waiting or card.path in sources]


def in_memory(wizard: Wizard) -> dict[str, Any]:
    """The same, for a place that is remembered while the program runs: the disk takes nothing."""
    return {"typed": {card.path: card.unreadable or card.answer() for card in wizard.not_kept()}, "sources": wizard.sources_begun()}


def bring_back(wizard: Wizard, kept: Mapping[str, Any], here: Mapping[str, Any]) -> None:
    """Put all of it back into its fields; answers are tried again. here: what could be written nowhere before the lock, as `in_memory` gave it."""
    wizard.restore_texts(dict(kept.get("texts", {})))
    wizard.restore_sources({**kept.get("sources", {}), **here.get("sources", {})})
    answers = {**read_back(kept.get("unsaved", {})), **_still_half(wizard, kept.get("half", {})), **here.get("typed", {})}
    for path, typed in answers.items():
        _put_back(wizard, path, typed)


def _is_half(card: QuestionCard) -> bool:
    return card.field is not None and card.shown_once and not (card.unsaved or card.unreadable) and card.answer() != card.view.answer


def _still_half(wizard: Wizard, half: Mapping[str, Any]) -> dict[str, Answer]:
    """What was being typed over an answer that still stands as it was: a newer one is never written over."""
    now = wizard.sheet
    standing = {path: typed for path, (typed, before) in half.items() if now is not None and written({path: now.get(path)}) == before}
    return {path: answer for typed in standing.values() for path, answer in read_back(typed).items()}


def _put_back(wizard: Wizard, path: str, typed: Answer | str) -> None:
    card = wizard.card(path)
    if card is None:
        return
    if isinstance(typed, str):
        card.restore_text(typed)
    else:
        card.restore_answer(typed)
