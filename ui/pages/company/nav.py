"""The sub-navigation of the company page: parts in groups, each with its state icon and count."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QWidget

from ctip_desktop.dataclass import dataclass
from ctip_desktop.queries.companies import CompanyPage
from ctip_desktop.queries.views import FormState
from ui.icons import icon
from ui.pages.company.rows import progress_icon
from ui.theme import px
from ui.widgets.base import Label, Scroller, column, row

WIDTH = 236
FORM = "form:"
"""Begins the name of an entry that opens a form and not a part of the page."""

_OWN_PARTS = frozenset({"desk_research", "maturity", "due_diligence"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One part: its name, words, icon, and what stands at its end."""

    name: str
    words: str
    icon: str
    count: str = ""
    group: str = ""


class _NavEntry(QPushButton):
    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = entry.name
        self.setProperty("kind", "subnav")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setIconSize(QSize(px(15), px(15)))
        self._count = Label("", "caption2")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = row(self, margins=(0, 0, 8, 0))
        line.addStretch()
        line.addWidget(self._count)
        self.show_entry(entry)

    def show_entry(self, entry: Entry) -> None:
        """Show the present count and state."""
        self.setText(f"  {entry.words}".replace("&", "&&"))
        self.setIcon(icon(entry.icon, "text2", on="text"))
        self._count.setText(entry.count)
        self.setAccessibleName(", ".join(part for part in (entry.words, entry.count) if part))


class CompanyNav(QFrame):
    """Signals: wanted(str): the name of a part."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "subnav")
        self.setAccessibleName(self.tr("Parts of this page"))
        self.setFixedWidth(px(WIDTH))
        self._group = QButtonGroup(self)
        self._entries: dict[str, _NavEntry] = {}
        scroller = Scroller(margins=(8, 6, 8, 8), gap=1)
        self._box = scroller.body
        column(self, gap=0).addWidget(scroller)

    def show_company(self, company: CompanyPage) -> None:
        """Show the parts with their counts; the first time also builds them."""
        entries = self._entries_of(company)
        if [entry.name for entry in entries] != list(self._entries):
            self._build(entries)
        for entry in entries:
            self._entries[entry.name].show_entry(entry)

    def light(self, name: str) -> None:
        """Show which part is open."""
        if name in self._entries:
            self._entries[name].setChecked(True)

    def words(self) -> list[tuple[str, str]]:
        """Name and words of every part, with its count."""
        return [(name, entry.accessibleName()) for name, entry in self._entries.items()]

    def take_focus(self) -> None:
        """Put the keyboard on the open part."""
        (self._group.checkedButton() or next(iter(self._entries.values()))).setFocus()

    def _build(self, entries: list[Entry]) -> None:
        group = ""
        for entry in entries:
            if entry.group != group:
                group = entry.group
                heading = Label(group, "group")
                heading.setContentsMargins(px(10), px(8), 0, px(2))
                self._box.addWidget(heading)
            button = _NavEntry(entry)
            button.clicked.connect(lambda _on=False, name=entry.name: self.wanted.emit(name))
            self._group.addButton(button)
            self._entries[entry.name] = button
            self._box.addWidget(button)
        self._box.addStretch()

    def _entries_of(self, company: CompanyPage) -> list[Entry]:
        know, people, choose, kept = self.tr("Know the company"), self.tr("People and trust"), self.tr("Choose"), self.tr("Kept")
        forms = {form.form: form for form in company.forms}
        entries = [Entry("overview", self.tr("Overview"), "list")]
        for name, words, group in (
            ("desk_research", self.tr("Desk research"), know),
            ("stage", self.tr("Stage on the path"), know),
        ):
            form = forms.get({"stage": "maturity"}.get(name, name))
            entries.append(_form_entry(name, words, form, group))
        others = [form for form in company.forms if form.form not in _OWN_PARTS]
        entries += [_form_entry(f"{FORM}{form.form}", form.title, form, know) for form in others if not form.own_reflection]
        entries += [
            Entry("contacts", self.tr("Contacts"), "users", str(len(company.contacts)), people),
            Entry("talks", self.tr("Conversations"), "note", str(len(company.talks)), people),
            *(_form_entry(f"{FORM}{form.form}", form.title, form, people) for form in others if form.own_reflection),
            _form_entry("due_diligence", self.tr("Due diligence"), forms.get("due_diligence"), choose),
            Entry("opportunities", self.tr("Opportunities"), "idea", str(len(company.opportunities)), choose),
            Entry("history", self.tr("History"), "clock", "", kept),
        ]
        return entries

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        buttons = list(self._entries.values())
        focused = self.window().focusWidget()
        place = next((n for n, b in enumerate(buttons) if b is focused), -1)
        if step and place >= 0:
            buttons[(place + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)


def _form_entry(name: str, words: str, form: FormState | None, group: str) -> Entry:
    if form is None:
        return Entry(name, words, "circle", "", group)
    icon = "self" if form.own_reflection and name.startswith(FORM) else progress_icon(form)
    return Entry(name, words, icon, f"{form.answered}/{form.asked}", group)
