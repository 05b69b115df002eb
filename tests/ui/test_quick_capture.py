"""A talk written while it goes on: by keyboard alone, nothing refused, nothing lost, everything kept in one step."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import State
from ctip_desktop.practice.quick_lines import Said
from ctip_desktop.queries.records import list_records, show
from ctip_desktop.queries.visits import EVERYTHING, Question, visit_pack
from tests.ui import test_main_window
from tests.ui.test_accessible import nameless
from ui.dialogs.talk_reading import TalkReader, read_day
from ui.dialogs.talks_begun import ASIDE

ON = date(2026, 10, 13)
ENGLISH = QLocale("en_GB")


@pytest.fixture
def dialog(shell, company):
    return shell.show_dialog("quick_capture", {"company": company().hex})


def number_of(dialog, path: str) -> int:
    return 1 + next(n for n, question in enumerate(dialog.reader.questions) if question.path == path)


def value(session, record, name: str):
    return session.ask(show, record).answers[name].answer.value


def promised(session, company) -> list:
    return [(each.text, each.due) for each in session.ask(visit_pack, company, page=EVERYTHING).promises]


# --- by keyboard ---------------------------------------------------------------------------------------------------------------------


def test_a_whole_talk_is_written_and_kept_without_the_mouse(qtbot, shell, session, company, dialog):
    assert QApplication.focusWidget() is dialog.editor
    lines = ["We sat in the canteen", "! Send two pages by 27 Oct", "? Buyers may leave", "+ Fewer people who leave", '"We lose ten a month"']
    lines.append(f"#{number_of(dialog, 'goals_soon')} Keep both buyers")
    for line in lines:
        qtbot.keyClicks(dialog.editor, line)
        qtbot.keyClick(dialog.editor, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    talk = max(session.ask(list_records, "conversation", company()), key=lambda line: line.created)
    assert (value(session, talk.id, "date"), value(session, talk.id, "channel")) == ("2026-10-13", "meeting")
    assert ("Send two pages", date(2026, 10, 27)) in promised(session, company())
    assert value(session, talk.id, "our_people") == "Lina Tarvo"
    summary = value(session, talk.id, "summary").splitlines()
    assert summary[:4] == ["We sat in the canteen", "Concern: Buyers may leave", "Wants: Fewer people who leave", "“We lose ten a month”"]
    assert [line.title for line in session.ask(list_records, "concern", company())] == ["Concern: Buyers may leave"]
    assert [line.title for line in session.ask(list_records, "interest", company())] == ["Fewer people who leave"]
    (listening,) = session.ask(list_records, "listening", company())
    answer = session.ask(show, listening.id).answers["goals_soon"].answer
    assert (answer.value, answer.sources[0].title, answer.sources[0].date) == ("Keep both buyers", "Conversation", "2026-10-13")
    session.undo()
    assert session.ask(list_records, "concern", company()) == ()
    assert len(session.ask(list_records, "conversation", company())) == 1


def test_keys_turn_the_line_into_another_kind(qtbot, dialog):
    qtbot.keyClicks(dialog.editor, "Buyers may leave")
    kinds = []
    for key in range(6):
        qtbot.keyClick(dialog.editor, Qt.Key(Qt.Key.Key_1 + key), Qt.KeyboardModifier.ControlModifier)
        kinds.append((dialog.editor.toPlainText(), dialog.editor.line_now().line.kind))
    assert kinds[0] == ("Buyers may leave", Said.NOTE)
    assert kinds[1][0] == "#1 Buyers may leave"
    assert kinds[2:] == [
        ("! Buyers may leave", Said.PROMISE),
        ("? Buyers may leave", Said.CONCERN),
        ("+ Buyers may leave", Said.INTEREST),
        ('"Buyers may leave"', Said.QUOTE),
    ]
    qtbot.keyClick(dialog.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.editor.toPlainText() == "+ Buyers may leave"


def test_what_a_line_becomes_is_said_below_and_to_a_screen_reader(qtbot, dialog):
    qtbot.keyClicks(dialog.editor, "! Call Mei by 27 Oct")
    assert dialog.said.text() == "Promise, Tue 27 Oct"
    assert dialog.editor.accessibleDescription() == "Promise, Tue 27 Oct"
    qtbot.keyClick(dialog.editor, Qt.Key.Key_Return)
    assert dialog.said.text() == ""


def test_enter_in_a_field_above_goes_to_the_lines_and_tab_leaves_them(qtbot, dialog, session, company):
    dialog.head.who.setFocus()
    qtbot.keyClick(dialog.head.who, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert QApplication.focusWidget() is dialog.editor
    qtbot.keyClick(dialog.editor, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not dialog.editor
    assert len(session.ask(list_records, "conversation", company())) == 1


def test_an_open_question_is_chosen_from_the_list(qtbot, dialog):
    qtbot.keyClicks(dialog.editor, "A note")
    dialog.beside.list.setCurrentRow(2)
    dialog.beside.list.setFocus()
    qtbot.keyClick(dialog.beside.list, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.editor.toPlainText() == "A note\n#3 "
    assert QApplication.focusWidget() is dialog.editor


# --- nothing refused -----------------------------------------------------------------------------------------------------------------


def test_a_day_that_cannot_be_read_is_a_sentence_and_the_promise_stays(qtbot, session, company, dialog):
    qtbot.keyClicks(dialog.editor, "! Call about the port by 31 Feb")
    assert "“31 Feb” is not a day we can read. The promise is kept without one." in dialog.said.text()
    dialog.main_button.click()
    assert ("Call about the port by 31 Feb", None) in promised(session, company())


def test_a_promise_due_before_the_talk_is_kept_without_its_day(qtbot, dialog):
    qtbot.keyClicks(dialog.editor, "! Call Mei @ 2026-10-01")
    assert "is before the talk" in dialog.said.text()
    dialog.head.day.put_text("30 Sep 2026")
    dialog.head.day.edited.emit()
    assert dialog.said.text() == "Promise, Thu 1 Oct"


@pytest.mark.parametrize(("typed", "sentence"), [("some day", "This is not a date"), ("14 Oct 2026", "still to come"), ("", "Write the day")])
def test_a_day_of_the_talk_that_cannot_be_keeps_the_page_and_says_why(dialog, session, company, typed, sentence):
    dialog.editor.setPlainText("A note")
    dialog.head.day.put_text(typed)
    dialog.main_button.click()
    assert dialog.isVisible()
    assert sentence in dialog.head.trouble.text()
    assert dialog.editor.toPlainText() == "A note"
    assert QApplication.focusWidget() is dialog.head.day.first()
    dialog.head.day.put_text("12 Oct 2026")
    dialog.main_button.click()
    assert not dialog.isVisible()
    assert len(session.ask(list_records, "conversation", company())) == 2


def test_what_is_no_answer_stays_a_note_with_its_question(session, company, dialog):
    n = number_of(dialog, "mat_01")
    label = dialog.reader.questions[n - 1].label
    dialog.editor.setPlainText(f"#{n} they are not sure\n#999 nothing")
    assert "There is no question 999" in dialog.reader.line("#999 nothing", ON).trouble
    assert "takes: Yes, No." in dialog.reader.line(f"#{n} they are not sure", ON).trouble
    dialog.main_button.click()
    talk = max(session.ask(list_records, "conversation", company()), key=lambda line: line.created)
    assert value(session, talk.id, "summary").splitlines() == [f"{label} they are not sure", "#999 nothing"]


def test_nobody_knew_is_unknown_and_not_no(session, company, dialog):
    dialog.editor.setPlainText(f"#{number_of(dialog, 'goals_soon')} ?")
    dialog.main_button.click()
    (listening,) = session.ask(list_records, "listening", company())
    assert session.ask(show, listening.id).answers["goals_soon"].answer.state is State.UNKNOWN


def test_that_nobody_knew_takes_nothing_away_from_what_is_known(session, company, dialog):
    n = number_of(dialog, "mat_01")
    question = dialog.reader.questions[n - 1]
    assert question.answer
    before = session.ask(show, question.record).answers["mat_01"].answer
    line = dialog.reader.line(f"#{n} ?", ON)
    assert line.trouble == f"Question {n} has an answer already. It stays; that nobody knew is told in the talk."
    dialog.editor.setPlainText(f"#{n} ?")
    dialog.main_button.click()
    assert session.ask(show, question.record).answers["mat_01"].answer == before
    talk = max(session.ask(list_records, "conversation", company()), key=lambda one: one.created)
    assert value(session, talk.id, "summary") == f"Nobody knew: {question.label}"


def test_an_empty_page_says_so(dialog):
    dialog.main_button.click()
    assert dialog.isVisible()
    assert "Nothing was written down yet." in dialog.note.text()


def test_two_lines_for_one_question_are_one_answer_and_of_choices_the_last_counts(session, company, dialog):
    text, choice = number_of(dialog, "goals_soon"), number_of(dialog, "mat_01")
    dialog.editor.setPlainText(f"#{text} Keep both buyers\n#{text} Pay on time\n#{choice} yes\n#{choice} no")
    lines, heard = dialog.reader.every(dialog.editor.toPlainText(), ON)
    assert {each.path: each.answer.value for each in heard} == {"goals_soon": "Keep both buyers\nPay on time", "mat_01": "no"}
    assert [line.text for line in lines] == [f"{dialog.reader.questions[choice - 1].label} yes"]


def test_who_was_there_finds_the_contact_and_keeps_the_others(session, company, dialog):
    dialog.head.who.setText("plant manager, ressa omark,  , union")
    dialog.editor.setPlainText("A note")
    dialog.main_button.click()
    talk = max(session.ask(list_records, "conversation", company()), key=lambda line: line.created)
    (contact,) = session.ask(list_records, "contact", company())
    assert (value(session, talk.id, "who"), value(session, talk.id, "who_else")) == (contact.id.hex, "plant manager\nunion")


def test_a_promise_is_ticked_as_kept(session, dialog, company):
    (promise, box) = next(iter(dialog.beside.boxes.items()))
    assert any("…" not in label.text() and "due" in label.text() for label in box.parentWidget().findChildren(QLabel))
    box.click()
    dialog.editor.setPlainText("Gave them the outline")
    dialog.main_button.click()
    assert value(session, promise, "follow_up_done") == "yes"


def test_without_a_company_it_asks_first_and_then_shows_its_questions(shell, session, company):
    dialog = shell.show_dialog("quick_capture", {})
    assert dialog.focusWidget() in (dialog.head.companies, dialog.head.companies.lineEdit())
    dialog.editor.setPlainText("A note")
    dialog.main_button.click()
    assert "Choose the company first" in dialog.head.trouble.text()
    dialog.head.companies.choose(company("Okavi").hex)
    dialog.head.companies.picked.emit()
    assert dialog.beside.list.count() == len(dialog.reader.questions) > 20
    dialog.main_button.click()
    assert len(session.ask(list_records, "conversation", company("Okavi"))) == 1


# --- nothing lost --------------------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_put_aside_and_comes_back_after_escape(qtbot, shell, workspace, company, dialog):
    qtbot.keyClicks(dialog.editor, "Half a sent")
    dialog.head.day.put_text("some day")
    dialog._aside.timeout.emit()
    assert workspace.setting(ASIDE)[company().hex]["text"] == "Half a sent"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    again = shell.show_dialog("quick_capture", {"company": company().hex})
    assert (again.editor.toPlainText(), again.head.day.typed_text()) == ("Half a sent", "some day")
    assert again.back_note.isVisible()
    other = shell.show_dialog("quick_capture", {"company": company("Okavi").hex})
    assert other.editor.toPlainText() == ""


def test_beginning_anew_clears_the_page_and_ctrl_z_brings_it_back(qtbot, shell, workspace, company, dialog):
    dialog.editor.setPlainText("Old words")
    dialog.put_aside()
    dialog.reject()
    again = shell.show_dialog("quick_capture", {"company": company().hex})
    again.begin_anew()
    assert (again.editor.toPlainText(), workspace.setting(ASIDE)) == ("", {})
    qtbot.keyClick(again.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert again.editor.toPlainText() == "Old words"


def test_a_kept_talk_is_not_put_aside_any_more(shell, workspace, company, dialog):
    dialog.editor.setPlainText("A note")
    dialog.put_aside()
    dialog.main_button.click()
    assert workspace.setting(ASIDE) == {}
    assert shell.show_dialog("quick_capture", {"company": company().hex}).editor.toPlainText() == ""


def test_a_draft_comes_back_after_a_lock_as_it_was(shell, dialog, company):
    dialog.editor.setPlainText("! Call Mei\n? Buyers")
    dialog.head.who.setText("Ressa Om")
    next(iter(dialog.beside.boxes.values())).click()
    draft = dialog.draft()
    dialog.reject()
    again = shell.show_dialog("quick_capture", {"company": company().hex}, draft)
    assert again.draft() == draft
    assert not again.back_note.isVisible()


def test_the_lock_does_not_wait_and_the_talk_goes_on_after_it(qtbot, window, company):
    dialog = window.shell.show_dialog("quick_capture", {"company": company().hex})
    dialog.editor.setPlainText("! Call Mei by 27 Oct\n? Buyers")
    window.auto_lock.due.emit()
    assert window.shell is None
    test_main_window.unlock(qtbot, window)
    (back,) = window.shell.open_dialogs()
    assert (back["name"], back["draft"]["text"]) == ("quick_capture", "! Call Mei by 27 Oct\n? Buyers")


def test_a_refused_write_keeps_everything(dialog, session, monkeypatch):
    def refuse(*_arguments, **_more):
        raise WorldError("The drive is full.", next_step="Make room.")

    dialog.editor.setPlainText("A note")
    monkeypatch.setattr(session, "attempt", refuse)
    dialog.main_button.click()
    assert dialog.isVisible()
    assert "The drive is full." in dialog.note.text()
    assert dialog.editor.toPlainText() == "A note"


def test_the_reminder_stands_there(dialog):
    from tests.ui.test_reports_page import words

    assert "Write no names or stories of persons affected." in words(dialog)


@pytest.mark.parametrize("percent", [100, 150])
def test_everything_in_it_can_be_said(shell, look, company, percent):
    look.choose(percent=percent)
    assert nameless(shell.show_dialog("quick_capture", {"company": company().hex})) == []


# --- reading -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20 Oct 2026", date(2026, 10, 20)),
        ("20 Oct", date(2026, 10, 20)),
        ("1 Oct", date(2027, 10, 1)),
        ("20.11.", date(2026, 11, 20)),
        ("20/11", date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
        ("+7", date(2026, 10, 20)),
        ("+ 7", date(2026, 10, 20)),
        ("31 Feb", None),
        ("soon", None),
        ("", None),
        ("Oct", None),
        ("29 Feb", None),
    ],
)
def test_days_are_read_as_people_write_them_in_passing(typed, day):
    assert read_day(typed, ENGLISH, ON) == day


@given(st.text(max_size=25) | st.from_regex(r"[0-9]{0,4}[ ./+-]{0,2}[0-9]{0,3}[ ./-]?(Oct|feb|2027)?", fullmatch=True))
def test_no_text_breaks_the_reading_of_days(typed):
    found = read_day(typed, ENGLISH, ON)
    assert found is None or isinstance(found, date)


CATALOGUE = Catalogue.built_in()
QUESTIONS = tuple(
    Question(None, form.name, form.title, question.name, question.label, "", None, False)
    for form in (CATALOGUE.form("desk_research"), CATALOGUE.form("listening"), CATALOGUE.form("maturity"))
    for section in form.sections
    for question in section.questions
)
LINES = st.lists(st.one_of(st.text(max_size=40), st.builds("#{} {}".format, st.integers(0, 70), st.text(max_size=20)), st.just("! x by 31 Feb")))


@given(LINES)
def test_whatever_is_typed_every_line_is_kept_somewhere(lines):
    reader = TalkReader(CATALOGUE, QUESTIONS, ON)
    typed = "\n".join(lines)
    kept, heard = reader.every(typed, ON)
    written = [line for line in typed.splitlines() if line.strip()]
    texts = [reader.line(line, ON) for line in written]
    answers = "\n".join(str(each.answer.value) for each in heard)
    for one in texts:
        known = one.heard is not None and (one.heard.answer.state is State.UNKNOWN or str(one.heard.answer.value) in answers)
        assert one.empty or known or any(one.line.text in line.text for line in kept)


def test_the_pack_and_the_list_have_the_same_numbers(session, company, dialog):
    pack = session.ask(visit_pack, company(), page=EVERYTHING)
    assert [question.label for question in dialog.reader.questions] == [question.label for question in (*pack.aged, *pack.open)]
    assert dialog.beside.list.item(0).text().startswith("1  ")


def test_what_the_company_promises_is_kept_as_its_promise(qtbot, shell, session, company, dialog):
    qtbot.keyClicks(dialog.editor, "Send the crew list by 27 Oct")
    qtbot.keyClick(dialog.editor, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert dialog.editor.toPlainText() == "< Send the crew list by 27 Oct"
    assert dialog.said.text() == "They promise, Tue 27 Oct"
    qtbot.keyClick(dialog.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    made = [each for each in session.ask(visit_pack, company(), page=EVERYTHING).promises if each.text == "Send the crew list"]
    assert [(each.theirs, each.due) for each in made] == [(True, date(2026, 10, 27))]


def test_escape_does_not_close_over_words_that_cannot_be_put_aside(qtbot, workspace, dialog, monkeypatch):
    def refuse(*_arguments):
        raise WorldError("The drive is full.", next_step="Make room.")

    dialog.editor.setPlainText("A note")
    monkeypatch.setattr(workspace, "set_setting", refuse)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "The drive is full." in dialog.note.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
