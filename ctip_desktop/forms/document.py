"""YAML read as plain text with places: every scalar stays as written, every entry knows its line.

Works on the events of the parser, so no tag is ever turned into an object. Refused by name: aliases and anchors (a few lines can stand for
gigabytes), tags, a second document, more depth, entries or bytes than a form can need, and a key that stands twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

import yaml

from ctip_desktop.dataclass import dataclass

MAX_BYTES = 4_000_000
MAX_DEPTH = 12
MAX_ENTRIES = 200_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where PyYAML was built with it: six times as fast


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `line` counts from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of entries."""

    items: tuple[Entry, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with entries, in order. `lines` holds the line of each key."""

    entries: dict[str, Entry] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    line: int = 0


Entry = Scalar | Listing | Table


class Unreadable(Exception):
    """The text is not a document we take. `line` counts from 1; 0 = not known."""

    def __init__(self, message: str, line: int = 0, proposal: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.proposal = proposal


@dataclass(frozen=True, slots=True)
class Twice:
    """A key that stands twice in one table."""

    key: str
    line: int
    first: int


def read_document(text: str) -> tuple[Entry, tuple[Twice, ...]]:
    """The document and the keys that stand twice in it. Raises Unreadable for everything that ends the reading."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise Unreadable(f"The file is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        return _Reading(text).whole()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(f"Not readable as YAML: {error.problem or error.context}", mark.line + 1 if mark else 0, _hint(text, mark)) from error
    except (yaml.YAMLError, UnicodeError) as error:
        raise Unreadable("Not readable as YAML: it holds a character that text cannot have") from error


def _hint(text: str, mark: yaml.Mark | None) -> str:
    lines = text.splitlines()
    if mark is None or mark.line >= len(lines):
        return ""
    if "\t" in lines[mark.line][: mark.column + 1]:
        return "indent with blanks, not with tabs"
    return "put a text that holds “: ”, “#” or begins with a sign into quotes" if ":" in lines[mark.line] else ""


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


class _Reading:
    def __init__(self, text: str) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)
        self._twice: list[Twice] = []
        self._entries = 0

    def whole(self) -> tuple[Entry, tuple[Twice, ...]]:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                entry = self._entry(next(self._events), 1)
                self._end()
                return entry, tuple(self._twice)
        raise Unreadable("The file is empty", 1)

    def _end(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise Unreadable("The file holds more than one document", _line(event), "remove the line ---")

    def _entry(self, event: yaml.Event, depth: int) -> Entry:
        line = _line(event)
        self._check(event, depth, line)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(tuple(self._items(depth)), line)
        return self._table(depth, line)

    def _check(self, event: yaml.Event, depth: int, line: int) -> None:
        self._entries += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Unreadable("Anchors (&) and aliases (*) are not allowed", line, "put a text that begins with & or * into quotes")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise Unreadable(f"The tag {tag[:40]} is not allowed", line, "put a text that begins with ! into quotes")
        if depth > MAX_DEPTH:
            raise Unreadable(f"Entries are nested more than {MAX_DEPTH} deep", line)
        if self._entries > MAX_ENTRIES:
            raise Unreadable(f"The file has more than {MAX_ENTRIES:,} entries", line)

    def _items(self, depth: int) -> Iterator[Entry]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._entry(event, depth + 1)

    def _table(self, depth: int, line: int) -> Table:
        table = Table(line=line)
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._entry(event, depth + 1)
            if not isinstance(key, Scalar):
                raise Unreadable("A key must be a plain word", key.line)
            value = self._entry(next(self._events), depth + 1)
            if key.text in table.entries:
                self._twice.append(Twice(key.text, key.line, table.lines[key.text]))
                continue
            table.entries[key.text] = value
            table.lines[key.text] = key.line
        return table
