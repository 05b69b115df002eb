"""Answers that were typed in one go. Typing is kept at every pause; whoever reads how often an answer was changed means more than a pause.

Nothing is dropped: the history keeps every pause. An earlier answer is left out here only where the one after it still holds its words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from ctip_desktop.queries.records import HistoryEntry, changes_of
from ctip_desktop.workspace import sheets
from ctip_desktop.workspace.workspace import Workspace

SITTING = timedelta(minutes=5)
"""The longest rest in one stretch of typing."""

SLIP = 3
"""Letters that may be taken back in it, as after a slip of the hand. More of them, or most of a short answer, is a change."""

TYPED = "text"
"""The type of question whose answers are typed; a number or a choice that is different is another answer."""


def given(ws: Workspace, record: UUID, path: str) -> tuple[HistoryEntry, ...]:
    """The answers one question had, the newest first, each stretch of typing once. Raises NotFound."""
    with ws.reading() as connection:
        one = sheets.stored(connection, record.bytes)
        place = sheets.place_of(connection, one, sheets.form_of(ws.catalogue, one.form, one.version), path)
        found = [pair for pair in changes_of(connection, place.record) if pair[1].name == place.question.name]
    newest_first = (entry for _, entry in sorted(found, key=lambda pair: pair[0], reverse=True))
    return stretches(newest_first, place.question.type)


def stretches(entries: Iterable[HistoryEntry], kind: str) -> tuple[HistoryEntry, ...]:
    """The last answer of every stretch. entries: of one question of this type, the newest first; what was erased is left out."""
    out: list[HistoryEntry] = []
    later: HistoryEntry | None = None
    for one in entries:
        if not one.erased:
            if later is None or kind != TYPED or not _typed_on(one, later):
                out.append(one)
            later = one
    return tuple(out)


def _typed_on(before: HistoryEntry, after: HistoryEntry) -> bool:
    """Whether one person went on typing on the same laptop: the words before are still there, but for a slip."""
    same = (before.by, before.device, before.bundle) == (after.by, after.device, after.bundle)
    texts = isinstance(before.value, str) and isinstance(after.value, str)
    return same and texts and after.at - before.at <= SITTING and _is_within(before.value, after.value)


def _is_within(before: str, after: str) -> bool:
    begin = _alike(before, after)
    lost = len(before) - begin - _alike(before[begin:][::-1], after[begin:][::-1])
    return lost <= SLIP and 2 * lost < len(before)


def _alike(one: str, other: str) -> int:
    """With how many same letters both begin."""
    return next((n for n, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))
