"""One block of the score card: its factors with scale, everybody's marks, and the meaning of the marks in place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QWidget

from ctip_desktop.queries.opportunities import BlockView, FactorView, Mark
from ui.theme import look, px
from ui.widgets.base import Label, Line, clear, column, row
from ui.widgets.button import IconButton
from ui.widgets.ranking_paint import hatch, series
from ui.widgets.scale import CANNOT_JUDGE, Scale
from ui.widgets.score_marks import Marks, ScoreMarks, spread
from ui.widgets.soon import Soon
from ui.words import two_places, weight_words

NOTE_LIMIT = 1_000

SOON = 1_500
"""Milliseconds after a key until a text is handed over, also while somebody types on."""


class BlockSign(QWidget):
    """The square of a block: its colour, or the hatch of the burden."""

    def __init__(self, token: str, *, burden: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self._burden = burden
        self.setFixedSize(px(12), px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._burden:
            hatch(painter, QRectF(self.rect()))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour(self._token))
        painter.drawRoundedRect(self.rect(), px(2), px(2))


class FactorRow(QWidget):
    """One factor.

    Signals:
        marked(str, object): factor, and a number, CANNOT_JUDGE or None. noted(str, str): factor and the note beside the mark. step(str, int): go on.
    """

    marked = Signal(str, object)
    noted = Signal(str, str)
    step = Signal(str, int)

    def __init__(self, factor: FactorView, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.factor = factor
        self.open = False
        self._closed = "left" if self.isRightToLeft() else "right"
        self.more = IconButton(self._closed, self.tr("Show what the marks of “{0}” mean").format(factor.label), clicked=self.toggle)
        self.more.installEventFilter(self)
        self.label = Label(factor.label, wrap=True)
        self.scale = Scale(factor.label, low=low, high=high, anchors=factor.anchors)
        self.marks = ScoreMarks(factor.label, low=low, high=high)
        self.label.setBuddy(self.scale)
        self.label.setToolTip(factor.hint)
        line = row(margins=(6, 5, 8, 5), gap=6)
        line.addWidget(self.more)
        self._words = row(gap=6)
        self._words.addWidget(self.label, 1)
        drawn = row(gap=6)
        drawn.addWidget(self.scale)
        drawn.addWidget(self.marks)
        self._words.addLayout(drawn)
        line.addLayout(self._words, 1)
        self._lines = column(self, gap=0)
        self._lines.addLayout(line)
        self._detail: Detail | None = None
        self.scale.marked.connect(lambda mark: self.marked.emit(factor.name, mark))
        self.scale.step.connect(lambda step: self.step.emit(factor.name, step))

    def show_factor(self, factor: FactorView, mark: int | None, note: str, marks: Marks, *, editable: bool) -> None:
        """Show marks as they stand."""
        self.factor = factor
        self.scale.set_mark(mark)
        self.scale.setEnabled(editable)
        self.marks.show_marks(marks)
        if self._detail is not None:
            self._detail.show_factor(factor, mark, note, editable=editable, others=not marks.hidden)
        self._note = note

    def stand(self, *, stacked: bool) -> None:
        """The scale below the words where there is no room beside them."""
        self._words.setDirection(direction(stacked=stacked))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A mark typed while the keyboard is on the arrow before the factor is a mark for the factor."""
        if watched is self.more and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _is_for_scale(event):
            self.scale.setFocus()
            return QCoreApplication.sendEvent(self.scale, event)
        return super().eventFilter(watched, event)

    def toggle(self) -> None:
        """Open or close the meaning of the marks."""
        self.open = not self.open
        words = self.tr("Hide what the marks of “{0}” mean") if self.open else self.tr("Show what the marks of “{0}” mean")
        self.more.put("down" if self.open else self._closed, words.format(self.factor.label))
        if self._detail is None:
            self._detail = Detail(self)
            self._detail.note_left.connect(lambda text: self.noted.emit(self.factor.name, text))
            self._lines.addWidget(self._detail)
            QWidget.setTabOrder(self.scale, self._detail.note)
        others = not self.marks.marks.hidden
        self._detail.show_factor(self.factor, self.scale.mark(), self._note, editable=self.scale.isEnabled(), others=others)
        self._detail.setVisible(self.open)

    def flush(self) -> None:
        """Hand over a note that is being typed."""
        if self._detail is not None:
            self._detail.flush()

    _note = ""


class Detail(QFrame):
    """What the marks mean, what others wrote, and the own note.

    Signals:
        note_left(str): the note was changed and left.
    """

    note_left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(self, margins=(34, 0, 12, 8), gap=6)
        box = QFrame()
        box.setProperty("role", "sunken")
        self._anchors = column(box, margins=(10, 8, 10, 8), gap=2)
        outer.addWidget(box)
        self._others = column(gap=2)
        outer.addLayout(self._others)
        self.note = QLineEdit()
        self.note.setMaxLength(NOTE_LIMIT)
        self.note.setPlaceholderText(self.tr("Why this mark? (can stay empty)"))
        self._soon = Soon(self, SOON, self.flush)
        self.note.textEdited.connect(self._soon.ask)
        self.note.editingFinished.connect(self.flush)
        outer.addWidget(self.note)
        self._kept = ""

    def show_factor(self, factor: FactorView, mark: int | None, note: str, *, editable: bool, others: bool) -> None:
        """Fill in."""
        self._kept = note
        if not self.note.hasFocus():
            self.note.setText(note)
        self.note.setVisible(editable or bool(note))
        self.note.setReadOnly(not editable)
        self.note.setAccessibleName(self.tr("Why this mark: {0}").format(factor.label))
        self._show_anchors(factor.anchors, mark)
        clear(self._others)
        for one in factor.others if others else ():
            if one.note:
                self._others.addWidget(Label(self._said(one), "caption2", wrap=True))

    def flush(self) -> None:
        """Hand over the note if it is different."""
        self._soon.stop()
        text = self.note.text().strip()
        if text != self._kept:
            self._kept = text
            self.note_left.emit(text)

    def _said(self, mark: Mark) -> str:
        value = self.tr("cannot judge") if mark.cannot_judge else "" if mark.value is None else f"{mark.value:g}"
        return self.tr("{0}, {1}: {2}").format(mark.person, value, mark.note)

    def _show_anchors(self, anchors: Mapping[int, str], mark: int | None) -> None:
        clear(self._anchors)
        lines = dict(anchors)
        if mark is not None and mark != CANNOT_JUDGE and mark not in lines:
            below = max((a for a in lines if a < mark), default=mark)
            above = min((a for a in lines if a > mark), default=mark)
            lines[mark] = self.tr("Between {0} and {1} (your choice)").format(below, above)
        for value, words in sorted(lines.items()):
            line = row(gap=8)
            number = Label(str(value), "accent" if value == mark else "group")
            number.setFixedWidth(px(12))
            line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
            chosen = words if value != mark or value not in anchors else self.tr("{0} (your choice)").format(words)
            line.addWidget(Label(chosen, "accent" if value == mark else "caption2", wrap=True), 1)
            self._anchors.addLayout(line)


class BlockCard(QFrame):
    """A block: heading with weight and mean, then its factors.

    Signals:
        marked(str, object), noted(str, str), step(str, int): as those of the rows.
    """

    marked = Signal(str, object)
    noted = Signal(str, str)
    step = Signal(str, int)

    def __init__(self, block: BlockView, place: int, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.mean = Label("", "section")
        self._mean_words = Label(self.tr("mean"), "caption2")
        self._weight = Label("", "key")
        outer = column(self, margins=(1, 1, 1, 5), gap=0)
        self._head = row(margins=(11, 6, 12, 6), gap=8)
        name, values = row(gap=8), row(gap=8)
        name.addWidget(BlockSign(series(place), burden=block.burden))
        name.addWidget(Label(block.label, "strong"))
        if block.burden:
            name.addWidget(Label(self.tr("more is worse"), "caption2"))
        name.addStretch()
        for part in (Label(self.tr("weight"), "caption2"), self._weight, self._mean_words, self.mean):
            values.addWidget(part)
        values.addStretch()
        self._head.addLayout(name, 1)
        self._head.addLayout(values)
        outer.addLayout(self._head)
        outer.addWidget(Line())
        self.rows = {factor.name: FactorRow(factor, low, high) for factor in block.factors}
        for one in self.rows.values():
            outer.addWidget(one)
            one.marked.connect(self.marked)
            one.noted.connect(self.noted)
            one.step.connect(self.step)

    def stand(self, *, stacked: bool) -> None:
        """Words above numbers, in the heading and in every factor, where there is no room beside them."""
        self._head.setDirection(direction(stacked=stacked))
        for one in self.rows.values():
            one.stand(stacked=stacked)

    def show_head(self, weight: float, value: float | None, words: str) -> None:
        """Weight and value of the block; no number while under half of the factors have a mark."""
        self._weight.setText(weight_words(weight))
        self._weight.setToolTip(self.tr("Weights are set in Programme, for everybody."))
        self._mean_words.setText(words)
        self.mean.setText("–" if value is None else two_places(value))
        self.mean.setToolTip(self.tr("Under half of the factors have a mark, so there is no value.") if value is None else "")


def direction(*, stacked: bool) -> QBoxLayout.Direction:
    """Parts below each other, or side by side in the direction of the language."""
    return QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight


def _is_for_scale(event: QKeyEvent) -> bool:
    text = event.text()
    return (bool(text) and (text.isdecimal() or text == "?")) or event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)


def marks_of(factor: FactorView, own: float | None, *, hidden: bool) -> Marks:
    """What the drawing beside a factor shows."""
    others = tuple(mark.value for mark in factor.others if mark.value is not None)
    every = [*others, *([own] if own is not None else [])]
    return Marks(own, () if hidden else others, None if hidden else factor.mean, 0.0 if hidden else spread(every), hidden)


class FormulaBar(QWidget):
    """The total as a sum of weighted blocks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = row(self, gap=10)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._line.minimumSize().width() if self._short else px(200), px(48))

    def make_short(self, short: bool) -> None:
        """Only the total, on narrow windows; the blocks have their values in their headings."""
        self._short = short
        for place in range(self._line.count() - 1):
            item = self._line.itemAt(place)
            part = item.widget() if item is not None else None
            if part is not None:
                part.setVisible(not short)

    _short = False

    def full_width(self) -> int:
        """The room the whole formula needs; to be asked while it is shown whole."""
        return self._line.sizeHint().width()

    def show_parts(self, parts: list[tuple[str, str, bool, float | None, float]], total: float | None, *, reversed_cost: bool) -> None:
        """Parts: token, label, burden, value, weight. The sum is visible to two decimals."""
        clear(self._line)
        for place, (token, label, burden, value, weight) in enumerate(parts):
            if place:
                self._line.addWidget(Label("−" if burden and not reversed_cost else "+", "section"))
            self._line.addWidget(self._part(token, label, burden, value, weight))
        self._line.addWidget(Label("=", "section"))
        words = column(gap=0)
        sum_words = Label(self.tr("Total"), "caption2")
        sum_words.setToolTip(self.tr("Value minus burden") if not reversed_cost else self.tr("Value and burden turned round"))
        words.addWidget(sum_words)
        words.addWidget(Label("–" if total is None else two_places(total), "title"))
        self._line.addLayout(words)
        self.make_short(self._short)
        shown = ", ".join(f"{label} {two_places(value)}" if value is not None else f"{label} –" for _, label, _, value, _ in parts)
        self.setAccessibleName(self.tr("{0}; total {1}").format(shown, "–" if total is None else two_places(total)))

    def _part(self, token: str, label: str, burden: bool, value: float | None, weight: float) -> QWidget:
        holder = QWidget()
        words = column(holder, gap=0)
        head = row(gap=6)
        head.addWidget(BlockSign(token, burden=burden))
        head.addWidget(Label(label, "caption2"))
        words.addLayout(head)
        sum_ = row(gap=4)
        sum_.addWidget(Label("–" if value is None else two_places(value), "section"))
        sum_.addWidget(Label(f"× {weight_words(weight)}", "caption2"))
        sum_.addStretch()
        words.addLayout(sum_)
        return holder
