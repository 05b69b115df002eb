"""The pages of a finished PDF on the screen. It is drawn from memory; no file is written before the person saves it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from ui.theme import look, px
from ui.widgets.base import Label, Line, column, row
from ui.widgets.button import IconButton
from ui.widgets.empty import Empty

_POINTS = 72
_PRINTED = 300  # dots per inch on paper
_MARGIN = 24


class Pages:
    """An open PDF; its pages become pictures when they are asked for. Not to be used while another one is being made: PDFium works alone."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(pdf)
        self.count = len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points."""
        width, height = self._document[page].get_size()
        return float(width), float(height)

    def picture(self, page: int, scale: float) -> QImage:
        """A page, `scale` pixels for each point."""
        bitmap = self._document[page].render(scale=scale, prefer_bgrx=True)
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
        return image.copy()  # the buffer belongs to the bitmap

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()


def print_pages(pdf: bytes, printer: QPrinter) -> bool:
    """Print a PDF as pictures, each page on one sheet. False when the printer takes nothing."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    pages = Pages(pdf)
    room = QRectF(painter.viewport())
    for number in range(pages.count):
        if number:
            printer.newPage()
        image = pages.picture(number, _PRINTED / _POINTS)
        share = min(room.width() / image.width(), room.height() / image.height())
        painter.drawImage(QRectF(0, 0, image.width() * share, image.height() * share), image)
    done = painter.end()
    pages.close()
    return done


class _Sheet(QWidget):
    """One page with a thin frame. The accessible name says which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QPixmap, name: str) -> None:
        """Show a page."""
        self._picture = picture
        self.setAccessibleName(name)
        self.setFixedSize((picture.deviceIndependentSize().toSize() + QSize(2, 2)) if not picture.isNull() else QSize(0, 0))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(1, 1, self._picture)
        painter.setPen(look().colour("line-strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PreviewPane(QFrame):
    """Page by page, the whole page or its full width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "reader")
        self._pages: Pages | None = None
        self._page = 0
        self._wide = False
        self._still = False
        self._arrange()
        self._show()

    def _arrange(self) -> None:
        outer = column(self, gap=0)
        head = row(margins=(12, 5, 8, 5), gap=4)
        head.addWidget(Label(self.tr("Preview"), "strong"))
        head.addStretch()
        self.before = IconButton("left", self.tr("Page before"), clicked=lambda: self.turn(-1))
        self.where = Label("", "sub")
        self.after = IconButton("right", self.tr("Next page"), clicked=lambda: self.turn(1))
        self.zoom = IconButton("zoomin", self.tr("Larger"), clicked=self._switch)
        for part in (self.before, self.where, self.after, self.zoom):
            head.addWidget(part)
        outer.addLayout(head)
        outer.addWidget(Line())
        self._stack = QStackedWidget()
        self._empty = Empty(self.tr("No preview yet"), icon="report")
        self._stack.addWidget(self._empty)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll.setAccessibleName(self.tr("Page"))
        self._sheet = _Sheet()
        self._scroll.setWidget(self._sheet)
        self._scroll.viewport().setAutoFillBackground(False)
        self._sheet.setAutoFillBackground(False)
        self._stack.addWidget(self._scroll)
        outer.addWidget(self._stack, 1)
        self.setMinimumWidth(px(260))

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._page

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._pages.count if self._pages is not None else 0

    def show_pdf(self, pdf: bytes) -> None:
        """Show a finished PDF, at the same page if it has one."""
        self.close_pdf()
        self._still = False
        self._pages = Pages(pdf)
        self._page = min(self._page, self._pages.count - 1)
        self._show()

    def hold_still(self, sentence: str) -> None:
        """Another one is being made: keep the picture, and touch nothing. sentence: says so where there is no picture yet."""
        self._still = True
        self._empty.say(sentence)
        for button in (self.before, self.after, self.zoom):
            button.setEnabled(False)

    def show_reason(self, sentence: str) -> None:
        """Why there is no preview."""
        self.close_pdf()
        self._still = False
        self._empty.say(sentence)
        self._show()

    def close_pdf(self) -> None:
        """Let go of the PDF."""
        if self._pages is not None:
            self._pages.close()
        self._pages = None

    def turn(self, by: int) -> None:
        """Turn the page."""
        self._page = min(max(self._page + by, 0), max(0, self.count - 1))
        self._show()

    def _switch(self) -> None:
        self._wide = not self._wide
        self.zoom.put("max" if self._wide else "zoomin", self.tr("Whole page") if self._wide else self.tr("Larger"))
        self._show()

    def _show(self) -> None:
        there = self._pages is not None
        self._stack.setCurrentWidget(self._scroll if there else self._empty)
        self.where.setText(self.tr("{n} of {all}").format(n=self._page + 1, all=self.count) if there else "")
        self.before.setEnabled(there and self._page > 0)
        self.after.setEnabled(there and self._page + 1 < self.count)
        self.zoom.setEnabled(there)
        self._draw()

    def _draw(self) -> None:
        if self._pages is None or self._still:
            return
        width, height = self._pages.size(self._page)
        room = self._scroll.size() - QSize(px(_MARGIN), px(_MARGIN))
        share = room.width() * (1.6 if self._wide else 1.0) / width
        scale = share if self._wide else max(0.1, min(share, room.height() / height))
        ratio = self.devicePixelRatioF()
        picture = QPixmap.fromImage(self._pages.picture(self._page, scale * ratio))
        picture.setDevicePixelRatio(ratio)
        self._sheet.show_picture(picture, self.tr("Page {n} of {all}").format(n=self._page + 1, all=self.count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()
