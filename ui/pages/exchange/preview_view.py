"""What a bundle would change, before anything is changed: who made it, how much, every change by subject, and the chosen one in full."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ctip_desktop.sync.exchange import Item, Preview
from ui.pages.exchange.changes_tree import ChangesModel, ChangesTree
from ui.pages.exchange.wording import first_name, form_title, gap_words, made_words, number_words, size_words
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import ElidedLabel, IconLabel, Label, Line, Scroller, clear, column, row
from ui.widgets.card import Card
from ui.widgets.chip import Avatar, Chip
from ui.widgets.empty import Empty
from ui.widgets.note_bar import NoteBar
from ui.widgets.segmented import Segmented
from ui.widgets.two_columns import TwoColumns
from ui.words import day_words

_FIGURES = {"new": ("plus", "ok"), "changed": ("pencil", "info"), "to_settle": ("split", "two"), "known": ("check", "text2")}
_TREE, _DETAIL = 260, 180
"""Least heights."""


class SenderCard(Card):
    """Who made the bundle, its signature in words, its place in the row, and the file.

    Signals:
        compare(): the words of the sender's card are wanted.
    """

    def __init__(self, seen: Preview, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(margins=(14, 12, 14, 12), parent=parent)
        line = row(gap=12)
        line.addWidget(Avatar(seen.sender, 28))
        words = column(gap=1)
        head = row(gap=8)
        head.addWidget(Label(seen.sender, "strong"))
        head.addWidget(ElidedLabel(seen.laptop, "sub"))
        if seen.signed:
            head.addWidget(Chip(self.tr("Signed, not changed on the way"), "shieldok", "ok"))
        head.addStretch()
        words.addLayout(head)
        words.addWidget(Label(" ".join((made_words(seen.made), number_words(seen), gap_words(seen))), "sub", wrap=True))
        line.addLayout(words, 1)
        if not look().large:
            line.addLayout(self._file(path))
        self.add(line)

    def _file(self, path: Path) -> QVBoxLayout:
        box = column(gap=1)
        name = row(gap=6)
        name.addStretch()
        name.addWidget(IconLabel("usb", "text2", 15))
        name.addWidget(Label(path.name, "sub"))
        box.addLayout(name)
        size = row()
        size.addStretch()
        size.addWidget(Label(size_words(path.stat().st_size) if path.is_file() else "", "caption2"))
        box.addLayout(size)
        return box


class FiguresBar(QFrame):
    """Four numbers side by side, together all that the bundle carries: new, changed, to settle, already here."""

    def __init__(self, seen: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "figures")
        words = {
            "new": (self.tr("new"), self._new_words(seen)),
            "changed": (self.tr("changed"), self.tr("yours were older")),
            "to_settle": (self.tr("to settle"), self.tr("both sides changed it")),
            "known": (self.tr("already here"), self.tr("or they wait, see above") if seen.missing else self.tr("nothing to do")),
        }
        numbers = {"new": seen.brought, "changed": seen.changed, "to_settle": seen.conflicts, "known": seen.known}
        line = row(self, margins=(1, 1, 1, 1), gap=0)
        for place, (key, number) in enumerate(numbers.items()):
            if place:
                divider = QFrame()
                divider.setProperty("role", "divider")
                line.addWidget(divider)
            line.addLayout(self._figure(key, number, *words[key]), 1)
        self.setAccessibleName(", ".join(f"{number} {words[key][0]}" for key, number in numbers.items()))

    def _new_words(self, seen: Preview) -> str:
        records = self.tr("in %n records", "", seen.new) if seen.new else self.tr("no new records")
        return self.tr("{records}, %n files", "", seen.attachments).format(records=records) if seen.attachments else records

    def _figure(self, key: str, number: int, what: str, meaning: str) -> QHBoxLayout:
        icon, colour = _FIGURES[key]
        line = row(margins=(15, 8, 10, 9), gap=12)
        line.addWidget(IconLabel(icon, colour if number or key == "known" else "text3", 18))
        words = column(gap=0)
        head = row(gap=6)
        head.addWidget(Label(f"{number:,}", "figure"))
        head.addWidget(Label(what, "strong"))
        head.addStretch()
        words.addLayout(head)
        words.addWidget(Label(meaning, "caption2", wrap=True))
        line.addLayout(words, 1)
        return line


class _Said(Scroller):
    """As high as the column lets it be, and never as high as what it scrolls."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(_DETAIL))


class ChangeDetail(Card):
    """One change in full: what is here, and what comes."""

    def __init__(self, session: Session, *, merged: bool, erases: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(margins=(1, 1, 1, 1), gap=0, parent=parent)
        self._session = session
        self._erases = erases
        self._merged = merged
        head = row(margins=(13, 9, 13, 9))
        head.addWidget(Label(self.tr("What changed") if merged else self.tr("What would change"), "strong"))
        self.body.addLayout(head)
        self.body.addWidget(Line())
        scroller = _Said(margins=(13, 12, 13, 12), gap=8)
        scroller.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        scroller.setMinimumHeight(px(_DETAIL))
        self._box = scroller.body
        self.body.addWidget(scroller, 1)
        if not merged:
            self.body.addWidget(Line())
            self.body.addLayout(self._promises())

    def show_item(self, item: Item | None) -> None:
        """Show a change, or nothing."""
        clear(self._box)
        self._fill(item)
        self._box.addStretch()

    def _fill(self, item: Item | None) -> None:
        if item is None:
            self._box.addWidget(Label(self.tr("Choose a line to see it in full."), "sub", wrap=True))
            return
        title = form_title(item.form, self._session.workspace.catalogue)
        if item.kind in ("new", "deleted"):
            self._box.addWidget(Label(item.title, "question", wrap=True))
            words = self.tr("{form}, new") if item.kind == "new" else self.tr("{form}, deleted")
            self._box.addWidget(Label(words.format(form=title), "sub", wrap=True))
            self._box.addWidget(Label(self._by(item), "caption2", wrap=True))
            for label, said in item.facts:
                self._box.addWidget(_answer(label, said))
            if item.facts and item.count > len(item.facts):
                self._box.addWidget(Label(self.tr("and %n more", "", item.count - len(item.facts)), "caption2"))
            return
        self._box.addWidget(Label(item.label, "question", wrap=True))
        self._box.addWidget(Label(item.title if item.title == title else f"{item.title}, {title}", "sub", wrap=True))
        self._box.addWidget(_answer(self._before_words(), item.old or self.tr("No answer")))
        self._box.addWidget(_answer(self._by(item), item.new or self.tr("No answer")))
        if item.kind == "to_settle":
            self._box.addWidget(NoteBar(self.tr("Both answers are kept. You choose after the import, or later."), "two"))

    def _before_words(self) -> str:
        return self.tr("Before") if self._merged else self.tr("Here now")

    def _by(self, item: Item) -> str:
        local = item.at.astimezone()
        said = self.tr("{name}, {day} {time}, {laptop}")
        return said.format(name=first_name(item.by), day=day_words(local.date()), time=f"{local:%H:%M}", laptop=item.laptop)

    def _way_back(self) -> str:
        if self._erases:
            return self.tr("You can take this import back later, but not what it erases: only the backup still has that.")
        return self.tr("You can take this import back later.")

    def _promises(self) -> QVBoxLayout:
        box = column(margins=(13, 10, 13, 12), gap=6)
        for icon, words in (
            ("save", self.tr("A backup is made before the import.")),
            ("undo", self._way_back()),
            ("shield", self.tr("The file on the stick is not changed.")),
        ):
            line = row(gap=8)
            line.addWidget(IconLabel(icon, "text2", 15))
            line.addWidget(Label(words, "sub", wrap=True), 1)
            box.addLayout(line)
        return box


def _answer(who: str, text: str) -> QFrame:
    box = QFrame()
    box.setProperty("role", "box")
    lines = column(box, margins=(10, 7, 10, 8), gap=2)
    lines.addWidget(Label(who, "caption2", wrap=True))
    lines.addWidget(Label(text, "strong", wrap=True))
    return box


class ChangesCard(Card):
    """The tree with its filter."""

    chosen = Signal(object)

    def __init__(self, session: Session, seen: Preview, parent: QWidget | None = None) -> None:
        super().__init__(margins=(1, 1, 1, 1), gap=0, parent=parent)
        workspace = session.workspace
        self.model = ChangesModel(workspace.catalogue, workspace.now().astimezone().date())
        self.tree = ChangesTree(self.tr("Changes"), self.model)
        self.tree.setMinimumHeight(px(_TREE))
        self.tree.chosen.connect(self.chosen)
        self.filter = Segmented(
            (
                ("all", self.tr("All")),
                ("new", self.tr("New {n}").format(n=f"{seen.brought:,}")),
                ("changed", self.tr("Changed {n}").format(n=f"{seen.changed:,}")),
                ("to_settle", self.tr("To settle {n}").format(n=f"{seen.conflicts:,}")),
            ),
            self.tr("Show"),
            clearable=False,
        )
        self.filter.choose("all")
        self.filter.chosen.connect(self.show_kind)
        head = row(margins=(13, 8, 13, 8))
        if not look().large:
            listed = seen.changes - seen.known
            all_ = self.tr("%n changes", "", seen.changes)
            head.addWidget(Label(self.tr("{n} of {all}").format(n=f"{listed:,}", all=all_) if seen.known else all_, "strong"))
            head.addStretch()
        head.addWidget(self.filter)
        self.body.addLayout(head)
        self.body.addWidget(self.tree, 1)
        self.nothing = Empty("", icon="okc")
        self.body.addWidget(self.nothing, 1)
        if seen.more:
            more = Label(self.tr("%n further changes are not listed. They are imported with the others.", "", seen.more), "caption", wrap=True)
            more.setContentsMargins(px(13), px(6), px(13), px(8))
            self.body.addWidget(more)
        self.model.show_groups(seen.items)
        self._say_nothing("all")

    def _say_nothing(self, kind: str) -> None:
        """In place of an empty list: why it is empty."""
        listed = self.model.rowCount() > 0
        self.tree.setVisible(listed)
        self.nothing.setVisible(not listed)
        if kind == "all":
            self.nothing.say(self.tr("Nothing to list"), self.tr("All changes of this bundle are already here, or they wait for others."))
        else:
            self.nothing.say(self.tr("No change of this kind"), self.tr("Choose “All” to see every change."))

    def show_kind(self, kind: str) -> None:
        """Filter by kind; `all` shows everything."""
        self.filter.choose(kind)
        self.model.filter("" if kind == "all" else kind)
        self._say_nothing(kind)


class PreviewView(QWidget):
    """The third step."""

    def __init__(self, session: Session, seen: Preview, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seen = seen
        scroller = Scroller(margins=(24, 14, 24, 14), gap=12)
        column(self, gap=0).addWidget(scroller)
        body = scroller.body
        body.addWidget(SenderCard(seen, path))
        for note in self._notes(seen):
            body.addWidget(note)
        body.addWidget(FiguresBar(seen))
        self.columns = TwoColumns(side_width=380, least=760)
        self.changes = ChangesCard(session, seen)
        self.detail = ChangeDetail(session, merged=False, erases=bool(seen.erased))
        self.changes.chosen.connect(self.detail.show_item)
        self.detail.show_item(self.changes.model.item_at(self.changes.tree.currentIndex()))
        self.columns.wide.addWidget(self.changes, 1)
        self.columns.side.addWidget(self.detail, 1)
        body.addWidget(self.columns, 1)

    def _notes(self, seen: Preview) -> list[NoteBar]:
        notes = [NoteBar(warning, "warn") for warning in seen.warnings]
        notes += [NoteBar(hole, "info", icon="clock") for hole in seen.missing]
        if seen.taken_back:
            notes.append(NoteBar(self.tr("You took this import back before. Importing it again brings it back."), "info", icon="undo"))
        return notes

    def take_focus(self) -> None:
        """The tree."""
        self.changes.tree.setFocus()
