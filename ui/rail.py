"""The left rail: programme, pages, save line, person and lock button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.pages.registry import PageSpec
from ui.session import Saved
from ui.theme import px
from ui.widgets.base import ElidedLabel, IconLabel, Line, column, row
from ui.widgets.brand import BrandMark
from ui.widgets.button import IconButton
from ui.widgets.chip import Avatar, Count
from ui.widgets.enter import enter_presses

WIDE = 204
NARROW = 56

_ENTRY = 34
_LEAST_ENTRY = 20
"""How low an entry gets where the window is low and the text large: every page stays in sight."""


class NavButton(QToolButton):
    """One entry of the rail; the number at its end says how many things wait there."""

    def __init__(self, spec: PageSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setIcon(icon(spec.icon, "text2", on="text"))
        self.setIconSize(QSize(px(18), px(18)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._count: Count | None = None
        self._number = 0
        self.height_kept = 0
        self.keep_height(px(_ENTRY))
        self.make_narrow(narrow=False)

    def keep_height(self, height: int) -> None:
        """Be so high, in pixels."""
        if height != self.height_kept:
            self.height_kept = height
            self.setFixedHeight(height)

    def make_narrow(self, *, narrow: bool) -> None:
        """Icon only, with the words in the tooltip, or icon and words."""
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.setToolButtonStyle(style)
        self.setText("" if narrow else f"  {self.spec.title}")
        self._name()

    def put_count(self, number: int) -> None:
        """Show how many things wait; 0 hides the number."""
        self._number = number
        if number or self._count is not None:
            self._show_count(number)
        self._name()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _show_count(self, number: int) -> None:
        if self._count is None:  # most entries never have one
            self._count = Count(number, "two", self)
        self._count.setText(str(number))
        self._count.setVisible(bool(number))
        self._count.adjustSize()
        self._place()

    def _place(self) -> None:
        if self._count is None:
            return
        edge = px(8) if self.text() else 0
        left = edge if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - self._count.width() - edge
        top = 0 if not self.text() else (self.height() - self._count.height()) // 2
        self._count.move(left, top)
        self._count.setVisible(bool(self._number))

    def _name(self) -> None:
        waiting = self.tr("{page}, {count} to settle").format(page=self.spec.title, count=self._number)
        self.setAccessibleName(waiting if self._number else self.spec.title)
        self.setToolTip(self.accessibleName() if not self.text() else "")


class Rail(QFrame):
    """The rail.

    Signals:
        wanted(str): the name of a page.
        lock_wanted(): the lock button.
    """

    wanted = Signal(str)
    lock_wanted = Signal()

    def __init__(self, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Pages"))
        self._narrow = False
        self._group = QButtonGroup(self)
        self._buttons = {spec.name: NavButton(spec) for spec in specs if spec.rail}
        self._box = box = column(self, margins=(8, 12, 8, 8), gap=2)
        self._head = self._heading()
        box.addWidget(self._head)
        box.addSpacing(px(6))
        self._add_buttons(box)
        box.addStretch()
        box.addWidget(self._save_line())
        box.addWidget(Line())
        box.addWidget(self._person_line())
        self.setFixedWidth(px(WIDE))
        self.setMinimumHeight(1)  # else entries as high as designed would make the window higher than the screen

    @property
    def buttons(self) -> tuple[NavButton, ...]:
        """The entries from top to bottom."""
        return tuple(self._buttons.values())

    def show_owner(self, programme: str, person: str, device: str) -> None:
        """Say whose workspace this is."""
        self._programme.setText(programme)
        self._person.setText(person)
        self._device.setText(device)
        self._avatar.show_name(person)

    def light(self, name: str) -> None:
        """Show which page is open."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def put_count(self, name: str, number: int) -> None:
        """The number behind an entry."""
        if name in self._buttons:
            self._buttons[name].put_count(number)

    def show_saved(self, state: Saved, sentence: str = "") -> None:
        """The save line. It is announced only when it changes."""
        words = {Saved.SAVED: self.tr("All changes saved"), Saved.SAVING: self.tr("Saving…"), Saved.FAILED: self.tr("Could not save")}
        self._saved.setText(words[state])
        self._saved.setToolTip(sentence)
        self._saved_icon.show_icon("alert" if state == Saved.FAILED else "okc", "bad" if state == Saved.FAILED else "text2")

    def show_unsent(self, count: int) -> None:
        """How many own changes no colleague has yet; hidden when there are none."""
        self._unsent_line.setVisible(count > 0)
        self._unsent.setText(self.tr("%n changes not sent", "", count))

    def make_narrow(self, *, narrow: bool) -> None:
        """Icons only, for narrow windows and large text."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for button in self._buttons.values():
            button.make_narrow(narrow=narrow)
        for part in (self._programme_words, self._save_block, self._person_words, self._avatar):
            part.setVisible(not narrow)
        self.setFixedWidth(px(NARROW if narrow else WIDE))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the rail is too low for its entries they come nearer to one another, and the sign at the top gives way first."""
        entries = px(_ENTRY) * len(self.buttons)
        others = self._box.minimumSize().height() - sum(button.height_kept for button in self.buttons)
        head = self._head.sizeHint().height() + self._box.spacing()
        others += head if self._head.isHidden() else 0
        self._head.setVisible(not self._narrow or entries + others <= self.height())
        room = self.height() - others + (head if self._head.isHidden() else 0)
        for button in self.buttons:
            button.keep_height(max(px(_LEAST_ENTRY), min(px(_ENTRY), room // max(1, len(self.buttons)))))

    def take_focus(self) -> None:
        """Put the keyboard on the lit entry."""
        (self._group.checkedButton() or self.buttons[0]).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        place = next((n for n, b in enumerate(self.buttons) if b is self.window().focusWidget()), -1)
        if step and place >= 0:
            self.buttons[(place + step) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _heading(self) -> QWidget:
        head = QWidget()
        line = row(head, margins=(8, 4, 8, 4), gap=8)
        line.addWidget(BrandMark(28))
        self._programme_words = QWidget()
        words = column(self._programme_words, gap=0)
        self._programme = ElidedLabel("", "strong")
        words.addWidget(self._programme)
        words.addWidget(ElidedLabel(self.tr("Programme"), "caption2"))
        line.addWidget(self._programme_words, 1)
        return head

    def _add_buttons(self, box: QVBoxLayout) -> None:
        group = 0
        for button in self._buttons.values():
            if button.spec.group != group:
                group = button.spec.group
                box.addWidget(Line())
            self._group.addButton(button)
            button.clicked.connect(lambda _on=False, name=button.spec.name: self.wanted.emit(name))
            box.addWidget(button)

    def _save_line(self) -> QWidget:
        self._save_block = QWidget()
        box = column(self._save_block, margins=(8, 0, 8, 8), gap=6)
        self._saved_icon, self._saved = IconLabel("okc", "text2", 15), ElidedLabel(self.tr("All changes saved"), "caption2")
        self._saved.setAccessibleName(self.tr("Save state"))
        self._unsent = ElidedLabel("", "caption2")
        self._unsent_line = QWidget()
        for holder, parts in ((None, (self._saved_icon, self._saved)), (self._unsent_line, (IconLabel("up2", "text2", 15), self._unsent))):
            line = row(holder, gap=8)
            line.addWidget(parts[0])
            line.addWidget(parts[1], 1)
            if holder is None:
                box.addLayout(line)
            else:
                box.addWidget(holder)
        self._unsent_line.hide()
        return self._save_block

    def _person_line(self) -> QWidget:
        foot = QWidget()
        line = row(foot, margins=(8, 8, 4, 4), gap=8)
        self._avatar = Avatar("", 28)
        line.addWidget(self._avatar)
        self._person_words = QWidget()
        words = column(self._person_words, gap=0)
        self._person, self._device = ElidedLabel("", "strong"), ElidedLabel("", "caption2")
        words.addWidget(self._person)
        words.addWidget(self._device)
        line.addWidget(self._person_words, 1)
        self.lock_button = IconButton("lock", self.tr("Lock (Ctrl+L)"), clicked=self.lock_wanted.emit)
        line.addWidget(self.lock_button)
        return foot
