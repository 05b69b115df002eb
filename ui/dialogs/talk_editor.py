"""One field for a whole talk, one line for each thing said; beside each line stands what it becomes.

Keys: Enter makes the next line, Ctrl+1 to Ctrl+7 turn the line into another kind, Ctrl+Enter keeps the talk, Tab leaves the field.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ctip_desktop.practice.quick_lines import Said, turned
from ui.dialogs.talk_reading import ReadLine
from ui.icons import paint
from ui.theme import look, px

KEYS: tuple[Said, ...] = (Said.NOTE, Said.ANSWER, Said.PROMISE, Said.CONCERN, Said.INTEREST, Said.QUOTE, Said.THEIR_PROMISE)
"""What Ctrl+1, Ctrl+2 … make of a line."""

_GUTTER = 176
MOST = 20_000
"""Characters of one talk."""


class TalkEditor(QPlainTextEdit):
    """Signals: keep_wanted(): Ctrl+Enter; moved(): the caret is on another line, or the line reads otherwise now."""

    keep_wanted = Signal()
    moved = Signal()

    def __init__(self, read: Callable[[str], ReadLine], next_number: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._next_number = next_number
        self._beside = _Beside(self)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("What was said, one line for each thing"))
        self.setPlaceholderText(self.tr("One line for each thing said. Enter makes the next one."))
        self.blockCountChanged.connect(lambda _count: self._beside.update())
        self.updateRequest.connect(self._scrolled)
        self.cursorPositionChanged.connect(self.moved)
        self.textChanged.connect(self._changed)
        self._place_beside()

    # --- lines -----------------------------------------------------------

    def line_now(self) -> ReadLine:
        """The line with the caret, as it reads now."""
        return self._read(self.textCursor().block().text())

    def turn(self, kind: Said) -> None:
        """Make the line with the caret another kind."""
        self.put_line(turned(self.textCursor().block().text(), kind, self._next_number() if kind is Said.ANSWER else None), whole=True)

    def put_line(self, text: str, *, whole: bool = False) -> None:
        """Write a line: instead of the one with the caret when that is `whole` or empty, else below it. The caret goes behind it."""
        cursor = self.textCursor()
        if not whole and cursor.block().text().strip():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertText("\n" + text)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(text)
        self.setTextCursor(cursor)
        self.setFocus()

    def _changed(self) -> None:
        if len(self.toPlainText()) > MOST:
            cursor = self.textCursor()
            cursor.setPosition(MOST)
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        self._beside.update()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        place = event.key() - Qt.Key.Key_1
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep_wanted.emit()
        elif control and 0 <= place < len(KEYS):
            self.turn(KEYS[place])
        else:
            super().keyPressEvent(event)

    # --- what stands beside ----------------------------------------------

    def _place_beside(self) -> None:
        wide = px(_GUTTER)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setViewportMargins(0 if rtl else wide, 0, wide if rtl else 0, 0)
        inside = self.contentsRect()
        self._beside.setGeometry(QRect(inside.right() - wide if rtl else inside.left(), inside.top(), wide, inside.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_beside()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place_beside()

    def _scrolled(self, rect: QRect, dy: int) -> None:
        if dy:
            self._beside.scroll(0, dy)
        else:
            self._beside.update(0, rect.y(), self._beside.width(), rect.height())

    def sizeHint(self) -> QSize:
        return QSize(px(560), px(240))

    def paint_beside(self, painter: QPainter, event: QPaintEvent) -> None:
        """Beside each visible line what it becomes; the line with the caret stands out."""
        shades = look()
        painter.fillRect(event.rect(), shades.colour("sunken"))
        block = self.firstVisibleBlock()
        here = self.textCursor().blockNumber()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            height = self.blockBoundingRect(block).height()
            if block.isVisible() and block.text().strip() and top + height >= event.rect().top():
                self._paint_line(painter, self._read(block.text()), QRectF(0, top, self._beside.width(), px(24)), here=block.blockNumber() == here)
            top += height
            block = block.next()

    def _paint_line(self, painter: QPainter, one: ReadLine, box: QRectF, *, here: bool) -> None:
        shades = look()
        note = one.line.kind is Said.NOTE
        painter.setFont(shades.font(12, bold=here and not note))
        painter.setPen(shades.colour("warn" if one.trouble else "text2" if note else "accent"))
        room = box.adjusted(px(8), 0, -px(8), 0)
        if one.trouble:
            side = px(13)
            rtl = self.isRightToLeft()
            x = int(room.right() - side if rtl else room.left())
            paint(painter, "alert", "warn", QRect(x, int(room.center().y() - side / 2), side, side))
            room.adjust(0 if rtl else side + px(5), 0, -(side + px(5)) if rtl else 0, 0)
        words = painter.fontMetrics().elidedText(one.said, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, words)


class _Beside(QWidget):
    """The strip beside the lines. What it says of the current line stands below the field too, for screen readers."""

    def __init__(self, editor: TalkEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_beside(QPainter(self), event)
