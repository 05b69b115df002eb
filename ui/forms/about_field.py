"""What a record is about: chosen from the companies, opportunities or partnerships there are."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ctip_desktop.forms.model import Answer, Question
from ui.forms.choice_field import QuietCombo
from ui.forms.fields import Surroundings
from ui.forms.point_field import RefField
from ui.widgets.base import IconLabel, Label, column, row

PROGRAMME = "programme"


class AboutField(QWidget):
    """First what kind of thing, when there are several, then which one. The programme is one thing and needs no second step.

    forms: names and titles of what a record can be about. programme: the id of the programme's own record.

    Signals:
        changed(): something else was chosen.
    """

    changed = Signal()

    def __init__(self, forms: Sequence[tuple[str, str]], around: Surroundings, programme: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self.fields: dict[str, RefField] = {}
        self.kind = QuietCombo()
        self.kind.setAccessibleName(self.tr("What does it belong to?"))
        self._stack = QStackedWidget()
        for name, title in forms:
            self.kind.addItem(title, name)
            self._stack.addWidget(self._field(name, title, around) if name != PROGRAMME else QWidget())
        self._arrange(len(forms), _tr("Which {kind} does it belong to?").format(kind=forms[0][1].lower()) if len(forms) == 1 else "")
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.kind.activated.connect(lambda _place: self.changed.emit())
        self.changed.connect(self._put_right)

    def _show_kind(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._stack.setVisible(str(self.kind.itemData(place)) in self.fields)

    def _field(self, name: str, title: str, around: Surroundings) -> RefField:
        field = RefField(Question(name="about", type="ref", ref=name, label=_tr("Which one? {kind}").format(kind=title)), around)
        field.may_make = name == "company"  # everything else needs more than a name
        field.committed.connect(self.changed)
        self.fields[name] = field
        return field

    def _arrange(self, count: int, question: str) -> None:
        box = column(self, gap=4)
        title = row(gap=6)
        title.addWidget(Label(question or self.tr("What does it belong to?"), "strong", wrap=True), 1)
        title.addWidget(Label(self.tr("needed"), "caption"))
        box.addLayout(title)
        line = row(gap=8)
        line.addWidget(self.kind)
        line.addStretch()
        box.addLayout(line)
        box.addWidget(self._stack)
        self._problem = QWidget()
        words = row(self._problem, gap=7)
        words.addWidget(IconLabel("alert", "bad", 15))
        self._words = Label("", "error", wrap=True)
        words.addWidget(self._words, 1)
        box.addWidget(self._problem)
        self._problem.hide()
        self.kind.setVisible(count > 1)

    def chosen(self) -> UUID | None:
        """The record chosen, None while there is none."""
        name = str(self.kind.currentData())
        if name == PROGRAMME:
            return self._programme
        found = self.fields[name].answer().value
        return UUID(hex=str(found)) if found else None

    def choose(self, form: str, record: str, text: str = "") -> None:
        """Show a choice: the name of a form and the hex id of its record, which may be empty; then what was typed to find one."""
        place = self.kind.findData(form)
        if place >= 0:
            self.kind.setCurrentIndex(place)
            if form in self.fields:
                self.fields[form].show_answer(Answer.of(record or None))
                if not record:
                    self.fields[form].put_text(text)

    def kept(self) -> tuple[str, str, str]:
        """The choice in the form `choose` takes, or what was typed before anything was chosen."""
        name, found = str(self.kind.currentData()), self.chosen()
        if name in self.fields and self.fields[name].planned:
            found = None  # a company that is only planned stays a typed name
        text = self.fields[name].typed_text() if found is None and name in self.fields else ""
        return name, found.hex if found is not None else "", text

    def _put_right(self) -> None:
        """A sentence about what was missing goes when it is there."""
        if self.chosen() is not None:
            self.complain("")

    def complain(self, sentence: str) -> None:
        """Say what is wrong, or nothing."""
        self._words.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def first(self) -> QWidget:
        """Where one begins to type."""
        name = str(self.kind.currentData())
        return self.fields[name].line if name in self.fields else self.kind

    def take_focus(self) -> None:
        """Put the keyboard where one begins to type."""
        self.first().setFocus()


def _tr(text: str) -> str:
    return QCoreApplication.translate("AboutField", text)
