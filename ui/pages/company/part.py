"""What the parts of the company page have in common."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ctip_desktop.queries.companies import CompanyPage
from ctip_desktop.queries.views import FormState
from ui.pages.company.to_fix import fix_link
from ui.pages.filled import Filled
from ui.pages.print_form import open_print_menu, print_menu
from ui.session import Session
from ui.theme import look
from ui.widgets.base import Label, column, row
from ui.widgets.button import Button, IconButton


class Part(Filled[CompanyPage]):
    """One part, shown beside the sub-navigation; it is filled anew whenever the company changes.

    Signals:
        part(str): open another part.
    """

    part = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, (20, 16, 20, 16), parent)

    @property
    def company(self) -> CompanyPage:
        """What is shown."""
        return self.shown

    def show_company(self, company: CompanyPage) -> None:
        """Show a company."""
        self.show_filled(company)

    def columns(self, *shares: int) -> list[QVBoxLayout]:
        """Columns side by side with their shares of the width, or below one another when the text is large."""
        line = column(gap=12) if look().large else row(gap=12)
        self.body.addLayout(line)
        made = [column(gap=12) for _ in shares]
        for box, share in zip(made, shares, strict=True):
            line.addLayout(box, share)
        return made

    def heading(self, words: str, *ends: QWidget) -> QHBoxLayout:
        """A heading line with things at its end; chips go right behind the words."""
        line = row(gap=8)
        line.addWidget(Label(words, "section"))
        chips = [one for one in ends if one.property("role") == "chip"]
        for one in chips:
            line.addWidget(one)
        line.addStretch()
        self.body.addLayout(line)
        end = line
        if look().large and len(ends) > len(chips):  # large letters: the buttons have a line of their own
            end = row(gap=8)
            self.body.addLayout(end)
        for one in ends:
            if one not in chips:
                end.addWidget(one)
        if end is not line:
            end.addStretch()
        return line

    def more_button(self, form: str) -> IconButton:
        """What else can be done with a form about this company: print it."""
        button = IconButton("more", self.tr("More"))
        button.clicked.connect(lambda: open_print_menu(self.prints(form), button))
        return button

    def prints(self, form: str) -> QMenu:
        """Print a form about this company blank or with answers."""
        known = next((one.record for one in (*self.company.forms, self.company.company) if one.form == form), None)
        return print_menu(self.session.workspace.catalogue.form(form), known, self.ask.emit, self)

    def fix_link(self, form: FormState) -> Button | None:
        """A link to the first answer of a form that cannot be right, None without one."""
        return fix_link(self.session, form, self.company.id, lambda path: self.fill_in(form.form, path=path))

    def fix_links(self, form: FormState) -> tuple[Button, ...]:
        """The same, for a row of things that may have one."""
        link = self.fix_link(form)
        return (link,) if link is not None else ()

    def fill_in(self, form: str, **more: Any) -> None:
        """Open a form about this company."""
        known = next((one.record for one in (*self.company.forms, self.company.company) if one.form == form), None)
        where = {"record": known} if known is not None else {"form": form, "about": self.company.id}
        self.go.emit("wizard", {**where, **more})
