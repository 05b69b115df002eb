"""Every kind of input: what a person types or chooses is the value, and what cannot be read is said and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleOptionComboBox

from ctip_desktop.forms.model import Answer, Choice, Question, Source, State
from ui.forms.card_view import CardView, Trouble, Version
from ui.forms.choice_field import QuietCombo
from ui.forms.fields import Found, Past
from ui.forms.make_field import make_field
from ui.forms.question_card import QuestionCard

FEW = (Choice("yes", "Yes"), Choice("no", "No"))
LEVELS = (Choice("none", "None", "we looked"), Choice("words", "Words only", "said, not seen"), Choice("done", "In practice", "seen by us"))
MANY = tuple(Choice(f"c{n}", f"Country {n}") for n in range(200))


# The offscreen platform has no popups that grab the keyboard; it says so.
popups = pytest.mark.qt_log_ignore("This plugin does not support (grabbing the keyboard|raise)", extend=True)


class Around:
    """Surroundings without a workspace."""

    def __init__(self) -> None:
        self.locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
        self.currency = "THB"
        self.kept: list[Path] = []
        self.sources: list[Source] = []

    def find(self, form, text):
        return [Found("ab", "Kestrin Electronics")] if text.casefold() in "kestrin electronics" else []

    def title(self, record):
        return "Kestrin Electronics" if record == "ab" else ""

    at_once = False

    def may_plan(self, form):
        return True

    def kind(self, form):
        return form

    def alike(self, form, title):
        return Found("ab", "Kestrin Electronics") if title.casefold().startswith("kestrim") else None

    def plan(self, form, title):
        return Found("cd", title)

    def is_planned(self, record):
        return record == "cd"

    def keep_file(self, file):
        self.kept.append(file)
        return Found("e" * 64, file.name)

    def open_file(self, sha256, title): ...

    def history(self, path):
        return [Past("No", "Joram Pesk", None)]

    def add_source(self, path, source):
        self.sources.append(source)

    def edit_source(self, path, source): ...

    def remove_source(self, path, source): ...


@pytest.fixture
def around():
    return Around()


@pytest.fixture
def field(qtbot, around):
    def made(kind, **more):
        question = Question("q", kind, label="Question", **more)
        one = make_field(question, around)
        qtbot.addWidget(one)
        one.show()
        one.activateWindow()
        qtbot.waitUntil(one.isActiveWindow)
        return one

    return made


def typed(qtbot, one, text):
    one.first().setFocus()
    qtbot.keyClicks(one.first(), text)
    return one.answer()


def test_yes_no_unknown_by_keyboard(qtbot, field):
    one = field("select_one", choices=FEW)
    one.first().setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert one.answer() == Answer.of("yes")
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert one.answer() == Answer(None, State.UNKNOWN)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert one.answer() == Answer()


def test_a_segment_says_question_and_choice(field):
    one = field("select_one", choices=FEW)
    one.show_answer(Answer.of("no"))
    assert one.segmented.button("no").accessibleName() == "Question: No, chosen"
    assert one.segmented.button("yes").accessibleName() == "Question: Yes"


def test_a_choice_with_explanations_is_framed_rows_and_the_whole_row_is_clickable(qtbot, field):
    one = field("select_one", choices=LEVELS)
    qtbot.mouseClick(one.rows["words"], Qt.MouseButton.LeftButton, pos=QPoint(200, 10))
    assert one.answer() == Answer.of("words")
    qtbot.keyClick(one.rows["words"].button, Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert one.answer() == Answer.of("done")


def test_several_choices_keep_the_order_of_the_list(qtbot, field):
    one = field("select_multiple", choices=LEVELS)
    for name in ("done", "none"):
        one.rows[name].button.click()
    assert one.answer() == Answer.of(("none", "done"))
    one.rows["\x00unknown"].button.click()
    assert one.answer() == Answer(None, State.UNKNOWN)
    one.rows["words"].button.click()
    assert one.answer() == Answer.of(("words",))


def test_one_of_many_is_found_by_typing_and_never_guessed(qtbot, field):
    one = field("select_one", choices=MANY)
    one.combo.setEditText("country 120")
    assert one.answer() == Answer.of("c120")
    one.combo.setEditText("Country")
    assert one.answer() == Answer()
    assert "not in the list" in one.complaint()


COUNTRIES = tuple(
    Choice(name.casefold(), name) for name in ("Brunei", "Cambodia", "Cameroon", "Canada", "Chad", "Niger", "Nigeria", "Oman", "Romania")
)


@popups
@pytest.mark.parametrize("keys", [[Qt.Key.Key_Down, Qt.Key.Key_Return], [Qt.Key.Key_Down, Qt.Key.Key_Tab], [Qt.Key.Key_Return], [Qt.Key.Key_Tab]])
@pytest.mark.parametrize(("text", "name"), [("cambodia", "cambodia"), ("camb", "cambodia"), ("oman", "oman"), ("niger", "niger")])
def test_a_name_typed_quickly_takes_what_it_says_whatever_key_follows(qtbot, field, text, name, keys):
    one = field("select_one", choices=COUNTRIES)
    one.combo.setFocus()
    qtbot.keyClicks(one.combo, text)
    for key in keys:
        qtbot.keyClick(one.popup if one.popup.isVisible() else one.combo, key)
    assert one.answer() == Answer.of(name)


@popups
def test_down_in_an_empty_line_opens_the_list_and_chooses_nothing(qtbot, field):
    one = field("select_one", choices=COUNTRIES)
    one.combo.setFocus()
    qtbot.keyClick(one.combo, Qt.Key.Key_Down)
    assert one.combo.view().isVisible()
    assert one.answer() == Answer()
    one.combo.hidePopup()


@popups
def test_down_in_a_line_that_was_emptied_takes_the_first_of_all(qtbot, field):
    one = field("select_one", choices=COUNTRIES)
    one.combo.setFocus()
    qtbot.keyClick(one.combo, Qt.Key.Key_C)
    qtbot.keyClick(one.combo, Qt.Key.Key_Backspace)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(one.popup if one.popup.isVisible() else one.combo, key)
    assert one.answer() == Answer.of("cambodia")


@popups
def test_arrows_go_through_the_matches_alone(qtbot, field):
    one = field("select_one", choices=COUNTRIES)
    one.combo.setFocus()
    qtbot.keyClicks(one.combo, "cam")
    for _ in range(3):
        qtbot.keyClick(one.combo, Qt.Key.Key_Down)
    assert one.answer() == Answer.of("cameroon")
    qtbot.keyClick(one.combo, Qt.Key.Key_Up)
    assert one.answer() == Answer.of("cambodia")


@popups
def test_a_part_of_several_names_is_never_taken(qtbot, field):
    one = field("select_one", choices=COUNTRIES)
    one.combo.setFocus()
    qtbot.keyClicks(one.combo, "ca")
    qtbot.keyClick(one.combo, Qt.Key.Key_Return)
    qtbot.keyClick(one.combo, Qt.Key.Key_Tab)
    assert one.answer() == Answer()
    assert one.typed_text() == "ca"


def test_several_of_many_are_ticked_in_a_list_that_can_be_searched(qtbot, field):
    one = field("select_multiple", choices=MANY)
    one.search.setText("Country 19")
    one.search.search_now()
    assert one.list.model().rowCount() == 11
    one.model.item(19).setCheckState(Qt.CheckState.Checked)
    assert one.answer() == Answer.of(("c19",))
    assert one.chosen.text() == "Country 19"


def test_the_wheel_over_a_list_never_changes_an_answer(qtbot, field):
    one = field("select_one", choices=MANY)
    one.show_answer(Answer.of("c5"))
    one.combo.wheelEvent(type("Wheel", (), {"ignore": lambda self: None})())
    assert one.answer() == Answer.of("c5")


def test_whole_numbers_are_read_grouped_and_shown_grouped(qtbot, field):
    one = field("integer")
    assert typed(qtbot, one, "1 400 000") == Answer.of(1_400_000)
    qtbot.keyClick(one.first(), Qt.Key.Key_Return)
    assert one.first().text() == "1,400,000"


def test_what_is_no_number_is_said_and_stays(qtbot, field):
    one = field("integer")
    assert typed(qtbot, one, "about ten") == Answer()
    assert one.complaint().startswith("This is not a whole number.")
    assert one.first().text() == "about ten"


def test_money_has_its_currency_beside_it(qtbot, field):
    one = field("decimal", appearance="money")
    assert one.currency.text() == "THB"
    assert typed(qtbot, one, "12,500.50") == Answer.of(12500.5)
    assert field("decimal", appearance="money", parameters={"currency": "USD"}).currency.text() == "USD"


def test_a_date_is_read_as_people_write_it_and_a_month_may_be_enough(qtbot, field):
    one = field("date")
    assert typed(qtbot, one, "13 oct 2026") == Answer.of("2026-10-13")
    month = field("date", appearance="month-year")
    assert typed(qtbot, month, "Oct 2026") == Answer.of("2026-10-01")
    month.show_answer(Answer.of("2026-10-01"))
    qtbot.keyClick(month.first(), Qt.Key.Key_Return)
    assert month.first().text() == "Oct 2026"
    year = field("date", appearance="year")
    assert typed(qtbot, year, "2026") == Answer.of("2026-01-01")


def test_a_day_that_is_not_known_is_not_made_up(qtbot, field):
    one = field("date")
    assert typed(qtbot, one, "Oct 2026") == Answer()
    assert one.complaint().startswith("The day is missing.")


@popups
def test_a_day_is_picked_in_the_calendar(qtbot, field):
    one = field("date")
    calendar = one.open_calendar()
    calendar.clicked.emit(QDate(2026, 3, 4))
    assert one.answer() == Answer.of("2026-03-04")
    assert one.first().text() == "4 Mar 2026"


@popups
def test_no_day_of_the_calendar_is_red(qtbot, field, look):
    calendar = field("date").open_calendar()
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        assert calendar.weekdayTextFormat(day).foreground().color() == look.colour("text2")


def test_a_time_of_day(qtbot, field):
    assert typed(qtbot, field("time"), "9:05") == Answer.of("09:05")
    assert field("time").complaint() == ""


def test_a_mark_is_given_by_digit_and_its_meaning_is_said(qtbot, field):
    one = field("range", parameters={"start": "1", "end": "5"}, anchors={"1": "hardly", "3": "some", "5": "strongly"})
    qtbot.keyClick(one.first(), Qt.Key.Key_4)
    assert one.answer() == Answer.of(4)
    assert one.meaning.text() == "4 of 5, between “some” and “strongly”"
    qtbot.keyClick(one.first(), Qt.Key.Key_Question)
    assert one.answer() == Answer(None, State.UNKNOWN)


@popups
def test_a_record_is_pointed_to_by_its_title_or_made(qtbot, field):
    one = field("ref", ref="company")
    typed(qtbot, one, "Kestrin Electronics")
    qtbot.keyClick(one.first(), Qt.Key.Key_Return)
    assert one.answer() == Answer.of("ab")
    one.first().clear()
    typed(qtbot, one, "Torvane Hotels")
    assert "not here yet" in one.complaint()
    one.new.click()
    assert one.answer() == Answer.of("cd")


def test_a_file_shows_its_size_before_it_is_taken_in(qtbot, field, around, tmp_path):
    one = field("file")
    paper = tmp_path / "policy.pdf"
    paper.write_bytes(b"x" * 2_300_000)
    one.asked.offer(paper)
    assert around.kept == []
    assert one.asked.words.text().startswith("policy.pdf, 2.2 M")
    one.asked.take.click()
    assert around.kept == [paper]
    assert one.answer() == Answer.of("e" * 64)


def test_a_file_that_is_too_large_cannot_be_taken_in(field, tmp_path):
    one = field("file")
    paper = tmp_path / "film.mp4"
    with paper.open("wb") as out:
        out.truncate(26 * 1024 * 1024)
    one.asked.offer(paper)
    assert not one.asked.take.isVisible()
    assert "25 MB" in one.asked.words.text()


def test_an_order_is_given_with_alt_and_arrows(qtbot, field):
    one = field("rank", choices=LEVELS)
    assert one.answer() == Answer()
    one.list.setCurrentIndex(one.model.index(2, 0))
    qtbot.keyClick(one.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert one.answer() == Answer.of(("none", "done", "words"))


# --- cards ------------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def card(qtbot, around):
    def made(kind, view=None, **more):
        one = QuestionCard(Question("q", kind, label="Question", **more), "q", "1.1", around)
        one.show_view(view or CardView(choices=one.question.choices))
        qtbot.addWidget(one)
        one.show()
        one.activateWindow()
        qtbot.waitUntil(one.isActiveWindow)
        one.told = []
        one.answered.connect(lambda _path, answer: one.told.append(answer))
        return one

    return made


@pytest.mark.parametrize(
    ("state", "told", "other"), [(State.UNKNOWN, "unknown", "not_applicable"), (State.NOT_APPLICABLE, "not_applicable", "unknown")]
)
def test_a_finished_form_tells_that_a_text_is_unknown_or_does_not_apply(card, state, told, other):
    line = card("text", CardView(Answer(None, state), readonly=True)).state_line
    assert getattr(line, told).isVisible()
    assert getattr(line, told).isChecked()
    assert not getattr(line, told).isEnabled()
    assert not getattr(line, other).isVisible()


@popups
@pytest.mark.parametrize("nested", [False, True])
def test_a_text_that_is_not_in_the_list_is_said_when_the_field_is_left(qtbot, around, nested):
    one = QuestionCard(Question("q", "select_one", label="Question", choices=MANY), "q", "1.1", around, nested=nested)
    one.show_view(CardView(choices=MANY))
    qtbot.addWidget(one)
    one.show()
    one.activateWindow()
    qtbot.waitUntil(one.isActiveWindow)
    one.take_focus()
    qtbot.keyClicks(one.field.combo, "1.234,5")
    qtbot.keyClick(one.field.combo, Qt.Key.Key_Tab)
    assert "not in the list" in one.message.text.text()
    assert one.field.combo.property("state") == "error"


def test_not_applicable_asks_why_and_keeps_the_reason(qtbot, card):
    one = card("text")
    qtbot.mouseClick(one.state_line.not_applicable, Qt.MouseButton.LeftButton)
    assert one.note.line.hasFocus()
    qtbot.keyClicks(one.note.line, "They have no vessels")
    one.commit()
    assert one.told[-1] == Answer(None, State.NOT_APPLICABLE, "They have no vessels")


def test_typing_over_unknown_makes_it_an_answer(qtbot, card):
    one = card("text", CardView(Answer(None, State.UNKNOWN)))
    one.field.first().setFocus()
    qtbot.keyClicks(one.field.first(), "Now we know")
    one.commit()
    assert one.told == [Answer.of("Now we know")]


def test_clearing_an_answer_makes_it_not_asked(card):
    one = card("text", CardView(Answer.of("x")))
    one.choose_state(State.NOT_ASKED)
    assert one.told == [Answer()]


def test_an_unlikely_value_is_kept_with_a_reason(qtbot, card):
    one = card("integer", CardView(Answer.of(1_400_000), trouble=Trouble("soft", "1,400,000 workers is unusual. Is it right?")))
    one.message.confirm.click()
    dialog = next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "ConfirmValue")
    assert not dialog.keep.isEnabled()
    qtbot.keyClicks(dialog.reason_line, "Read in the yearly report")
    dialog.keep.click()
    assert one.told[-1].note == "Read in the yearly report"


def test_a_note_opens_on_demand_and_goes_away_when_it_stays_empty(qtbot, card):
    one = card("text")
    assert not one.note.isVisible()
    one.state_line.note.click()
    assert one.note.line.hasFocus()
    one.field.first().setFocus()
    assert not one.note.isVisible()


def test_where_it_is_narrow_a_changed_choice_asks_for_no_more_room_than_before(card):
    choices = tuple(Choice(f"c{n}", f"Sector number {n}") for n in range(30))
    one = card("select_one", CardView(Answer.of("c1"), choices=choices), choices=choices)
    one.resize(one.minimumSizeHint().width(), 200)
    needed = one.minimumSizeHint().width()
    one.show_view(CardView(Answer.of("c2"), choices=choices, changes=1))
    assert one.minimumSizeHint().width() == needed
    assert "Earlier answers" in [action.text() for action in one.state_line.menu().actions() if action.isEnabled()]
    one.resize(needed + 300, 200)
    assert one.state_line.history.isVisible()


def test_earlier_answers_open_below(card):
    one = card("select_one", CardView(Answer.of("yes"), choices=FEW, changes=1), choices=FEW)
    assert one.state_line.history.accessibleName() == "Changed once"
    one.state_line.history.click()
    assert one.history.isVisible()


def test_a_link_becomes_a_source_with_its_host_as_title(qtbot, card, around):
    one = card("text", CardView(Answer.of("x")))
    one.make_evidence().add_text("https://www.example.org/policy.pdf")
    editor = one.evidence.editor
    assert (editor.title.text(), editor.link.text()) == ("example.org", "https://www.example.org/policy.pdf")
    editor.kind.setCurrentIndex(editor.kind.findData("company"))
    editor.date.setText("soon")
    editor.keep()
    assert editor.complaint.isVisible()
    editor.date.setText("Mar 2025")
    editor.keep()
    assert around.sources == [Source("company", "example.org", "https://www.example.org/policy.pdf", "2025-03")]


def test_two_versions_are_chosen_by_digit(qtbot, card):
    here = Version(0, "Partly", "Lina Tarvo", "Laptop North", None, True)
    there = Version(1, "Words only", "Joram Pesk", "Laptop South", None, False)
    one = card("text", CardView(Answer.of("Partly"), versions=(here, there)))
    assert not one.field.isVisible()
    with qtbot.waitSignal(one.settled) as settled:
        qtbot.keyClick(one.conflict, Qt.Key.Key_2)
    assert settled.args == ["q", 1]
    qtbot.keyClick(one.conflict, Qt.Key.Key_3)
    assert one.field.isVisible()


@pytest.mark.parametrize("kind", ["select_one", "text"])
def test_where_not_knowing_is_no_answer_unknown_is_not_offered_and_an_old_one_is_still_told(qtbot, around, kind):
    choices = LEVELS if kind == "select_one" else ()
    card = QuestionCard(Question("q", kind, label="How strict are we?", choices=choices, unknown=False), "q", "1", around)
    qtbot.addWidget(card)
    card.show()
    card.show_view(CardView(choices=choices))
    assert not [button.text() for button in card.findChildren(QAbstractButton) if button.isVisible() and "Unknown" in button.text()]
    assert "Unknown" not in [action.text() for action in card.state_line.menu().actions()]
    card.show_view(CardView(answer=Answer(None, State.UNKNOWN), choices=choices))
    assert card.state_line.unknown.isVisible()
    assert card.state_line.unknown.isChecked()
    assert card.answer().state is State.UNKNOWN
    card.state_line.unknown.click()
    assert card.answer().state is State.NOT_ASKED


# --- nothing matches ---------------------------------------------------------


def test_a_search_without_a_hit_says_so_in_place_of_an_empty_list(qtbot):
    field = make_field(Question(name="q", type="select_multiple", label="Where?", choices=MANY), Around())
    qtbot.addWidget(field)
    field.show()
    field.search.searched.emit("zzz")
    assert field.nothing.text() == "Nothing matches “zzz”. Clear the line to see all options."
    assert not field.list.isVisible()
    field.search.searched.emit("")
    assert field.list.isVisible()
    assert field.nothing.isHidden()


@popups
def test_a_name_that_fits_no_record_is_told_while_it_is_typed(qtbot):
    field = make_field(Question(name="q", type="ref", ref="opportunity", label="Which one?"), Around())
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.line, "zz")
    assert field.nothing.text() == "Nothing matches “zz”."
    field.line.clear()
    qtbot.keyClicks(field.line, "kes")
    assert field.nothing.isHidden()


def test_a_long_paragraph_is_seen_at_once_up_to_ten_lines(qtbot, field):
    one = field("text", appearance="multiline")
    line = one.edit.fontMetrics().lineSpacing()
    one.show_answer(Answer.of("One long paragraph without an end. " * 100))
    assert one.edit.height() >= 10 * line
    one.show_answer(Answer.of("Short."))
    assert one.edit.height() < 5 * line


def test_pressing_the_words_of_an_option_ticks_it_as_pressing_its_box_does(qtbot):
    field = make_field(Question(name="where", type="select_multiple", label="Where", choices=MANY), Around())
    qtbot.addWidget(field)
    field.show()
    line = field.list.visualRect(field.list.model().index(1, 0))
    for place in (line.center(), QPoint(line.left() + 12, line.center().y())):
        qtbot.mouseClick(field.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert field.answer() == Answer.of(("c1",))
        qtbot.mouseClick(field.list.viewport(), Qt.MouseButton.LeftButton, pos=line.center())
        assert field.answer() == Answer()


@pytest.mark.parametrize(
    ("country", "shape", "typed"),
    [(QLocale.Country.UnitedKingdom, "day month year", "10/1/2026"), (QLocale.Country.UnitedStates, "month day year", "1/10/2026")],
)
def test_an_empty_day_says_the_order_in_which_figures_are_read(qtbot, country, shape, typed):
    around = Around()
    around.locale = QLocale(QLocale.Language.English, country)
    field = make_field(Question(name="signed", type="date", label="When was it signed"), around)
    qtbot.addWidget(field)
    assert field.line.placeholderText() == shape
    field.line.setText(typed)
    assert field.answer() == Answer.of("2026-01-10")


def test_a_list_that_is_too_narrow_for_its_words_shows_that_they_go_on(qtbot, the_look):
    one = QuietCombo()
    qtbot.addWidget(one)
    one.addItems(["Worker voice line for fishing vessels"])
    option = QStyleOptionComboBox()
    for width, cut in ((160, True), (600, False)):
        one.resize(width, 34)
        one.initStyleOption(option)
        one.grab()
        assert option.currentText.endswith("…") is cut
        assert one.toolTip() == ("Worker voice line for fishing vessels" if cut else "")
