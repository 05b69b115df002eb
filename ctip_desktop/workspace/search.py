"""Full text search in any script: trigrams find parts of words, also in scripts that are written without spaces.

Searched are the titles and names, the places, the notes and the free text of records and of their rows and sources; a hit on a row or source
counts for the record it belongs to.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.statements import many, run, scalar

SHORTEST = 3
"""Characters of a trigram; shorter words are looked for by comparing."""

MOST_WORDS, LONGEST_WORD, MOST_HITS = 12, 100, 200
AROUND = 40
"""Characters of a snippet on each side of what was found."""

_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_STROKED = (("l", "ł"), ("o", "ø"), ("d", "đ"), ("d", "ð"), ("h", "ħ"), ("i", "ı"), ("ae", "æ"), ("oe", "œ"), ("th", "þ"), ("ss", "ß"))
"""Letters that are no other letter with an accent, and how they are typed where the keyboard has none of them."""
_MOST_STROKED = 3
_WITHOUT_STROKES = str.maketrans({stroked: typed for typed, stroked in _STROKED})
_COLUMNS = ("title", "places", "notes", "body")


class Text(NamedTuple):
    """What is searched of one record."""

    form: str
    title: str
    places: str
    notes: str
    body: str


class Hit(NamedTuple):
    """A record found, and the place in its text, shortened."""

    record: bytes
    snippet: str


def keep(connection: Connection, texts: Mapping[bytes, Text | None], *, fresh: bool) -> None:
    """Bring the index up to date for these records; None takes one out. `fresh`: the index is empty."""
    if fresh:
        _add(connection, [(id_, text) for id_, text in texts.items() if text is not None])
        return
    new: list[tuple[bytes, Text]] = []
    for id_, text in texts.items():
        n = scalar(connection, "select n from search_row where record=?", (id_,))
        if n is None:
            new += [] if text is None else [(id_, text)]
        elif text is None:
            run(connection, "delete from search where rowid=?", (n,))
            run(connection, "delete from search_row where n=?", (n,))
        else:
            _change(connection, n, text)
    _add(connection, new)


def _add(connection: Connection, texts: Sequence[tuple[bytes, Text]]) -> None:
    if not texts:
        return
    top = scalar(connection, "select coalesce(max(n), 0) from search_row")
    many(connection, "insert into search_row(n, record) values(?,?)", [(top + i, id_) for i, (id_, _) in enumerate(texts, 1)])
    statement = "insert into search(rowid, title, places, notes, body, record, form) values(?,?,?,?,?,?,?)"
    many(connection, statement, [(top + i, *text[1:], id_, text.form) for i, (id_, text) in enumerate(texts, 1)])


def _change(connection: Connection, n: int, text: Text) -> None:
    """The index is written only when a searched text did change: most answers are not text."""
    before = run(connection, "select title, places, notes, body, form from search where rowid=?", (n,)).fetchone()
    if tuple(before) != (*text[1:], text.form):
        run(connection, "update search set title=?, places=?, notes=?, body=?, form=? where rowid=?", (*text[1:], text.form, n))


def search(connection: Connection, text: str, forms: Iterable[str] = ()) -> list[Hit]:
    """Records that hold every word of `text`, the best first, each once. `forms` limits to records of these forms."""
    words = words_of(text)
    if not words:
        return []
    allowed = frozenset(forms)
    out: dict[bytes, Hit] = {}
    for record, *columns in run(connection, *_query(words)).fetchall():
        owner = _owner(connection, record)
        if owner is not None and owner[0] not in out and (not allowed or owner[1] in allowed):
            out[owner[0]] = Hit(owner[0], snippet(columns, [way for word in words for way in spellings(word)]))
        if len(out) >= MOST_HITS:
            break
    return list(out.values())


def words_of(text: str) -> list[str]:
    """The words of what somebody typed, within limits."""
    return [word[:LONGEST_WORD] for word in unicodedata.normalize("NFC", text).replace("\0", "").split()[:MOST_WORDS]]


def _query(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    condition, values = holding(words)
    order = "bm25(search, 10.0, 4.0, 2.0, 1.0), rowid" if "match" in condition else "title, rowid"
    columns = ", ".join(_COLUMNS)
    return f"select record, {columns} from search where {condition} order by {order} limit 2000", values


def holding(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The condition that every word is there, and its values: long words through the trigram index, short ones compared.
    Words are quoted: nothing in them is an operator."""
    long = [word for word in words if min(len(plain(way)) for way in spellings(word)) >= SHORTEST]
    conditions, values = [], []
    if long:
        conditions.append("search match ?")
        values.append(" AND ".join("(" + " OR ".join(f'"{_quoted(way)}"' for way in spellings(word)) + ")" for word in long))
    for word in words:
        if word not in long:
            pairs = [(column, way) for way in spellings(word) for column in _COLUMNS]
            conditions.append("(" + " or ".join(f"{column} like ? escape '\\'" for column, _ in pairs) + ")")
            values += [f"%{_escaped(way)}%" for _, way in pairs]
    return " and ".join(conditions), tuple(values)


def _owner(connection: Connection, record: bytes) -> tuple[bytes, str] | None:
    """(id, form) of the record that a row or source belongs to, or of the record itself; None when that is deleted or not here."""
    for _ in range(8):
        row = run(connection, "select form, parent, deleted from record where id=?", (record,)).fetchone()
        form, parent, deleted = row or ("", None, True)
        if deleted:
            return None
        if parent is None:
            return record, form
        record = parent
    return None


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _quoted(word: str) -> str:
    return word.replace('"', '""')


def spellings(word: str) -> tuple[str, ...]:
    """A word as it was typed, in ordinary letters and in full-width ones: East Asian lists hold "AI" both ways. And with and without strokes, which
    the index takes for letters of their own: "lukasz" is "Łukasz", "dong" is "Đồng". Each once."""
    ordinary = unicodedata.normalize("NFKC", word)
    wide = (case.translate(_FULL_WIDTH) for case in (ordinary, ordinary.upper(), ordinary.lower()))  # only the index knows their capitals
    return tuple(dict.fromkeys((word, ordinary, *wide, ordinary.lower().translate(_WITHOUT_STROKES), *_stroked(ordinary.lower()))))


def _stroked(word: str) -> Iterator[str]:
    """The word with some of its letters stroked, one kind of letter at a time."""
    for typed, stroked in _STROKED:
        pieces = word.split(typed)
        letters = min(len(pieces) - 1, _MOST_STROKED)
        for chosen in list(product((typed, stroked), repeat=letters))[1:]:
            ends = (*chosen, *[typed] * (len(pieces) - 1 - letters), "")
            way = "".join(piece + end for piece, end in zip(pieces, ends, strict=True))
            yield from (way, way.capitalize(), way.upper()) if len(word) < SHORTEST else (way,)  # only the index knows their capitals


def plain(text: str) -> str:
    """Without accents, strokes and capital letters."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c)).translate(_WITHOUT_STROKES)


def snippet(columns: Sequence[str], words: Sequence[str]) -> str:
    """The line in which the first found word stands, shortened around it; else the beginning of the title."""
    for word in words:
        for column in columns:
            for line in column.splitlines():
                if (found := plain(line).find(plain(word))) >= 0:
                    return _cut(line, min(found, len(line)), len(word))
    return _cut(columns[0].split("\n")[0], 0, 0)


def _cut(line: str, start: int, length: int) -> str:
    low, high = max(0, start - AROUND), start + length + AROUND
    return ("…" if low else "") + line[low:high].strip() + ("…" if high < len(line) else "")
