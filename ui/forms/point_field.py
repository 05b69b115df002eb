"""Answers that point to something: another record, or a file kept in the workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QStringListModel, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCompleter, QFileDialog, QLineEdit, QWidget

from ctip_desktop.forms.model import Answer, Question
from ui.forms.fields import Field, Found, Surroundings
from ui.forms.take_in import TakeIn
from ui.theme import px
from ui.widgets.base import ElidedLabel, column, restyle, row
from ui.widgets.button import Button
from ui.widgets.typed_name import ends_here, fitting, takes


class _Line(QLineEdit):
    """Where a name is typed. take: puts the first record that fits into the line and says whether there was one."""

    def __init__(self, take: Callable[[], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._take = take

    def event(self, event: QEvent) -> bool:
        """Enter and Tab take the first name that fits what was typed."""
        if takes(event, self.completer()) and self._take() and ends_here(event):
            event.accept()
            return True
        return super().event(event)


class RefField(Field):
    """A record of another form, found by a part of its title, or made on the spot. Enter and Tab take the first that fits."""

    wide = True

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self._id = ""
        self._title = ""
        self._found: dict[str, str] = {}
        self.line: QLineEdit = _Line(self._take_first, self)
        self.line.setAccessibleName(question.label)
        self.line.setPlaceholderText(self.tr("Type a part of the name"))
        self.line.setMinimumWidth(px(320))
        self._words = QStringListModel(self)
        self.completer = QCompleter(self._words, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(10)
        self.completer.activated.connect(lambda title: self._take(str(title)))
        self.line.setCompleter(self.completer)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._match)
        self.watch_leaving(self.line)
        self.new = Button(self.tr("Make new"), "quiet", icon="plus", clicked=self._make)
        line = row(self)
        line.addWidget(self.line)
        line.addWidget(self.new)
        line.addStretch()

    def answer(self) -> Answer:
        """The record's id, while the line still holds its title."""
        return Answer.of(self._id if self.line.text().strip() == self._title else None)

    def show_answer(self, answer: Answer) -> None:
        """Show the title of the record."""
        if answer.value == self.answer().value and self.line.hasFocus():
            return
        self._id = str(answer.value or "")
        self._title = (self.around.title(self._id) or self.tr("A record that is not on this laptop")) if self._id else ""
        self.line.setText(self._title)

    def first(self) -> QWidget:
        """The line."""
        return self.line

    def complaint(self) -> str:
        """A title that no record has."""
        text = self.line.text().strip()
        if not text or self.answer().value is not None:
            return ""
        return self.tr("“{0}” is not here yet. Choose one from the list, or make a new one.").format(text)

    def mark_error(self, wrong: bool) -> None:
        """Red outline."""
        restyle(self.line, state="error" if wrong else "")

    def _typed(self, text: str) -> None:
        found = self.around.find(self.question.ref, text.strip())
        self._found = {one.title: one.id for one in found}
        self._words.setStringList(list(self._found))
        self.completer.complete()
        self.edited.emit()

    def _fitting(self) -> list[Found]:
        """The records that fit what was typed and is not taken yet."""
        title = self.line.text().strip()
        if not title or title == self._title:
            return []
        found = list(self.around.find(self.question.ref, title))
        first = fitting(title, [one.title for one in found])
        return [found[place] for place in first] + [one for place, one in enumerate(found) if place not in first]

    def _match(self) -> None:
        """Somebody left the line: the record of exactly that name is taken, or the only one that fits."""
        found = self._fitting()
        title = self.line.text().strip().casefold()
        same = [one for one in found if one.title.casefold() == title] or found
        if len(same) == 1:
            self._put(same[0])
            self.committed.emit()

    def _take_first(self) -> bool:
        if not (found := self._fitting()):
            return False
        if (popup := self.completer.popup()) is not None:
            popup.hide()
        self._put(found[0])
        self.committed.emit()
        return True

    def _take(self, title: str) -> None:
        if title in self._found:
            self._put(Found(self._found[title], title))
            self.committed.emit()

    def _make(self) -> None:
        made = self.around.make(self.question.ref, "" if self.answer().value else self.line.text().strip())
        if made is not None:
            self._put(made)
            self.committed.emit()
        self.line.setFocus()

    def _put(self, found: Found) -> None:
        self._id, self._title = found.id, found.title
        self.line.setText(found.title)


class FileField(Field):
    """A file taken into the workspace: chosen, or dropped on the field. Its size is shown before it is taken in."""

    wide = True

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self._sha256 = ""
        self.setAcceptDrops(True)
        self.name = ElidedLabel("", "sub")
        self.choose = Button(self.tr("Choose file"), icon="clip", clicked=self._choose)
        self.choose.setAccessibleName(self.tr("Choose a file for: {0}").format(question.label))
        self.open = Button(self.tr("Open"), "quiet", icon="eye", clicked=lambda: around.open_file(self._sha256, question.label))
        line = row()
        line.addWidget(self.choose)
        line.addWidget(self.name, 1)
        line.addWidget(self.open)
        self.asked = TakeIn(self)
        self.asked.taken.connect(self.take)
        lines = column(self)
        lines.addLayout(line)
        lines.addWidget(self.asked)
        self._show("")

    def answer(self) -> Answer:
        """The file's SHA-256 in hex."""
        return Answer.of(self._sha256)

    def show_answer(self, answer: Answer) -> None:
        """Say whether a file is kept."""
        if str(answer.value or "") != self._sha256:
            self._sha256 = str(answer.value or "")
            self._show(self.tr("A file is kept here."))

    def first(self) -> QWidget:
        """The button."""
        return self.choose

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer can be dropped."""
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Offer to take the first file in."""
        event.acceptProposedAction()
        self.asked.offer(dropped_files(event)[0])

    def take(self, file: Path) -> None:
        """Keep a file as the answer."""
        found = self.around.keep_file(file)
        if found is not None:
            self._sha256 = found.id
            self._show(found.title)
            self.committed.emit()

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a file"))
        if path:
            self.asked.offer(Path(path))

    def _show(self, text: str) -> None:
        self.name.setText(text if self._sha256 else self.tr("No file yet. You can drop one here."))
        self.open.setVisible(bool(self._sha256))


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files of this computer in a drop; empty for anything else."""
    urls = event.mimeData().urls() if event.possibleActions() & Qt.DropAction.CopyAction else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
