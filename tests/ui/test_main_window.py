"""The window as a person uses it: keys, way back, and a lock that never waits and never loses a word."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import sample
from ui import app
from ui.auto_lock import SETTING, AutoLock
from ui.dialogs.dialog import Dialog
from ui.dialogs.registry import DIALOGS
from ui.main_window import MainWindow
from ui.pages.company.company import PARTS
from ui.pages.first_run import FirstRun
from ui.pages.home import HomePage
from ui.pages.page import Page
from ui.pages.programme import ProgrammePage
from ui.pages.registry import PageSpec
from ui.pages.unlock import Unlock
from ui.session import Session
from ui.shell import Shell
from ui.widgets.button import Button
from ui.widgets.plain_line import PlainLine, redo_typing


class NotesPage(Page):
    """A page with one field that is written on flush, as every page with typed text does."""

    written: ClassVar[list[str]] = []

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.field = QLineEdit(self)
        self.field.setAccessibleName("Note")
        self.where: dict[str, Any] = {}
        self.refreshed = 0

    def open(self, **where: Any) -> None:
        self.where = where

    def refresh(self, changes: object) -> None:
        self.refreshed += 1

    def flush(self) -> None:
        if self.field.text():
            NotesPage.written.append(self.field.text())

    def place(self) -> dict[str, Any]:
        return self.where


def spec(name: str, **more: Any) -> PageSpec:
    return PageSpec(name, name.title(), "note", __name__, "NotesPage", **more)


def press_ctrl_q(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def notes(qtbot, session):
    made = Shell(session, [spec("one"), spec("two"), spec("deep", rail=False, under="two"), spec("whole", rail=False, whole=True)])
    qtbot.addWidget(made)
    made.show()
    made.go("one")
    return made


# --- pages -----------------------------------------------------------------------------------------------------------------------


def test_pages_are_built_when_they_are_first_opened(notes):
    assert list(notes._pages) == ["one"]
    notes.go("two")
    assert list(notes._pages) == ["one", "two"]


def test_the_way_back_leads_to_the_place_one_came_from(notes):
    notes.go("deep", {"company": 1})
    notes.go("deep", {"company": 2})
    notes.go("two")
    notes.back()
    assert (notes.current_name, notes.current.where) == ("deep", {"company": 2})
    notes.back()
    assert notes.current.where == {"company": 1}
    notes.back()
    notes.back()
    assert notes.current_name == "one"


def test_no_part_of_a_page_flashes_as_a_window_of_its_own(qtbot, qapp, window, company):
    class Watch(QObject):
        seen: ClassVar[list[QWidget]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt calls it so
            if isinstance(watched, QWidget) and watched.isWindow() and event.type() == QEvent.Type.Show:
                self.seen.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    try:
        for name in window.shell.names:
            window.shell.go(name)
        for part in PARTS:
            window.shell.go("company", {"company": company(), "part": part})
        for name in DIALOGS:
            arguments = {"company": company().hex} if name == "place_stage" else {}
            window.shell.show_dialog(name, arguments).reject()
        window.lock()
    finally:
        qapp.removeEventFilter(watch)
    flashed = [widget for widget in watch.seen if not isinstance(widget, Dialog)]
    assert [widget.text() if isinstance(widget, QLabel | QAbstractButton) else str(widget) for widget in flashed] == []


def test_leaving_a_page_writes_what_is_typed(notes):
    NotesPage.written = []
    notes.current.field.setText("half a sentence")
    notes.go("two")
    assert NotesPage.written == ["half a sentence"]


def test_a_page_out_of_sight_refreshes_only_when_it_is_shown_again(notes):
    one = notes.current
    notes.go("two")
    before = one.refreshed
    notes._session.refresh()
    assert one.refreshed == before
    notes.go("one")
    assert one.refreshed == before + 1


def test_a_form_takes_the_whole_window(notes):
    notes.go("whole")
    assert not notes.rail.isVisible()
    notes.back()
    assert notes.rail.isVisible()


def test_a_refused_write_is_said_in_place_and_in_the_save_line(notes):
    def refuse(_ws: object) -> None:
        raise WorldError("The drive is full.", kept="Your text is kept here.")

    assert notes._session.do(refuse) is None
    assert notes.note.isVisible()
    assert "The drive is full." in notes.note.text()
    assert notes.rail._saved.text() == "Could not save"


def test_f6_moves_between_rail_and_page(qtbot, window):
    window.shell.go("companies")
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.shell.rail.isAncestorOf(window.focusWidget())
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert not window.shell.rail.isAncestorOf(window.focusWidget())


def test_alt_and_a_number_open_a_page_alt_left_goes_back(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.shell.current_name == "companies"
    assert window.windowTitle() == "Companies – Lantern Coast – CTIP Desktop"
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.shell.current_name == "home"


def test_arrows_walk_the_rail(qtbot, window):
    window.shell.rail.take_focus()
    qtbot.keyClick(window.shell.rail.buttons[0], Qt.Key.Key_Down)
    assert window.focusWidget() is window.shell.rail.buttons[1]


def test_a_narrow_window_and_large_text_show_icons_only(window, look):
    window.resize(1100, 700)
    assert window.shell.rail.buttons[0].text() == ""
    assert window.shell.rail.buttons[0].toolTip() == "Home"
    window.resize(1366, 768)
    assert window.shell.rail.buttons[0].text().strip() == "Home"


def test_larger_text_builds_the_page_anew_at_the_same_place(qtbot, window, look, company, preferences):
    window.shell.go("company", {"company": company(), "part": "stage"})
    before = window.shell
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.shell is not before)
    assert look.percent == preferences.percent == 110
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert look.percent == preferences.percent == 100
    assert (window.shell.current_name, window.shell.current.place()["part"]) == ("company", "stage")


def test_a_first_run_that_was_cut_short_is_gone_on_with_at_the_next_start(qtbot, window, tmp_path):
    window.show_first_run()
    file = tmp_path / "mekong.ctip"
    with Workspace.create(file, programme="Mekong", person="Lina", passphrase="copper orchard walks sideways", state=tmp_path):
        pass
    window.findChild(FirstRun).made.emit(file)
    app.start(window, None)
    unlock = window.findChild(Unlock)
    assert unlock.path == file
    assert "You began a programme here: mekong" in unlock.note.text()
    assert unlock.button.words == "Go on"
    window.enter(Workspace.open(file, "copper orchard walks sideways", state=tmp_path))
    assert window.preferences.begun is None


def test_with_the_largest_text_nothing_of_home_is_cut_off_though_wider_pages_were_built(window, look, company):
    look.choose(percent=200)
    QCoreApplication.processEvents()
    window.shell.go("company", {"company": company(), "part": "stage"})
    window.shell.go("home")
    QCoreApplication.processEvents()
    home = window.shell.current
    edge = home.rect().right()
    shown = [button for button in home.findChildren(QAbstractButton) if button.isVisible()]
    assert shown
    assert [button.accessibleName() for button in shown if button.mapTo(home, button.rect().topRight()).x() > edge] == []


def test_undo_says_what_was_taken_back(qtbot, window, company):
    page = window.shell
    page.go("companies")
    page.current.table.choose(company("Okavi"))
    page.current.delete(page.current.table.current())
    assert page.undo_bar.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.undo_bar.text().startswith("Taken back")
    assert not page.undo_bar.button.isVisible()
    assert not page.note.isVisible(), "nothing pushes the page down"
    assert page.current.model.position(company("Okavi")) >= 0


@pytest.mark.parametrize(
    ("pressed", "held"),
    [
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_what_was_taken_back_is_done_again_and_said(qtbot, window, company, pressed, held):
    page = window.shell
    page.go("companies")
    okavi = company("Okavi")
    page.current.table.choose(okavi)
    page.current.delete(page.current.table.current())
    page.undo()
    assert page.undo_bar.again.isVisible()
    qtbot.keyClick(window, pressed, held)
    assert page.undo_bar.text().startswith("Done again")
    assert page.undo_bar.button.isVisible()
    assert not page.undo_bar.again.isVisible()
    assert page.current.model.position(okavi) < 0
    qtbot.mouseClick(page.undo_bar.button, Qt.MouseButton.LeftButton)
    assert page.current.model.position(okavi) >= 0
    qtbot.mouseClick(page.undo_bar.again, Qt.MouseButton.LeftButton)
    assert page.current.model.position(okavi) < 0


def test_a_search_line_leaves_redo_to_the_window_while_it_has_nothing_of_its_own(qtbot, window, company):
    page = window.shell
    page.go("companies")
    okavi = company("Okavi")
    page.current.table.choose(okavi)
    page.current.delete(page.current.table.current())
    page.undo()
    line = page.current.findChild(PlainLine)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.current.model.position(okavi) < 0


def test_where_somebody_types_ctrl_y_belongs_to_the_text_on_every_system(qtbot):
    combo, line, search = QComboBox(editable=True), QLineEdit(), PlainLine()
    for widget, typed in ((combo, combo.lineEdit()), (line, line), (search, search)):
        qtbot.addWidget(widget)
        qtbot.keyClicks(typed, "2024")
        typed.undo()
        assert typed.text() == ""
        assert redo_typing(widget)
        assert typed.text() == "2024"
    assert redo_typing(line), "also when there is nothing more to do again"
    assert not redo_typing(search)
    assert not redo_typing(QLabel())


# --- lock ------------------------------------------------------------------------------------------------------------------------


def test_ctrl_z_in_a_form_takes_the_answer_back_and_says_so(qtbot, window, company):
    page = window.shell
    page.go("wizard", {"form": "due_diligence", "about": company("Okavi")})
    card = page.current.wizard.card("company_cases")
    before = card.field.segmented.current()
    card.field.segmented.button("no" if before != "no" else "yes").click()
    qtbot.keyClick(card.field.first(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.current.wizard.card("company_cases").field.segmented.current() == before
    assert page.undo_bar.text().startswith("Taken back")
    assert not page.undo_bar.again.isVisible(), "the form began with this answer: there is none to do it again in"


def test_an_answer_taken_back_in_a_form_is_done_again_there(qtbot, window, company):
    page = window.shell
    page.go("wizard", {"form": "due_diligence", "about": company("Okavi")})
    for answer in ("yes", "no"):
        page.current.wizard.card("company_cases").field.segmented.button(answer).click()
    page.undo()
    assert page.current.wizard.card("company_cases").field.segmented.current() == "yes"
    assert page.undo_bar.again.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.current.wizard.card("company_cases").field.segmented.current() == "no"
    assert page.undo_bar.text().startswith("Done again")


def unlock(qtbot, window: MainWindow) -> None:
    screen = window.centralWidget().currentWidget()
    assert isinstance(screen, Unlock)
    screen.passphrase.setText(sample.PASSPHRASE)
    screen.button.click()
    qtbot.waitUntil(lambda: window.shell is not None)


def test_lock_closes_the_file_and_unlocking_returns_to_the_same_place(qtbot, window, company):
    window.shell.go("company", {"company": company(), "part": "talks"})
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.shell is None
    assert not window.session.is_open
    assert window.windowTitle() == "CTIP Desktop"
    unlock(qtbot, window)
    assert (window.shell.current_name, window.shell.current.place()["part"]) == ("company", "talks")


def test_nothing_of_the_workspace_stays_on_the_screen_after_a_lock(qtbot, qapp, window):
    window.shell.go("companies")
    window.lock()
    words = [w.text() for w in window.findChildren(QLineEdit)] + [
        w.accessibleName() for w in window.centralWidget().currentWidget().findChildren(object) if hasattr(w, "accessibleName")
    ]
    assert not any("Selan" in word for word in words)


def test_the_lock_does_not_wait_for_a_dialog_and_its_words_come_back(qtbot, window, company):
    dialog = window.shell.show_dialog("record_conversation", {"company": company().hex})
    dialog.asked["summary"].field.first().setPlainText("They will share the audit reports in")
    window.auto_lock.due.emit()
    assert window.shell is None
    assert not dialog.isVisible()
    unlock(qtbot, window)
    (back,) = window.shell.open_dialogs()
    assert back["name"] == "record_conversation"
    assert "They will share the audit reports in" in back["draft"]["summary"]["answer"]
    assert window.session.workspace.setting("open_dialogs") is None


def test_typed_text_of_a_page_is_written_before_the_lock(qtbot, qapp, preferences, tasks, workspace, monkeypatch):
    monkeypatch.setattr("ui.shell.pages", lambda: (spec("one"),))
    NotesPage.written = []
    window = MainWindow(Session(tasks=tasks), preferences, AutoLock(qapp))
    qtbot.addWidget(window)
    window.enter(workspace)
    window.shell.current.field.setText("unfinished")
    window.lock()
    assert NotesPage.written == ["unfinished"]


def test_use_of_the_program_puts_the_lock_off_and_a_setting_changes_the_time(qtbot, window):
    assert window.auto_lock.watching
    window.auto_lock._timer.setInterval(1000)
    qtbot.keyClick(window, Qt.Key.Key_Shift)
    assert window.auto_lock.left > 900
    window.session.workspace.set_setting(SETTING, 0)
    window.lock()
    unlock(qtbot, window)
    assert not window.auto_lock.watching


@pytest.mark.parametrize("close", [MainWindow.close, press_ctrl_q], ids=["by its cross", "by Ctrl+Q"])
def test_closing_the_window_releases_the_file(window, file, close):
    close(window)
    with Workspace.open(file, sample.PASSPHRASE, state=file.parent) as ws:
        assert not ws.restored


def test_a_backup_is_made_and_tried_out_while_one_works_and_when_the_window_closes(window, workspace):
    assert backups.health(workspace).made_at is None
    window._backups.look()
    health = backups.health(workspace)
    assert health.made_at is not None
    assert health.rehearsed_at is not None
    records.create(workspace, "company", answers={"name": Answer.of("Late one")})
    folder = workspace.backup_folder
    window.close()
    assert len(backups.listed(folder)) == 2


def test_a_backup_that_cannot_be_made_is_said_in_place(window, workspace, tmp_path):
    (tmp_path / "no folder").write_text("a file")
    workspace.set_setting("backups", str(tmp_path / "no folder"))
    window._backups.look()
    page = window.shell.current
    before = page.mapTo(window, page.rect().topLeft())
    assert window.shell.note.isVisible()
    QApplication.processEvents()
    assert page.mapTo(window, page.rect().topLeft()) == before  # what somebody is about to press stays where it is
    assert window.shell.note.y() > page.y()


def test_a_last_backup_that_could_not_be_made_is_said_on_home_at_the_next_start(qtbot, window, file, session, tmp_path):
    session.workspace.set_setting("backups", str(tmp_path / "stick" / "backups"))  # not plugged in
    window.close()
    with Workspace.open(file, sample.PASSPHRASE, state=file.parent) as ws:
        home = HomePage(Session(ws, session.tasks))
        qtbot.addWidget(home)
        home.on_shown()
        said = [label.text() for label in home.findChildren(QLabel)]
        assert "The last backup was not made" in said
        assert any(f"There is no folder “{tmp_path / 'stick'}” for “backups”." in words for words in said)
        (make,) = [button for button in home.findChildren(Button) if button.words == "Make a backup now"]
        (choose,) = [button for button in home.findChildren(Button) if button.words == "Choose where backups go"]
        with qtbot.waitSignal(home.go) as gone:
            choose.click()
        assert gone.args == ["programme", {"part": "backups"}]
        with qtbot.waitSignal(home.go) as gone:
            make.click()
        assert gone.args == ["programme", {"part": "backups", "make": True}]
        (tmp_path / "stick").mkdir()
        page = ProgrammePage(home.session)
        qtbot.addWidget(page)
        page.open(**gone.args[1])
        assert not backups.health(ws).trouble
        home.refresh(None)
        assert "The last backup was not made" not in [label.text() for label in home.findChildren(QLabel) if label.isVisibleTo(home)]


def test_another_file_can_be_chosen_from_the_unlock_screen(window):
    window.lock()
    window.centralWidget().currentWidget().other.click()
    assert isinstance(window.centralWidget().currentWidget(), FirstRun)


# --- start -----------------------------------------------------------------------------------------------------------------------


def test_the_program_starts_with_the_last_file_or_the_first_run(qtbot, window, preferences, tmp_path):
    app.start(window, None)
    assert isinstance(window.centralWidget().currentWidget(), Unlock)
    assert window.centralWidget().currentWidget().path == preferences.recent[0]
    app.start(window, tmp_path / "other.ctip")
    assert window.centralWidget().currentWidget().path.name == "other.ctip"


def test_without_a_known_file_the_first_run_is_shown(qtbot, qapp, preferences, tasks):
    window = MainWindow(Session(tasks=tasks), preferences, AutoLock(qapp))
    qtbot.addWidget(window)
    app.start(window, None)
    assert isinstance(window.centralWidget().currentWidget(), FirstRun)


def test_the_sample_opens_without_a_passphrase_and_nothing_is_kept(qtbot, qapp, preferences, tasks, monkeypatch):
    def small(path, passphrase, _progress):
        Workspace.create(path, programme="Sample", person="Lina", passphrase=passphrase, state=path.parent).close()

    monkeypatch.setattr("ctip_desktop.interop.sample.load_sample", small)
    window = MainWindow(Session(tasks=tasks), preferences, AutoLock(qapp))
    qtbot.addWidget(window)
    app.start(window, None, sample=True)
    folder = window.session.workspace.path.parent
    window.lock()
    screen = window.centralWidget().currentWidget()
    assert screen.sample_note.isVisibleTo(screen)
    assert screen.passphrase.text() in screen.sample_note.text()  # nobody is locked out of the sample
    screen.passphrase.setText("something else")
    screen.sample_note.findChild(Button).click()
    screen.button.click()
    assert window.shell is not None
    window.close()
    assert not folder.exists()
    assert preferences.recent == ()


def test_the_command_line_of_the_window():
    chosen = app.read_arguments(["--sample"])
    assert chosen.sample
    assert chosen.workspace is None
    assert app.read_arguments(["x.ctip"]).workspace.name == "x.ctip"


# --- crash -----------------------------------------------------------------------------------------------------------------------


def test_a_bug_is_shown_once_without_any_value_and_kept_encrypted(qtbot, window):
    from ui.crash import CrashDialog, CrashHook

    hook = CrashHook(lambda: window, lambda words: app.keep_report(window.session, words))
    for _ in range(2):
        try:
            raise ValueError("Ressa Omark, +66 555 0101")
        except ValueError as error:
            hook.catch(error)
    (dialog,) = [d for d in window.findChildren(CrashDialog) if d.isVisible()]
    kept = window.session.workspace.setting("last_crash")
    assert "ValueError" in kept
    assert "Ressa" not in kept
    dialog.accept()


def test_another_look_keeps_what_was_typed_and_styles_only_the_page_that_is_seen(window, look, company):
    window.shell.go("companies")
    before = window.shell.current
    window.shell.go("company", {"company": company(), "part": "stage"})
    styled = []
    look.changed.connect(lambda: styled.append(isValid(before)))
    look.choose(scheme="dark")
    QCoreApplication.processEvents()
    assert styled == [False]
    assert window.shell.place()[1]["part"] == "stage"
    window.shell.go("companies")
    assert window.shell.current.model.rowCount() > 0
