"""Buttons: one `main` per screen, `plain`, `quiet`, `link`, `danger`, `filter`; and icon-only buttons that always say what they do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from ui.icons import icon, paint
from ui.theme import px
from ui.widgets.enter import enter_presses

_ICON_TOKEN = {"main": "on-accent", "danger": "bad", "link": "accent", "quiet": "text2"}
_CHEVRON = 14


class Button(QPushButton):
    """A button with words.

    kind: main, plain, quiet, link, danger or filter. size: empty, `small` or `large`. icon: before the words; trailing: an icon behind them
    (`down` for a menu, `right` for a next step).
    """

    def __init__(
        self,
        text: str,
        kind: str = "plain",
        *,
        icon: str = "",
        trailing: str = "",
        size: str = "",
        clicked: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._trailing = trailing
        self.setProperty("kind", kind)
        self.setProperty("fit", size)
        self.say(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum if kind != "link" else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if icon:
            self.put_icon(icon)
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())

    @property
    def kind(self) -> str:
        """The kind given at the start."""
        return str(self.property("kind"))

    def say(self, text: str) -> None:
        """Change the words. An ampersand in a name is shown as such."""
        self._words = text
        gap = " " if not self.icon().isNull() else ""  # Fusion puts the icon too near to the words
        self.setText(gap + text.replace("&", "&&"))
        self.setAccessibleName(text)

    def put_icon(self, name: str) -> None:
        """Show an icon before the words, in the colour of the button's text."""
        self.setIcon(icon(name, _ICON_TOKEN.get(self.kind, "text")))
        self.setIconSize(QSize(px(16), px(16)))
        self.say(self._words)

    @property
    def words(self) -> str:
        """What the button says."""
        return self._words

    def put_menu(self, menu: QMenu) -> None:
        """Open a menu on press; a chevron says so."""
        self._trailing = self._trailing or "down"
        self.setMenu(menu)
        self.updateGeometry()

    def trail(self, name: str) -> None:
        """Change the icon behind the words."""
        self._trailing = name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint + QSize(px(_CHEVRON + 6), 0) if self._trailing else hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._trailing:
            super().paintEvent(event)
            return
        self._paint_with_trailing()

    def _paint_with_trailing(self) -> None:
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter  # with hundreds of names, which nothing at the start needs

        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        side = px(_CHEVRON)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        where = QRect(px(11) if rtl else self.width() - side - px(11), (self.height() - side) // 2, side, side)
        option.rect = self.rect().adjusted(side + px(2) if rtl else 0, 0, 0 if rtl else -side - px(2), 0)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonLabel, option, painter, self)
        paint(painter, self._trailing, self._trailing_token(), where)

    def _trailing_token(self) -> str:
        if not self.isEnabled():
            return "disabled"
        return "accent" if self.property("on") == "true" else _ICON_TOKEN.get(self.kind, "text2")


class IconButton(QToolButton):
    """A button without words; `label` is its tooltip and its accessible name."""

    def __init__(
        self, name: str, label: str, *, clicked: Callable[[], object] | None = None, colour: str = "text2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "icon")
        self.setIconSize(QSize(px(16), px(16)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.put(name, label, colour)
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def put(self, name: str, label: str, colour: str = "text2") -> None:
        """Show another icon with another meaning."""
        self.setIcon(icon(name, colour))
        self.setToolTip(label)
        self.setAccessibleName(label)
