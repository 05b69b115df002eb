"""Answers that point to something: another record, or a file kept in the workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QStringListModel, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCompleter, QFileDialog, QFrame, QLineEdit, QWidget

from ctip_desktop.forms.model import Answer, Question
from ui.forms.fields import Field, Found, Surroundings
from ui.forms.take_in import TakeIn
from ui.theme import px
from ui.widgets.base import ElidedLabel, Label, clear, column, restyle, row
from ui.widgets.button import Button
from ui.widgets.typed_name import dress, ends_here, fitting, takes


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
    """A record of another form, found by a part of its title. Enter and Tab take the first that fits.

    A name that fits nobody can be a new record. Nothing is made here: it is planned, said in a sentence with a way back, and made by whoever writes
    the answer, in the same step (`Surroundings.plan`, `SessionSurroundings.make_planned`). may_make: whether a name is enough to make one.
    """

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
        self.may_make = True
        self.new = Button(self.tr("Make new"), "quiet", icon="plus", clicked=self._make)
        self.offer = NewOffer(self)
        line = row()
        line.addWidget(self.line)
        line.addWidget(self.new)
        line.addStretch()
        lines = column(self, gap=4)
        lines.addLayout(line)
        self.nothing = Label("", "caption2", wrap=True)
        lines.addWidget(self.nothing)
        lines.addWidget(self.offer)
        self.nothing.setVisible(False)
        self.new.hide()

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
        self._offer_new(fits=True)

    def first(self) -> QWidget:
        """The line."""
        return self.line

    def put_text(self, text: str) -> None:
        """Text that is no name yet: what fits it is looked up, as when it is typed."""
        self.line.setText(text)
        self._offer_new(fits=not text.strip() or bool(self.around.find(self.question.ref, text.strip())))

    def complaint(self) -> str:
        """A title that no record has."""
        text = self.line.text().strip()
        if not text or self.answer().value is not None:
            return ""
        words = self.tr("“{0}” is not here yet. Choose one from the list, or make a new one.")
        return (words if self._makes else self.tr("“{0}” is not here yet. Choose one from the list.")).format(text)

    @property
    def planned(self) -> str:
        """The id of a new record that this answer names and that nobody has made yet; empty for any other answer."""
        found = str(self.answer().value or "")
        return found if found and self.around.is_planned(found) else ""

    def mark_error(self, wrong: bool) -> None:
        """Red outline."""
        restyle(self.line, state="error" if wrong else "")

    def _typed(self, text: str) -> None:
        found = self.around.find(self.question.ref, text.strip())
        self._found = {one.title: one.id for one in found}
        self._words.setStringList(list(self._found))
        self._offer_new(fits=not text.strip() or bool(found))
        dress(self.completer)
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

    # --- a new one -----------------------------------------------------------

    def settle_new(self) -> None:
        """What was planned is made, or was refused: the sentence goes with it."""
        if not self.planned:
            self.offer.hide()

    @property
    def _makes(self) -> bool:
        return self.may_make and self.around.may_plan(self.question.ref)

    def _offer_new(self, *, fits: bool) -> None:
        """Making a new one is offered while the typed name fits nobody; there is no stop for Tab otherwise."""
        self.offer.hide()
        self.nothing.setText("" if fits else self.tr("Nothing matches “{words}”.").format(words=self.line.text().strip()))
        self.nothing.setVisible(not fits)
        self.new.setVisible(not fits and self._makes)

    def _make(self) -> None:
        """First somebody whose name is nearly the same, then the sentence that says what will be added."""
        title = " ".join(self.line.text().split())
        if not title or self.answer().value is not None:
            return
        near = self.around.alike(self.question.ref, title)
        if near is None:
            self._announce(title)
            return
        words = self.tr("There is “{name}”. Take it?").format(name=near.title)
        self.offer.ask(words, (self.tr("Take it"), lambda: self._take_near(near)), (self.tr("No, it is another one"), lambda: self._announce(title)))

    def _take_near(self, near: Found) -> None:
        self._put(near)
        self.committed.emit()
        self.line.setFocus()

    def _announce(self, title: str) -> None:
        """Where answers are written one by one, it is asked once more; a dialog adds it with everything else."""
        kind = self.around.kind(self.question.ref)
        if self.around.at_once:
            words = self.tr("A new {kind} “{name}” will be added.").format(kind=kind, name=title)
            self.offer.ask(words, (self.tr("Add it"), lambda: self._plan(title)), (self.tr("Do not add it"), self._take_back))
            return
        self._plan(title)
        words = self.tr("A new {kind} “{name}” will be added together with this.").format(kind=kind, name=title)
        self.offer.ask(words, (self.tr("Do not add it"), self._take_back))

    def _plan(self, title: str) -> None:
        self._put(self.around.plan(self.question.ref, title))
        self.committed.emit()
        self.line.setFocus()

    def _take_back(self) -> None:
        """Back to an empty line; nothing was made."""
        self._put(Found("", ""))
        self.committed.emit()
        self.line.setFocus()

    def _put(self, found: Found) -> None:
        self._id, self._title = found.id, found.title
        self.line.setText(found.title)
        self._offer_new(fits=True)


class NewOffer(QFrame):
    """One sentence about a new record, with what can be done."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "sunken")
        self.words = Label("", wrap=True)
        self.buttons: list[Button] = []
        lines = column(self, margins=(10, 8, 10, 8), gap=6)
        lines.addWidget(self.words)
        self._line = row(gap=6)
        lines.addLayout(self._line)
        self.hide()

    def ask(self, words: str, *ways: tuple[str, Callable[[], None]]) -> None:
        """Show the sentence; the first way has the keyboard."""
        clear(self._line)
        self.words.setText(words)
        self.buttons = [Button(label, size="small", clicked=way) for label, way in ways]
        for button in self.buttons:
            button.setAccessibleDescription(words)
            self._line.addWidget(button)
        self._line.addStretch()
        self.show()
        if len(ways) > 1:
            self.buttons[0].setFocus()


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
