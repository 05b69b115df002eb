"""Which version this is, and under which licences its parts stand."""

from __future__ import annotations

import platform
import re

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QTextBrowser

from ctip_desktop import __version__
from ctip_desktop.resources import text
from ui.pages.programme.part import Part
from ui.theme import px
from ui.widgets.base import Label
from ui.widgets.card import Card


class AboutPart(Part):
    """Facts for a person who asks for help."""

    def fill(self) -> None:
        self.heading(
            self.tr("About"), self.tr("CTIP Desktop helps programmes against trafficking in persons to win companies as partners. It works offline.")
        )
        ws = self.session.workspace
        card = Card(gap=6)
        for words, value in (
            (self.tr("Version"), __version__),
            (self.tr("Licence"), "Apache-2.0"),
            (self.tr("Made with"), f"Python {platform.python_version()}, Qt {qVersion()}"),
            (self.tr("This file"), str(ws.path)),
            (self.tr("This laptop"), f"{ws.device.name}, {ws.person}"),
        ):
            card.add(Label(self.tr("{what}: {value}").format(what=words, value=value), wrap=True))
        self.body.addWidget(card)
        self.body.addWidget(Label(self.tr("What ships with the program, and its licences"), "strong"))
        licences = QTextBrowser()
        licences.setMarkdown(_without_checksums(text("LICENSES.md")))  # our own text
        licences.setOpenLinks(False)
        licences.setAccessibleName(self.tr("Licences"))
        licences.setTabChangesFocus(True)
        licences.setMinimumHeight(px(260))
        self.body.addWidget(licences)


def _without_checksums(words: str) -> str:
    """The tables without their last column, which is for people who check the files and is in the file of licences itself."""
    return re.sub(r"(?m)^(\|.*\|)(?: SHA-256 | `[0-9a-f]{64}` |---)\|$", r"\1", words)
