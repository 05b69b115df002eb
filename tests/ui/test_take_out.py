"""Taking everything out from the window: sealed by a passphrase, or open when a person says so; people only when asked for."""

from __future__ import annotations

import io
import zipfile

import pyrage
import pytest
from PySide6.QtWidgets import QFileDialog

from ui.widgets.button import Button
from ui.widgets.save_list import SaveList

SEAL = "green harbour lamp"


@pytest.fixture
def dialog(shell):
    return shell.show_dialog("take_out", {})


def fill(dialog, word, again):
    dialog.word.setText(word)
    dialog.again.setText(again)


def test_it_is_found_under_backups(qtbot, shell):
    shell.go("programme", {"part": "backups"})
    with qtbot.waitSignal(shell.current.ask) as asked:
        next(button for button in shell.current.findChildren(Button) if button.text() == "Take out").click()
    assert asked.args == ["take_out", {}]


def test_a_sealed_file_is_written_and_said(dialog, tmp_path):
    assert not dialog.main_button.isEnabled()
    fill(dialog, SEAL, SEAL)
    assert dialog.main_button.isEnabled()
    dialog.write_to(tmp_path / "all.zip.age")
    with zipfile.ZipFile(io.BytesIO(pyrage.passphrase.decrypt((tmp_path / "all.zip.age").read_bytes(), SEAL))) as archive:
        assert "records.json" in archive.namelist()
    assert "all.zip.age is written." in dialog.told.text()
    assert "Left out:" in dialog.told.text()
    assert (dialog.word.text(), dialog.main_button.text()) == ("", "Done")
    dialog.main_button.click()
    assert not dialog.isVisible()


@pytest.mark.parametrize(("word", "again"), [("short", "short"), (SEAL, ""), (SEAL, "green harbour lamb")])
def test_a_short_or_mistyped_passphrase_writes_nothing(dialog, word, again):
    fill(dialog, word, again)
    assert not dialog.main_button.isEnabled()
    assert "12" in dialog.main_button.toolTip()
    assert bool(dialog.again_field.problem) is (again == "green harbour lamb")
    assert ("12" in dialog.word_field.problem) is (word == "short")


def test_without_a_passphrase_only_when_a_person_says_so(dialog, tmp_path):
    dialog.unsealed.setChecked(True)
    assert not dialog.word_field.isEnabled()
    dialog.people.setChecked(True)
    dialog.write_to(tmp_path / "all.zip")
    assert zipfile.is_zipfile(tmp_path / "all.zip")
    assert "Left out:" not in dialog.told.text()


def test_a_folder_that_takes_nothing_is_said_and_the_words_stay(dialog, tmp_path):
    fill(dialog, SEAL, SEAL)
    dialog.write_to(tmp_path / "nowhere" / "all.zip.age")
    assert dialog.note.isVisible()
    assert dialog.word.text() == SEAL
    assert dialog.main_button.isEnabled()


def test_nothing_typed_is_kept_as_a_draft(dialog):
    fill(dialog, SEAL, SEAL)
    assert not dialog.draft()


def test_escape_while_it_writes_stops_the_work_and_says_so(dialog, tmp_path, monkeypatch):
    fill(dialog, SEAL, SEAL)
    started = []
    monkeypatch.setattr(dialog.session.tasks, "start", started.append)
    dialog.write_to(tmp_path / "all.zip.age")
    assert not dialog.cancel_button.isVisible()  # one Cancel, beside the bar
    dialog.reject()
    assert dialog.isVisible()
    started[0].cancelled.emit()
    started[0].ended.emit()
    assert "Nothing was written" in dialog.note.text()
    assert dialog.cancel_button.isVisible()
    assert dialog.main_button.isEnabled()
    assert not (tmp_path / "all.zip.age").exists()
    dialog.reject()
    assert not dialog.isVisible()


def test_a_name_without_its_ending_never_goes_over_a_file_unasked(dialog, tmp_path, monkeypatch):
    (tmp_path / "all.zip.age").write_bytes(b"kept")
    asked = []

    def typed(_parent, _title, proposed, _kinds):
        asked.append(proposed)
        return (str(tmp_path / "all") if len(asked) == 1 else "", "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", typed)
    fill(dialog, SEAL, SEAL)
    dialog.keep()
    assert asked[1] == str(tmp_path / "all.zip.age")  # proposed once more: now the system asks
    assert (tmp_path / "all.zip.age").read_bytes() == b"kept"


def test_a_list_keeps_the_dots_of_its_name(qtbot, tmp_path, monkeypatch):
    (tmp_path / "concerns.csv").write_bytes(b"kept")
    button = SaveList("Concern")
    qtbot.addWidget(button)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "concerns.2026"), ""))
    with qtbot.waitSignal(button.wanted) as wanted:
        button.menu().actions()[1].trigger()
    assert wanted.args == [tmp_path / "concerns.2026.csv"]
