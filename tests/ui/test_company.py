"""The company page: one company, all its parts, and what a person does there."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from ctip_desktop.forms.model import Answer, Source, State
from ctip_desktop.operations import records, undo
from ctip_desktop.queries.companies import Chip as ChipView
from ctip_desktop.queries.companies import company_page
from ctip_desktop.queries.records import show
from ctip_desktop.queries.views import FormState
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import partners
from ui.dialogs.add_record import AddRecord
from ui.pages.company import CompanyPage
from ui.pages.company.company import PARTS
from ui.pages.company.rows import Press, progress_icon
from ui.pages.company_chips import chip_of
from ui.widgets.button import Button
from ui.widgets.stage_path import StagePath


@pytest.fixture
def page(qtbot, session, company):
    made = CompanyPage(session)
    qtbot.addWidget(made)
    made.resize(1162, 738)
    made.open(company=company())
    made.show()
    made.on_shown()
    session.changed.connect(made.on_changes)
    return made


def words(page: CompanyPage) -> str:
    return " | ".join(label.text() for label in page.part.findChildren(QLabel))


def chips(workspace: Workspace, company: UUID) -> dict[str, str]:
    return {each.kind: each.text for each in company_page(workspace, company, workspace.now().date()).chips}


def button(page: CompanyPage, text: str) -> Button:
    return next(one for one in page.findChildren(Button) if one.words == text and one.isVisibleTo(page))


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_for_a_company_with_and_without_content(page, company, part):
    for name in ("Selan", "Okavi"):
        page.open(company=company(name), part=part)
        page.refresh(None)
        assert page.place() == {"company": company(name), "part": part}
        assert not page.grab().isNull()


def test_a_signed_agreement_not_to_tell_stands_in_the_header_whatever_the_facts_say(page, workspace, company):
    records.answer(workspace, company(), "nda", Answer.of("no"))
    assert chips(workspace, company())["nda"] == "No NDA"
    signed = partners.make(workspace, "nda", company(), signed_on="2026-01-10", anonymous_label="Company A, fishing")
    assert chips(workspace, company())["nda"] == "NDA signed"
    records.answer(workspace, signed, "ends_on", Answer.of("2026-02-01"))  # over
    assert chips(workspace, company())["nda"] == "No NDA"


def test_an_agreement_of_a_partnership_binds_its_partner_in_the_header_too(workspace, company):
    records.answer(workspace, company(), "nda", Answer.of("no"))
    found = partners.partnership(workspace, company(), partners.opportunity(workspace, company(), "Voice line", "running", "2026-01-10"))
    partners.make(workspace, "nda", found, signed_on="2026-01-10", anonymous_label="Company A, fishing")
    assert chips(workspace, company())["nda"] == "NDA signed"


def test_a_role_written_on_a_company_s_page_does_not_ask_which_company(qtbot, session, workspace, company):
    idea = partners.opportunity(workspace, company(), "Voice line", "running", "2026-01-10")
    found = partners.partnership(workspace, company(), idea)
    asked = {}
    for about in (company(), found):
        dialog = AddRecord(session, "role", about.hex)
        qtbot.addWidget(dialog)
        asked[about] = "partner" in (*dialog.names, *dialog.more)
    assert asked == {company(): False, found: True}


def test_several_choices_are_named_in_words_when_they_are_taken_back(workspace, company):
    partners.make(workspace, "role", company(), role=("client", "funder"))
    assert undo.next_label(workspace) == "Add role of a partner “Client, Funder”"


def test_the_title_is_the_company_s_name(page):
    assert page.title == "Selan Pearl Fisheries"


def test_a_mark_on_a_scale_says_what_it_means_and_questions_stand_whole(page, workspace, company):
    for mark, said in ((3, "3 of 5: It has tried something new with its own money"), (2, "2 of 5, between “It waits until others have done it” and")):
        records.answer(workspace, company(), "influence", Answer.of(mark))
        page.refresh(None)
        assert said in words(page)
    label = next(one for one in page.part.findChildren(QLabel) if one.text().startswith("Is it a company that others"))
    assert label.wordWrap()


def test_counts_stand_beside_the_parts(page):
    assert page.nav._entries["contacts"].accessibleName() == "Contacts, 1"
    assert page.nav._entries["stage"].accessibleName() == "Stage on the path, 12/20"


def test_arrows_walk_the_parts_and_space_opens_one(qtbot, page):
    page.take_focus()
    first = page.nav.focusWidget()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    qtbot.keyClick(page.nav.focusWidget(), Qt.Key.Key_Space)
    assert page.place()["part"] == "desk_research"


def test_arrows_pass_by_a_form_and_enter_opens_it(qtbot, page):
    """A form is a page of its own: opened by walking past, nothing below it could be reached with the keyboard."""
    opened = []
    page.go.connect(lambda name, where: opened.append(name))
    page.take_focus()
    walked = []
    for _step in range(len(page.nav._entries) - 1):
        qtbot.keyClick(page.nav.focusWidget(), Qt.Key.Key_Down)
        walked.append(page.nav.focusWidget().accessibleName())
    assert walked == [words for _name, words in page.nav.words()][1:]
    assert opened == []
    page.nav._entries["form:expectations"].setFocus()
    qtbot.keyClick(page.nav.focusWidget(), Qt.Key.Key_Return)
    assert opened == ["wizard"]


def test_an_entry_shows_its_day_as_everywhere_and_once(page, workspace, company):
    records.create(workspace, "outreach", about=company(), answers={"date": Answer.of("2026-11-22"), "method": Answer.of("phone")})
    page.show_part("register:outreach")
    assert "22 Nov 2026: Phone call" in words(page)
    assert words(page).count("2026") == 1


def test_both_views_stand_on_the_path_and_every_placement_stays(page):
    page.show_part("stage")
    path = page.part.findChild(StagePath)
    assert path.accessibleName() == ("Our team: Mature, stage 2 of 4 on the path, 18 Sep 2026. Company: Leader, stage 3 of 4 on the path, 7 Oct 2026")
    assert "Our team: Follower" in words(page)
    assert "1 Mar 2024, After desk research." in words(page)
    assert "The company sees itself one stage further" in words(page)


def test_changing_our_view_needs_a_reason_when_it_differs_from_the_suggestion(qtbot, page, shell, session, company):
    page.show_part("stage")
    with qtbot.waitSignal(page.ask) as asked:
        button(page, "Change our view").click()
    dialog = shell.show_dialog(*asked.args)
    dialog.asked["stage"].field.show_answer(records.Answer.of("innovator"))
    dialog.main_button.click()
    assert dialog.isVisible()
    assert dialog.asked["reason"]._words.text()
    dialog.asked["reason"].field.first().setPlainText("Workers at two sites told us so.")
    dialog.main_button.click()
    assert not dialog.isVisible()
    assert "Our team: Innovator" in words(page)


def test_the_next_goal_is_shown_with_until_when_and_with_whom(page):
    page.show_part("stage")
    assert "By 30 Jun 2027 · agreed 7 Oct 2026 · with Anek Toru" in words(page)


def test_an_answer_opens_its_question_in_the_form(qtbot, page, session):
    page.show_part("desk_research")
    row = next(one for one in page.part.findChildren(Press) if "commit" in one.accessibleName().lower())
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    name, where = gone.args
    assert name == "wizard"
    assert where["path"] == "commitment"
    assert session.ask(show, where["record"]).form == "desk_research"


def test_a_check_nobody_has_begun_says_so_and_begins_about_this_company(qtbot, page, company):
    page.show_part("due_diligence")
    assert "Nobody has begun the check" in words(page)
    with qtbot.waitSignal(page.go) as gone:
        button(page, "Begin the check").click()
    assert gone.args == ["wizard", {"form": "due_diligence", "about": company()}]


def test_why_a_company_is_not_engaged_with_is_told_where_there_is_room(qtbot):
    view = ChipView("not_engaging", "Not engaging now", "no reply after several tries")
    wide, small = chip_of(view), chip_of(view, narrow=True)
    for chip in (wide, small):
        qtbot.addWidget(chip)
    assert wide.text() == "Not engaging now: no reply after several tries"
    assert (small.text(), small.toolTip()) == ("Not engaging now", wide.text())


def test_a_fact_of_the_check_that_nobody_could_find_out_says_so(page, session, company):
    unknown = Answer(None, State.UNKNOWN, "The court is closed.")
    found = {"company_cases": unknown, "company_cases_check": Answer.of("watch")}
    session.do(records.create, "due_diligence", about=company(), answers=found)
    page.show_part("due_diligence")
    assert "Not known yet. The court is closed." in words(page)


def test_a_new_contact_appears_where_one_is(qtbot, page, shell, company):
    page.show_part("contacts")
    dialog = shell.show_dialog("add_contact", {"company": company().hex})
    dialog.asked["name"].field.first().setText("Napa Torv")
    dialog.main_button.click()
    assert "Napa Torv" in words(page)
    assert page.nav._entries["contacts"].accessibleName() == "Contacts, 2"


def test_who_decides_is_said_beside_the_job(page, session, company):
    found = {"name": Answer.of("Mira Sol"), "job": Answer.of("Buyer"), "decision_right": Answer.of("decides")}
    made = session.do(records.create, "contact", about=company(), answers=found).created[0]
    page.show_part("contacts")
    assert "Buyer · decides alone" in words(page)
    session.do(records.answer, made, "decision_right", Answer.of("advises"))
    assert "Buyer · gives advice to those who decide" in words(page)


def test_registers_about_the_company_are_parts_with_their_entries(qtbot, page, session, company):
    assert page.nav._entries["register:concern"].accessibleName() == "Concerns, 0"
    page.show_part("register:concern")
    assert "Nothing here yet" in words(page)
    with qtbot.waitSignal(page.ask) as asked:
        button(page, "Add the first one").click()
    assert asked.args == ["add_record", {"form": "concern", "about": company().hex}]
    answers = {"side": Answer.of("company"), "kind": Answer.of("deal_breaker"), "text": Answer.of("Buyers may see the line")}
    made = session.do(records.create, "concern", about=company(), answers=answers)
    assert page.nav._entries["register:concern"].accessibleName() == "Concerns, 1"
    line = next(one for one in page.part.findChildren(Press) if "Buyers may see the line" in one.accessibleName())
    with qtbot.waitSignal(page.go) as gone:
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert gone.args == ["wizard", {"record": made.created[0]}]
    assert page.place() == {"company": company(), "part": "register:concern"}


def test_an_unknown_part_opens_the_overview(page, company):
    page.open(company=company(), part="register:nothing_like_it")
    page.refresh(None)
    assert page.place()["part"] == "overview"


def test_the_history_says_who_changed_what_in_words(page):
    page.show_part("history")
    lines = [[page.part.table.rows.index(row, column).data() for column in range(4)] for row in range(page.part.table.rows.rowCount())]
    assert ["today 09:30", "Lina Tarvo", "Which sector does it work in?", "Seafood and fishing"] in [
        [cell.replace("11:30", "09:30") for cell in line] for line in lines
    ]
    box = page.part.findChild(QComboBox)
    box.setCurrentIndex(box.findText("Desk research"))
    assert any("commit" in page.part.table.rows.index(row, 2).data().lower() for row in range(page.part.table.rows.rowCount()))


def test_people_and_talks_of_the_company_have_a_history_too(page, workspace, company):
    idea = records.create(workspace, "opportunity", about=company(), answers={"title": Answer.of("Helpline")}).created[0]
    page.refresh(None)
    page.show_part("history")
    picker = page.part.findChild(QComboBox)
    words = [picker.itemText(n) for n in range(picker.count())]
    assert any(one.startswith("Contact: ") for one in words)
    assert any(one.startswith("Conversation: ") for one in words)
    picker.setCurrentIndex(words.index("Opportunity: Helpline"))
    assert page.part._chosen == idea
    model = page.part.table.rows
    assert "Helpline" in [model.row_at(model.index(n, 0)).text for n in range(model.rowCount())]


def test_the_history_of_a_source_names_its_question_and_its_words(page, session, company):
    source = Source(title="Visit, Port Selan", kind="own_visit", date="2026-11-03")
    session.do(records.add_source, company(), "sector", source)
    page.show_part("history")
    lines = [page.part.table.rows.row_at(page.part.table.rows.index(row, 0)) for row in range(page.part.table.rows.rowCount())]
    told = [(line.aside, line.text) for line in lines if line.what == "Which sector does it work in?" and line.aside]
    asked = ["source: How old is it?", "source: What is it?", "source: What kind of source is it?", "source"]
    assert told == list(zip(asked, ("3 Nov 2026", "Visit, Port Selan", "Own visit or talk", "made"), strict=True))
    assert page.part.table.rows.columns[3].title == "Was changed to", "an old value is not what is there now"


def test_the_menu_of_forms_shows_how_far_each_is(page):
    shown = [action.text() for action in page.header.forms_menu().actions()]
    assert any(text.startswith("Stage on the path   12 of 20") for text in shown)


def test_a_deleted_company_leads_back_to_the_list(qtbot, page, session):
    with qtbot.waitSignal(page.go) as gone:
        page.header.delete_wanted.emit()
    assert gone.args[0] == "companies"


def test_a_company_that_an_import_took_away_leads_back_to_the_list(qtbot, page, session, company):
    with qtbot.waitSignal(page.go) as gone:
        session.do(records.delete, company())
    assert gone.args[0] == "companies"


def test_other_forms_about_a_company_open_from_the_parts_list(qtbot, page, company):
    name = next(name for name in page.nav._entries if name.startswith("form:"))
    with qtbot.waitSignal(page.go) as gone:
        page.nav._entries[name].click()
    assert gone.args == ["wizard", {"form": name.removeprefix("form:"), "about": company()}]
    assert page.place()["part"] == "overview"


def test_after_a_form_without_a_part_of_its_own_the_overview_with_all_forms_is_shown(page):
    page.show_part("due_diligence")
    page.show_part(next(name for name in page.nav._entries if name.startswith("form:")))
    assert page.place()["part"] == "overview"


def test_the_lists_of_a_company_are_named_alike(page):
    words = dict(page.nav.words())
    names = [words[name].split(",")[0] for name in ("contacts", "register:concern", "register:interest", "register:decision", "register:service")]
    assert names == ["Contacts", "Concerns", "Interests", "Decisions", "Services"]


def test_a_line_of_a_list_never_says_a_bare_yes(page, session, company):
    session.do(records.create, "interest", about=company(), answers={"text": Answer.of("Proof of fair hiring"), "said_by": Answer.of("company")})
    page.show_part("register:interest")
    line = next(one for one in page.part.findChildren(Press) if "Proof of fair hiring" in one.accessibleName())
    assert line.accessibleName().endswith("Is it still open? Yes")


def test_only_a_finished_form_has_a_tick():
    begun = FormState("trust_guidelines", "Trust check", None, "draft", 5, 5, 0, 0, own_reflection=True, changed=None)
    assert progress_icon(begun) == "half"
    assert progress_icon(replace(begun, status="finished")) == "okc"
    assert progress_icon(replace(begun, answered=0)) == "circle"
