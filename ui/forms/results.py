"""What the rule tables of a form suggest while it is filled in: beside the steps, on top of the section it belongs to, and how it is worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Form, OutcomeTable, Question
from ctip_desktop.forms.outcomes import Outcome
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.pattern import pattern
from ui.widgets.base import IconLabel, Label, clear, column, row
from ui.widgets.card import Card

_NAME = pattern(r"\$\{([^}]+)\}")
_FILLED_IN = pattern(r"\s*\$\{[^}]+\}")
_COUNT = pattern(r"\$\{[^}]+\} of(?= \d)")
_ICONS: Mapping[str, tuple[str, str]] = {
    "clear": ("okc", "ok"),
    "watch": ("eye", "warn"),
    "stop": ("stop", "bad"),
    "not_checked": ("circle", "text2"),
}
_PLAIN = ("info", "text2")
_NOTHING = "none"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Results", text)


@dataclass(frozen=True, slots=True)
class Found:
    """What one table suggests now. words: the result by its name in the form, empty where the form has none for it."""

    table: OutcomeTable
    words: str
    reasons: tuple[str, ...]
    icon: tuple[str, str]


def found(sheet: Sheet) -> tuple[Found, ...]:
    """Every table that suggests something now."""
    given = sheet.outcomes()
    return tuple(_found(sheet.form, table, given[table.name]) for table in sheet.form.outcomes if given.get(table.name))


def _found(form: Form, table: OutcomeTable, outcomes: Sequence[Outcome]) -> Found:
    first = outcomes[0].result
    words = result_words(form, table, first) if table.hit == "first" else ""
    return Found(table, words, tuple(one.reason or one.result for one in outcomes), _ICONS.get(first, _PLAIN) if words else _PLAIN)


def result_words(form: Form, table: OutcomeTable, result: str) -> str:
    """A result by the name of the choice it stands for: in a list of the form that has every result of the table. Else an empty text."""
    wanted = _results(table)
    fitting = (choices for choices in form.lists.values() if wanted <= {choice.name for choice in choices})
    return next((choice.label for choices in fitting for choice in choices if choice.name == result), "")


def _results(table: OutcomeTable) -> set[str]:
    """The results a table can have; that nothing fits is none of them."""
    return {rule.result for rule in table.rules} - {_NOTHING}


def chosen_in(form: Form, table: OutcomeTable) -> str:
    """The question where a person chooses what the table suggests; empty without one."""
    wanted = _results(table)
    fitting = (q.name for q in form.walk() if q.type == "select_one" and table.hit == "first" and wanted <= {choice.name for choice in q.choices})
    return next(fitting, "")


def read_names(form: Form, table: OutcomeTable) -> tuple[str, ...]:
    """The questions people answer that a table reads, also through calculated ones, in reading order."""
    asked = {question.name: question for question in form.walk()}
    seen: set[str] = set()
    waiting = [name for rule in table.rules for name in _NAME.findall(rule.when)]
    while waiting:
        name = waiting.pop()
        if name in asked and name not in seen:
            seen.add(name)
            waiting += _NAME.findall(asked[name].calculation)
    return tuple(name for name, question in asked.items() if name in seen and not question.calculation)


def home_of(form: Form, table: OutcomeTable) -> int:
    """The section that holds the calculated answers a table reads, -1 when there is none: there the result is shown, too."""
    names = {name for rule in table.rules for name in _NAME.findall(rule.when)}
    homes = (index for index, section in enumerate(form.sections) for q in section.questions if q.name in names and q.calculation)
    return next(homes, -1)


class ResultCard(Card):
    """One suggestion with its reason. A rule advises; a person decides."""

    def __init__(self, one: Found, parent: QWidget | None = None) -> None:
        super().__init__(gap=6, parent=parent)
        line = row(gap=8)
        line.addWidget(IconLabel(*one.icon, 18))
        title = f"{one.table.label}: {one.words}" if one.words else one.table.label
        line.addWidget(Label(title, "section", wrap=True), 1)
        self.add(line)
        for reason in one.reasons:
            self.add(Label(reason, wrap=True))
        self.add(Label(_tr("This is what the answers suggest. Your team decides."), "caption2", wrap=True))


class ResultsShown(QWidget):
    """The suggestions of some tables."""

    def __init__(self, names: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = frozenset(names)
        self._shown: tuple[Found, ...] = ()
        self._lines = column(self, gap=8)
        self.setVisible(False)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what the answers suggest now."""
        if not self._names:
            return
        now = tuple(one for one in found(sheet) if one.table.name in self._names)
        if now != self._shown:
            self._shown = now
            clear(self._lines)
            for one in now:
                self._lines.addWidget(ResultCard(one))
        self.setVisible(bool(now))


class ResultsOnTop(ResultsShown):
    """The suggestions that belong to one section, above its questions."""

    def __init__(self, form: Form, section: int, parent: QWidget | None = None) -> None:
        super().__init__({table.name for table in form.outcomes if home_of(form, table) == section}, parent)


class ResultBeside(QWidget):
    """The result so far, beside the steps: it is seen where the person works."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Found, ...] = ()
        self._lines = column(self, gap=2)
        self.hide()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the results that have a name; a list of remarks is for the finish page."""
        now = tuple(one for one in found(sheet) if one.words)
        if now != self._shown:
            self._shown = now
            clear(self._lines)
            for one in now:
                self._add(one)
        self.setVisible(bool(now))

    def words(self) -> tuple[str, ...]:
        """What is shown."""
        return tuple(one.words for one in self._shown)

    def short(self) -> str:
        """The first result alone, for where there is little room."""
        return _tr("So far: {0}").format(self._shown[0].words) if self._shown else ""

    def whole(self) -> str:
        """The first result with its table."""
        return _tr("{0}, so far: {1}").format(self._shown[0].table.label, self._shown[0].words) if self._shown else ""

    def _add(self, one: Found) -> None:
        self._lines.addWidget(Label(_tr("{0}, so far").format(one.table.label), "caption2", wrap=True))
        line = row(gap=6)
        line.addWidget(IconLabel(*one.icon, 16))
        line.addWidget(Label(one.words, "strong", wrap=True), 1)
        self._lines.addLayout(line)
        self.setToolTip("\n".join((self.toolTip(), *one.reasons)).strip())


@dataclass(frozen=True, slots=True)
class Explained:
    """How one result is worked out, in words: the rules in their order, and the questions they read."""

    title: str
    how: str
    rules: tuple[str, ...]
    read: tuple[str, ...]


def explained(form: Form) -> Iterator[Explained]:
    """Every table of a form."""
    asked = {question.name: question for question in form.walk()}
    for table in form.outcomes:
        how = _tr("The first rule that fits counts:") if table.hit == "first" else _tr("The result lists each of these that fits:")
        rules = tuple(dict.fromkeys(_rule_words(form, table, rule.result, rule.reason) for rule in table.rules))
        yield Explained(table.label, how, rules, tuple(_blank(asked[name].label) for name in read_names(form, table)))


def worked_out(form: Form, question: Question) -> tuple[str, ...]:
    """The questions a calculated answer or a line of text reads, by their labels."""
    asked = {one.name: one for one in form.walk()}
    names = dict.fromkeys(_NAME.findall(f"{question.calculation} {question.label} {question.hint}"))
    return tuple(_blank(asked[name].label) for name in names if name in asked and asked[name].label)


def _rule_words(form: Form, table: OutcomeTable, result: str, reason: str) -> str:
    words = result_words(form, table, result)
    why = _blank(reason)
    return f"{words}. {why}" if words and not why.startswith(words) else why or words or result


def _blank(words: str) -> str:
    """A text whose places for answers are left open; of a count that is not known yet it says "some of 6"."""
    counted = _COUNT.sub(lambda found: _tr("Some of") if words[: found.start()].rstrip()[-1:] in ("", ".", "!", "?") else _tr("some of"), words)
    return _FILLED_IN.sub(" …", counted).replace("….", "…").strip()
