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


def bring_back(wizard: Wizard, kept: Mapping[str, Any], in_memory: Mapping[str, Answer | str]) -> None:
    """Put all of it back into its fields; answers are tried again. in_memory: what could be written nowhere before the lock."""
    wizard.restore_texts(dict(kept.get("texts", {})))
    wizard.restore_sources(dict(kept.get("sources", {})))
    for path, typed in {**read_back(kept.get("unsaved", {})), **_still_half(wizard, kept.get("half", {})), **in_memory}.items():
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
