"""The first run: from nothing to an open, backed-up workspace, by keyboard, without a dead end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import programme, records, rounds
from ctip_desktop.queries.programme import programme as programme_view
from ctip_desktop.sync import exchange
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.workspace import Workspace
from ui.opening import JOINING, RECOVERY_LATER, Opening
from ui.pages.first_run import FirstRun
from ui.pages.first_run.start import file_name, free_place

GOOD = "copper orchard walks sideways"


@pytest.fixture
def first(qtbot, tasks, tmp_path):
    made = FirstRun(tasks, Opening(), tmp_path / "programmes")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    made.close_workspace()


def fill_start(first: FirstRun, programme: str = "Lantern Coast") -> None:
    first.start.programme.setText(programme)
    first.start.person.setText("Lina Tarvo")


def type_passphrase(first: FirstRun, words: str = GOOD) -> None:
    first.passphrase.first.setText(words)
    first.passphrase.second.setText(words)


def visible(first: FirstRun) -> int:
    return next(n for n, step in enumerate(first.steps) if step.isVisibleTo(first))


def test_a_programme_is_created_with_passphrase_recovery_key_and_a_first_backup(qtbot, first, tmp_path):
    opened = []
    first.opened.connect(opened.append)
    fill_start(first)
    qtbot.keyClick(first.start.person, Qt.Key.Key_Return)
    assert visible(first) == 1
    type_passphrase(first)
    qtbot.keyClick(first.passphrase.second, Qt.Key.Key_Return)
    assert visible(first) == 2
    assert first.passphrase.passphrase == ""
    first.recovery.paper.switch.click()
    first.recovery.paper.typed.setText(first.recovery.paper.asked.lower())
    qtbot.keyClick(first.recovery.paper.typed, Qt.Key.Key_Return)
    assert visible(first) == 3
    first.backup.next_button.click()
    (workspace,) = opened
    assert (workspace.programme, workspace.person) == ("Lantern Coast", "Lina Tarvo")
    assert workspace.path == tmp_path / "programmes" / "lantern-coast.ctip"
    assert backups.listed(workspace.backup_folder)
    workspace.close()
    Workspace.open(workspace.path, GOOD).close()


def test_nothing_goes_on_before_names_are_given(first):
    assert not first.start.next_button.isEnabled()
    first.start.programme.setText("Lantern Coast")
    assert not first.start.next_button.isEnabled()
    assert first.start.next_button.toolTip()
    first.start.person.setText("Lina")
    assert first.start.next_button.isEnabled()


@pytest.mark.parametrize(
    ("words", "again", "open_conditions"),
    [
        ("short", "short", {"long", "hard"}),
        ("password1234", "password1234", {"hard"}),
        ("Lantern Coast", "Lantern Coast", {"hard", "names"}),
        ("Lantern2026!", "Lantern2026!", {"hard", "names"}),
        ("quiet copper TARVO sideways walks", "quiet copper TARVO sideways walks", {"names"}),
        (GOOD, "copper orchard", {"same"}),
        (GOOD, GOOD, set()),
    ],
)
def test_the_passphrase_step_says_what_is_missing(first, words, again, open_conditions):
    fill_start(first)
    first.start.next_button.click()
    first.passphrase.first.setText(words)
    first.passphrase.second.setText(again)
    assert {name for name, check in first.passphrase.checks.items() if not check.met} == open_conditions
    assert first.passphrase.next_button.isEnabled() == (not open_conditions)


def test_strength_is_said_in_words_and_shown_in_segments(first):
    first.passphrase.first.setText("abc")
    assert (first.passphrase.strength.text(), first.passphrase.segments.filled) == ("Weak", 1)
    first.passphrase.first.setText(GOOD)
    assert (first.passphrase.strength.text(), first.passphrase.segments.filled) == ("Strong", 4)
    assert first.passphrase.segments.accessibleName() == "Strength: Strong"


def test_characters_and_words_are_counted_in_good_english(qtbot, first):
    first.passphrase.first.setText("Mekong123")
    assert first.passphrase._counted.text() == "9 characters, 1 word"
    first.passphrase.first.setText(GOOD)
    assert first.passphrase._counted.text() == "29 characters, 4 words"


def test_two_different_entries_are_named_at_once_but_half_an_entry_is_not(first):
    first.passphrase.first.setText(GOOD)
    first.passphrase.second.setText("copper orchard")
    assert first.passphrase.again.problem == ""
    first.passphrase.second.setText("copper orchids")
    assert first.passphrase.again.problem == "The two are not the same yet."


def test_a_suggested_passphrase_is_readable_and_good_enough(first):
    first.passphrase.show()
    first.passphrase.suggest()
    assert first.passphrase.first.shown
    first.passphrase.second.setText(first.passphrase.passphrase)
    assert first.passphrase.next_button.isEnabled()


def test_the_passphrase_is_hidden_until_asked(first):
    assert not first.passphrase.first.shown
    first.passphrase.show_button.click()
    assert first.passphrase.first.shown
    assert first.passphrase.second.shown
    assert first.passphrase.show_button.words == "Hide"


def to_recovery(first: FirstRun) -> None:
    fill_start(first)
    first.start.next_button.click()
    type_passphrase(first)
    first.passphrase.next_button.click()


def test_the_recovery_key_can_be_put_off_and_home_will_know(first, tmp_path):
    to_recovery(first)
    first.recovery.later.emit()
    assert [first._path.done(step) for step in range(4)] == [True, True, False, False]
    assert visible(first) == 3
    assert first._workspace.setting(RECOVERY_LATER) is True


def test_a_wrong_group_is_not_taken(first):
    to_recovery(first)
    first.recovery.paper.typed.setText("XXXXX")
    assert first.recovery.paper.check.problem
    assert not first.recovery.next_button.isEnabled()


def test_the_key_is_hidden_while_a_group_is_asked_for_and_can_be_shown_again(first):
    to_recovery(first)
    paper = first.recovery.paper
    shown = [cell.text() for cell in paper._cells]
    assert paper.asked in shown
    assert not paper.typed.isVisible()
    paper.switch.click()
    assert paper.typed.isVisible()
    assert paper.switch.words == "Show it again"
    assert not any(group in cell.text() for group in shown for cell in paper._cells)
    paper.switch.click()
    assert [cell.text() for cell in paper._cells] == shown
    assert not first.recovery.next_button.isEnabled()


def test_enter_goes_on_from_every_field_of_the_first_page_once_it_is_complete(qtbot, first):
    gone = []
    first.start.next.connect(lambda: gone.append(visible(first)))
    first.start.programme.setText("Lantern Coast")
    qtbot.keyClick(first.start.programme, Qt.Key.Key_Return)
    assert not gone
    first.start.person.setText("Lina Tarvo")
    chosen = first.start.options.rows[0].radio
    for number, field in enumerate((first.start.programme, first.start.person, first.start.device, chosen), start=1):
        first.show_step(0)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert visible(first) == 1
        assert len(gone) == number


def test_a_first_run_that_ended_after_the_file_was_made_reminds_of_the_rest(first):
    made = []
    first.made.connect(made.append)
    to_recovery(first)
    assert made == [first._workspace.path]
    assert first._workspace.setting(RECOVERY_LATER) is True


def test_a_long_place_is_left_out_in_its_middle_and_whole_in_the_tooltip(first, tmp_path):
    to_recovery(first)
    first.recovery.later.emit()
    place = tmp_path.joinpath(*["a folder with a long name"] * 6, "backups")
    first.backup.show_folder(place, first._workspace.path)
    shown = first.backup._name.text()
    assert "…" in shown
    assert shown.endswith("backups")
    assert first.backup._name.toolTip() == str(place)


def press(qtbot, first: FirstRun, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """A key goes to whatever has the keyboard, as it does for a person."""
    QApplication.processEvents()
    qtbot.keyClick(first.focusWidget(), key)


def test_all_steps_with_keys_only_and_the_recovery_key_put_off(qtbot, first, tmp_path):
    opened = []
    first.opened.connect(opened.append)
    first.activateWindow()
    first.take_focus()
    for words in ("Lantern Coast", "Lina Tarvo"):
        qtbot.keyClicks(first.focusWidget(), words)
        press(qtbot, first)
    assert visible(first) == 1
    for _ in range(2):
        qtbot.keyClicks(first.focusWidget(), GOOD)
        press(qtbot, first)
    assert visible(first) == 2
    while getattr(first.focusWidget(), "words", "") != "Do this later":
        press(qtbot, first, Qt.Key.Key_Tab)
    press(qtbot, first)
    assert visible(first) == 3
    assert first.focusWidget() is first.backup.next_button
    press(qtbot, first)
    (workspace,) = opened
    workspace.close()


def test_with_keys_only_the_paper_is_checked_and_enter_opens_the_programme(qtbot, first):
    opened = []
    first.opened.connect(opened.append)
    to_recovery(first)
    press(qtbot, first)  # it is on paper: check it
    qtbot.keyClicks(first.focusWidget(), first.recovery.paper.asked)
    press(qtbot, first)
    assert visible(first) == 3
    press(qtbot, first)
    (workspace,) = opened
    workspace.close()


# --- joining a colleague ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def lina(tmp_path):
    with Workspace.create(tmp_path / "lina.ctip", programme="Lantern Coast", person="Lina Tarvo", device="Laptop North", passphrase=GOOD) as ws:
        yield ws


def join(first: FirstRun, card: str, name: str = "Joram Pesk") -> Workspace:
    joined = []
    first.joined.connect(joined.append)
    first.start.options.choose("join")
    first.start.join.text.setPlainText(card)
    first.start.join.person.setText(name)
    first.start.next_button.click()
    type_passphrase(first)
    first.passphrase.next_button.click()
    first.recovery.later.emit()
    first.backup.next_button.click()
    return joined[0]


def test_a_second_person_joins_with_the_card_and_the_first_bundle_brings_everything(first, lina, tmp_path):
    records.create(lina, "company", answers={"name": Answer.of("Selan Pearl Fisheries")})
    theirs = exchange.card(lina).text
    joram = join(first, "> " + theirs.replace("\n", "\n> "))
    assert (joram.programme, joram.programme_id, joram.person) == ("Lantern Coast", lina.programme_id, "Joram Pesk")
    exchange.trust(joram, joram.setting(JOINING))
    exchange.trust(lina, exchange.card(joram).text)
    exchange.make(lina, tmp_path / "first.ctipbundle")
    receipt = exchange.bring_in(joram, tmp_path / "first.ctipbundle")
    assert (receipt.new, receipt.conflicts) == (1, 0)
    joram.close()


def test_after_the_first_bundle_the_words_are_the_same_on_both_laptops(first, lina, tmp_path):
    records.create(lina, "company", answers={"name": Answer.of("Selan Pearl Fisheries")})
    joram = join(first, exchange.card(lina).text)
    exchange.trust(joram, joram.setting(JOINING))
    exchange.trust(lina, exchange.card(joram).text)
    made = exchange.make(lina, tmp_path / "first.ctipbundle")
    seen = exchange.preview(joram, made.path)
    assert (seen.new, seen.changes, [group.title for group in seen.items]) == (1, made.changes, ["Selan Pearl Fisheries"])
    receipt = exchange.bring_in(joram, made.path)
    assert (receipt.words, receipt.changes) == (made.words, made.changes)
    joram.close()


def test_who_joined_can_write_about_the_programme_before_the_first_bundle(first, lina, tmp_path):
    joram = join(first, exchange.card(lina).text)
    assert programme_view(joram).name == "Lantern Coast"
    programme.set_up(joram, goals=["Fewer middlemen"])
    assert (joram.programme, programme_view(joram).goals) == ("Lantern Coast", ("Fewer middlemen",))
    exchange.trust(joram, joram.setting(JOINING))
    exchange.trust(lina, exchange.card(joram).text)
    receipt = exchange.bring_in(joram, exchange.make(lina, tmp_path / "first.ctipbundle").path)
    assert (receipt.conflicts, programme_view(joram).goals) == (0, ("Fewer middlemen",))
    joram.close()


def test_who_joined_can_open_a_round_before_the_first_bundle(first, lina):
    joram = join(first, exchange.card(lina).text)
    assert rounds.begin(joram, "internal").created
    joram.close()


def test_a_card_that_is_read_makes_room_and_the_name_comes_next(qtbot, first, lina):
    first.start.options.choose("join")
    part = first.start.join
    part.text.setFocus()
    part.text.setPlainText(exchange.card(lina).text)
    assert not part.text.isVisible()
    assert QApplication.focusWidget() is part.person
    qtbot.waitUntil(lambda: first.start.next_button.mapTo(first, first.start.next_button.rect().bottomLeft()).y() <= 760)
    part.other_button.click()
    assert part.text.isVisible()
    assert part.card is None
    assert not first.start.next_button.isEnabled()


def test_joining_works_although_the_programme_was_renamed_since(first, lina):
    programme.set_up(lina, name="Lantern Coast and Islands")
    joram = join(first, exchange.card(lina).text)
    assert (joram.programme, joram.programme_id) == ("Lantern Coast and Islands", lina.programme_id)
    assert exchange.look_at(joram, exchange.card(lina).text).person == "Lina Tarvo"
    joram.close()


def test_without_a_card_nobody_joins_and_what_is_wrong_with_it_is_said_in_place(first, lina):
    first.start.options.choose("join")
    first.start.join.person.setText("Joram Pesk")
    assert not first.start.next_button.isEnabled()
    first.start.join.text.setPlainText("Hello Joram")
    assert "not a card" in first.start.join.said.text()
    assert not first.start.next_button.isEnabled()
    first.start.join.text.setPlainText(exchange.card(lina).text)
    assert "Lantern Coast" in first.start.join.said.text()
    assert first.start.next_button.isEnabled()


def test_the_card_is_taken_as_a_file_too(first, lina, tmp_path):
    (tmp_path / "lina.ctipcard").write_text(exchange.card(lina).text, encoding="utf-8")
    first.start.options.choose("join")
    first.start.join.take_file(tmp_path / "lina.ctipcard")
    assert first.start.join.card.person == "Lina Tarvo"


def test_the_recovery_key_is_written_as_a_page(first, tmp_path):
    to_recovery(first)
    first.recovery.paper.write(tmp_path / "key.pdf")
    assert (tmp_path / "key.pdf").read_bytes().startswith(b"%PDF")


def test_a_backup_is_restored_to_a_new_file(qtbot, first, tmp_path):
    with Workspace.create(tmp_path / "old.ctip", programme="Old", person="Lina", passphrase=GOOD) as old:
        made = backups.make(old, tmp_path / "stick")
    first.start.options.choose("restore")
    first.start.backup.take(made.path)
    assert not first.start.next_button.isEnabled()
    first.start.old_passphrase.setText(GOOD)
    with qtbot.waitSignal(first.opened) as opened:
        qtbot.keyClick(first.start.old_passphrase, Qt.Key.Key_Return)
    assert opened.args[0].programme == "Old"
    opened.args[0].close()


def test_a_wrong_passphrase_for_a_backup_is_one_plain_sentence(first, tmp_path):
    with Workspace.create(tmp_path / "old.ctip", programme="Old", person="Lina", passphrase=GOOD) as old:
        made = backups.make(old, tmp_path / "stick")
    first.start.options.choose("restore")
    first.start.backup.take(made.path)
    first.start.old_passphrase.setText("not it at all")
    first.start.next_button.click()
    assert first.start.note.isVisible()
    assert "does not open" in first.start.note.text()
    assert first.start.next_button.isEnabled()


def test_an_existing_file_goes_to_the_unlock_screen(qtbot, first, tmp_path):
    first.start.options.choose("open")
    first.start.existing.take(tmp_path / "there.ctip")
    with qtbot.waitSignal(first.unlock_wanted) as wanted:
        first.start.next_button.click()
    assert wanted.args == [tmp_path / "there.ctip"]


def test_a_folder_that_cannot_be_made_is_said_and_nothing_is_lost(first, tmp_path):
    (tmp_path / "programmes").write_text("a file where the folder should be")
    to_recovery(first)
    assert visible(first) == 1
    assert "cannot be made" in first.passphrase.note.text()
    assert first.passphrase.passphrase == GOOD


def test_a_row_can_be_pressed_anywhere(qtbot, first):
    row = next(row for row in first.start.options.rows if row.name == "restore")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert first.start.options.value == "restore"


@pytest.mark.parametrize(
    ("programme", "name"),
    [
        ("Lantern Coast", "lantern-coast.ctip"),
        ("../../etc/passwd", "etc-passwd.ctip"),
        ("โครงการ ทะเล", "โครงการ-ทะเล.ctip"),
        ("???", "programme.ctip"),
    ],
)
def test_a_file_name_is_plain(programme, name):
    assert file_name(programme) == name


def test_a_place_that_is_taken_gets_a_number(tmp_path):
    (tmp_path / "lantern-coast.ctip").touch()
    assert free_place(tmp_path, "Lantern Coast") == tmp_path / "lantern-coast-2.ctip"


def test_tab_goes_from_the_passphrase_to_its_second_entry_so_that_a_blank_shows_nothing(qtbot, first):
    fill_start(first)
    first.start.next_button.click()
    step = first.passphrase
    qtbot.keyClick(step.first, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is step.first
    qtbot.keyClicks(step.first, "copper")
    qtbot.keyClick(step.first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is step.second
    qtbot.keyClicks(step.second, "copper orchard")
    assert not step.first.shown


def test_the_recovery_key_says_where_it_was_saved_and_why_it_was_not(first, tmp_path):
    to_recovery(first)
    paper = first.recovery.paper
    paper.save(tmp_path / "no such stick" / "key.pdf")
    assert paper.said.isVisible()
    assert paper.said.property("tone") == "bad"
    paper.save(tmp_path / "key.pdf")
    assert paper.said.text() == "Saved as key.pdf. Keep the stick in a safe place."
    assert (tmp_path / "key.pdf").read_bytes().startswith(b"%PDF")
