"""The unlock screen: plain words, growing waits, and no name of any company."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QWidget

from ctip_desktop import __version__
from ctip_desktop.errors import WorldError, WrongPassphrase
from ui.opening import Opening
from ui.tasks import Tasks
from ui.theme import look, px
from ui.widgets.base import ElidedLabel, IconLabel, Label, Scroller, centred, column, row
from ui.widgets.brand import BrandMark
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.note_bar import NoteBar
from ui.widgets.passphrase import PassphraseEdit
from ui.widgets.progress_note import ProgressNote

if TYPE_CHECKING:
    from ctip_desktop.workspace.workspace import Workspace

FREE_TRIES = 5
LONGEST_WAIT = 300
_FIRST_WAIT = 5
_WIDTH = 420
_SURE = 3
"""Tries from which on a damaged file is named as well."""


def wait_after(tries: int) -> int:
    """Seconds to wait after so many wrong passphrases: none for the first five, then 5, 10, 20 … at most 300."""
    return 0 if tries < FREE_TRIES else min(LONGEST_WAIT, int(_FIRST_WAIT * 2 ** (tries - FREE_TRIES)))


class Unlock(QWidget):
    """Asks for the passphrase of one file, or for its recovery key.

    Signals:
        opened(Workspace): it is open.
        other_wanted(): another file, or a new start.
    """

    opened = Signal(object)
    other_wanted = Signal()

    def __init__(
        self, path: Path, tasks: Tasks, opening: Opening, *, owner: tuple[str, str] = ("", ""), minutes: int = 5, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.path = path
        self.tries = 0
        self._tasks = tasks
        self._opening = opening
        self._with_key = False
        self._left = 0
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._make_fields()
        self._arrange(owner, minutes)

    def _make_fields(self) -> None:
        self.passphrase = PassphraseEdit()
        self.passphrase.add_switch(self.tr("Show the passphrase"), self.tr("Hide the passphrase"))
        self.passphrase.caps_lock.connect(lambda on: self._caps.setVisible(on))
        self.recovery = QLineEdit()
        self.recovery.setPlaceholderText(self.tr("Eleven groups, with or without hyphens"))
        self.button = Button(self.tr("Unlock"), "main", size="large", clicked=self.unlock)
        for field in (self.passphrase, self.recovery):
            field.returnPressed.connect(self.unlock)
        self.note = NoteBar(tone="bad")
        self.note.hide()
        self.sample_note = NoteBar()
        self.sample_note.hide()
        self.progress = ProgressNote()
        self.forgot = Button(self.tr("I forgot my passphrase"), "link", clicked=self._switch)
        self.other = Button(self.tr("Other file"), "quiet", clicked=self.other_wanted.emit)

    def _arrange(self, owner: tuple[str, str], minutes: int) -> None:
        scroller = Scroller(margins=(24, 24, 24, 16), gap=12)  # a low window with large text cuts nothing off
        column(self).addWidget(scroller)
        outer = scroller.body
        outer.addStretch(3)
        card = Card(margins=(28, 26, 28, 20), gap=10)
        card.setFixedWidth(px(_WIDTH))
        card.body.addLayout(self._heading(*owner))
        card.body.addSpacing(px(6))
        self._passphrase_field = Field(self.tr("Passphrase"), self.passphrase)
        self._key_field = Field(self.tr("Recovery key"), self.recovery, hint=self.tr("After that, choose a new passphrase in Programme."))
        card.add(self.sample_note, self._passphrase_field, self._key_field, self._keyboard_line(), self.note, self.button, self.progress)
        self._key_field.hide()
        foot = row()
        foot.addWidget(self.forgot)
        foot.addStretch()
        foot.addWidget(self.other)
        card.body.addLayout(foot)
        outer.addLayout(centred(card))
        outer.addStretch(4)
        outer.addLayout(self._promises(minutes))

    def _heading(self, programme: str, person: str) -> QHBoxLayout:
        line = row(gap=12)
        line.addWidget(BrandMark(40))
        words = column(gap=1)
        words.addWidget(ElidedLabel(programme or self.path.stem, "section"))
        words.addWidget(ElidedLabel(person or str(self.path.parent), "sub"))
        line.addLayout(words, 1)
        return line

    def _keyboard_line(self) -> QWidget:
        holder = QWidget()
        line = row(holder, gap=7)
        locale = QGuiApplication.inputMethod().locale()
        if locale.nativeLanguageName():
            line.addWidget(IconLabel("kb", "text2", 15))
            language = f"{locale.nativeLanguageName()} ({locale.nativeTerritoryName()})"
            line.addWidget(Label(self.tr("Keyboard: {language}").format(language=language), "caption2"))
        line.addStretch()
        self._caps = QWidget()
        caps = row(self._caps, gap=6)
        caps.addWidget(IconLabel("alert", "warn", 14))
        caps.addWidget(Label(self.tr("Caps Lock is on"), "warn"))
        self._caps.hide()
        line.addWidget(self._caps)
        return holder

    def _promises(self, minutes: int) -> QBoxLayout:
        """Side by side; large words below one another."""
        parts = QHBoxLayout() if not look().large else column(gap=4)
        locked = self.tr("Locks after %n minutes without use", "", minutes)
        version = self.tr("Version {number}").format(number=__version__)
        parts.addStretch()
        for icon, words in (("lock", locked), ("shieldok", self.tr("Data on this laptop is encrypted")), ("", version)):
            line = row(gap=6)
            if icon:
                line.addWidget(IconLabel(icon, "text3", 14))
            line.addWidget(Label(words, "caption"))
            line.addSpacing(px(8))
            parts.addLayout(line)
        parts.addStretch()
        return parts

    def take_focus(self) -> None:
        """Put the keyboard into the field."""
        (self.recovery if self._with_key else self.passphrase).setFocus()

    def say_sample(self, passphrase: str) -> None:
        """It is the sample: nobody knows its passphrase, so it stands here and is filled in already."""
        self.sample_note.show_note(self.tr("Its passphrase is {words}").format(words=passphrase), "info", strong=self.tr("This is the sample."))
        self.sample_note.add_action(self.tr("Fill it in"), partial(self._fill_in, passphrase))
        self.sample_note.show()
        self.passphrase.setText(passphrase)

    def _fill_in(self, passphrase: str) -> None:
        if self._with_key:
            self._switch()
        self.passphrase.setText(passphrase)
        self.button.setFocus()

    def say_begun(self) -> None:
        """The first run ended before its last step."""
        words = self.tr("Type its passphrase to go on. Home then reminds you of what is still to do: the recovery key and the place for backups.")
        self.note.show_note(words, "info", strong=self.tr("You began a programme here: {name}").format(name=self.path.stem))
        self.note.show()
        self.button.say(self.tr("Go on"))

    # --- unlocking -------------------------------------------------------

    def unlock(self) -> None:
        """Try what was typed."""
        if self._left or not self.button.isEnabled():
            return
        self.note.hide()
        self.button.setEnabled(False)
        typed, with_key = (self.recovery if self._with_key else self.passphrase).text(), self._with_key
        job = self._tasks.prepare(lambda _progress: self._open(typed, with_key=with_key))
        self.progress.follow(job, self.tr("Opening"), can_cancel=False)
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.ended.connect(partial(self.button.setEnabled, True))
        self._tasks.start(job)

    def _open(self, typed: str, *, with_key: bool) -> Workspace:
        if not with_key:
            return self._opening.open(self.path, typed)
        from ctip_desktop.workspace.cipher import from_recovery_text

        return self._opening.open(self.path, key=from_recovery_text(typed))

    def _done(self, workspace: Workspace) -> None:
        self.passphrase.clear()
        self.recovery.clear()
        self.opened.emit(workspace)

    def _failed(self, error: WorldError) -> None:
        if not isinstance(error, WrongPassphrase):
            self.note.show_error(error)
            return
        self.tries += 1
        self._say_wrong()
        (self.recovery if self._with_key else self.passphrase).selectAll()
        self.take_focus()
        self._wait(wait_after(self.tries))

    def _say_wrong(self) -> None:
        """What to look at. A damaged file looks the same as a wrong passphrase; it is named when the same words are typed again and again."""
        words = (
            (self.tr("This recovery key does not open the data."), self.tr("Compare each group with the paper."))
            if self._with_key
            else (self.tr("This passphrase does not open the data."), self.tr("Check the keyboard language and capital letters."))
        )
        damaged = self.tr("If you are sure of it, the file may be damaged: restore a backup.") if self.tries >= _SURE else ""
        self.note.show_note(" ".join(part for part in (words[1], damaged) if part), "bad", strong=words[0])
        self.note.show()

    def _wait(self, seconds: int) -> None:
        self._left = seconds
        if seconds:
            self._clock.start()
        self._show_wait()

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._left = 0
            self._clock.stop()
        self._show_wait()

    def _show_wait(self) -> None:
        waiting = self.tr("Try again in {time}").format(time=f"{self._left // 60}:{self._left % 60:02d}")
        self.button.say(waiting if self._left else self.tr("Unlock"))

    def _switch(self) -> None:
        self._with_key = not self._with_key
        self._passphrase_field.setVisible(not self._with_key)
        self._key_field.setVisible(self._with_key)
        self.forgot.say(self.tr("Use the passphrase") if self._with_key else self.tr("I forgot my passphrase"))
        self.note.hide()
        self.take_focus()
