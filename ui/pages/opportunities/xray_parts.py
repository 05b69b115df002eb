"""The cards of the decision x-ray: how the total comes together, how firm the place is, what would change it, what is known behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.views import AnswerView, SourceView
from ctip_desktop.queries.xray import BlockXray, CompanyXray, FactorXray, MarkXray, Xray
from ui.pages.company.rows import Press, answer_row, icon_row
from ui.theme import px
from ui.widgets.base import IconLabel, Label, Line, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.chip import Chip
from ui.widgets.ranking_paint import series
from ui.widgets.score_block import BlockSign
from ui.widgets.xray_marks import RankBar, ShareBar, rank_words
from ui.words import day_words, part_date, said_words, two_places

Go = Callable[[str, dict[str, Any]], object]
_NUMBER = 52
_SHOWN = 6


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("Xray", text, None, n)


# --- the total --------------------------------------------------------------------------------------------------------------------------


def total_card(found: Xray) -> Card:
    """The sum, block by block, and every factor with its part, who marked it how, and why."""
    card = Card(margins=(1, 10, 1, 6), gap=6)
    head = column(margins=(13, 0, 13, 0), gap=2)
    head.addWidget(Label(_tr("How the total comes together"), "strong"))
    if found.formula:
        head.addWidget(Label(_tr("Value minus burden: {0}").format(found.formula) if _minus(found) else found.formula, wrap=True))
    head.addWidget(Label(said_words(found.sentence), "caption2", wrap=True))
    card.add(head)
    most = max((abs(factor.share) for factor in found.factors if factor.share is not None), default=1.0)
    high = found.method.high if found.method else 5.0
    for place, block in enumerate(found.blocks):
        card.add(Line(), _block_head(block, place))
        for factor in block.factors:
            card.add(factor_line(factor, most, series(place), high))
    return card


def _minus(found: Xray) -> bool:
    return any(block.burden and (block.part or 0) < 0 for block in found.blocks)


def _block_head(block: BlockXray, place: int) -> QWidget:
    holder = QWidget()
    line = row(holder, margins=(13, 4, 13, 0), gap=8)
    line.addWidget(BlockSign(series(place), burden=block.burden))
    line.addWidget(Label(block.label, "strong", wrap=True), 1)
    if block.value is None:
        line.addWidget(Chip(_tr("under half answered"), "half"))
        return holder
    line.addWidget(Label(f"{two_places(block.value)} × {block.weight:g}", "caption2"))
    line.addWidget(_number(block.part))
    return holder


def _number(value: float | None, role: str = "strong") -> Label:
    label = Label("–" if value is None else f"{value:+.2f}".replace("-", "−"), role)
    label.setMinimumWidth(px(_NUMBER))
    label.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    return label


def factor_line(factor: FactorXray, most: float, token: str, high: float) -> QWidget:
    """One factor: its part of the total, who marked it how, and below why and from which sources."""
    holder = QWidget()
    lines = column(holder, margins=(33, 1, 13, 3), gap=0)
    first = row(gap=8)
    first.addWidget(Label(factor.label, wrap=True), 1)
    if factor.disputed and factor.spread is not None:
        first.addWidget(Chip(_tr("{0:g} apart").format(factor.spread), "split", "warn", tip=_tr("People see it differently. Talk about it first.")))
    first.addWidget(ShareBar(factor.share, most, token, burden=factor.burden))
    first.addWidget(_number(factor.share, ""))
    lines.addLayout(first)
    lines.addWidget(Label(_marks_words(factor, high), "caption2", wrap=True))
    for words in _why_lines(factor):
        lines.addWidget(Label(words, "caption", wrap=True))
    holder.setAccessibleName(", ".join((factor.label, _marks_words(factor, high))))
    return holder


def _marks_words(factor: FactorXray, high: float) -> str:
    """The mark that counts and everybody's mark."""
    people = ", ".join(f"{mark.person} {_mark_words(mark)}" for mark in factor.marks if mark.person)
    if factor.value is None:
        return " · ".join(part for part in (_tr("Open: nobody could judge it yet. It counts as missing, not as zero."), people) if part)
    value = _tr("{0} of {1:g}").format(f"{factor.value:.2f}".rstrip("0").rstrip("."), high)
    basis = _tr("agreed") if factor.basis == "agreed" else _tr("mean of the sheets") if len(factor.marks) > 1 else ""
    head = ", ".join(part for part in (value, basis) if part)
    return " · ".join(part for part in (head, people, factor.meaning) if part)


def _mark_words(mark: MarkXray) -> str:
    if mark.value is not None:
        return f"{mark.value:g}"
    return _tr("cannot judge") if mark.cannot_judge else _tr("left open")


def _why_lines(factor: FactorXray) -> list[str]:
    """Notes and sources beside the marks."""
    said = [(mark.person or _tr("Agreed"), mark) for mark in (*factor.marks, *([factor.agreed] if factor.agreed else []))]
    lines = [_tr("{who}: “{note}”").format(who=who, note=mark.note) for who, mark in said if mark.note]
    if factor.reason and factor.reason not in {mark.note for _, mark in said}:
        lines.append(_tr("Agreed because: {0}").format(factor.reason))
    sources = {source.number: source for _, mark in said for source in mark.sources}
    return lines + [_tr("Source: {0}").format(source_words(source)) for source in sources.values()]


def source_words(source: SourceView) -> str:
    """A source in one line."""
    words = source.title or source.link or source.kind_label
    return ", ".join(part for part in (words, part_date(source.date) if source.date else "") if part)


# --- how firm ---------------------------------------------------------------------------------------------------------------------------


def firm_card(found: Xray) -> Card:
    """How often it takes each place under other weights."""
    card = Card(gap=6)
    card.add(Label(_tr("How firm the place is"), "strong"))
    if found.row is None:
        card.add(Label(_tr("There is no place to weigh yet."), "sub", wrap=True))
        return card
    card.add(RankBar(found.row.rank_draws, found.row.rank), Label(rank_words(found.row.rank_draws), wrap=True))
    card.add(
        Label(_tr("The weights are drawn near those in use, always in the same way: every laptop gets the same numbers."), "caption2", wrap=True)
    )
    return card


def change_card(found: Xray) -> Card:
    """The smallest change of one weight that moves the first place."""
    card = Card(gap=6)
    first = found.row is not None and found.row.rank == 1
    card.add(Label(_tr("What would put another first") if first else _tr("What would put it first"), "strong"))
    flips = found.what_would_change or found.what_would_lift
    if flips:
        for flip in flips:
            card.add(Label(said_words(flip.sentence), wrap=True))
    elif found.row is not None and found.row.tied and first:
        card.add(Label(_tr("It shares the first place. Nothing has to change."), "sub", wrap=True))
    elif found.row is not None:
        words = _tr("No change of a single weight does, up to a weight of 5.")
        card.add(Label(words, "sub", wrap=True))
    return card


def disputed_card(found: Xray) -> Card | None:
    """Where people differ most; None where they do not."""
    if not found.most_disputed:
        return None
    card = Card(gap=6)
    card.add(Label(_tr("Where people differ"), "strong"))
    for factor in found.most_disputed:
        marks = ", ".join(f"{mark.person} {_mark_words(mark)}" for mark in factor.marks if mark.person)
        card.add(Label(_tr("{0}: {1}").format(factor.label.rstrip("?").strip(), marks), wrap=True))
    return card


# --- what is known behind it ------------------------------------------------------------------------------------------------------------


def idea_card(found: Xray, go: Go) -> ListCard | None:
    """What is written about the opportunity itself."""
    if not found.answers:
        return None
    card = ListCard(_tr("What is written about the idea"), len(found.answers))
    add_answers(card, found.answers, go)
    return card


def company_card(company: CompanyXray, go: Go) -> ListCard:
    """Stage and due diligence of one company, each with the answers it rests on."""
    card = ListCard(company.company.title)
    card.add_action(Chip(_tr("%n sources", company.sources), "file"))
    card.add_action(Button(_tr("Open"), "link", clicked=partial(go, "company", {"company": company.company.id})))
    stage, check = company.stage, company.due_diligence
    why = " ".join(part for part in (stage.sentence, stage.reason) if part)
    card.add_row(icon_row_wrapped("target", _tr("Stage"), why))
    add_answers(card, [action.answer for action in stage.actions if action.answer.text], go)
    card.add_row(icon_row_wrapped("shield", _tr("Due diligence: {0}").format(check.result.value.replace("_", " ")), check.reason))
    add_answers(card, [answer for item in check.items for answer in item.answers if answer.text], go)
    if company.without_source:
        names = "; ".join(answer.label for answer in company.without_source[:3])
        card.add_row(icon_row_wrapped("help", _tr("%n answers have no source yet", len(company.without_source)), names))
    return card


def icon_row_wrapped(icon: str, title: str, words: str) -> QWidget:
    """A heading row inside a card; long words go over several lines."""
    line = Press(": ".join(part for part in (title, words) if part))
    line.line.addWidget(IconLabel(icon, "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
    box = column(gap=0)
    box.addWidget(Label(title, "strong", wrap=True))
    if words:
        box.addWidget(Label(words, "caption2", wrap=True))
    line.line.addLayout(box, 1)
    return line


def add_answers(card: ListCard, answers: Sequence[AnswerView], go: Go) -> None:
    """The first answers with their sources; the rest on demand, so that a long list does not hide what comes after it."""
    for answer in answers[:_SHOWN]:
        card.add_row(answer_row(answer, partial(_open, go, answer)))
    rest = answers[_SHOWN:]
    if not rest:
        return
    holder = QWidget()
    box = column(holder, gap=0)
    more = Button(_tr("Show %n more answers", len(rest)), "link")
    box.addWidget(more)

    def show() -> None:
        more.hide()
        for answer in rest:
            box.addWidget(Line())
            box.addWidget(answer_row(answer, partial(_open, go, answer)))

    more.clicked.connect(lambda _on=False: show())
    card.add_row(holder)


def _open(go: Go, answer: AnswerView) -> None:
    if answer.record is not None:
        go("wizard", {"record": answer.record, "path": answer.path})


def decisions_card(found: Xray, go: Go) -> ListCard | None:
    """What people decided on it."""
    if not found.decisions:
        return None
    card = ListCard(_tr("Decisions"), len(found.decisions))
    for each in found.decisions:
        end = day_words(each.on) if each.on else ""
        pressed = partial(go, "wizard", {"record": each.id})
        card.add_row(icon_row("okc", _tr("{kind}: {choice}").format(kind=each.kind_label, choice=each.choice_label), each.reasons, end, pressed))
    return card
