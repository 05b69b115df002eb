"""One case on the screen: both versions, the third way, the reason. It holds what is chosen and typed; writing is the view's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.workspace.cells import decode, encode
from ui.forms.around import SessionSurroundings
from ui.forms.fields import Field
from ui.forms.make_field import make_field
from ui.forms.wording import answer_words
from ui.pages.exchange.cases import Case
from ui.pages.exchange.version_box import VersionBox
from ui.pages.exchange.wording import first_name
from ui.theme import look, px
from ui.widgets.base import IconLabel, Label, column, row
from ui.widgets.note_bar import NoteBar
from ui.widgets.option_row import OptionRow

NEW = -1
"""The third way: another answer."""

_REASON_LIMIT = 1_000


class CaseForm(QWidget):
    """Attributes: case, boxes (one per version), third (None when there is no third way), reason, choice (index, NEW, or None).

    Signals:
        chose(): another choice.
    """

    chose = Signal()

    def __init__(self, case: Case, around: SessionSurroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self.choice: int | None = None
        self.boxes: list[VersionBox] = []
        self.third: OptionRow | None = None
        self.field: Field | None = None
        self.text: QPlainTextEdit | None = None
        self._around = around
        self._group = QButtonGroup(self)
        self._box: QVBoxLayout = column(self, gap=12)
        self._add_heading()
        self._add_versions()
        self._add_third()
        self._add_reason()
        self._add_hint()
        self._add_note()
        self._box.addStretch()

    # --- parts -----------------------------------------------------------

    def _add_heading(self) -> None:
        words = column(gap=2)
        words.addWidget(Label(self.case.place, "sub", wrap=True))
        words.addWidget(Label(self.case.label, "section", wrap=True))
        self._box.addLayout(words)

    def _add_versions(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(px(16))
        across = 1 if look().large else 2
        for place, side in enumerate(self.case.sides):
            box = VersionBox(side)
            box.chosen.connect(self.choose)
            self._group.addButton(box.radio)
            grid.addWidget(box, place // across, place % across)
            grid.setColumnStretch(place % across, 1)
            self.boxes.append(box)
        self._box.addLayout(grid)

    def _add_third(self) -> None:
        if self.case.question is None:
            return
        details = QWidget()
        self._third_box = column(details, gap=4)
        self.third = OptionRow(
            "new",
            self.tr("Write a new note") if self.case.is_note else self.tr("Write a new answer"),
            self.tr("For example when the truth is in between. Both old answers stay in the history."),
            icon="pencil",
            details=details,
        )
        self._group.addButton(self.third.radio)
        self.third.radio.toggled.connect(lambda on: self.choose(NEW) if on else None)
        self._box.addWidget(self.third)

    def _add_reason(self) -> None:
        self.reason = QLineEdit(maxLength=_REASON_LIMIT)
        self.reason.setAccessibleName(self.tr("Why did you choose this? (can stay empty)"))
        if not self.case.explains:
            return
        label = Label(self.tr("Why did you choose this? (can stay empty)"), "strong", wrap=True)
        label.setBuddy(self.reason)
        box = column(gap=5)
        box.addWidget(label)
        box.addWidget(self.reason)
        box.addWidget(Label(self.tr("It is kept as a note beside the answer."), "caption", wrap=True))
        self._box.addLayout(box)

    def _add_hint(self) -> None:
        line = row(gap=7)
        line.addWidget(IconLabel("info", "text3", 14), 0, Qt.AlignmentFlag.AlignTop)
        words = [self.tr("Your choice travels with the next bundle.")]
        if self.case.other is not None:
            again = self.tr("If {name} chose differently in the meantime, you will both see it again.")
            words.append(again.format(name=first_name(self.case.other.who)))
        if any(side.sources for side in self.case.sides):
            words.append(self.tr("The sources of both stay with the answer."))
        line.addWidget(Label(" ".join(words), "caption", wrap=True), 1)
        self._box.addLayout(line)

    def _add_note(self) -> None:
        """What is wrong is said below everything, above the button: no field moves away under the mouse."""
        self.note = NoteBar(tone="bad")
        self.note.hide()
        self._box.addWidget(self.note)

    # --- choosing --------------------------------------------------------

    def take_focus(self) -> None:
        """The first version."""
        self.boxes[0].radio.setFocus()

    def choose(self, choice: int) -> None:
        """Choose a version by its index, or NEW."""
        if self.choice == choice:
            return
        self.choice = choice
        self.note.hide()
        if choice == NEW:
            self._write_new()
        else:
            self.boxes[choice].radio.setChecked(True)
        self.chose.emit()

    def _write_new(self) -> None:
        assert self.third is not None
        assert self.case.question is not None
        self.third.radio.setChecked(True)
        if self.case.is_note:
            self._open_text().setFocus()
        else:
            self._open_field().first().setFocus()

    def _open_text(self) -> QPlainTextEdit:
        if self.text is None:
            self.text = QPlainTextEdit("\n".join(side.text for side in self.case.sides))
            self.text.setAccessibleName(self.tr("The new note"))
            self.text.setTabChangesFocus(True)
            self.text.setFixedHeight(px(84))
            self._third_box.addWidget(self.text)
        return self.text

    def _open_field(self) -> Field:
        if self.field is None:
            assert self.case.question is not None
            self.field = make_field(self.case.question, self._around)
            self.field.set_choices(self.case.choices or self.case.question.choices)
            self.field.first().setAccessibleName(self.tr("The new answer"))
            self._third_box.addWidget(self.field)
        return self.field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = int(event.text()) if event.text().isdecimal() else 0
        if 1 <= number <= len(self.boxes):
            self.choose(number - 1)
            self.boxes[number - 1].radio.setFocus()
        elif number == len(self.boxes) + 1 and self.third is not None:
            self.choose(NEW)
        else:
            super().keyPressEvent(event)

    # --- what was decided ------------------------------------------------

    def main_words(self) -> str:
        """What the main button says."""
        if self.choice is None:
            return self.tr("Keep this answer")
        if self.choice == NEW:
            return self.tr("Keep the new answer")
        side = self.case.sides[self.choice]
        if side.mine:
            return self.tr("Keep my answer")
        return self.tr("Take {name}’s answer").format(name=first_name(side.who)) if side.who else self.tr("Take this answer")

    def chosen_words(self) -> str:
        """The chosen answer in words."""
        if self.choice is not None and self.choice != NEW:
            return self.case.sides[self.choice].text
        new = self.new_answer()
        if new is None or self.case.question is None:
            return ""
        return new.note if self.case.is_note else answer_words(self.case.question, new, QLocale(), self._around.title)

    def new_answer(self) -> Answer | None:
        """What was written as the third way; None when nothing was, or nothing that can be read."""
        if self.text is not None:
            typed = self.text.toPlainText().strip()
            return Answer(note=typed) if typed else None
        if self.field is None or self.field.complaint():
            return None
        answer = self.field.answer()
        return answer if answer != Answer() else None

    def ask_for_answer(self) -> None:
        """Say that the third way is still empty, and lead to it."""
        self.note.show_note(self.tr("Write the new answer, or choose one of the others."), "bad")
        self.note.show()
        self._write_new()

    def draft(self) -> dict[str, Any]:
        """What is chosen and typed, as plain JSON values."""
        typed = self.text.toPlainText() if self.text is not None else self.field.typed_text() if self.field is not None else ""
        answer = encode(self.field.answer()) if self.field is not None else None
        return {"case": self._mark(), "choice": self.choice, "reason": self.reason.text(), "text": typed, "answer": answer}

    @property
    def begun(self) -> bool:
        """Whether something is chosen or typed."""
        return self.choice is not None or bool(self.reason.text().strip())

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Show a draft again, if it is about the very versions that stand here."""
        choice = kept.get("choice")
        if kept.get("case") != self._mark():
            return
        if isinstance(choice, int) and ((choice == NEW and self.third is not None) or 0 <= choice < len(self.boxes)):
            self.choose(choice)
        self.reason.setText(str(kept.get("reason", "")))
        if self.text is not None and kept.get("text"):
            self.text.setPlainText(str(kept["text"]))
        if self.field is not None and (answer := kept.get("answer")):
            self.field.show_answer(decode(answer))
            if decode(answer) == Answer() and kept.get("text"):
                self.field.put_text(str(kept["text"]))

    def _mark(self) -> list[str]:
        return [self.case.conflict.id, *(side.at.isoformat() for side in self.case.sides)]
