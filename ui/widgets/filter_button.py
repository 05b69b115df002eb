"""A filter: a button that opens its values, tinted while it filters, with × to clear it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from ctip_desktop.dataclass import dataclass
from ui.theme import px
from ui.widgets.base import restyle
from ui.widgets.button import Button
from ui.widgets.tick_menu import TickMenu


@dataclass(frozen=True, slots=True)
class Option:
    """One value: what is stored, its words, how many rows have it (None = not counted)."""

    name: str
    label: str
    count: int | None = None


class FilterButton(Button):
    """Several values can be chosen; none means everything.

    Signals:
        changed(): another choice.
    """

    changed = Signal()

    def __init__(self, label: str, *, single: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(label, "filter", trailing="down", parent=parent)
        self._label = label
        self._single = single
        self._options: tuple[Option, ...] = ()
        self._chosen: frozenset[str] = frozenset()
        self.clicked.connect(self._open)

    @property
    def chosen(self) -> frozenset[str]:
        """The names chosen."""
        return self._chosen

    def chosen_options(self) -> tuple[Option, ...]:
        """The values chosen, with their words."""
        known = {option.name: option for option in self._options}
        return tuple(known.get(name, Option(name, name)) for name in sorted(self._chosen))

    def told(self) -> dict[str, str]:
        """The names chosen with their words, as plain values to be kept."""
        return {option.name: option.label for option in self.chosen_options()}

    def put(self, kept: object, only: Collection[str] | None = None) -> None:
        """Choose what `told` said, without a signal, also what no row has now. only: the names there can be; what is none of them is passed over."""
        known = {str(name): str(words) for name, words in kept.items()} if isinstance(kept, Mapping) else {}
        known = {name: words for name, words in known.items() if only is None or name in only}
        for name, words in known.items():
            self.know(Option(name, words))
        self.choose(frozenset(known), quiet=True)

    def offer(self, options: Sequence[Option]) -> None:
        """The values there are now; a chosen one stays offered."""
        kept = [option for option in self._options if option.name in self._chosen and option.name not in {o.name for o in options}]
        self._options = (*options, *kept)
        self.setEnabled(bool(self._options))
        self._show()

    def know(self, option: Option) -> None:
        """A value that can be chosen although no row has it now."""
        if option.name not in {one.name for one in self._options}:
            self._options = (*self._options, option)
            self.setEnabled(True)

    def choose(self, names: frozenset[str], *, quiet: bool = False) -> None:
        """Choose these names. quiet: without a signal."""
        self._chosen = names
        self._show()
        if not quiet:
            self.changed.emit()

    def clear(self) -> None:
        """Let everything through."""
        if self._chosen:
            self.choose(frozenset())

    def menu_now(self) -> QMenu:
        """The menu with the present values."""
        menu = QMenu(self) if self._single else TickMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for option in self._options:
            words = option.label if option.count is None else f"{option.label}  ({option.count:,})"
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(option.name in self._chosen)
            action.triggered.connect(partial(self._toggle, option.name))
        if self._chosen:
            menu.addSeparator()
            menu.addAction(self.tr("Clear this filter"), self.clear)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._chosen and self._cross().contains(event.position().toPoint()):
            self.setDown(False)
            self.clear()
            return
        super().mouseReleaseEvent(event)

    def _cross(self) -> QRect:
        room = px(30)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRect(0 if rtl else self.width() - room, 0, room, self.height())

    def _open(self) -> None:
        self.menu_now().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _toggle(self, name: str) -> None:
        if self._single:
            self.choose(frozenset() if name in self._chosen else frozenset({name}))
        else:
            self.choose(self._chosen ^ {name})

    def _show(self) -> None:
        labels = [option.label for option in self._options if option.name in self._chosen]
        if not labels:
            self.say(self._label)
        elif len(labels) == 1:
            self.say(self.tr("{filter}: {value}").format(filter=self._label, value=labels[0]))
        else:
            self.say(self.tr("{filter}: {count} chosen").format(filter=self._label, count=len(labels)))
        self.trail("x" if self._chosen else "down")
        restyle(self, on="true" if self._chosen else "false")
