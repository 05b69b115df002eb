"""Where interests meet: the map and the table say the same, two that are chosen become a pair, a pair becomes an opportunity, by keyboard alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QApplication

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.interests import interest_map
from ctip_desktop.queries.opportunities import long_list
from tests.ui import partners
from tests.ui.test_accessible import nameless
from ui.dialogs.add_pair import AddPair
from ui.pages.interests.layout import place
from ui.pages.interests.view import InterestsView
from ui.theme import look


@pytest.fixture
def made(workspace, company):
    """Three interests, two goals, one pair."""
    make, about = partners.make, workspace.programme_id
    selan, okavi = company("Selan"), company("Okavi")
    proof = make(workspace, "interest", selan, text="Show buyers that hiring is fair", horizon="soon")
    plant = make(workspace, "interest", selan, text="Open a second plant", horizon="years")
    stay = make(workspace, "interest", okavi, text="Fewer people who leave")
    speak = make(workspace, "project_goal", about, text="Crews can speak up", country="TH")
    fees = make(workspace, "project_goal", about, text="No worker pays for a job")
    pair = make(workspace, "match", selan, interest=proof.hex, goal=speak.hex, idea="A message line for crews")
    return {"proof": proof, "plant": plant, "stay": stay, "speak": speak, "fees": fees, "pair": pair}


@pytest.fixture
def view(shell, made):
    shell.go("opportunities", {"part": "interests"})
    shell.current.interests.drawing.setFocus()
    return shell.current.interests


def words(view) -> list[str]:
    return [button.words for button in view.bar.buttons()]


def test_an_empty_map_says_how_to_begin(qtbot, shell):
    shell.go("opportunities", {"part": "interests"})
    with qtbot.waitSignal(shell.current.ask) as asked:
        shell.current.interests.stack.currentWidget().action.click()
    assert asked.args == ["add_record", {"form": "interest", "about": ""}]


def test_the_goals_of_the_programme_are_taken_over_when_there_is_none(shell, workspace):
    records.answer(workspace, workspace.programme_id, "goals", Answer.of("Crews can speak up\nNo worker pays for a job"))
    shell.go("opportunities", {"part": "interests"})
    view = shell.current.interests
    assert view.goals_note.isVisible()
    assert "2 goals" in view.goals_note.text()
    view._take.click()
    assert [goal.text for goal in view.shown.goals] == ["Crews can speak up", "No worker pays for a job"]
    assert not view.goals_note.isVisible()


def test_map_and_table_hold_the_same(view, made):
    placed = view.drawing._placed
    assert {thing.id for side in ("interest", "pair", "goal") for thing, _ in placed.column(side)} == set(made.values())
    view.show_form("table")
    lines = {
        (line.pair or line.interest or line.goal).id for line in (view.model.row_at(view.model.index(n, 0)) for n in range(view.model.rowCount()))
    }
    assert lines == {made["pair"], made["plant"], made["stay"], made["fees"]}


@pytest.mark.parametrize("count", [1, 7, 40])
def test_no_box_stands_over_another_and_every_pair_stands_between_its_two(workspace, company, count):
    about, make = workspace.programme_id, partners.make
    goals = [make(workspace, "project_goal", about, text=f"Goal {n}") for n in range(3)]
    wishes = [make(workspace, "interest", company(), text=f"Wish {n}") for n in range(count)]
    for n, wish in enumerate(wishes):
        make(workspace, "match", company(), interest=wish.hex, goal=goals[n % 3].hex)
    placed = place(interest_map(workspace), 1000)
    for side in ("interest", "pair", "goal"):
        rects = sorted((rect for _, rect in placed.column(side)), key=lambda rect: rect.top())
        assert all(above.bottom() < below.top() for above, below in pairwise(rects))
        assert all(rect.left() >= 0 and rect.right() <= 1000 and rect.bottom() <= placed.height for rect in rects)
    assert placed.interests[0][1].right() < placed.pairs[0][1].left()
    assert placed.pairs[0][1].right() < placed.goals[0][1].left()


def test_the_keyboard_walks_along_the_line_of_a_pair_and_says_where_it_is(qtbot, view, made):
    drawing = view.drawing
    for _ in range(2):
        qtbot.keyClick(drawing, Qt.Key.Key_Down)
    assert drawing.accessibleName() == "Where interests meet: Selan Pearl Fisheries wants: “Show buyers that hiring is fair”, Soon, 1 pair"
    qtbot.keyClick(drawing, Qt.Key.Key_Right)
    assert (drawing.side, drawing.pair.id) == ("pair", made["pair"])
    assert drawing.accessibleName().endswith(
        "“Show buyers that hiring is fair”, meets our goal “Crews can speak up”. The idea: “A message line for crews” (not an opportunity yet)."
    )
    qtbot.keyClick(drawing, Qt.Key.Key_Right)
    assert (drawing.side, drawing.goal.id) == ("goal", made["speak"])
    qtbot.keyClick(drawing, Qt.Key.Key_Left)
    qtbot.keyClick(drawing, Qt.Key.Key_Left)
    assert drawing.side == "interest"


def test_two_that_are_chosen_are_tied_with_enter_and_one_undo_unties_them(qtbot, shell, session, view, made):
    drawing = view.drawing
    qtbot.keyClick(drawing, Qt.Key.Key_Down)
    qtbot.keyClick(drawing, Qt.Key.Key_Right)
    qtbot.keyClick(drawing, Qt.Key.Key_Down)
    assert (drawing.interest.id, drawing.goal.id, drawing.pair) == (made["stay"], made["fees"], None)
    assert words(view) == ["Tie them"]
    qtbot.keyClick(drawing, Qt.Key.Key_Return)
    dialog = next(d for d in shell.findChildren(object) if d.objectName() == "add_pair")
    dialog.asked["idea"].field.first().setPlainText("Test hiring without fees")
    dialog.main_button.click()
    assert (drawing.pair.idea, drawing.pair.interest.company.title) == ("Test hiring without fees", "Okavi Garments")
    assert words(view) == ["Make it an opportunity", "Open the pair", "Untie"]
    session.undo()
    assert drawing.pair is None


def test_a_pair_becomes_an_opportunity_and_its_form_opens(qtbot, view, workspace, made):
    view.drawing.choose(made["proof"], made["speak"], "pair")
    with qtbot.waitSignal(view.go) as gone:
        view.bar.buttons()[0].click()
    (row,) = long_list(workspace)
    assert gone.args == ["wizard", {"record": row.id}]
    assert (row.title, [link.title for link in row.companies]) == ("A message line for crews", ["Selan Pearl Fisheries"])
    assert view.bar.pair.opportunity.id == row.id
    with qtbot.waitSignal(view.go) as gone:
        view.open_chosen()
    assert gone.args == ["wizard", {"record": row.id}]


def test_untying_offers_the_way_back(qtbot, view, session, made):
    view.drawing.choose(made["proof"], made["speak"], "pair")
    with qtbot.waitSignal(view.undoable):
        qtbot.keyClick(view.drawing, Qt.Key.Key_Delete)
    assert view.shown.pairs == ()
    session.undo()
    assert len(view.shown.pairs) == 1


def test_the_mouse_chooses_both_sides(qtbot, view, made):
    def middle(id_) -> QPoint:
        return view.drawing._placed.rects[id_].center().toPoint()

    qtbot.mouseClick(view.drawing, Qt.MouseButton.LeftButton, pos=middle(made["plant"]))
    qtbot.mouseClick(view.drawing, Qt.MouseButton.LeftButton, pos=middle(made["fees"]))
    assert (view.drawing.interest.id, view.drawing.goal.id) == (made["plant"], made["fees"])
    qtbot.mouseClick(view.drawing, Qt.MouseButton.LeftButton, pos=middle(made["pair"]))
    assert view.drawing.pair.id == made["pair"]


def test_from_right_to_left_the_map_is_mirrored(qtbot, view, made):
    view.drawing.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    rect = view.drawing._mirrored(view.drawing._placed.rects[made["plant"]])
    assert rect.center().x() > view.drawing.width() / 2
    qtbot.mouseClick(view.drawing, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert view.drawing.interest.id == made["plant"]
    qtbot.keyClick(view.drawing, Qt.Key.Key_Left)
    assert view.drawing.side == "goal"


def test_filters_narrow_both_and_what_is_hidden_is_said(view, company, made):
    view.company.choose(frozenset({company("Okavi").hex}))
    assert ([each.id for each in view.shown.interests], view._hidden.text()) == ([made["stay"]], "2 not shown")
    view.country.choose(frozenset({"XX"}))
    view.horizon.choose(frozenset({"far"}))
    view.clear_filters()
    assert len(view.shown.interests) == 3


def test_filters_that_leave_nothing_can_be_cleared(view, made, workspace):
    for goal in ("speak", "fees"):
        records.delete(workspace, made[goal])
    view.horizon.choose(frozenset({"far"}))
    view.show_round(None)
    assert view.stack.currentIndex() == 3
    view.stack.currentWidget().action.click()
    assert len(view.shown.interests) == 3


def test_the_company_page_leads_to_its_own_interests(shell, company, made):
    shell.go("company", {"company": company("Okavi"), "part": "opportunities"})
    shell.current.part._meet()
    assert [each.id for each in shell.current.interests.shown.interests] == [made["stay"]]


def test_enter_in_the_table_opens_what_is_alone_and_the_menu_offers_the_rest(qtbot, view, made):
    view.show_form("table")
    view.table.choose(made["fees"])
    with qtbot.waitSignal(view.go) as gone:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert gone.args == ["wizard", {"record": made["fees"]}]
    view.table.choose(made["pair"])
    menu = view._menu(view.table.current())
    assert [action.text() for action in menu.actions()] == ["Open the interest", "Open the goal", "Open the pair", "Make it an opportunity", "Untie"]


def test_without_a_choice_the_dialog_asks_for_both_and_knows_the_company(shell, session, workspace, company, made):
    dialog = shell.show_dialog("add_pair", {})
    dialog.asked["interest"].field.show_answer(Answer.of(made["stay"].hex))
    dialog.asked["goal"].field.show_answer(Answer.of(made["fees"].hex))
    dialog.main_button.click()
    pair = interest_map(workspace).pair(made["stay"], made["fees"])
    assert pair is not None
    assert next(line.about for line in session.ask(records_of, "match") if line.id == pair.id) == company("Okavi")


def records_of(ws, form):
    from ctip_desktop.queries.records import list_records

    return list_records(ws, form)


def test_everything_on_it_can_be_said(shell, view):
    assert nameless(shell) == []
    view.show_form("table")
    assert nameless(shell) == []


def test_after_tying_the_keyboard_is_not_on_the_button_that_unties(shell, view, made):
    view.drawing.choose(made["stay"], made["fees"])
    QCoreApplication.processEvents()
    view.bar.buttons()[0].setFocus()
    view.tie()
    dialog = next(one for one in shell.findChildren(AddPair))
    dialog.keep()
    QCoreApplication.processEvents()
    assert words(view) == ["Make it an opportunity", "Open the pair", "Untie"]
    assert shell.focusWidget() is view.bar.buttons()[0]


def test_large_text_cuts_no_button_of_the_line_above(qtbot, session, made):
    look().choose(percent=150)
    try:
        one = InterestsView(session)
        qtbot.addWidget(one)
        one.setMinimumSize(100, 100)
        one.resize(860, 500)
        one.show()
        one.show_round(None)
        QApplication.processEvents()
        buttons = (one.company, one.horizon, one.country, one.add_interest, one.add_goal)
        assert [button.text() for button in buttons if button.width() < button.sizeHint().width()] == []
        assert one.switch.width() >= one.switch.sizeHint().width()
    finally:
        look().choose(percent=100)
