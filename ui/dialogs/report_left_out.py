"""What is left out of a print and why, and what the leak check found in the finished file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Share
from ctip_desktop.reports.audience import Audience, LeftAt, LeftOut
from ctip_desktop.reports.build import SUBJECTS, Kind, Report
from ctip_desktop.reports.fonts import clusters
from ctip_desktop.reports.leaks import Leak
from ui.theme import px
from ui.widgets.base import Label, Line, clear, column, row
from ui.widgets.button import Button
from ui.widgets.chip import Count
from ui.widgets.note_bar import NoteBar

LONGEST = 120  # characters of such a value
LONG_WORD = 16  # clusters after which a word may be broken
MOST_SIGNS = 12  # without a letter in our fonts that are listed
MOST_LEAKS = 12  # values found in a finished file that are listed
MOST_SHOWN = 40  # places listed below one line

_COMPANY_PARTS = {
    "Conversations": "talks",
    "Names and contacts of people": "contacts",
    "Opportunities with the company": "opportunities",
    "Stage on the path": "stage",
    "Next goal": "stage",
}
_TABS = {
    "Names and contacts of people": "people",
    "Concerns": "concerns",
    "Single contributions": "contributions",
    "Amounts of money": "contributions",
    "Indicators": "indicators",
    "Company names": "people",
    "What agreements of non-disclosure cover": "agreements",
}
_PAGES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "Company names": ("registers", {"form": "nda"}),
    "Amounts of money": ("registers", {"form": "contribution"}),
    "Single partnerships": ("partnerships", {}),
    "Partnerships": ("partnerships", {}),
    "Opportunities": ("opportunities", {"part": "list"}),
    "Lessons": ("registers", {"form": "lesson"}),
    "Indicators": ("registers", {"form": "indicator"}),
}


def home_of(what: str, kind: Kind, about: UUID | None) -> tuple[str, dict[str, Any]] | None:
    """The page on which things of a line stand that are no answers of a form; None when there is none of their own."""
    subject = SUBJECTS.get(kind)
    if subject == "company" and about is not None:
        return "company", {"company": about, "part": _COMPANY_PARTS.get(what, "overview")}
    if subject == "partnership" and about is not None:
        return "partnerships", {"partnership": about, "tab": _TABS.get(what, "overview")}
    if kind in (Kind.RANKING, Kind.SCORE_CARD) and what != "Company names":
        return "opportunities", {"part": "ranking"}
    if what in _PAGES:
        page, where = _PAGES[what]
        return page, dict(where)
    return None


class LeftOutPane(QWidget):
    """A list with counts, and the result of the check in words. Each line shows where its items stand, on this screen alone.

    Signals:
        go(str, dict): to where an item stands, as a page's.
    """

    go = Signal(str, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = column(self, margins=(16, 14, 16, 14), gap=5)
        self.check = NoteBar("", "ok")
        self._kind = Kind.COMPANY
        self._about: UUID | None = None

    def show_report(self, report: Report, audience: Audience, kind: Kind = Kind.COMPANY, about: UUID | None = None) -> None:
        """What was left out of this print. kind, about: of the print, to lead to where things stand."""
        self._kind, self._about = kind, about
        self._begin()
        total = sum(one.count for one in report.left_out)
        head = row(gap=8)
        head.addWidget(Label(self._heading(audience), "strong", wrap=True))
        if total:
            head.addWidget(Count(total))
        head.addStretch()
        self._box.addLayout(head)
        self._add_check(report, total)
        if not report.left_out:
            self._box.addWidget(Label(self.tr("Nothing. This reader may see everything that is on it."), "sub", wrap=True))
        for one in report.left_out:
            self._box.addWidget(self._line(one))
            self._box.addWidget(Line())
        if report.missing:
            signs = self.tr("Our fonts do not have: {signs}. Each is printed as an empty sign.").format(signs=" ".join(report.missing[:MOST_SIGNS]))
            self._box.addWidget(NoteBar(signs, "warn"))
        if report.one_by_one:
            words = self.tr("{scripts}: the letters are printed one after the other, not in their stacks. Let somebody who reads it look first.")
            self._box.addWidget(NoteBar(words.format(scripts=", ".join(report.one_by_one)), "warn"))
        if audience is not Audience.INTERNAL:
            words = self.tr(
                "The marks of the forms and your programme (Programme, Sharing) decide what a reader may see. What an agreement forbids stays out."
            )
            self._box.addWidget(Label(words, "caption2", wrap=True))
        self._box.addStretch()

    def show_refusal(self, error: WorldError) -> None:
        """Why there is no print."""
        self._begin()
        note = NoteBar(tone="bad")
        note.show_note(" ".join(part for part in (error.kept, error.next_step) if part), "bad", strong=error.what)
        self._box.addWidget(note)
        self._box.addStretch()

    def show_nothing(self) -> None:
        """Before there is a print: what will stand here."""
        self._begin()
        self._box.addWidget(Label(self.tr("What is left out will be listed here, with the reason."), "sub", wrap=True))
        self._box.addStretch()

    def _begin(self) -> None:
        clear(self._box)

    def _heading(self, audience: Audience) -> str:
        return {
            Audience.INTERNAL: self.tr("Left out for the team"),
            Audience.PARTNER: self.tr("Left out for this partner"),
            Audience.DONOR: self.tr("Left out for the donor"),
            Audience.PUBLIC: self.tr("Left out for the public"),
        }[audience]

    def _add_check(self, report: Report, total: int) -> None:
        self.check = NoteBar("", "ok")
        try:
            report.check()
        except WorldError as error:
            found = self.tr("What must be left out stands in another text. It is listed below, on this screen alone.")
            self.check.show_note(f"{found} {error.next_step}", "bad", strong=self.tr("The leak check stopped this print."))
        else:
            none = self.tr("Nothing was left out, so there is nothing to look for.")
            some = self.tr("None of the %n values left out is in the text, the details of the file or its links.", "", total)
            self.check = NoteBar("", "ok", icon="shieldok")
            self.check.show_note(some if total else none, "ok", strong=self.tr("Leak check passed."))
        self._box.addWidget(self.check)
        for leak in report.leaks[:MOST_LEAKS]:
            self._box.addWidget(_found(leak))
        if len(report.leaks) > MOST_LEAKS:
            self._box.addWidget(Label(self.tr("and %n more", "", len(report.leaks) - MOST_LEAKS), "caption2"))
        if report.leaks:
            self._box.addWidget(Line())

    # --- where it stands --------------------------------------------------

    def _line(self, one: LeftOut) -> QWidget:
        """A line with its button; the places of its answers open below it."""
        holder = QWidget()
        box = column(holder, gap=2)
        head = _row(one)
        box.addLayout(head)
        home = home_of(one.what, self._kind, self._about)
        if one.at:
            button = self._button(self.tr("Show"), self.tr("Show where it stands: {what}").format(what=one.what))
            button.setCheckable(True)
            button.toggled.connect(lambda on: self._open(box, one, button, on=on))
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        elif home is not None:
            page, where = home
            button = self._button(self.tr("Show"), self.tr("Show where it stands: {what}").format(what=one.what))
            button.clicked.connect(lambda: self.go.emit(page, where))
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _button(self, words: str, name: str) -> Button:
        button = Button(words, "quiet", size="small")
        button.setAccessibleName(name)
        return button

    def _open(self, box: QVBoxLayout, one: LeftOut, button: Button, *, on: bool) -> None:
        """List the places, or close the list again."""
        button.setText(self.tr("Hide") if on else self.tr("Show"))
        if not on:
            shown = box.takeAt(1)
            if shown is not None and (widget := shown.widget()) is not None:
                widget.hide()
                widget.deleteLater()
            return
        places = QWidget()
        inside = column(places, margins=(34, 0, 0, 4), gap=2)
        for at in one.at[:MOST_SHOWN]:
            inside.addWidget(self._place(at))
        if len(one.at) > MOST_SHOWN:
            inside.addWidget(Label(self.tr("and %n more", "", len(one.at) - MOST_SHOWN), "caption2"))
        box.addWidget(places)

    def _place(self, at: LeftAt) -> QWidget:
        """One answer: its question, the mark that decides, and the way to it."""
        holder = QWidget()
        line = row(holder, gap=8)
        words = column(gap=0)
        words.addWidget(Label(at.label, "sub", wrap=True))
        words.addWidget(Label(mark_words(at.share), "caption2", wrap=True))
        line.addLayout(words, 1)
        button = self._button(self.tr("Open"), self.tr("Open the question: {question}").format(question=at.label))
        button.clicked.connect(lambda: self.go.emit("wizard", {"record": at.record, "path": at.path}))
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return holder


def mark_words(share: Share | None) -> str:
    """What the sharing mark of a question says."""
    words = {
        Share.PUBLIC: _tr("mark: public"),
        Share.PARTNERS: _tr("mark: for the partner"),
        Share.DONOR: _tr("mark: for the donor"),
        Share.INTERNAL: _tr("mark: our team only"),
        Share.STRICT: _tr("mark: never leaves this program"),
    }
    return words[share] if share is not None else _tr("no mark, so our team only")


def _tr(text: str) -> str:
    return QCoreApplication.translate("LeftOutPane", text)


def _found(leak: Leak) -> QWidget:
    """A value in the finished file: where, the words, and what stands about them, so that the text can be found and changed."""
    holder = QWidget()
    box = column(holder, margins=(0, 4, 0, 4), gap=0)
    box.addWidget(Label(f"“{_breakable(_short(leak.value))}”", "strong", wrap=True))
    box.addWidget(Label(f"{leak.where[:1].upper()}{leak.where[1:]} · {leak.what}", "caption2", wrap=True))
    if leak.around:
        box.addWidget(Label(_tr("There it says: {text}").format(text=_breakable(leak.around)), "caption2", wrap=True))
    return holder


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _breakable(text: str) -> str:
    """Text whose long words, as addresses, may be broken where the column ends."""
    return "".join(f"{cluster}\u200b" if number % LONG_WORD == 0 else cluster for number, cluster in _numbered(text))


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """Clusters of characters, each with its number in its word."""
    number = 0
    for cluster in clusters(text):
        number = 0 if cluster.isspace() else number + 1
        yield number or 1, cluster


def _row(one: LeftOut) -> QHBoxLayout:
    line = row(margins=(0, 2, 0, 2), gap=10)
    count = Label(f"{one.count:,}", "strong")
    count.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    count.setMinimumWidth(px(24))
    line.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
    words = column(gap=0)
    words.addWidget(Label(one.what, wrap=True))
    words.addWidget(Label(one.why, "caption2", wrap=True))
    line.addLayout(words, 1)
    return line
