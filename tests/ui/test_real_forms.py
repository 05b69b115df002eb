"""Forms that other organisations really use: taken in through the window, filled in, handed out again, opened by pyxform."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from ctip_desktop.forms.model import Answer, Form, Value
from ctip_desktop.interop.xlsform import xform_of
from ctip_desktop.operations import records
from ctip_desktop.queries.records import check, sheet

LARGE = 60
"""From so many questions on a form is taken in, but not also filled in and handed out here: that takes seconds."""


def taken(part, file: Path) -> str:
    """What the window says when a form is added, without what is not supported where it offers that."""
    part.add_file(file)
    (offer,) = (one for one in part.findChildren(QPushButton) if one.text() == "Add it without them")
    if offer.isVisibleTo(part):
        offer.click()
    return str(part.note.text())


def answer_to(kind: str, choices: list[str]) -> Value:
    """A plausible answer to a question of this type; nothing to what cannot be typed."""
    plain: dict[str, Value] = {"text": "Seen", "integer": 3, "decimal": 2.5, "range": 3, "date": "2026-03-31"}
    if kind == "select_one":
        return choices[0] if choices else None
    return tuple(choices[:1]) if kind == "select_multiple" and choices else plain.get(kind)


def fill_in(session, form: Form, company) -> int:
    """Answer what is asked, one after the other; how many were answered."""
    given: dict[str, Answer] = {}
    record = records.create(session.workspace, form.name, about=company).created[0]
    done = sheet(session.workspace, record).sheet
    for path in done.paths():
        question = form.question(path.rpartition("].")[2])
        value = answer_to(question.type, [choice.name for choice in done.choices(path)]) if done.relevant(path) else None
        if value is not None and not done.readonly(path):
            done = done.answer(path, Answer.of(value))
            given[path] = Answer.of(value)
    for path, answer in given.items():
        records.answer(session.workspace, record, path, answer)
    return len(given)


def test_nineteen_forms_of_others_are_added_filled_in_and_handed_out_again(shell, session, company, shared_data, tmp_path):
    shell.go("programme", {"part": "forms"})
    part = shell.current.part
    told = {file.name: taken(part, file) for file in sorted((shared_data / "xlsforms").glob("*.xls*"))}
    assert len(told) == 19
    assert {name: text for name, text in told.items() if ", was added." not in text} == {}
    own = [one.form for one in session.workspace.own_forms]
    about = company()
    for form in own:
        if len(list(form.walk())) > LARGE:
            continue
        assert fill_in(session, form, about) or not any(q.type in ("text", "integer", "select_one") for q in form.walk()), form.name
        copy = tmp_path / f"{form.name}.xlsx"
        part.save_copy(form, copy)
        assert xform_of(copy.read_bytes(), copy.name).startswith("<?xml"), form.name
    assert check(session.workspace).ok
