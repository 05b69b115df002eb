"""The sources beside an answer: a list, a line to add one quickly, and an editor for kind, title, link, date and file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QLineEdit, QMenu, QScrollArea, QWidget

from ctip_desktop.forms.model import Question, Source
from ui.forms.fields import Surroundings
from ui.forms.point_field import dropped_files
from ui.forms.source_editor import SourceEditor, kind_label
from ui.forms.take_in import TakeIn
from ui.forms.typed import show_date
from ui.theme import px
from ui.widgets.base import ElidedLabel, IconLabel, Label, clear, column, restyle, row
from ui.widgets.button import Button, IconButton

_ICONS = {"company": "company", "government": "flag", "media": "globe", "ngo": "users", "database": "layers", "own_visit": "users"}
_LINK = re.compile(
    r"(?:(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|int|gov|edu|info))$", re.IGNORECASE
)
"""A web address, as people write it: often without https."""

_PATH = re.compile(r"(?:file:|~?/\S|[a-z]:[\\/]|\\\\)", re.IGNORECASE)
"""How the place of a file on a laptop begins."""


SETTLED = 30
"""Milliseconds until the height of an opened editor is known."""


class Evidence(QFrame):
    """Sources of one answer. Insert adds, F2 edits, Delete takes away; files and links can be dropped or pasted.

    Signals:
        added(Source), changed(Source), removed(Source): what the person did.
        closing: the editor is about to close; whoever owns this takes the focus, or the page would go to wherever it falls.
        edited: what is begun and not kept is different now.
    """

    added = Signal(object)
    changed = Signal(object)
    removed = Signal(object)
    closing = Signal()
    edited = Signal()

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.around = around
        self.question = question
        self.editor: SourceEditor | None = None
        self.rows: list[SourceRow] = []
        self._sources: tuple[Source, ...] = ()
        self._missing = False
        self._go_to = ""  # title of a source that was just added: its row gets the focus
        self.setAcceptDrops(True)
        self._head = Label(self.tr("Sources"), "group")
        self._list = column(gap=0)
        self.quick = _QuickLine(self)
        self.add_button = Button(self.tr("Add a source"), "link", icon="plus", clicked=self.add)
        lines = column(self, gap=6)
        lines.addWidget(self._head)
        lines.addLayout(self._list)
        lines.addWidget(self.quick)
        self.asked = TakeIn(self)
        self.asked.taken.connect(self.take_file)
        lines.addWidget(self.asked)
        start = row(margins=(8, 0, 0, 0))
        start.addWidget(self.add_button)
        start.addStretch()
        lines.addLayout(start)
        self._editor_place = column(gap=0)
        self._seen = QTimer(self)  # heights come in over the next turns of events
        self._seen.setSingleShot(True)
        self._seen.setInterval(SETTLED)
        self._seen.timeout.connect(self._bring_editor_into_view)
        lines.addLayout(self._editor_place)
        self.show_sources((), missing=False)

    def show_sources(self, sources: Sequence[Source], *, missing: bool, closed: bool = False) -> None:
        """Show the list. missing: an answer without a source is a gap; then a line to add one stands open. closed: nothing is added to it now."""
        self._missing = missing
        if tuple(sources) != self._sources:
            self._sources = tuple(sources)
            self._fill()
        open_line = missing and not sources and not closed
        self._head.setText(self.tr("Sources, {0}").format(len(sources)) if sources else self.tr("Sources"))
        self._head.setVisible(bool(sources) or open_line)
        self.quick.setVisible(open_line and self.editor is None)
        self.add_button.setVisible(bool(sources) and not closed)
        restyle(self.quick.line, state="error" if missing else "")
        self.setVisible(bool(sources) or open_line or self.editor is not None or not self.asked.isHidden())
        self._go_to_new()

    def add(self, source: Source | None = None) -> None:
        """Open the editor for a new source."""
        self._edit(source or Source(), self._add)

    def edit(self, source: Source) -> None:
        """Open the editor for one source."""
        self._edit(source, lambda made: self.changed.emit(made))

    def add_text(self, text: str) -> None:
        """Take what was typed or pasted: the place of a file is offered as that file, a web address goes to the link, anything else is the title."""
        text = text.strip()
        if _PATH.match(text):
            self.add_file(_file_at(text))
        elif _LINK.match(text):
            host = re.sub(r"^(https?://)?(www\.)?", "", text, flags=re.IGNORECASE).split("/")[0]
            self.add(Source(title=host, link=text))
        elif text:
            self._add(Source(title=text))

    def add_file(self, file: Path) -> None:
        """Show the size of a file and offer to take it in as a new source."""
        self.show()
        self.asked.offer(file)

    def take_file(self, file: Path) -> None:
        """Take a file into the workspace as a new source; its kind and date are asked at once."""
        found = self.around.keep_file(file)
        if found is not None:
            self.bring_back({"title": file.stem, "file": found.id})  # a file that was taken in is not thrown away without a word
            if self.editor is not None:
                self.editor.kind.setFocus()

    def begun(self) -> dict[str, str]:
        """A source that is begun and not kept; empty without one. line: what stands in the quick line."""
        if self.editor is not None:
            return self.editor.draft() if self.editor.begun else {}
        return {"line": line} if (line := self.quick.line.text().strip()) else {}

    def bring_back(self, draft: Mapping[str, str]) -> None:
        """Open the editor with a source that was begun, or put it back into the quick line where that stands open."""
        if (line := str(draft.get("line", ""))) and not self.quick.isHidden():
            self.quick.line.setText(line)
            return
        known = next((source for source in self._sources if source.id and source.id == draft.get("id")), None)
        if known is not None:
            self.edit(known)
        else:
            self.add()
        if self.editor is not None:
            self.editor.restore({"title": line, **draft} if line else draft)

    def paste(self) -> None:
        """Add what the clipboard holds."""
        data = QApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self.add_file(files[0])
        elif data.hasText():
            self.add_text(data.text()[:2_000])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and links can be dropped."""
        if dropped_files(event) or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take files, or the text of a link."""
        files = dropped_files(event)
        if files:
            self.add_file(files[0])
        else:
            self.add_text(event.mimeData().text()[:2_000])
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert and paste add."""
        if event.key() == Qt.Key.Key_Insert:
            self.add()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def _add(self, made: Source) -> None:
        self._go_to = made.title
        self.added.emit(made)

    def _go_to_new(self) -> None:
        """Put the focus on the row of the source that was added; the parts it was typed into are gone or hidden by now."""
        line = next((one for one in reversed(self.rows) if one.source.title == self._go_to), None) if self._go_to else None
        if line is not None:
            self._go_to = ""
            line.show()  # a hidden part cannot take the focus, and the layout shows it later
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        clear(self._list)
        self.rows = []
        for place, source in enumerate(self._sources):
            line = SourceRow(source, self, last=place == len(self._sources) - 1)
            self.rows.append(line)
            self._list.addWidget(line)

    def _edit(self, source: Source, done: object) -> None:
        clear(self._editor_place)
        self.editor = SourceEditor(source, self.around, self)
        self.editor.done.connect(lambda made: self._close_editor(made, done))
        self.editor.edited.connect(self.edited)
        self._editor_place.addWidget(self.editor)
        self.show()
        self.editor.show()
        self.editor.title.setFocus()  # before the line that had it goes: else the focus falls to the next question, and the page goes there
        self.quick.hide()
        self._seen.start()

    def _bring_editor_into_view(self) -> None:
        """Scroll as little as needed, and only when the editor is out of sight."""
        area: QWidget | None = self
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and self.editor is not None:
            area.ensureWidgetVisible(self.editor, 0, px(14))

    def _close_editor(self, made: Source | None, done: object) -> None:
        self.closing.emit()
        clear(self._editor_place)
        self.editor = None
        self.show_sources(self._sources, missing=self._missing)
        if not self.add_button.isHidden():
            self.add_button.setFocus()
        if made is not None and callable(done):
            done(made)
        self.edited.emit()  # it is begun no more


class SourceRow(QFrame):
    """One source: icon, title, kind, date, and a menu."""

    def __init__(self, source: Source, evidence: Evidence, *, last: bool) -> None:
        super().__init__(evidence)
        self.source = source
        self._evidence = evidence
        self.setProperty("role", "source")
        self.setProperty("last", "true" if last else "false")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        kind = kind_label(self, source.kind)
        when = show_date(source.date, evidence.around.locale)
        self.setAccessibleName(", ".join(part for part in (source.title, kind, when) if part))
        line = row(self, margins=(6, 5, 6, 5), gap=8)
        line.addWidget(IconLabel("clip" if source.file else _ICONS.get(source.kind, "link" if source.link else "book"), "text2", 14))
        line.addWidget(ElidedLabel(source.title or source.link), 1)
        line.addWidget(Label(kind, "caption2"))
        date = Label(when, "caption2")
        date.setMinimumWidth(px(84))
        date.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(date)
        self.more = IconButton("more", self.tr("More for this source"))
        self.more.clicked.connect(self.open_menu)
        line.addWidget(self.more)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(px(300), super().sizeHint().height())

    def open_menu(self) -> None:
        """Open, edit or remove."""
        menu = self.menu()
        menu.exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """What can be done with the source."""
        menu = QMenu(self)
        if self.source.file:
            menu.addAction(self.tr("Open the file"), lambda: self._evidence.around.open_file(self.source.file, self.source.title))
        menu.addAction(self.tr("Edit"), lambda: self._evidence.edit(self.source))
        menu.addAction(self.tr("Remove"), lambda: self._evidence.removed.emit(self.source))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 or Enter edits, Delete removes."""
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._evidence.edit(self.source)
        elif event.key() == Qt.Key.Key_Delete:
            self._evidence.removed.emit(self.source)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Edit."""
        self._evidence.edit(self.source)


class _QuickLine(QWidget):
    """A line that takes a link, a file name or who told you; shown while a source is wanted and there is none."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(evidence)
        self._evidence = evidence
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Link, file name or who told you"))
        self.line.setAccessibleName(self.tr("Source of: {0}").format(evidence.question.label))
        self.line.editingFinished.connect(self._take)
        self.line.textChanged.connect(evidence.edited)
        choose = Button(self.tr("Choose file"), icon="clip", clicked=self._choose)
        choose.setAccessibleName(self.tr("Choose a file as a source of: {0}").format(evidence.question.label))
        line = row(self)
        line.addWidget(self.line, 1)
        line.addWidget(choose)

    def _take(self) -> None:
        """What names a file that cannot be taken in stays, to be put right."""
        text = self.line.text()
        self.line.clear()
        self._evidence.add_text(text)
        if self._evidence.asked.refused and _PATH.match(text.strip()):
            self.line.setText(text)

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a file"))
        if path:
            self._evidence.add_file(Path(path))


def _file_at(text: str) -> Path:
    """The file that a typed place names."""
    place = QUrl(text).toLocalFile() if text.lower().startswith("file:") else text
    return Path(place).expanduser() if place.startswith("~/") else Path(place)
