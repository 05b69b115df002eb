"""Prints through the window: the reader comes first, what is left out is listed, and a leak keeps the file from being saved."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLabel

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import decisions, records
from ctip_desktop.queries.records import list_records
from ctip_desktop.reports.build import READERS, Kind
from tests.ui import workspaces
from ui.dialogs.make_report import MakeReport
from ui.dialogs.report_left_out import home_of
from ui.dialogs.report_preview import print_pages
from ui.dialogs.reports_made import MOST, Made, made_before, remember
from ui.folders import plain_name
from ui.pages.reports import ReportsPage
from ui.session import Session
from ui.widgets.button import Button


def words(widget) -> str:
    """Everything a widget says and shows."""
    QCoreApplication.processEvents()
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text())


@pytest.fixture
def dialog(shell, company) -> MakeReport:
    shell.go("reports")
    return shell.show_dialog("make_report", {"kind": "company", "about": company().hex})


def test_the_pages_are_shown_before_anything_is_written(dialog, tmp_path):
    before = {path.name for path in tmp_path.iterdir()}
    assert dialog.preview.count == dialog.report.pages
    assert dialog.preview._sheet.width() > 100
    dialog.preview.turn(1)
    assert dialog.preview.page == 1
    assert {path.name for path in tmp_path.iterdir()} == before


def test_what_a_reader_may_not_see_is_listed_with_count_and_reason(dialog):
    dialog.choices.readers.choose("donor")
    assert "Ressa Omark" not in words(dialog)
    said = words(dialog.left_out)
    assert "Left out for the donor" in said
    assert "Names and contacts of people" in said
    assert "Leak check passed." in said
    assert dialog.main_button.isEnabled()


def test_scores_are_offered_to_the_team_and_the_donor_alone(shell):
    made = shell.show_dialog("make_report", {"kind": "ranking"})
    assert [row.name for row in made.choices.readers.rows] == ["internal", "donor"]


@pytest.mark.parametrize(("kind", "readers"), [(kind.value, [reader.value for reader in READERS[kind]]) for kind in Kind])
def test_every_print_is_offered_to_its_readers_and_to_nobody_else(shell, kind, readers):
    shell.go("reports")
    assert shell.current.buttons[Kind(kind)].accessibleName()
    made = shell.show_dialog("make_report", {"kind": kind})
    assert [row.name for row in made.choices.readers.rows] == readers
    if made.report is None and made.choices.missing:
        assert "first" in words(made)


def test_a_stage_sheet_goes_to_the_company_without_our_view_of_its_stage(shell, company):
    made = shell.show_dialog("make_report", {"kind": "stage", "about": company().hex})
    made.choices.readers.choose("partner")
    assert made.report.leaks == ()
    assert made.main_button.isEnabled()
    assert "Stage on the path" in words(made.left_out)


def test_a_form_is_chosen_for_paper_and_can_be_filled_in(shell, workspace, company, tmp_path):
    made = shell.show_dialog("make_report", {"kind": "blank_form"})
    assert "Choose the form first" in words(made)
    forms = made.choices.forms
    forms.setCurrentIndex(forms.findData("desk_research"))
    forms.activated.emit(forms.currentIndex())
    assert made.report is not None
    assert made.choices.records.count() > 1
    made.choices.records.setCurrentIndex(1)
    made.choices.records.activated.emit(1)
    assert made.choices.options().record is not None
    again = shell.show_dialog("make_report", {"kind": "blank_form"}, made.draft())
    assert again.choices.options() == made.choices.options()
    again.save(tmp_path / "form.pdf")
    assert made_before(workspace)[0].about == "desk_research"


def test_what_the_team_asks_itself_is_refused_for_a_partner_in_one_sentence(shell):
    made = shell.show_dialog("make_report", {"kind": "blank_form", "about": "guiding_questions"})
    assert made.report is not None
    made.choices.readers.choose("partner")
    assert made.report is None
    assert "never printed for a company" in words(made.left_out)
    assert not made.main_button.isEnabled()


def test_the_words_of_a_report_can_be_read_out_later(shell, workspace, tmp_path):
    remember(workspace, Made(tmp_path / "all.pdf", "Partnerships report", "portfolio", "donor", "", workspace.now(), 4, 6, "river lantern seven"))
    shell.go("reports")
    shell.current.refresh(None)
    assert "Words to read out: river lantern seven" in words(shell.current)


def test_a_leak_names_the_place_and_keeps_the_file_from_being_saved(dialog, workspace, company, tmp_path):
    decisions.next_goal(
        workspace, company(), "Ressa Omark opens the doors of one port", stage="leader", by_date="2027-06-30", agreed_on=date(2026, 10, 8)
    )
    dialog.choices.readers.choose("donor")
    assert dialog.report.leaks
    assert "Page 1 · Names and contacts of people" in words(dialog)
    assert not dialog.main_button.isEnabled()
    assert not dialog.print_button.isEnabled()
    dialog.keep()
    dialog.save(tmp_path / "selan.pdf")
    assert not (tmp_path / "selan.pdf").exists()
    assert made_before(workspace) == ()


def test_a_print_that_cannot_be_made_says_why(shell, company):
    made = shell.show_dialog("make_report", {"kind": "ranking"})
    assert made.report is None or made.report.pages
    made = shell.show_dialog("make_report", {"kind": "score_card"})
    assert "Choose the opportunity first" in words(made)
    assert not made.main_button.isEnabled()
    assert made.main_button.toolTip()


def test_what_must_be_there_first_stands_beside_the_button(qtbot, tmp_path, tasks):
    with workspaces.make(tmp_path / "new.ctip") as ws:
        page = ReportsPage(Session(ws, tasks))
        qtbot.addWidget(page)
        page.refresh(None)
        assert not page.buttons[Kind.PULSE].isEnabled()
        assert page.missing[Kind.PULSE].text() == "Add a partnership first."
        assert page.missing[Kind.BLANK_FORM].text() == ""


def test_make_again_makes_the_same_list_for_the_same_reader(shell, workspace, tmp_path):
    entries = [one.id.hex for one in list_records(workspace, "conversation")[:2]]
    made = shell.show_dialog("make_report", {"kind": "list", "about": "conversation", "columns": ["summary", "~about"], "records": entries})
    made.save(tmp_path / "two.pdf")
    shell.go("reports")
    page = shell.current
    asked = []
    page.ask.connect(lambda name, arguments: asked.append((name, arguments)))
    page._make_again(made_before(workspace)[0])
    given = {"kind": "list", "about": "conversation", "audience": "internal", "columns": ["summary", "~about"], "records": entries}
    assert asked == [("make_report", given)]
    again = shell.show_dialog(*asked[0])
    assert again.choices.options() == made.choices.options()


def test_a_saved_print_is_listed_with_its_reader_and_can_be_made_again(shell, dialog, workspace, tmp_path):
    dialog.choices.readers.choose("partner")
    dialog.save(tmp_path / "selan")
    assert (tmp_path / "selan.pdf").read_bytes().startswith(b"%PDF")
    page = shell.current
    said = words(page)
    assert "selan.pdf was saved." in shell._saved.text()
    assert "This partner" in said
    (tmp_path / "selan.pdf").unlink()
    page.refresh(None)
    assert "moved or deleted" in words(page)
    one = made_before(workspace)[0]
    asked = []
    page.ask.connect(lambda name, arguments: asked.append((name, arguments)))
    page._forget(one)
    assert made_before(workspace) == ()
    assert "No PDFs yet" in words(page)


def test_a_place_that_cannot_be_written_is_said_and_the_print_stays(dialog, tmp_path):
    dialog.save(tmp_path / "no such folder" / "selan.pdf")
    assert dialog.note.isVisibleTo(dialog)
    assert dialog.report is not None


def test_the_company_page_leads_to_its_print(shell, company):
    shell.go("company", {"company": company("Okavi")})
    shell.current.header._report()
    made = shell.findChild(MakeReport)
    assert made is not None
    assert made.choices.about == company("Okavi")
    assert shell.current_name == "company"


def test_the_opportunities_lead_to_their_print_and_stay(shell):
    shell.go("opportunities")
    shell.current._make_report()
    assert (shell.current_name, shell.findChild(MakeReport).kind) == ("opportunities", Kind.RANKING)


def test_choices_come_back_after_a_lock(shell, dialog, company):
    dialog.choices.readers.choose("donor")
    dialog.choices.draft.setChecked(True)
    again = shell.show_dialog("make_report", {"kind": "company"}, dialog.draft())
    assert again.choices.audience == "donor"
    assert again.choices.about == company()
    assert again.choices.options().draft
    assert again.report is not None


def test_the_list_of_prints_is_never_longer_than_it_can_be_read(workspace, tmp_path):
    for n in range(MOST + 5):
        remember(workspace, Made(tmp_path / f"{n}.pdf", f"Print {n}", "company", "donor", "", workspace.now(), 1, 0))
    remember(workspace, Made(tmp_path / "7.pdf", "Written again", "company", "public", "", workspace.now(), 1, 0))
    found = made_before(workspace)
    assert len(found) == MOST
    assert [one.title for one in found if one.path.name == "7.pdf"] == ["Written again"]


def test_a_print_goes_to_paper_page_by_page(dialog, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    pdf, pages = dialog.report.pdf, dialog.report.pages
    dialog.reject()
    print_pages(pdf, printer)
    import pypdfium2

    with pypdfium2.PdfDocument(tmp_path / "paper.pdf") as printed:
        assert len(printed) == pages


def chosen_printer(dialog, monkeypatch, target) -> None:
    """Press Print, choose a printer that writes to a file, and accept, as a person does."""

    def accept(asked: QPrintDialog) -> None:
        asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        asked.printer().setOutputFileName(str(target))
        asked.accepted.emit(asked.printer())

    monkeypatch.setattr(QPrintDialog, "show", accept)
    dialog.print_button.click()


def test_print_asks_for_a_printer_and_prints(dialog, monkeypatch, tmp_path):
    chosen_printer(dialog, monkeypatch, tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").stat().st_size > 0
    assert not dialog.note.isVisibleTo(dialog)


@pytest.mark.qt_log_ignore("QPainter::begin\\(\\): Returned false")
def test_a_printer_that_takes_nothing_is_said(dialog, monkeypatch, tmp_path):
    chosen_printer(dialog, monkeypatch, tmp_path / "no folder" / "paper.pdf")
    assert "The printer took nothing." in words(dialog)


def test_a_dialog_stands_in_the_middle_of_its_window(qtbot, shell):
    shell.move(40, 20)
    shell.show()
    for name, arguments in (("make_report", {"kind": "company"}), ("add_company", {})):
        made = shell.show_dialog(name, arguments)
        window, own = shell.window().frameGeometry(), made.frameGeometry()
        room = shell.screen().availableGeometry()
        assert abs(own.center().x() - window.center().x()) <= 2 or own.left() == room.left() or own.right() == room.right()
        assert own.top() >= room.top()
        made.reject()


def test_of_two_companies_with_one_name_the_chosen_one_is_printed(shell, workspace, company):
    for _ in range(2):
        records.create(workspace, "company", answers={"name": Answer.of("Twin Mills")})
    made = shell.show_dialog("make_report", {"kind": "company"})
    subject = made.choices.subject
    twins = [place for place in range(subject.count()) if subject.itemText(place) == "Twin Mills"]
    for place in twins:
        subject.setCurrentIndex(place)
        subject.activated.emit(place)
        assert made.choices.about.hex == subject.itemData(place)


def show_of(dialog, what: str) -> Button:
    """The button that shows where the items of a line stand."""
    return next(one for one in dialog.left_out.findChildren(Button) if one.accessibleName() == f"Show where it stands: {what}")


def test_show_opens_the_list_of_questions_left_out_with_the_mark_that_decides(dialog):
    dialog.choices.readers.choose("donor")
    show = show_of(dialog, "Answers about the company")
    show.click()
    said = words(dialog.left_out)
    assert "mark: our team only" in said or "no mark, so our team only" in said
    show.click()
    assert "mark: our team only" not in words(dialog.left_out)


def test_a_value_left_out_leads_to_its_question_in_the_form_and_nothing_was_written(shell, dialog, workspace):
    dialog.choices.readers.choose("donor")
    line = next(one for one in dialog.report.left_out if one.what == "Answers about the company" and one.at)
    show_of(dialog, line.what).click()
    at = next(each for one in dialog.report.left_out if one.what == line.what for each in one.at)
    next(one for one in dialog.left_out.findChildren(Button) if one.accessibleName() == f"Open the question: {at.label}").click()
    assert shell.current_name == "wizard"
    assert shell.current.record == at.record
    assert made_before(workspace) == ()


def test_what_is_no_answer_leads_to_the_page_where_it_stands(shell, dialog, company):
    dialog.choices.readers.choose("donor")
    show_of(dialog, "Conversations").click()
    assert shell.current_name == "company"
    assert shell.current.place() == {"company": company(), "part": "talks"}


@pytest.mark.parametrize("reader", ["partner", "donor", "public"])
@pytest.mark.parametrize("kind", ["company", "stage"])
def test_every_line_left_out_of_a_company_print_can_be_shown(shell, company, kind, reader):
    made = shell.show_dialog("make_report", {"kind": kind, "about": company().hex, "audience": reader})
    assert made.report is not None
    for line in made.report.left_out:
        assert line.at or home_of(line.what, Kind(kind), company()) is not None, line.what


def test_lines_of_the_other_prints_lead_to_their_pages(company):
    assert home_of("Concerns", Kind.PARTNERSHIP, company()) == ("partnerships", {"partnership": company(), "tab": "concerns"})
    assert home_of("Notes and reasons", Kind.RANKING, None) == ("opportunities", {"part": "ranking"})
    assert home_of("Company names", Kind.PORTFOLIO, None) == ("registers", {"form": "nda"})
    assert home_of("Lessons", Kind.PORTFOLIO, None) == ("registers", {"form": "lesson"})
    assert home_of("Sums of money", Kind.PORTFOLIO, None) is None  # they stand nowhere: they are worked out


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Nets / Traps \\ Lines: “A” *?", "Nets Traps Lines A"),
        ("บริษัท ชายฝั่ง จำกัด", "บริษัท ชายฝั่ง จำกัด"),
        ("../../etc/passwd", "etc passwd"),
        ("???", ""),
    ],
)
def test_the_proposed_file_name_is_one_name_in_any_script(title, name):
    assert plain_name(title) == name


def test_a_very_long_name_still_fits_a_file_name():
    for title in ("ក្រុមហ៊ុន " * 40, "a" * 400, "Ä" * 400):
        assert 0 < len(plain_name(title).encode()) <= 150


def test_a_file_that_cannot_be_replaced_keeps_the_print_and_is_said(dialog, tmp_path):
    (tmp_path / "selan.pdf").mkdir()
    dialog.save(tmp_path / "selan.pdf")
    assert dialog.note.isVisibleTo(dialog)
    assert dialog.report is not None
    dialog.save(tmp_path / "other.pdf")
    assert (tmp_path / "other.pdf").is_file()


def test_after_saving_one_stays_on_the_page_and_the_way_to_the_file_is_there(qtbot, shell, company, tmp_path, monkeypatch):
    shell.go("company", {"company": company()})
    shell.show_dialog("make_report", {"kind": "company", "about": company().hex}).save(tmp_path / "selan.pdf")
    assert shell.current_name == "company"
    note, opened = shell._saved, []
    assert note.text() == f"selan.pdf was saved. It is in {tmp_path}."
    monkeypatch.setattr("ui.widgets.saved_note.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile()) or len(opened) < 3)
    for button in (note.open_button, note.folder_button):
        assert button.isVisibleTo(shell)
        button.click()
    assert opened == [str(tmp_path / "selan.pdf"), str(tmp_path)]
    note.open_button.click()
    assert note.text() == f"This laptop opened no program for it. It is in {tmp_path}."
    shell.go("home")
    assert not note.isVisibleTo(shell)


def test_the_way_back_from_something_left_out_leads_to_the_print_as_it_was_chosen(shell, company):
    shell.go("company", {"company": company()})
    dialog = shell.show_dialog("make_report", {"kind": "company", "about": company().hex})
    dialog.choices.readers.choose("donor")
    dialog.choices.draft.click()
    left = next(one for one in dialog.report.left_out if one.at).at[0]
    dialog.left_out.go.emit("wizard", {"record": left.record, "path": left.path})
    assert (shell.current_name, shell.open_dialogs()) == ("wizard", [])
    shell.back()
    assert shell.current_name == "company"
    [again] = shell.open_dialogs()
    assert (again["name"], again["draft"]["audience"], again["draft"]["marks"][2]) == ("make_report", "donor", True)
    next(each for each in shell.findChildren(MakeReport) if each.isVisible()).reject()
    shell.go("home")
    shell.back()
    assert shell.open_dialogs() == []  # once


def test_prints_of_one_company_for_one_reader_are_not_proposed_under_one_name(shell, company):
    names = [shell.show_dialog("make_report", {"kind": kind, "about": company().hex}).file_name() for kind in ("company", "stage")]
    assert "company profile internal" in names[0]
    assert "stage sheet internal" in names[1]


def test_the_first_thing_to_choose_has_the_keyboard(shell):
    form = shell.show_dialog("make_report", {"kind": "blank_form"})
    assert form.focusWidget() is form.choices.forms


def test_while_pages_are_made_it_says_so(shell, company, monkeypatch):
    dialog = shell.show_dialog("make_report", {"kind": "company"})
    assert "Choose the company first" in words(dialog.preview)
    monkeypatch.setattr(dialog.running, "run", lambda *_work, **_more: None)
    dialog.choices.subject.choose(company().hex)
    dialog.make()
    assert "The pages are being made" in words(dialog.preview)
    assert "Choose the company first" not in words(dialog.preview)


def test_a_print_that_was_saved_but_not_listed_is_said(dialog, tmp_path, monkeypatch):
    def full(*_what):
        raise WorldError("The disk is full.", kept="Nothing was changed.", next_step="Make room on the disk.")

    monkeypatch.setattr("ui.dialogs.make_report.remember", full)
    dialog.save(tmp_path / "selan.pdf")
    assert (tmp_path / "selan.pdf").is_file()
    assert "The PDF was saved" in dialog.note.text()
    assert "selan.pdf" in dialog.note.text()
