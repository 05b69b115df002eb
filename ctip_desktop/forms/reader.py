"""Form files: YAML → Form, and every problem of a broken file in one pass with file, line, quoted value and proposal.

The format is docs/form-format.md. Nothing in a file is executed; limits on size, depth and count are in `document.py` and below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from ctip_desktop.forms import vocabulary as words
from ctip_desktop.forms.checks import check_meaning
from ctip_desktop.forms.document import Entry, Listing, Scalar, Table, Unreadable, read_document
from ctip_desktop.forms.expressions import meant
from ctip_desktop.forms.findings import Findings, Problem, quoted, refuse
from ctip_desktop.forms.model import NOTHING, Asks, Choice, Evidence, Form, Kind, OutcomeTable, Question, Rule, ScoreRule, Section, Share
from ctip_desktop.forms.syntax import NAME

__all__ = ["Problem", "check_form", "read_form"]

MAX_CHOICES = 20_000

_COMMA = "put a text that holds a comma into quotes"

_E = TypeVar("_E", bound=StrEnum)


def read_form(text: str, origin: str) -> Form:
    """The form of a file. Raises BadForm with every problem: file, line, quoted value, proposal. Warnings do not hinder."""
    form, problems = _read(text, origin)
    refuse(problems, f"The form file {origin}")
    assert form is not None, "a file without errors gives a form"
    return form


def check_form(text: str, origin: str) -> tuple[Problem, ...]:
    """Every problem of a form file in one pass, warnings among them, in order of lines."""
    return _read(text, origin)[1]


def _read(text: str, origin: str) -> tuple[Form | None, tuple[Problem, ...]]:
    findings = Findings(origin)
    try:
        entry, twice = read_document(text)
    except Unreadable as error:
        findings.error(error.line, error.message, error.proposal)
        return None, findings.all()
    for key in twice:
        findings.error(key.line, f"{quoted(key.key)} stands twice; it stands in line {key.first}, too", "remove one of them")
    if not isinstance(entry, Table):
        findings.error(1, "A form begins with “form: NAME”")
        return None, findings.all()
    reader = _FormReader(findings, origin)
    form = reader.form(entry)
    check_meaning(form, findings, reader.lines)
    return form, findings.all()


def _split_lists(entry: Entry) -> Iterator[str]:
    """The lists of the questions `select_multiple LIST` and `rank LIST`, however deep they stand."""
    if isinstance(entry, Listing):
        for item in entry.items:
            yield from _split_lists(item)
    elif isinstance(entry, Table):
        kind = entry.entries.get("type")
        written = kind.text.split() if isinstance(kind, Scalar) else []
        if len(written) == 2 and written[0] in words.WITH_LIST - {"select_one"}:
            yield written[1]
        for item in entry.entries.values():
            yield from _split_lists(item)


class _FormReader:
    """Turns the tables of one file into a form; where something is wrong it says so and goes on with what is there."""

    def __init__(self, findings: Findings, origin: str) -> None:
        self._findings = findings
        self._origin = origin
        self._lists: dict[str, tuple[Choice, ...]] = {}
        self._list_lines: dict[str, int] = {}
        self._split: frozenset[str] = frozenset()
        """Lists of which several choices can be chosen: there a blank in a name would make two of one."""
        self._asks = Asks.TEAM
        self.lines: dict[tuple[str, str], int] = {}
        """Where each entry stands: (name of the question, score or table; key) → line."""

    def _remember(self, name: str, table: Table, number: int | None = None) -> None:
        for key, line in table.lines.items():
            self.lines.setdefault((name, key if number is None else f"{key} {number}"), line)

    def form(self, table: Table) -> Form:
        """The whole form."""
        self._keys(table, words.FORM_KEYS, "a form")
        name = self._name(table, "form", "The form")
        self._remember(name, table)
        version, title = self._needed(table, "version", "The form"), self._needed(table, "title", "The form")
        self._asks = self._word(table, "asks", Asks, Asks.TEAM)
        self._split = frozenset(_split_lists(table))
        self._lists = self._read_lists(table)
        sections = tuple(self._section(entry) for entry in self._tables(table, "sections"))
        if not sections:
            self._findings.error(table.line, "The form has no sections", "write “sections:” with at least one section")
        form = Form(
            name=name,
            version=version,
            title=title,
            kind=self._word(table, "kind", Kind, Kind.CHECKLIST, needed=True),
            sections=sections,
            instruments=self._texts(table, "instruments"),
            about=self._texts(table, "about"),
            record_title=self._text(table, "record_title"),
            unique=self._texts(table, "unique"),
            asks=self._asks,
            contract=self._texts(table, "contract"),
            lists=MappingProxyType(self._lists),
            scores=tuple(self._score(entry) for entry in self._tables(table, "scores")),
            outcomes=tuple(self._outcome(entry) for entry in self._tables(table, "outcomes")),
            summary=self._text(table, "summary"),
            source=self._text(table, "source"),
            origin=self._origin,
            line=table.line,
        )
        self._unused_lists(form)
        return form

    # --- parts of a form ---

    def _section(self, table: Table) -> Section:
        self._keys(table, words.SECTION_KEYS, "a section")
        name = self._name(table, "name", "A section")
        self._remember(name, table)
        label = self._needed(table, "label", f"The section {quoted(name)}")
        questions = tuple(self._question(entry, self._asks) for entry in self._tables(table, "questions"))
        if not questions:
            self._findings.error(table.line, f"The section {quoted(name)} has no questions")
        return Section(name, label, questions, self._text(table, "hint"), self._text(table, "relevant"), table.line)

    def _question(self, table: Table, asks: Asks, inside: str = "") -> Question:
        self._keys(table, words.QUESTION_KEYS, "a question")
        name = self._name(table, "name", "A question")
        self._remember(name, table)
        kind, list_name, ref = self._type(table, name)
        asks = self._word(table, "asks", Asks, asks)
        share = self._word(table, "share", Share, Share.STRICT) if "share" in table.entries else None
        if kind not in words.SILENT or kind == "note":
            self._needed(table, "label", f"The question {quoted(name)}")
        texts = {key: self._text(table, key) for key in words.TEXT_KEYS}
        return Question(
            name=name,
            type=kind,
            list_name=list_name,
            choices=self._lists.get(list_name, ()),
            ref=ref,
            parameters=self._mapping(table, "parameters"),
            how=self._texts(table, "how"),
            share=share,
            asks=asks,
            evidence=self._word(table, "evidence", Evidence, Evidence.WELCOME),
            anchors=self._mapping(table, "anchors"),
            shelf_life=self._whole(table, "shelf_life", 12),
            sensitive=self._switch(table, "sensitive"),
            unknown=self._switch(table, "unknown", otherwise=True),
            questions=self._columns(table, name, kind, asks, inside),
            line=table.line,
            columns=self._mapping(table, "columns"),
            **texts,
        )

    def _columns(self, table: Table, name: str, kind: str, asks: Asks, inside: str) -> tuple[Question, ...]:
        entries = self._tables(table, "questions")
        line = table.lines.get("questions", table.line)
        if kind != "repeat":
            if entries:
                self._findings.error(line, f"{quoted(name)} has questions inside, but its type is {quoted(kind)}", "write “type: repeat”")
            return ()
        if inside:
            sentence = f"{quoted(name)} is a repeat inside the repeat {quoted(inside)}, which is not supported"
            self._findings.error(line, sentence, "make it a form of its own")
            return ()
        if not entries:
            self._findings.error(line, f"The repeat {quoted(name)} has no questions")
        return tuple(self._question(entry, asks, name) for entry in entries)

    def _type(self, table: Table, name: str) -> tuple[str, str, str]:
        """Type, name of the list, form a `ref` points to."""
        written = self._needed(table, "type", f"The question {quoted(name)}")
        line = table.lines.get("type", table.line)
        kind, *rest = written.split() or [""]
        if kind == "ref":
            if len(rest) != 1:
                self._findings.error(line, f"The type {quoted(written)} names no form", "write for instance “ref company”")
            return kind, "", rest[0] if rest else ""
        if kind in words.WITH_LIST:
            return kind, self._known_list(rest, written, line), ""
        if kind not in words.TYPES or rest:
            if written:
                hint = words.TYPE_HINTS.get(written.lower())
                proposal = f"write “type: {hint}”" if hint else meant(kind, words.TYPES, "“{}”")
                self._findings.error(line, f"There is no question type {quoted(written)}", proposal)
            return "text", "", ""
        return kind, "", ""

    def _known_list(self, rest: list[str], written: str, line: int) -> str:
        if len(rest) != 1:
            self._findings.error(line, f"The type {quoted(written)} must name one list", "write for instance “select_one yes_no”")
            return ""
        if rest[0] not in self._lists:
            self._findings.error(line, f"There is no list {quoted(rest[0])}", meant(rest[0], self._lists, "“{}”"))
            return ""
        return rest[0]

    def _read_lists(self, table: Table) -> dict[str, tuple[Choice, ...]]:
        lists: dict[str, tuple[Choice, ...]] = {words.YES_NO: words.YES_NO_CHOICES}
        entry = table.entries.get("lists")
        if entry is None or (isinstance(entry, Scalar) and not entry.text):
            return lists
        if not isinstance(entry, Table):
            self._findings.error(entry.line, "“lists” must hold names of lists with their choices")
            return lists
        for name in entry.entries:
            self._list_lines[name] = entry.lines[name]
            self._valid_name(name, entry.lines[name], "The list")
            lists[name] = self._choices(entry, name)
        if sum(map(len, lists.values())) > MAX_CHOICES:
            self._findings.error(entry.line, f"The form has more than {MAX_CHOICES:,} choices")
        return lists

    def _choices(self, lists: Table, name: str) -> tuple[Choice, ...]:
        found: dict[str, Choice] = {}
        for table in self._tables(lists, name):
            choice = self._needed(table, "name", f"A choice of the list {quoted(name)}")
            if choice in found:
                self._findings.error(table.line, f"The choice {quoted(choice)} stands twice in the list {quoted(name)}")
            if name in self._split and any(sign.isspace() for sign in choice):
                self._findings.error(table.line, f"The name of the choice {quoted(choice)} holds a blank", f"write “{'_'.join(choice.split())}”")
            label = self._needed(table, "label", f"The choice {quoted(choice)}")
            self._check_columns(table)
            extra = {key: self._text(table, key) for key in table.entries if key not in words.CHOICE_KEYS}
            found.setdefault(choice, Choice(choice, label, self._text(table, "hint"), MappingProxyType(extra) if extra else NOTHING))
        if not found:
            self._findings.error(lists.lines[name], f"The list {quoted(name)} has no choices")
        return tuple(found.values())

    def _check_columns(self, table: Table) -> None:
        """Further columns of a choice may have any name, but a part of a sentence cut off at its comma is none."""
        for key, entry in table.entries.items():
            cut = isinstance(entry, Scalar) and not entry.text and any(sign.isspace() for sign in key)
            if key not in words.CHOICE_KEYS and cut:
                self._findings.error(table.lines[key], f"{quoted(key)} is not a word of a choice", _COMMA)

    def _unused_lists(self, form: Form) -> None:
        used = {question.list_name for question in form.walk()}
        results = [{rule.result for rule in table.rules} for table in form.outcomes]
        used |= {name for name, choices in form.lists.items() if {choice.name for choice in choices} in results}  # the words of the results
        for name, line in self._list_lines.items():
            if name not in used:
                self._findings.warning(line, f"The list {quoted(name)} is used by no question")

    def _score(self, table: Table) -> ScoreRule:
        self._keys(table, words.SCORE_KEYS, "a score")
        name = self._name(table, "name", "A score")
        self._remember(name, table)
        return ScoreRule(
            name=name,
            label=self._needed(table, "label", f"The score {quoted(name)}"),
            kind=self._one_of(table, "kind", words.SCORE_KINDS, "mean"),
            of=self._texts(table, "of"),
            weights=MappingProxyType({key: self._float(table, value, f"weight of {key}") for key, value in self._mapping(table, "weights").items()}),
            least=self._number(table, "least", 0.0),
            low=self._number(table, "low", 1.0),
            high=self._number(table, "high", 5.0),
            expression=self._text(table, "expression"),
            line=table.line,
        )

    def _outcome(self, table: Table) -> OutcomeTable:
        self._keys(table, words.OUTCOME_KEYS, "a rule table")
        name = self._name(table, "name", "A rule table")
        self._remember(name, table)
        label = self._needed(table, "label", f"The rule table {quoted(name)}")
        rules = tuple(self._rule(entry, name, place) for place, entry in enumerate(self._tables(table, "rules")))
        if not rules:
            self._findings.error(table.line, f"The rule table {quoted(name)} has no rules")
        return OutcomeTable(name, label, self._one_of(table, "hit", words.HITS, "first"), rules, table.line)

    def _rule(self, table: Table, name: str, place: int) -> Rule:
        self._remember(name, table, place)
        self._keys(table, words.RULE_KEYS, "a rule")
        who = f"A rule of {quoted(name)}"
        when, result, reason = (self._needed(table, key, who) for key in ("when", "result", "reason"))
        return Rule(when, result, reason, table.line)

    # --- single entries ---

    def _keys(self, table: Table, known: frozenset[str], what: str) -> None:
        for key, entry in table.entries.items():
            if key not in known:
                cut = isinstance(entry, Scalar) and not entry.text and " " in key
                proposal = _COMMA if cut else meant(key, known, "“{}”")
                self._findings.error(table.lines[key], f"{quoted(key)} is not a word of {what}", proposal)

    def _text(self, table: Table, key: str) -> str:
        entry = table.entries.get(key)
        if entry is None:
            return ""
        if isinstance(entry, Scalar):
            if len(entry.text) > words.LONGEST:
                self._findings.error(entry.line, f"{quoted(key)} is longer than {words.LONGEST:,} characters", "make it shorter")
            return entry.text.strip()
        self._findings.error(entry.line, f"{quoted(key)} must be one text", "put it into quotes")
        return ""

    def _needed(self, table: Table, key: str, who: str) -> str:
        text = self._text(table, key)
        if not text and not isinstance(table.entries.get(key), Listing | Table):
            self._findings.error(table.lines.get(key, table.line), f"{who} has no {key}", f"write “{key}: …”")
        return text

    def _name(self, table: Table, key: str, who: str) -> str:
        name = self._needed(table, key, who)
        if name:
            self._valid_name(name, table.lines[key], who)
        return name

    def _valid_name(self, name: str, line: int, who: str) -> None:
        if not NAME.match(name) or not name.isascii():
            self._findings.error(line, f"{who} cannot be called {quoted(name)}: letters, digits and _ only, beginning with a letter")

    def _texts(self, table: Table, key: str) -> tuple[str, ...]:
        entry = table.entries.get(key)
        if entry is None or (isinstance(entry, Scalar) and not entry.text):
            return ()
        if isinstance(entry, Scalar):
            return (entry.text.strip(),)
        if isinstance(entry, Listing) and all(isinstance(item, Scalar) for item in entry.items):
            return tuple(item.text.strip() for item in entry.items if isinstance(item, Scalar))
        self._findings.error(entry.line, f"{quoted(key)} must be a list of texts", "put a text that holds “: ” into quotes")
        return ()

    def _mapping(self, table: Table, key: str) -> Mapping[str, str]:
        entry = table.entries.get(key)
        if entry is None or (isinstance(entry, Scalar) and not entry.text):
            return NOTHING
        if isinstance(entry, Table) and all(isinstance(value, Scalar) for value in entry.entries.values()):
            return MappingProxyType({name: value.text.strip() for name, value in entry.entries.items() if isinstance(value, Scalar)})
        self._findings.error(entry.line, f"{quoted(key)} must hold “name: text” entries")
        return NOTHING

    def _tables(self, table: Table, key: str) -> list[Table]:
        entry = table.entries.get(key)
        if entry is None or (isinstance(entry, Scalar) and not entry.text):
            return []
        if not isinstance(entry, Listing):
            self._findings.error(entry.line, f"{quoted(key)} must be a list", "begin each entry with “- ”")
            return []
        return list(self._only_tables(entry.items, key))

    def _only_tables(self, items: Iterable[Entry], key: str) -> Iterable[Table]:
        for item in items:
            if isinstance(item, Table):
                yield item
            else:
                shown = f": {quoted(item.text)}" if isinstance(item, Scalar) else ""
                self._findings.error(item.line, f"An entry of {quoted(key)} must hold “name: …”{shown}")

    def _word(self, table: Table, key: str, words_: type[_E], default: _E, *, needed: bool = False) -> _E:
        if key not in table.entries:
            if needed:
                self._findings.error(table.line, f"The form has no {key}", f"write one of {', '.join(words_)}")
            return default
        written = self._text(table, key)
        try:
            return words_(written)
        except ValueError:
            known = [word.value for word in words_]
            proposal = meant(written, known, "“{}”") or f"write one of {', '.join(known)}"
            self._findings.error(table.lines[key], f"{quoted(written)} is not a word for {quoted(key)}", proposal)
            return default

    def _one_of(self, table: Table, key: str, known: frozenset[str], default: str) -> str:
        written = self._text(table, key)
        if written in known:
            return written
        proposal = meant(written, known, "“{}”") or f"write one of {', '.join(sorted(known))}"
        self._findings.error(table.lines.get(key, table.line), f"{quoted(written)} is not a word for {quoted(key)}", proposal)
        return default

    def _number(self, table: Table, key: str, default: float) -> float:
        written = self._text(table, key)
        return self._float(table, written, key) if written else default

    def _float(self, table: Table, written: str, what: str) -> float:
        try:
            return float(written)
        except ValueError:
            self._findings.error(table.line, f"The {what} must be a number, not {quoted(written)}")
            return 0.0

    def _whole(self, table: Table, key: str, default: int) -> int:
        written = self._text(table, key)
        if not written:
            return default
        if written.isascii() and written.isdigit() and len(written) < 6:
            return int(written)
        self._findings.error(table.lines[key], f"{quoted(key)} must be a whole number, not {quoted(written)}")
        return default

    def _switch(self, table: Table, key: str, *, otherwise: bool = False) -> bool:
        written = self._text(table, key).lower()
        if written not in ("", "yes", "no", "true", "false"):
            self._findings.error(table.lines[key], f"{quoted(key)} must be yes or no, not {quoted(written)}")
        return written in ("yes", "true") if written else otherwise
