"""The parts of a page, side by side. Those that find no room are behind *More*; the open one is always in sight."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QTabBar, QWidget

from ui.theme import look, px
from ui.widgets.button import Button

_PADDING = 28
"""What the style sheet puts around the words of a tab."""


class Tabs(QTabBar):
    """← and → go through every tab, also those behind *More*."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.more = Button(self.tr("More"), "quiet", trailing="down", clicked=self._open_more, parent=self)
        self.more.hide()
        self.currentChanged.connect(lambda _place: self._fit())

    def put_words(self, words: tuple[str, ...]) -> None:
        """Name every tab; counts may have changed."""
        for place, text in enumerate(words):
            if place == self.count():
                self.addTab(text)
            elif self.tabText(place) != text:
                self.setTabText(place, text)
        self._fit()

    def show_place(self, place: int) -> None:
        """Open a tab without telling anybody."""
        before = self.blockSignals(True)
        self.setCurrentIndex(place)
        self.blockSignals(before)
        self._fit()

    def turn_inside(self, area: QWidget) -> None:
        """Ctrl+Tab anywhere in `area` opens the tab beside the open one; after the last comes the first."""
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            key = QShortcut(QKeySequence(keys), area)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(partial(self._turn, step))

    def _turn(self, step: int) -> None:
        self.setCurrentIndex((self.currentIndex() + step) % self.count())
        self.setFocus()

    def hidden_tabs(self) -> tuple[int, ...]:
        """The places of the tabs behind *More*."""
        return tuple(place for place in range(self.count()) if not self.isTabVisible(place))

    def menu(self) -> QMenu:
        """What *More* offers."""
        menu = QMenu(self)
        for place in self.hidden_tabs():
            menu.addAction(self.tabText(place), partial(self._go, place))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt passes over a tab that is out of sight; here the arrows bring it into sight."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        target = self.currentIndex() + (-step if self.isRightToLeft() else step)
        if not step:
            super().keyPressEvent(event)
        elif 0 <= target < self.count():
            self.setCurrentIndex(target)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many tabs as fit, the open one among them. The widths are worked out: a hidden tab has none to ask for."""
        widths = [self._width(place) for place in range(self.count())]
        everything = sum(widths) <= self.width()
        room = self.width() - (0 if everything else self.more.sizeHint().width())
        room -= widths[self.currentIndex()] if self.currentIndex() >= 0 else 0
        for place, width in enumerate(widths):
            here = place == self.currentIndex()
            room -= 0 if here else width
            self._show(place, shown=here or everything or room >= 0)
        self.more.setVisible(not everything)
        self._place_more()

    def _show(self, place: int, *, shown: bool) -> None:
        """Saying what is so already would make Qt forget to place the tabs anew."""
        if self.isTabVisible(place) != shown:
            self.setTabVisible(place, shown)

    def _width(self, place: int) -> int:
        return QFontMetrics(look().font(13, bold=True)).horizontalAdvance(self.tabText(place)) + px(_PADDING)

    def _place_more(self) -> None:
        if self.more.isHidden():
            return
        size = self.more.sizeHint()
        shown = [self.tabRect(place) for place in range(self.count()) if self.isTabVisible(place)]
        top = max(0, (self.height() - size.height()) // 2 - 1)
        if self.isRightToLeft():
            left = max(0, min((rect.left() for rect in shown), default=self.width()) - size.width())
        else:
            left = min(max((rect.right() + 1 for rect in shown), default=0), self.width() - size.width())
        self.more.setGeometry(left, top, size.width(), size.height())

    def _open_more(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def _go(self, place: int) -> None:
        self.setCurrentIndex(place)
        self.setFocus()
