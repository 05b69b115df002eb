"""A form for paper as one reader may see it: which questions stand on it, and which answers are filled in.

A company or partner gets only the questions it is asked; what the team asks itself (the guiding questions among them, Five learnings brief, footnote
14, line 364) is never printed for it, and a form that holds nothing else is refused. A survey somebody answered is printed for nobody: a single
person's answers are shown to no one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import WorldError
from ctip_desktop.forms import numbering
from ctip_desktop.forms.judging import NONE_CHOSEN
from ctip_desktop.forms.model import ONE_PERSONS, Answer, Asks, Choice, Form, Kind, Question, Section, State
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.practice.maturity import CAPTIONS, LABELS, PATH
from ctip_desktop.reports.audience import Audience, Filter
from ctip_desktop.reports.names import Names

SILENT = frozenset({"calculate", "hidden", "note"})
MOST_CHOICES = 14  # a longer list is a line to write on
MOST_NAMED = 40  # a list up to this long is named above its line; a person knows the countries
MOST_STEPS = 11
TEMPLATE = re.compile(r"\$\{[^}]*\}")
NONE = Choice("~none", NONE_CHOSEN)
ROWS = 4  # empty lines of a repeat


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One question on paper.

    kind: scale, choice, text, number, date or table. steps: values of a scale with their words. chosen: names that are ticked; written: what is on
    its lines. unknown: "cannot say" is ticked; open_box: there is a box for it. columns, rows: of a table. gap: a sentence
    in place of an answer that may not be printed or does not apply.
    """

    number: str
    kind: str
    label: str
    hint: str
    sometimes: bool
    many: bool = False
    steps: tuple[tuple[str, str], ...] = ()
    choices: tuple[Choice, ...] = ()
    lines: int = 1
    chosen: frozenset[str] = frozenset()
    written: str = ""
    unknown: bool = False
    open_box: bool = True
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    gap: str = ""
    comment: str = ""  # words of a line for a remark right below
    remark: str = ""  # what is written on it


@dataclass(frozen=True, slots=True)
class PaperSection:
    """One topic with its questions."""

    label: str
    hint: str
    items: tuple[PaperItem, ...]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """Everything a paper form may show. dropped: questions of the form that are not on it."""

    title: str
    summary: str
    version: str
    survey: bool
    filled: bool
    sections: tuple[PaperSection, ...]
    dropped: int


def paper_form(form: Form, shield: Filter, sheet: Sheet | None = None) -> PaperForm:
    """Choose the questions and answers for a reader. sheet: of the record whose answers are filled in.

    Raises WorldError for a form this reader never gets, and for answered surveys and score cards.
    """
    if sheet is not None and form.kind in ONE_PERSONS:
        raise WorldError(
            "The answers of one person are printed for nobody.", kept="Nothing was written.", next_step="Print the form empty, or the results of all."
        )
    asked = [(section, [q for q in section.questions if _printed(q, shield)]) for section in form.sections]
    every = sum(question.type not in SILENT for section in form.sections for question in section.questions)
    shown = sum(len(questions) for _, questions in asked)
    if not shown:
        raise WorldError(
            f"The form “{form.title}” holds only questions our team asks itself. It is never printed for a company.",
            kept="Nothing was written.",
            next_step="Choose another form, or print it for your team.",
        )
    numbers = _numbers(form, shield)
    sections = tuple(_section(section, questions, numbers, shield, sheet) for section, questions in asked if questions)
    return PaperForm(form.title, form.summary, form.version, form.kind is Kind.SURVEY, sheet is not None, sections, every - shown)


def without_names(shown: PaperForm, names: Names) -> PaperForm:
    """The same without the names of companies that this reader may not read in what is filled in."""

    def item(one: PaperItem) -> PaperItem:
        rows = tuple(tuple(map(names.masked, cells)) for cells in one.rows)
        return replace(one, written=names.masked(one.written), remark=names.masked(one.remark), rows=rows)

    return replace(shown, sections=tuple(replace(each, items=tuple(map(item, each.items))) for each in shown.sections))


def _printed(question: Question, shield: Filter) -> bool:
    """A calculated value is nobody's to fill in. A company reads only what it is asked."""
    if question.type in SILENT or question.calculation:
        return False
    return shield.internal or (question.asks is not Asks.TEAM and shield.audience is Audience.PARTNER)


def _numbers(form: Form, shield: Filter) -> Mapping[str, str]:
    """Those of the screen for the team; for others, who read a part of the questions, one after the other."""
    on_screen = numbering.numbers(form)
    if shield.internal:
        return on_screen
    asked = [question for section in form.sections for question in section.questions if _printed(question, shield) and on_screen[question.name]]
    numbered = [question for before, question in zip((None, *asked), asked, strict=False) if not _is_remark(question, before)]
    return {question.name: str(number) for number, question in enumerate(numbered, 1)}


def _is_remark(question: Question, before: Question | None) -> bool:
    """Whether a question asks for words beside the one before it: it stands with it, and has no number of its own."""
    return before is not None and question.type == "text" and question.name == f"{before.name}_comment"


def _section(section: Section, questions: Sequence[Question], numbers: Mapping[str, str], shield: Filter, sheet: Sheet | None) -> PaperSection:
    items: list[PaperItem] = []
    for before, question in zip((None, *questions), questions, strict=False):
        if _is_remark(question, before):
            remark = _item(question, "", shield, sheet)
            items[-1] = replace(items[-1], comment=remark.label, remark=remark.gap or remark.written)
        else:
            items.append(_item(question, numbers.get(question.name, ""), shield, sheet))
    # a word of a section for whoever asks is not for whoever is asked
    if shield.internal:
        return PaperSection(_blank(section.label), _blank(section.hint), tuple(items))
    return PaperSection(_blank(_neutral(section.label)), "", tuple(items))


def _neutral(label: str) -> str:
    """A section of the path under its neutral words: a company never reads the names of the stages (mission 0.2, rule 2)."""
    return next((CAPTIONS[stage] for stage in PATH if label.startswith(f"{LABELS[stage]}:")), label)


def _blank(words: str) -> str:
    """A text whose places for other answers are left open."""
    return TEMPLATE.sub("…", words)


def _item(question: Question, number: str, shield: Filter, sheet: Sheet | None) -> PaperItem:
    label, hint, sometimes = _blank(question.label), _blank(question.hint), bool(question.relevant)
    if question.type == "repeat":
        return _table(question, number, label, hint, shield, sheet)
    answer = _answer(question, question.name, shield, sheet)
    gap = _instead(answer, shield)
    state, value = (answer.state, answer.value) if answer else (State.NOT_ASKED, None)
    unknown = state is State.UNKNOWN
    names = frozenset(map(str, value if isinstance(value, tuple) else () if value is None else (_plain(value),)))
    if steps := _steps(question):
        return PaperItem(number, "scale", label, hint, sometimes, steps=steps, chosen=names, unknown=unknown, gap=gap)
    if question.choices and len(question.choices) <= MOST_CHOICES:
        many, instead = question.type == "select_multiple", question.unknown_choice
        names = names | {instead} if unknown and instead else names | {NONE.name} if answer is not None and answer.is_none else names
        choices = (*question.choices, NONE) if question.offers_none else question.choices
        item = PaperItem(number, "choice", label, hint, sometimes, many=many, choices=choices, chosen=names, unknown=unknown, gap=gap)
        return replace(item, open_box=question.offers_unknown or (unknown and not instead))
    kind = {"integer": "number", "decimal": "number", "date": "date"}.get(question.type, "text")
    written = _written(question, question.name, sheet) if answer is not None and state is State.ANSWERED else "unknown" if unknown else ""
    lines = 1 if kind != "text" or question.type == "ref" else 3 if "multiline" in question.appearance else 1
    hint = " ".join(part for part in (hint, _to_choose_from(question) if sheet is None else "") if part)
    return PaperItem(number, kind, label, hint, sometimes, lines=lines, written=written, gap=gap)


def _instead(answer: Answer | None, shield: Filter) -> str:
    """What stands in place of an answer that this reader may not read, or that does not apply; why is for the team."""
    if answer is None:
        return "The answer is not printed."
    if answer.state is not State.NOT_APPLICABLE:
        return ""
    return f"Not applicable: {answer.note}" if answer.note and shield.internal else "Not applicable."


def _to_choose_from(question: Question) -> str:
    """What can be written on the line where there are too many choices for boxes; not a list of all countries."""
    if not MOST_CHOICES < len(question.choices) <= MOST_NAMED:
        return ""
    return f"One of: {'; '.join(choice.label for choice in question.choices)}."


def _steps(question: Question) -> tuple[tuple[str, str], ...]:
    """The values of a scale with their words; none for a range with too many."""
    if question.type != "range":
        return ()
    try:
        low, high, step = (float(question.parameters.get(name, default)) for name, default in (("start", "1"), ("end", "5"), ("step", "1")))
    except ValueError:
        return ()
    if step <= 0 or not 0 < (high - low) / step <= MOST_STEPS - 1:
        return ()
    values = [_plain(low + step * index) for index in range(int((high - low) / step + 1e-9) + 1)]
    return tuple((value, question.anchors.get(value, "")) for value in values)


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _answer(question: Question, path: str, shield: Filter, sheet: Sheet | None) -> Answer | None:
    """The answer to fill in; an empty one on an empty form, None where this reader may not read it."""
    if sheet is None:
        return Answer()
    answer = sheet.get(path)
    if reason := shield.why_not(question, sheet.form.name, question.name):
        if answer.state is State.NOT_ASKED and not answer.note:
            return Answer()
        shield.ledger.leave_out("Answers on the form", reason, sheet.shown_text(path), answer.note, hard=question.sensitive)
        return None
    if answer.note and not shield.internal:
        shield.ledger.leave_out("Notes beside answers", "without a sharing mark", answer.note)
    shield.ledger.show(sheet.shown_text(path))
    return answer


def _written(question: Question, path: str, sheet: Sheet | None) -> str:
    return sheet.shown_text(path) if sheet is not None else ""


def _table(question: Question, number: str, label: str, hint: str, shield: Filter, sheet: Sheet | None) -> PaperItem:
    columns = [column for column in question.questions if _printed(column, shield)]
    rows: list[tuple[str, ...]] = []
    for row in sheet.rows(question.name) if sheet is not None else ():
        rows.append(tuple(_cell(column, f"{question.name}[{row}].{column.name}", shield, sheet) for column in columns))
    if not rows and columns and (said := _of_the_list(question, shield, sheet)):
        rows.append((said, *("" for _ in columns[1:])))
    return PaperItem(number, "table", label, hint, bool(question.relevant), columns=tuple(_blank(c.label) for c in columns), rows=tuple(rows))


def _of_the_list(question: Question, shield: Filter, sheet: Sheet | None) -> str:
    """What is said of a list without lines."""
    answer = _answer(question, question.name, shield, sheet)
    if answer is None:
        return "not printed"
    states = {State.UNKNOWN: "unknown", State.NOT_APPLICABLE: "not applicable"}
    return _written(question, question.name, sheet) if answer.is_none else states.get(answer.state, "")


def _cell(column: Question, path: str, shield: Filter, sheet: Sheet | None) -> str:
    answer = _answer(column, path, shield, sheet)
    if answer is None:
        return "not printed"
    return _written(column, path, sheet) if answer.state is State.ANSWERED else "?" if answer.state is State.UNKNOWN else ""
