"""Filling in a form: every answer is in the workspace at once, and nothing that was typed is lost."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer, Source, State
from ctip_desktop.operations import records
from ctip_desktop.queries.records import list_records, show
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import workspaces
from ui.forms.question_card import PAUSE
from ui.pages.home_resume import ResumeBar
from ui.pages.wizard import PLACES, WizardPage, open_place
from ui.session import Saved, Session
from ui.shell import Shell


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wizard")
    with workspaces.make(folder / "lantern.ctip") as ws:
        company = workspaces.company(ws, "Selan Pearl Fisheries")
    return folder, company


@pytest.fixture
def ws(made, tmp_path):
    shutil.copytree(made[0], tmp_path / "w")
    workspace = Workspace.open(tmp_path / "w" / "lantern.ctip", workspaces.PASS, state=tmp_path / "w" / "state")
    yield workspace
    if not workspace_is_closed(workspace):
        workspace.close()


def workspace_is_closed(workspace: Workspace) -> bool:
    try:
        workspace.setting("any")
    except Exception:
        return True
    return False


@pytest.fixture
def company(made):
    return made[1]


@pytest.fixture
def session(ws, tasks):
    return Session(ws, tasks)


def opened(qtbot, session, **where) -> WizardPage:
    page = WizardPage(session)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    session.changed.connect(page.on_changes)
    page.open(**where)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def kept(session, page, path) -> Answer:
    return show(session.workspace, page.record).answers[path].answer


def click(qtbot, page, path, choice) -> None:
    page.wizard.go_to(path)
    card = page.wizard.card(path)
    qtbot.mouseClick(card.field.segmented.button(choice), Qt.MouseButton.LeftButton)


def test_looking_at_a_form_leaves_nothing_behind(qtbot, session, company):
    opened(qtbot, session, form="due_diligence", about=company)
    assert list_records(session.workspace, "due_diligence", company) == ()


def test_an_answer_by_mouse_is_in_the_workspace_at_once(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    assert kept(session, page, "company_cases").value == "no"
    assert page.wizard.header.saved.text() == "Saved"


def test_an_answer_by_keyboard_is_in_the_workspace_at_once(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.wizard.go_to("company_cases")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert kept(session, page, "company_cases").value == "no"


def test_unknown_is_kept_as_a_state_and_never_as_no(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.wizard.go_to("company_cases")
    page.wizard.card("company_cases").field.segmented.button("\x00unknown").click()
    assert kept(session, page, "company_cases") == Answer(None, State.UNKNOWN)


def test_text_is_written_two_seconds_after_the_last_key(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    page.wizard.go_to("policy_link")
    card = page.wizard.card("policy_link")
    qtbot.keyClicks(card.field.first(), "Website")
    assert card._pause.isActive()
    assert card._pause.interval() == PAUSE == 2000
    card._pause.timeout.emit()
    assert kept(session, page, "policy_link").value == "Website"


def test_leaving_a_field_writes_it(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    page.wizard.go_to("policy_year")
    qtbot.keyClicks(page.wizard.card("policy_year").field.first(), "2023")
    qtbot.keyClick(page.wizard.card("policy_year").field.first(), Qt.Key.Key_Tab)
    assert kept(session, page, "policy_year").value == 2023
    assert page.wizard.card("policy_year").field.first().text() == "2023"


def test_lock_while_typing_loses_nothing(qtbot, session, ws, company, tasks, tmp_path):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    page.wizard.go_to("policy_link")
    qtbot.keyClicks(page.wizard.card("policy_link").field.first(), "Half a sen")
    page.flush()
    session.lock()
    with Workspace.open(tmp_path / "w" / "lantern.ctip", workspaces.PASS, state=tmp_path / "w" / "state") as again:
        record = list_records(again, "due_diligence", company)[0].id
        assert show(again, record).answers["policy_link"].answer.value == "Half a sen"


def test_the_whole_window_can_lock_and_be_taken_apart_while_somebody_types(qtbot, session, company, tmp_path):
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.go("wizard", {"form": "due_diligence", "about": company})
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    page = shell.current
    click(qtbot, page, "policy", "yes")
    page.wizard.go_to("policy_link")
    qtbot.keyClicks(page.wizard.card("policy_link").field.first(), "Half")
    shell.flush()
    session.lock()
    shell.drop_pages()
    QApplication.processEvents()
    with Workspace.open(tmp_path / "w" / "lantern.ctip", workspaces.PASS, state=tmp_path / "w" / "state") as again:
        record = list_records(again, "due_diligence", company)[0].id
        assert show(again, record).answers["policy_link"].answer.value == "Half"


def test_text_that_is_no_answer_yet_comes_back_after_a_lock(qtbot, session, ws, company, tmp_path, tasks):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    page.wizard.go_to("policy_year")
    qtbot.keyClicks(page.wizard.card("policy_year").field.first(), "about 2019")
    page.flush()
    record = page.record
    session.lock()
    again = Workspace.open(tmp_path / "w" / "lantern.ctip", workspaces.PASS, state=tmp_path / "w" / "state")
    second = opened(qtbot, Session(again, tasks), record=record)
    card = second.wizard.card("policy_year")
    assert card.field.first().text() == "about 2019"
    assert "not a whole number" in card.message.text.text()
    assert show(again, record).answers["policy_year"].answer == Answer()
    again.close()


def test_reopening_lands_on_the_same_question(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    page.wizard.go_to("statement")
    page._remember.timeout.emit()  # what happens 0.4 s later; then the power fails: no flush
    second = opened(qtbot, session, record=page.record)
    assert second.wizard.path == "statement"
    assert second.wizard.current == 2
    assert session.workspace.setting(PLACES)[page.record.hex]["path"] == "statement"


def test_a_hidden_question_keeps_its_answer_and_a_line_says_why(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    records.answer(session.workspace, page.record, "policy_year", Answer.of(2023))
    page.refresh(None)
    click(qtbot, page, "policy", "no")
    assert page.wizard.card("policy_year").isHidden()
    assert page.wizard.section(2)._hidden["policy"].text() == "2 questions are hidden because you chose No."
    assert kept(session, page, "policy_year").value == 2023
    click(qtbot, page, "policy", "yes")
    assert page.wizard.card("policy_year").field.first().text() == "2023"


def test_a_missing_source_is_said_and_can_be_added_by_typing(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    card = page.wizard.card("policy")
    assert "Add a source" in card.message.text.text()
    qtbot.keyClicks(card.evidence.quick.line, "Talk with the sourcing team")
    qtbot.keyClick(card.evidence.quick.line, Qt.Key.Key_Return)
    assert [source.title for source in kept(session, page, "policy").sources] == ["Talk with the sourcing team"]
    assert page.wizard.card("policy").message.isHidden()


def test_saying_why_there_is_no_source_is_enough(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    card = page.wizard.card("policy")
    card.message.text.linkActivated.emit("why")
    qtbot.keyClicks(card.note.line, "Heard by phone, no paper yet")
    card.commit()
    assert kept(session, page, "policy").note == "Heard by phone, no paper yet"
    assert card.message.isHidden()


def test_a_removed_source_comes_back_with_undo(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    records.add_source(session.workspace, page.record, "policy", Source("company", "Policy", date="2023"))
    page.refresh(None)
    row = page.wizard.card("policy").evidence.rows[0]
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert kept(session, page, "policy").sources == ()
    page.wizard.undo_wanted.emit()
    assert [source.title for source in kept(session, page, "policy").sources] == ["Policy"]


def test_undo_takes_the_answer_back_on_the_page_too(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    click(qtbot, page, "company_cases", "yes")
    page.wizard.header.undo.click()
    assert page.wizard.card("company_cases").field.segmented.current() == "no"
    assert kept(session, page, "company_cases").value == "no"


def test_what_came_in_meanwhile_and_what_was_typed_stand_side_by_side(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    records.answer(session.workspace, page.record, "company_cases", Answer(None, State.UNKNOWN))
    click(qtbot, page, "company_cases", "yes")
    card = page.wizard.card("company_cases")
    assert [version.text for version in card.view.versions] == ["Unknown", "Yes"]
    assert kept(session, page, "company_cases").state is State.UNKNOWN
    qtbot.keyClick(card.conflict, Qt.Key.Key_2)
    assert kept(session, page, "company_cases").value == "yes"
    assert page.wizard.card("company_cases").conflict is None


def test_finish_lists_what_is_missing_and_leads_there(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    page.wizard.go_section(page.wizard.last)
    qtbot.mouseClick(page.wizard.footer.next, Qt.MouseButton.LeftButton)
    assert page.wizard.finish.links[0] is QApplication.focusWidget()
    page.wizard.finish.links[0].click()
    assert page.wizard.path == "company_cases_check"
    assert show(session.workspace, page.record).status == "draft"


def test_a_finished_form_is_read_until_it_is_opened_again(qtbot, session, company):
    done = records.create(session.workspace, "contact", about=company, answers={"name": Answer.of("Noor")}).created[0]
    records.finish(session.workspace, done)
    page = opened(qtbot, session, record=done)
    assert not page.wizard.card("name").field.isEnabled()
    page._finished_button.click()
    assert page.wizard.card("name").field.isEnabled()


def test_next_open_question_passes_answered_ones(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    qtbot.keyClick(page.wizard, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert page.wizard.path == "company_past_cases"
    qtbot.keyClick(page.wizard, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.wizard.current == 1


def test_rows_are_added_filled_and_removed(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "yes")
    repeat = page.wizard.section(0).repeats["cases"]
    repeat.add.click()
    row = repeat.model.rows[0]
    card = repeat.cards[f"cases[{row}].case_where"]
    qtbot.keyClicks(card.field.first(), "North court")
    card.commit()
    assert kept(session, page, f"cases[{row}].case_where").value == "North court"
    assert repeat.model.data(repeat.model.index(0, 1)) == "North court"
    repeat.remove.click()
    assert repeat.model.rows == ()
    page.wizard.undo_wanted.emit()
    assert page.wizard.section(0).repeats["cases"].model.rows == (row,)


def test_f1_shows_and_hides_why_we_ask_and_remembers(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    assert page.wizard.why.isVisible()
    qtbot.keyClick(page.wizard, Qt.Key.Key_F1)
    assert not page.wizard.why.isVisible()
    assert not opened(qtbot, session, form="due_diligence", about=company).wizard.why.isVisible()


def test_on_a_narrow_window_the_explanation_opens_inside_the_card(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.resize(1100, 700)
    page.wizard.go_to("company_cases")
    assert not page.wizard.why.isVisible()
    page.wizard.toggle_why()
    assert page.wizard.section(0)._why is not None
    page.wizard.toggle_why()
    assert page.wizard.section(0)._why is None


def test_every_part_that_takes_the_focus_has_a_name(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    for index in range(page.wizard.last + 1):
        page.wizard.go_section(index)
        if index < page.wizard.last:
            page.wizard.section(index).build_all()
    unnamed = [
        (type(part).__name__, part.objectName())
        for part in page.findChildren(type(page).__mro__[2])
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not (part.accessibleName() or getattr(part, "text", str)())
    ]
    assert sorted(set(unnamed)) == []


# --- a full disk ------------------------------------------------------------------------------------------------------------------------------

FULL = WorldError("The disk is full.", kept="Nothing was changed.", next_step="Make room.")


@pytest.fixture
def full(session, monkeypatch):
    """Fill the disk; call the result to make room again."""

    def refuse(*_args, **_kwargs):
        session.state = Saved.FAILED
        raise FULL

    def fill():
        monkeypatch.setattr(session, "attempt", refuse)
        monkeypatch.setattr(session.workspace, "set_setting", refuse, raising=False)

    return fill, monkeypatch.undo


def first_of(page, fits) -> str:
    """The first question that is asked now and fits."""
    return next(name for name, place in page.wizard.outline.places.items() if fits(place.question) and page.wizard.sheet.relevant(name))


def with_policy(qtbot, session, company) -> WizardPage:
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    return page


@pytest.mark.parametrize(("path", "typed", "value"), [("policy_link", "Talk with Noor", "Talk with Noor"), ("policy_year", "2021", 2021)])
def test_a_full_disk_leaves_what_is_typed_and_the_next_try_keeps_it(qtbot, session, company, full, path, typed, value):
    page = with_policy(qtbot, session, company)
    page.wizard.go_to(path)
    card = page.wizard.card(path)
    qtbot.keyClicks(card.field.first(), typed)
    fill, make_room = full
    fill()
    card._pause.timeout.emit()
    assert card.field.typed_text() == typed
    page.refresh(None)
    assert page.wizard.card(path).field.typed_text() == typed
    assert page.wizard.header.saved.text() == "1 answer is not saved yet"
    make_room()
    page.wizard.commit()
    assert kept(session, page, path).value == value
    assert page.wizard.header.saved.text() == "Saved"


def test_a_full_disk_leaves_a_longer_text(qtbot, session, company, full):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    path = first_of(page, lambda question: "multiline" in question.appearance)
    page.wizard.go_to(path)
    card = page.wizard.card(path)
    card.field.edit.setPlainText("Two lines\nof text")
    full[0]()
    card._pause.timeout.emit()
    assert card.field.typed_text() == "Two lines\nof text"


def test_a_full_disk_leaves_a_choice(qtbot, session, company, full):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    full[0]()
    click(qtbot, page, "company_cases", "yes")
    assert page.wizard.card("company_cases").field.segmented.current() == "yes"
    full[1]()
    page.wizard.commit()
    assert kept(session, page, "company_cases").value == "yes"


def test_a_full_disk_leaves_what_is_typed_in_a_row_also_when_another_row_is_opened(qtbot, session, company, full):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "yes")
    repeat = page.wizard.section(0).repeats["cases"]
    repeat.add.click()
    repeat.add.click()
    first, second = repeat.model.rows
    repeat.open_row(first)
    path = f"cases[{first}].case_where"
    card = repeat.cards[path]
    qtbot.keyClicks(card.field.first(), "North court")
    full[0]()
    card._pause.timeout.emit()
    assert card.field.typed_text() == "North court"
    repeat.open_row(second)
    assert page.wizard.not_kept()[0].path == path
    repeat.open_row(first)
    assert repeat.cards[path].field.typed_text() == "North court"
    full[1]()
    page.wizard.commit()
    assert kept(session, page, path).value == "North court"


def test_a_full_disk_does_not_close_over_what_is_typed(qtbot, session, company, full):
    page = with_policy(qtbot, session, company)
    page.wizard.go_to("policy_link")
    qtbot.keyClicks(page.wizard.card("policy_link").field.first(), "Website")
    full[0]()
    gone = []
    page.back.connect(lambda: gone.append(True))
    page.wizard.footer.save.click()
    assert not gone
    assert page.stuck.isVisible()
    assert page.stuck.text() == "Not saved. Stay here, or close without the last text."
    page._remember.timeout.emit()  # the timer meets the same full disk, quietly
    page._leave()
    assert gone == [True]


def test_a_full_disk_does_not_hold_back_somebody_with_nothing_unsaved(qtbot, session, company, full):
    page = with_policy(qtbot, session, company)
    full[0]()
    with qtbot.waitSignal(page.back):
        page.wizard.footer.save.click()


# --- text that is no answer yet ---------------------------------------------------------------------------------------------------------------


def test_a_text_that_is_too_long_survives_the_end_of_the_program(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    path = first_of(page, lambda question: "multiline" in question.appearance)
    page.wizard.go_to(path)
    card = page.wizard.card(path)
    card.field.edit.insertPlainText("a" * 100_001)
    card._pause.timeout.emit()
    assert page.wizard.header.saved.text() == "Not saved: too long"
    assert page.wizard.steps.saved.text() == "1 answer is not saved yet"
    second = opened(qtbot, session, record=page.record)  # no flush: the power fails
    assert len(second.wizard.card(path).field.typed_text()) == 100_001
    assert second.wizard.header.saved.text() == "Not saved: too long"


def test_unreadable_text_before_the_first_answer_survives_too(qtbot, session, company):
    page = opened(qtbot, session, form="company")
    path = first_of(page, lambda question: question.type == "integer")
    page.wizard.go_to(path)
    qtbot.keyClicks(page.wizard.card(path).field.first(), "many")
    page.wizard.card(path)._pause.timeout.emit()
    assert page.record is None
    second = opened(qtbot, session, form="company")
    assert second.wizard.card(path).field.typed_text() == "many"


def test_unreadable_text_counts_as_to_fix_and_stands_on_finish(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    page.wizard.go_to("policy_year")
    card = page.wizard.card("policy_year")
    qtbot.keyClicks(card.field.first(), "9" * 29)
    card._pause.timeout.emit()
    assert "This number is too large." in card.message.text.text()
    section = page.wizard.outline.section_of("policy_year")
    assert "2 to fix" in page.wizard.steps.list.steps()[section].line  # and the source that is missing
    page.wizard.go_section(page.wizard.last)
    assert any(link.accessibleDescription() == "This number is too large." for link in page.wizard.finish.links)
    card.field.first().clear()
    card.commit()
    assert page.wizard.header.saved.text() == "Saved"


def test_an_empty_form_is_not_ready_to_finish_and_shows_no_bare_tick(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    assert page.wizard.sheet.progress.answered == 0
    assert "ready" not in page.wizard.steps.list.steps()[-1].line
    assert not page.wizard.header._saved_icon.isVisible()
    assert not page.wizard.steps._saved_icon.isVisible()


def test_a_value_that_is_only_unlikely_is_to_confirm_and_not_an_error(qtbot, session, company):
    page = opened(qtbot, session, form="company")
    path = first_of(page, lambda question: question.type == "integer" and question.check)
    page.wizard.go_to(path)
    card = page.wizard.card(path)
    qtbot.keyClicks(card.field.first(), "99999999")
    card.commit()
    assert card.view.trouble.kind == "soft"
    assert card.message.tone == "info"
    assert card.property("state") == ""
    line = page.wizard.steps.list.steps()[page.wizard.outline.section_of(path)].line
    assert "1 to confirm" in line
    assert "to fix" not in line


# --- coming back after a crash ----------------------------------------------------------------------------------------------------------------


def test_a_form_left_open_by_a_crash_is_known_and_one_that_was_closed_is_not(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    page._remember.timeout.emit()
    left = open_place(session.workspace)
    assert (left.record, left.answers) == (page.record, page.wizard.sheet.progress.answered)
    page.hide()
    assert open_place(session.workspace) is None


# --- by keyboard, and sources -----------------------------------------------------------------------------------------------------------------


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard", extend=True)  # the list that opens, offscreen
def test_a_part_of_a_name_and_enter_choose_the_only_option_that_holds_it(qtbot, session):
    page = opened(qtbot, session, form="company")
    field = page.wizard.card("country").field
    page.wizard.go_to("country")
    wanted = next(choice for choice in field.question.choices if choice.label == "Cambodia")
    qtbot.keyClicks(field.combo.lineEdit(), "camb")
    qtbot.keyClick(field.combo.lineEdit(), Qt.Key.Key_Return)
    assert kept(session, page, "country").value == wanted.name


def test_tab_goes_from_one_small_field_to_the_next_and_shift_f10_opens_its_menu(qtbot, session, company, monkeypatch):
    page = with_policy(qtbot, session, company)
    page.wizard.go_to("policy_year")
    card = page.wizard.card("policy_year")
    assert not card.state_line.more.focusPolicy() & Qt.FocusPolicy.TabFocus
    menus = []
    monkeypatch.setattr(card.state_line, "open_menu", lambda: menus.append(True))
    qtbot.keyClick(card.field.first(), Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert menus == [True]


def test_after_adding_a_source_the_focus_is_on_its_row(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    card = page.wizard.card("policy")
    card.evidence.quick.line.setFocus()
    qtbot.keyClicks(card.evidence.quick.line, "Talk with the sourcing team")
    qtbot.keyClick(card.evidence.quick.line, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is card.evidence.rows[0]


def test_a_file_as_a_source_asks_for_kind_and_date_in_place(qtbot, session, company, tmp_path):
    page = with_policy(qtbot, session, company)
    evidence = page.wizard.card("policy").evidence
    (tmp_path / "Policy 2023.txt").write_text("The policy.")
    evidence.take_file(tmp_path / "Policy 2023.txt")
    assert evidence.editor is not None
    assert QApplication.focusWidget() is evidence.editor.kind
    evidence.editor.kind.setCurrentIndex(evidence.editor.kind.findData("company"))
    evidence.editor.date.setText("2023")
    evidence.editor.keep()
    source = kept(session, page, "policy").sources[0]
    assert (source.kind, source.title, source.date, bool(source.file)) == ("company", "Policy 2023", "2023", True)


def test_a_missing_source_is_one_plain_sentence(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    words = "You chose Yes. Add a source, or say why there is none. You can also go on and come back."
    assert page.wizard.card("policy").message.spoken() == words


def test_home_offers_the_form_that_was_open_when_the_program_ended(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    page._remember.timeout.emit()
    went = []
    bar = ResumeBar(session, lambda name, where: went.append((name, where)))
    qtbot.addWidget(bar)
    assert bar.note.text().startswith("Due diligence, Selan Pearl Fisheries was open at ")
    assert "answers are safe." in bar.note.text()
    bar.resume.click()
    assert went == [("wizard", {"record": page.record})]
    bar.keep.click()
    assert bar.note.isHidden()
    assert open_place(session.workspace) is None
