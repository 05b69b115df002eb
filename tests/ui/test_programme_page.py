"""Programme through the window: its record, rounds, settings that hold, backups that are tried out, another passphrase, people."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from ctip_desktop.errors import WrongPassphrase
from ctip_desktop.operations import programme as operations
from ctip_desktop.queries import exchange as exchange_queries
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.programme import programme, rules
from ctip_desktop.queries.records import show
from ctip_desktop.sync import exchange
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import sample, workspaces
from ui.auto_lock import SETTING, AutoLock
from ui.dialogs.registry import DIALOGS
from ui.main_window import MainWindow
from ui.opening import RECOVERY_LATER
from ui.pages.programme.programme import PARTS


def words(widget) -> str:
    """Everything a widget says and shows."""
    QCoreApplication.processEvents()
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text())


@pytest.fixture
def part(shell):
    def show(name: str):
        shell.go("programme", {"part": name})
        return shell.current.part

    return show


@pytest.fixture
def window(qtbot, session, preferences, qapp, workspace):
    made = MainWindow(session, preferences, AutoLock(qapp))
    qtbot.addWidget(made)
    made.show()
    made.enter(workspace)
    yield made
    made.close()


@pytest.mark.parametrize("name", PARTS)
def test_every_part_opens_and_is_found_again(shell, part, name):
    shown = part(name)
    assert shown.body.count()
    assert shell.current.place() == {"part": name}


# --- the record ---------------------------------------------------------------------------------------------------------------------


def test_goals_are_changed_in_place_and_nothing_else_is_written(shell, part, workspace):
    part("record")
    operations.set_up(workspace, currency="EUR")
    dialog = shell.show_dialog("programme_record", {})
    dialog.asked["goals"].field.put_text("Crews can speak up\nNo worker pays for a job")
    dialog.asked["goals"].field.committed.emit()
    assert set(dialog.changed()) == {"goals"}
    dialog.keep()
    assert programme(workspace).goals == ("Crews can speak up", "No worker pays for a job")
    assert "No worker pays for a job" in words(shell.current)


def test_choices_that_were_kept_in_another_order_are_not_written_again(shell, part, workspace):
    part("record")
    operations.set_up(workspace, currency="EUR", countries=("TH", "KH"))
    dialog = shell.show_dialog("programme_record", {})
    dialog.asked["goals"].field.put_text("Crews can speak up")
    assert set(dialog.changed()) == {"goals"}


def test_a_programme_without_a_name_is_not_kept(shell, workspace):
    dialog = shell.show_dialog("programme_record", {})
    dialog.asked["name"].field.put_text("")
    dialog.keep()
    assert dialog.isVisible()
    assert workspace.programme == "Lantern Coast"


def test_weights_are_kept_and_said(shell, part, workspace):
    part("scoring")
    dialog = shell.show_dialog("weights", {})
    dialog.asked["weight_development"].field.put_text("2")
    dialog.keep()
    assert rules(workspace).method.weights["development"] == 2.0
    assert "counts 2 times" in words(shell.current)
    kept = show(workspace, workspace.programme_id).answers
    said = [name for name in dialog.names if kept[name].versions]
    assert said == ["weight_development"], "a colleague who changes another weight has nothing to settle"


def test_the_arrows_choose_a_rule_where_nothing_is_written_before_the_button(qtbot, shell, workspace):
    dialog = shell.show_dialog("weights", {})
    rule = dialog.asked["calculation"].field
    qtbot.keyClick(rule.first(), Qt.Key.Key_Down)
    assert rule.rows["reverse"].button.isChecked()
    assert rules(workspace).method.cost == "minus"
    dialog.keep()
    assert rules(workspace).method.cost == "reversed"


def test_a_weight_that_cannot_be_is_refused_beside_its_field(shell, workspace):
    dialog = shell.show_dialog("weights", {})
    dialog.asked["weight_burden"].field.put_text("40")
    dialog.keep()
    assert dialog.isVisible()
    assert rules(workspace).method.weights.get("burden", 1.0) == 1.0


# --- rounds -------------------------------------------------------------------------------------------------------------------------


def test_a_round_is_begun_closed_and_opened_again(shell, part, workspace):
    part("scoring")
    dialog = shell.show_dialog("new_round", {})
    assert dialog.kinds.value == "internal"
    assert dialog.blind.isChecked()
    dialog.participants.setPlainText("Lina Tarvo\nJoram Pesk")
    dialog.keep()
    one = next(each for each in opportunities.rounds(workspace) if each.kind == "internal")
    assert one.participants == ("Lina Tarvo", "Joram Pesk")
    scoring = shell.current.part
    scoring._turn(one)
    assert next(each for each in opportunities.rounds(workspace) if each.kind == "internal").closed
    assert "is closed" in words(scoring)
    assert scoring.note.isVisible()
    shell.undo()
    assert scoring.note.isHidden(), "it is open again, and nothing says that it is closed"
    scoring._turn(next(each for each in opportunities.rounds(workspace) if each.kind == "internal"))
    scoring._turn(next(each for each in opportunities.rounds(workspace) if each.kind == "internal"))
    assert not next(each for each in opportunities.rounds(workspace) if each.kind == "internal").closed


def test_a_round_with_open_sheets_stays_open_and_says_what_is_missing(shell, part, workspace, company):
    idea = workspaces.opportunity(workspace, "Worker voice line", company())
    workspaces.rounds.begin(workspace, "internal")
    workspaces.sheet(workspace, idea, "internal", "Joram Pesk", (3,) * len(workspaces.FACTORS))
    scoring = part("scoring")
    scoring._turn(opportunities.rounds(workspace)[0])
    assert "Worker voice line" in scoring.note.text()
    assert not opportunities.rounds(workspace)[0].closed


# --- settings -----------------------------------------------------------------------------------------------------------------------


def test_colours_and_text_size_hold_after_the_program_is_closed(window, preferences, look, qtbot):
    window.shell.go("programme", {"part": "settings"})
    settings = window.shell.current.part
    settings.scheme.button("dark").click()
    qtbot.waitUntil(lambda: look.scheme == "dark")
    qtbot.waitUntil(lambda: window.shell.current is not None and window.shell.current.part is not settings)
    assert window.shell.current.place() == {"part": "settings"}
    settings = window.shell.current.part
    settings.percent.setCurrentIndex(settings.percent.findData(125))
    settings.percent.activated.emit(settings.percent.currentIndex())
    qtbot.waitUntil(lambda: look.percent == 125)
    assert (preferences.scheme, preferences.percent) == ("dark", 125)


def test_the_time_until_the_lock_is_the_programmes_until_another_is_chosen(window, workspace):
    assert window.auto_lock.left > 4 * 60_000
    operations.set_rules(workspace, lock_minutes=3)
    window.session.refresh()
    assert window.auto_lock.left < 4 * 60_000
    window.shell.go("programme", {"part": "settings"})
    settings = window.shell.current.part
    settings.lock.setCurrentIndex(settings.lock.findData(30))
    settings.lock.activated.emit(settings.lock.currentIndex())
    assert workspace.setting(SETTING) == 30
    assert window.auto_lock.left > 29 * 60_000


# --- backups ------------------------------------------------------------------------------------------------------------------------


def test_a_backup_is_made_and_tried_out(part, workspace):
    shown = part("backups")
    assert "There is no backup yet." in words(shown)
    shown.make()
    assert "Backup made." in shown.note.text()
    shown.rehearse(None)
    assert "Restored to a test file and complete." in shown.note.text()
    health = backups.health(workspace)
    assert health.rehearsed_at is not None


def test_a_damaged_backup_is_found_when_it_is_tried(part, workspace):
    shown = part("backups")
    shown.make()
    one = backups.listed(workspace.backup_folder)[0]
    data = bytearray(one.path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    one.path.write_bytes(bytes(data))
    shown.rehearse(one.path)
    assert "complete" not in shown.note.text()
    assert backups.health(workspace).rehearsed_at is None


def test_a_folder_for_backups_that_is_gone_is_not_called_no_backup(part, workspace, tmp_path):
    (tmp_path / "stick").mkdir()
    shown = part("backups")
    shown.use_folder(tmp_path / "stick")
    shown.make()
    (tmp_path / "stick").rename(tmp_path / "unplugged")
    shown.refresh()
    assert "The folder is not there now" in words(shown)
    shown.rehearse(None)
    assert f"There is no folder “{tmp_path / 'stick'}”" in shown.note.text()


def test_another_folder_is_used_from_then_on(part, workspace, tmp_path):
    (tmp_path / "stick").mkdir()
    shown = part("backups")
    shown.use_folder(tmp_path / "stick")
    shown.make()
    assert len(backups.listed(tmp_path / "stick")) == 1
    shown.use_folder(tmp_path / "nowhere")
    assert "There is no folder" in shown.note.text()
    shown.hide()
    shown.show()
    assert not shown.note.isVisible()  # what was said is read when one comes back


def test_a_backup_is_restored_to_a_new_file_and_the_open_one_stays(shell, part, workspace, tmp_path, monkeypatch):
    asked: list[object] = []
    part("backups").make()
    one = backups.listed(workspace.backup_folder)[0]
    dialog = shell.show_dialog("restore_backup", {"backup": str(one.path)})
    assert not dialog.ready()
    dialog.passphrase.setText("not the passphrase")
    dialog.restore_to(tmp_path / "again.ctip")
    assert dialog.note.isVisibleTo(dialog)
    assert not (tmp_path / "again.ctip").exists()
    taken = dialog._free_place()
    taken.touch()
    assert dialog._free_place().name == f"{taken.stem} 2.ctip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args, **more: asked.append(more["options"]) or (str(taken), ""))
    dialog.keep()
    assert asked == [QFileDialog.Option.DontConfirmOverwrite]  # it is refused anyway, so nobody is asked first
    assert "already a file" in dialog.note.text()
    dialog.passphrase.setText(sample.PASSPHRASE)
    dialog.restore_to(tmp_path / "again.ctip")
    assert "checked and complete" in words(dialog)
    with Workspace.open(tmp_path / "again.ctip", sample.PASSPHRASE, state=tmp_path) as again:
        assert again.restored
        assert again.programme == workspace.programme


# --- security -----------------------------------------------------------------------------------------------------------------------


def test_the_passphrase_is_changed_and_the_recovery_key_asked_for_again(shell, workspace, file):
    dialog = shell.show_dialog("change_passphrase", {})
    dialog.old.setText("not the passphrase")
    dialog.new.setText("seven lanterns over water")
    assert not dialog.main_button.isEnabled()
    dialog.again.setText("seven lanterns over water")
    dialog.keep()
    assert dialog.old_field.problem
    dialog.old.setText(sample.PASSPHRASE)
    dialog.keep()
    assert "The new passphrase opens your data from now on." in words(dialog)
    assert workspace.setting(RECOVERY_LATER)
    assert "not on paper yet" in words_of(shell, "security")
    workspace.close()
    with pytest.raises(WrongPassphrase):
        Workspace.open(file, sample.PASSPHRASE, state=file.parent)
    Workspace.open(file, "seven lanterns over water", state=file.parent).close()


def words_of(shell, name: str) -> str:
    shell.go("programme", {"part": name})
    return words(shell.current.part)


def test_a_person_who_forgot_the_passphrase_changes_it_with_the_recovery_key(shell, workspace, file):
    dialog = shell.show_dialog("change_passphrase", {})
    dialog.old.setText(workspace.recovery_key().lower())
    dialog.new.setText("seven lanterns over water")
    dialog.again.setText("seven lanterns over water")
    dialog.keep()
    assert "The new passphrase opens your data from now on." in words(dialog)
    workspace.close()
    Workspace.open(file, "seven lanterns over water", state=file.parent).close()


def test_no_passphrase_is_ever_kept_as_a_draft(shell):
    for name in ("change_passphrase", "restore_backup"):
        assert name in DIALOGS
        dialog = shell.show_dialog(name, {})
        assert dialog.draft() is None


# --- people and the file ------------------------------------------------------------------------------------------------------------


def test_exchange_with_a_lost_laptop_is_stopped(shell, part, workspace, tmp_path):
    with workspaces.make(tmp_path / "south.ctip", person="Joram Pesk", device="Laptop South") as south:
        exchange.trust(workspace, exchange.card(south).text)
        device = south.device.id
    assert "Joram Pesk" in words(part("people"))
    dialog = shell.show_dialog("stop_exchange", {"device": device.hex})
    dialog.ways.choose("aside")
    dialog.keep()
    assert exchange_queries.colleagues(workspace) == ()
    assert "Joram Pesk" in words(shell.current.part)


def test_a_check_says_that_all_is_well_with_words_to_compare(part, workspace):
    shown = part("check")
    shown.check()
    said = words(shown)
    assert "All is well." in said
    assert said.count("–") == 4


def test_a_change_of_the_programme_is_called_so_whatever_came_with_it(shell, qtbot):
    dialog = shell.show_dialog("programme_record", {})
    dialog.asked["goals"].field.put_text("Crews can speak up")
    with qtbot.waitSignal(dialog.undoable) as said:
        dialog.keep()
    assert said.args == ["The programme was changed."]


def test_the_minutes_of_rest_stand_under_what_is_in_force(part, session):
    session.do(operations.set_rules, lock_minutes=7)
    assert "Lock after 7 minutes of rest" in words(part("record"))
