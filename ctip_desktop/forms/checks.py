"""What can be wrong with a form as a whole: names that stand twice or nowhere, expressions, circles, scores, rule tables, contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ctip_desktop.forms import vocabulary as words
from ctip_desktop.forms.compiled import CompiledForm, Fault, inspect
from ctip_desktop.forms.expressions import meant
from ctip_desktop.forms.findings import Findings, quoted
from ctip_desktop.forms.model import Evidence, Form, Question, ScoreRule

MAX_QUESTIONS = 2_000
_COLUMN_WORDS = {"record_title": "the title of records"}


Lines = Mapping[tuple[str, str], int]


def check_meaning(form: Form, findings: Findings, lines: Lines) -> None:
    """Find every problem that needs the whole form. `lines`: where an entry stands, by name and key; else the line of its question counts."""
    if sum(1 for _ in form.walk()) > MAX_QUESTIONS:
        findings.error(form.line, f"The form has more than {MAX_QUESTIONS:,} questions", "split it into several forms")
    _check_names(form, findings)
    compiled, faults = inspect(form)
    for fault in faults:
        report_fault(fault, findings, lines.get((fault.name, fault.column), fault.line))
    for question in form.walk():
        _check_question(question, findings)
    for score in form.scores:
        _check_score(form, score, findings)
    _check_score_circles(form, compiled, findings)
    _check_lists_of_names(form, findings, lines)


def report_fault(fault: Fault, findings: Findings, line: int, *, place: str = "") -> None:
    """Say what is wrong with an expression: of which question, in which column, at which character."""
    column = _COLUMN_WORDS.get(fault.column, fault.column.rpartition(" ")[0] if fault.column[-1:].isdigit() else fault.column)
    at = f" (at character {fault.position + 1} of {quoted(fault.written)})" if fault.written else ""
    report = findings.warning if fault.warning else findings.error
    report(line, f"{quoted(fault.name)}, {column}: {fault.message}{at}", fault.proposal, place=place)


def _named(form: Form) -> Iterator[tuple[str, int, str]]:
    for section in form.sections:
        yield section.name, section.line, "section"
    for question in form.walk():
        yield question.name, question.line, "question"
    for score in form.scores:
        yield score.name, score.line, "score"
    for table in form.outcomes:
        yield table.name, table.line, "rule table"


def _check_names(form: Form, findings: Findings) -> None:
    seen: dict[str, tuple[int, str]] = {}
    for name, line, what in _named(form):
        if name and name in seen:
            first, as_what = seen[name]
            findings.error(line, f"The name {quoted(name)} of this {what} is used already by a {as_what} in line {first}", "give it another name")
        elif name:
            seen[name] = (line, what)


def _check_question(question: Question, findings: Findings) -> None:
    name, line = quoted(question.name), question.line
    if question.type == "calculate" and not question.calculation:
        findings.error(line, f"{name} is of type calculate but has no calculation")
    if question.type == "range":
        _check_range(question, findings)
    if question.choice_filter and question.type not in words.WITH_LIST:
        findings.error(line, f"{name} has a choice_filter, but its type {quoted(question.type)} has no list")
    if question.evidence is Evidence.WANTED and question.type in words.SILENT:
        findings.warning(line, f"{name} wants evidence, but a {question.type} is never answered")
    for message, rule in (("constraint_message", question.constraint), ("check_message", question.check)):
        if getattr(question, message) and not rule:
            findings.error(line, f"{name} has a {message} without a {message.removesuffix('_message')}")
    _check_anchors(question, findings)
    known = words.PARAMETERS.get(question.type, frozenset())
    for key in question.parameters:
        if key not in known:
            findings.warning(line, f"{name}: the parameter {quoted(key)} has no meaning for {quoted(question.type)}", meant(key, known, "“{}”"))


def _check_range(question: Question, findings: Findings) -> None:
    """start, end and step must be numbers and give a scale. Their defaults are those of XLSForm: 1 to 10 by 1."""
    try:
        start, end, step = (float(question.parameters.get(key, default)) for key, default in (("start", "1"), ("end", "10"), ("step", "1")))
    except ValueError:
        findings.error(question.line, f"{quoted(question.name)}: start, end and step of a range must be numbers")
        return
    if not (step > 0 and start < end):
        sentence = f"{quoted(question.name)}: a range goes from start up to end in steps above 0"
        findings.error(question.line, sentence, "write {start: 1, end: 5, step: 1}")


def _check_anchors(question: Question, findings: Findings) -> None:
    known = [choice.name for choice in question.choices]
    for value in question.anchors if known else ():
        if value not in known:
            proposal = meant(value, known, "“{}”")
            findings.error(question.line, f"{quoted(question.name)} has an anchor for {quoted(value)}, which is not one of its choices", proposal)


def _check_score(form: Form, score: ScoreRule, findings: Findings) -> None:
    name, line = quoted(score.name), score.line
    known = {question.name for question in form.walk()} | {other.name for other in form.scores}
    for wanted in (*score.of, *score.weights):
        if wanted not in known:
            findings.error(line, f"The score {name} names {quoted(wanted)}, which does not exist", meant(wanted, known, "“{}”"))
    for wanted in score.weights:
        if wanted in known and wanted not in score.of:
            findings.error(line, f"The score {name} has a weight for {quoted(wanted)}, which is not in its “of”")
    if (score.kind == "expression") != bool(score.expression):
        findings.error(line, f"The score {name}: “expression” goes with “kind: expression”, and only with it")
    if score.kind != "expression" and not score.of:
        findings.error(line, f"The score {name} has no “of”", "write “of: [question, question]”")
    if not 0 <= score.least <= 1:
        findings.error(line, f"The score {name}: “least” is a share between 0 and 1")
    if score.kind == "reversed" and not score.low < score.high:
        findings.error(line, f"The score {name}: “low” must be below “high”")


def _check_score_circles(form: Form, compiled: CompiledForm, findings: Findings) -> None:
    """A score may be built from other scores, but not from itself."""
    needs = {score.name: {*score.of} for score in form.scores}
    for (name, column), expression in compiled.expressions.items():
        if column == "expression":
            needs[name] |= expression.reads
    for score in form.scores:
        reached: set[str] = set()
        waiting = [score.name]
        while waiting:
            fresh = needs.get(waiting.pop(), set()) - reached
            reached |= fresh
            waiting.extend(fresh)
        if score.name in reached:
            findings.error(score.line, f"The score {quoted(score.name)} is built from itself")


def _check_lists_of_names(form: Form, findings: Findings, lines: Lines) -> None:
    questions = {question.name for question in form.walk()}
    known = {name for name, _, _ in _named(form)}
    for name in form.contract:
        if name not in known:
            line = lines.get((form.name, "contract"), form.line)
            findings.error(line, f"The contract names {quoted(name)}, which does not exist", meant(name, known, "“{}”"))
    for name in form.unique:
        if name not in questions:
            line = lines.get((form.name, "unique"), form.line)
            findings.error(line, f"“unique” names {quoted(name)}, which is not a question", meant(name, questions, "“{}”"))
