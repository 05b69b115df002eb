"""Values in words, and the state of a step in words."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from ctip_desktop.forms.model import Answer, Choice, Question, State, Value
from ui.forms.steps import StepState
from ui.forms.typed import show_date, show_number


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("Wording", text, "", n)


def currency_question(names: Container[str], amount: str) -> str:
    """The question that holds the currency of an amount: NAME_currency, STEM_currency, or currency; empty where a form has none."""
    wanted = (f"{amount}_currency", f"{amount.rpartition('_')[0]}_currency", "currency")
    return next((name for name in wanted if name in names), "")


def answer_words(question: Question, answer: Answer, locale: QLocale, title: Callable[[str], str], choices: Sequence[Choice] = ()) -> str:
    """An answer as a short text; the state in words when there is no value, nothing when not asked yet."""
    if answer.state is State.UNKNOWN:
        own = question.unknown_choice
        return _label(question, own, choices) if own else _tr("Cannot judge") if question.type == "range" else _tr("Unknown")
    if answer.state is State.NOT_APPLICABLE:
        return _tr("Not applicable")
    return value_words(question, answer.value, locale, title, choices)


def value_words(question: Question, value: Value, locale: QLocale, title: Callable[[str], str], choices: Sequence[Choice] = ()) -> str:
    """A value as a short text: labels of choices, digits of the language, titles of records."""
    if value is None:
        return ""
    if value == ():
        return _tr("None") if question.type == "repeat" else _tr("None of these")
    if isinstance(value, tuple):
        return ", ".join(_label(question, name, choices) for name in value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return show_number(value, locale, amount=question.amount, money="money" in question.appearance)
    if question.type == "ref":
        return title(str(value)) or _tr("A record that is not on this laptop")
    if question.type in ("file", "image", "audio", "video"):
        return _tr("A file")
    if question.type in ("date", "dateTime"):
        return show_date(str(value).partition("T")[0], locale)
    return _label(question, str(value), choices)


def step_line(answered: int, asked: int, fix: int, settle: int, confirm: int = 0, bare: int = 0) -> tuple[str, StepState]:
    """How far a step is, in words, and what its icon says. bare: answers that have no source, which never keep a form from being finished."""
    if asked == 0:
        return _tr("nothing to answer"), StepState.OPEN
    parts = [_tr("{0} of {1}").format(answered, asked)]
    if fix:
        parts.append(_tr("{0} to fix").format(fix))
    if confirm:
        parts.append(_tr("{0} to confirm").format(confirm))
    if settle:
        parts.append(_tr("{0} to settle").format(settle))
    if bare:
        parts.append(_tr("{0} without a source").format(bare))
    if fix or settle or confirm or bare:
        return ", ".join(parts), StepState.FIX if fix else StepState.SETTLE if settle else StepState.CONFIRM
    if answered >= asked:
        return _tr("{0} of {1} answered").format(answered, asked), StepState.DONE
    return parts[0], StepState.STARTED if answered else StepState.OPEN


def hidden_words(count: int, because: str) -> str:
    """Why questions are not shown."""
    if count == 1:
        return _tr("1 question is hidden because you chose {0}.").format(because)
    return _tr("%n questions are hidden because you chose {0}.", count).format(because)


def _label(question: Question, name: str, choices: Sequence[Choice]) -> str:
    return next((choice.label for choice in (*choices, *question.choices) if choice.name == name), name)
