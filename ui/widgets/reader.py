"""Pages of text to read: headings, lists, tables, links and pictures from Markdown that ships with the program."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from ui.theme import look, px

WIDEST = 860
"""A line that is longer is hard to read."""
MARGIN = 24
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
_LINE = 135  # percent of the letters' height


class Reader(QTextBrowser):
    """Shows one page of a folder. A link is only told (`anchorClicked`); pictures are made as wide as there is room."""

    def __init__(self, folder: Path, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._text = ""
        self._words: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # one that comes and goes would change the room for pictures
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "reading")
        self.setMaximumWidth(px(WIDEST))
        self.document().setDocumentMargin(px(MARGIN))
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._read_again)

    def read(self, markdown: str) -> None:
        """Show this page from its beginning."""
        self._text = markdown
        self.clear()
        self.setCurrentCharFormat(QTextCharFormat())  # else the new page would begin in the letters of the old one
        self.document().setDefaultFont(self.font())
        self.setMarkdown(markdown)
        self._load_pictures()
        self._give_room()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def mark(self, words: Iterable[str]) -> None:
        """Show where these words stand, the first place in view."""
        self._words = tuple(words)
        found = [place for word in self._words for place in self._places(word)]
        self.setExtraSelections([self._marked(place) for place in found])
        if found:
            first = QTextCursor(min(found, key=QTextCursor.selectionStart))
            first.clearSelection()
            self.setTextCursor(first)
            self.ensureCursorVisible()

    def go_to_heading(self, anchor: str) -> None:
        """Bring the heading of this anchor into view: its words with lines between them."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and "-".join(block.text().casefold().split()) == anchor:
                self.setTextCursor(QTextCursor(block))
                self.verticalScrollBar().setValue(int(self.document().documentLayout().blockBoundingRect(block).top()))
                return
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and _PICTURE.search(self._text):
            self._again.start()

    def _read_again(self) -> None:
        """At the new width, in the same place."""
        place = self.verticalScrollBar().value()
        self.read(self._text)
        self.mark(self._words)
        self.verticalScrollBar().setValue(place)

    def _load_pictures(self) -> None:
        room = self.viewport().width() - 3 * px(MARGIN)
        for link in _PICTURE.findall(self._text):
            picture = QImage(str(self._folder / link))
            fitting = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation) if picture.width() > room > 0 else picture
            self.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(link), fitting)

    def _give_room(self) -> None:
        cursor = QTextCursor(self.document())
        block = self.document().begin()
        while block.isValid():
            shape = QTextBlockFormat()
            shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setBottomMargin(px(4 if block.textList() else 8))
            shape.setTopMargin(px(14 if block.blockFormat().headingLevel() > 1 else 0))
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(shape)
            block = block.next()

    def _places(self, word: str) -> list[QTextCursor]:
        found, place = [], self.document().find(word)
        while not place.isNull():
            found.append(place)
            place = self.document().find(word, place)
        return found

    def _marked(self, place: QTextCursor) -> QTextEdit.ExtraSelection:
        marked = QTextEdit.ExtraSelection()
        shape = QTextCharFormat()
        shape.setBackground(look().colour("tint"))
        marked.cursor, marked.format = place, shape
        return marked
