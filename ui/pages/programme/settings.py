"""How the program looks and behaves on this laptop. Nothing here travels."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.programme import rules
from ui.auto_lock import SETTING
from ui.forms.choice_field import QuietCombo
from ui.pages.programme.part import Part
from ui.theme import SCALES, look
from ui.widgets.base import Label, column, row
from ui.widgets.card import Card
from ui.widgets.segmented import Segmented

MINUTES = (1, 2, 5, 10, 15, 30)
_AS_PROGRAMME = 0


class SettingsPart(Part):
    """Colours, text size, and when it locks by itself."""

    def fill(self) -> None:
        self.heading(self.tr("Settings"), self.tr("They hold on this laptop only and are kept at once."))
        card = Card(margins=(16, 14, 16, 16), gap=16)
        self.scheme = Segmented(
            (("light", self.tr("Light")), ("dark", self.tr("Dark")), ("system", self.tr("As the system"))), self.tr("Colours"), clearable=False
        )
        self.scheme.choose(look().scheme)
        self.scheme.chosen.connect(lambda name: self._apply(scheme=name))
        card.add(_setting(self.tr("Colours"), self.scheme))
        self.percent = QuietCombo()
        for percent in SCALES:
            self.percent.addItem(self.tr("{n} %").format(n=percent), percent)
        self.percent.setCurrentIndex(max(0, self.percent.findData(look().percent)))
        self.percent.setAccessibleName(self.tr("Text size"))
        self.percent.activated.connect(lambda _place: self._apply(percent=int(self.percent.currentData())))
        card.add(_setting(self.tr("Text size"), self.percent, self.tr("Ctrl + and Ctrl − change it anywhere.")))
        card.add(self._lock())
        self.body.addWidget(card)

    def _lock(self) -> QWidget:
        ours = self.session.ask(rules).lock_minutes
        self.lock = QuietCombo()
        self.lock.addItem(self.tr("As the programme says: after %n minutes", "", ours), _AS_PROGRAMME)
        for minutes in MINUTES:
            self.lock.addItem(self.tr("After %n minutes", "", minutes), minutes)
        chosen = int(self.session.workspace.setting(SETTING) or _AS_PROGRAMME)
        if chosen and chosen not in MINUTES:
            self.lock.addItem(self.tr("After %n minutes", "", chosen), chosen)
        self.lock.setCurrentIndex(self.lock.findData(chosen))
        self.lock.setAccessibleName(self.tr("Lock by itself"))
        self.lock.activated.connect(lambda _place: self._keep_lock())
        hint = self.tr("After this time without a key or the mouse the data is closed and encrypted. Nothing typed is lost. Ctrl+L locks at once.")
        return _setting(self.tr("Lock by itself"), self.lock, hint)

    def _keep_lock(self) -> None:
        minutes = int(self.lock.currentData())
        self.session.workspace.set_setting(SETTING, minutes or None)
        self.session.refresh()

    def _apply(self, *, scheme: str | None = None, percent: int | None = None) -> None:
        # The pages are built anew for another look, this one too; it must not happen inside the click.
        QTimer.singleShot(0, look(), lambda: look().choose(scheme=scheme, percent=percent))


def _setting(words: str, control: QWidget, hint: str = "") -> QWidget:
    holder = QWidget()
    box = column(holder, gap=5)
    label = Label(words, "strong")
    label.setBuddy(control)
    box.addWidget(label)
    line = row()
    line.addWidget(control)
    line.addStretch()
    box.addLayout(line)
    if hint:
        box.addWidget(Label(hint, "caption2", wrap=True))
    return holder
