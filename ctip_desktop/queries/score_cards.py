"""One score card as one person may see it: own marks, others' marks when they may be seen, what was agreed, and the totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Question
from ctip_desktop.forms.values import rounded
from ctip_desktop.practice import ranking
from ctip_desktop.practice.ranking import Block, Method, Total
from ctip_desktop.queries.opportunity_views import BlockView, FactorView, Mark, ScoreCardView, SheetState, TotalView
from ctip_desktop.queries.rankings import sentence
from ctip_desktop.queries.rows import when
from ctip_desktop.queries.score_data import Opportunity, Round, Scores, Sheet, factors, is_hidden
from ctip_desktop.queries.views import Link


def make(scores: Scores, wanted: UUID, round_id: UUID, viewer: str) -> ScoreCardView:
    """The score card. Raises NotFound."""
    opportunity = scores.opportunities.get(wanted.bytes)
    if opportunity is None:
        raise NotFound("There is no such opportunity.", next_step="Look for it in the long list.")
    return _Card(scores, opportunity, scores.round(round_id), viewer).view()


class _Card:
    """The sheets of one opportunity in one round, sorted by what they are."""

    def __init__(self, scores: Scores, opportunity: Opportunity, current: Round, viewer: str) -> None:
        sheets = scores.sheets(current.view.kind, opportunity.row.id)
        self.scores, self.opportunity, self.round, self.viewer = scores, opportunity, current, viewer
        self.method: Method = current.method
        self.questions = {question.name: question for question in scores.form.walk()}
        self.agreed = next((sheet for sheet in reversed(sheets) if sheet.reading.agreed), None)
        self.single = [sheet for sheet in sheets if not sheet.reading.agreed]
        self.own = next((sheet for sheet in reversed(self.single) if sheet.reading.assessor == viewer), None)
        self.hidden = is_hidden(current, sheets, viewer)
        self.handed_in = [sheet for sheet in self.single if sheet.reading.handed_in]
        self.counted = [] if self.hidden else self.handed_in
        self.means, self.gaps = ranking.mean_marks([sheet.reading.marks for sheet in self.counted], factors(self.method))

    def view(self) -> ScoreCardView:
        """Everything the score card shows."""
        blocks = tuple(self._block(block) for block in self.method.blocks)
        wide = sorted((factor for block in blocks for factor in block.factors if factor.disputed), key=_gap, reverse=True)
        return ScoreCardView(
            opportunity=Link(self.opportunity.row.uuid, self.opportunity.row.title),
            companies=self.opportunity.companies,
            rounds=tuple(each.view for each in self.scores.rounds),
            round=self.round.view,
            viewer=self.viewer,
            form_version=self.scores.form.version,
            method=self.method,
            sentence=sentence(self.method),
            own=self._state(self.own) if self.own else None,
            sheets=tuple(self._state(sheet) for sheet in self.single),
            hidden=self.hidden,
            hidden_sheets=len([sheet for sheet in self.handed_in if sheet is not self.own]) if self.hidden else 0,
            blocks=blocks,
            own_total=self._total(self.own.reading.marks) if self.own else None,
            mean_total=self._total(self.means, self.gaps) if self.counted else None,
            agreed_sheet=self.agreed.row.uuid if self.agreed else None,
            agreed_on=(self.round.reading.closed_on or when(self.agreed.row.changed).date()) if self.agreed else None,
            agreed_reason="\n".join(filter(None, (self.agreed.row.get("agreed").note, *self.agreed.reading.reasons.values()))) if self.agreed else "",
            agreed_total=self._total(self.agreed.reading.marks) if self.agreed else None,
            disputed=tuple(factor.name for factor in wide),
        )

    def _state(self, sheet: Sheet) -> SheetState:
        changed = when(sheet.row.changed) if sheet.reading.handed_in else None
        return SheetState(sheet.row.uuid, sheet.reading.assessor, sheet.reading.handed_in, changed, sheet.reading.answered, len(sheet.reading.marks))

    def _block(self, block: Block) -> BlockView:
        return BlockView(
            block.name,
            block.label,
            block.burden,
            self.method.weights[block.name],
            tuple(self._factor(name) for name in block.factors),
            ranking.block_value(self.method, block, self.own.reading.marks) if self.own else None,
            ranking.block_value(self.method, block, self.means),
            ranking.block_value(self.method, block, self.agreed.reading.marks) if self.agreed else None,
        )

    def _factor(self, name: str) -> FactorView:
        question = self.questions[name]
        spread = ranking.spread(sheet.reading.marks[name] for sheet in self.counted)
        agreed = _mark(self.agreed, name) if self.agreed else None
        own = _mark(self.own, name) if self.own else None
        anchors = {int(value): words for value, words in question.anchors.items() if value.isdigit()}
        return FactorView(
            name=name,
            label=question.label,
            hint=question.hint,
            anchors=anchors,
            own=own,
            others=tuple(_mark(sheet, name) for sheet in self.counted if sheet is not self.own),
            mean=spread.mean,
            low=spread.low,
            high=spread.high,
            marks=spread.marks,
            cannot_judge=sum(name in sheet.reading.cannot_judge for sheet in self.counted),
            disputed=spread.disputed,
            agreed=agreed,
            reason=self._reason(question),
            meaning=meaning(anchors, (agreed or own or _NO_MARK).value),
        )

    def _reason(self, question: Question) -> str:
        return self.agreed.reading.notes.get(question.name, "") if self.agreed else ""

    def _total(self, marks: Mapping[str, float | None], gaps: Sequence[str] = ()) -> TotalView:
        total = ranking.total(self.method, marks, gaps)
        labels = tuple(self.questions[name].label for name in total.open)
        answered = sum(block.answered for block in total.blocks)
        return TotalView(total.value, total.provisional, labels, answered, sum(block.of for block in total.blocks), formula(total))


_NO_MARK = Mark(None, False, "", UUID(int=0), "")


def _mark(sheet: Sheet, name: str) -> Mark:
    reading = sheet.reading
    person = "" if reading.agreed else reading.assessor
    return Mark(reading.marks[name], name in reading.cannot_judge, reading.notes.get(name, ""), sheet.row.uuid, person)


def _gap(factor: FactorView) -> float:
    return (factor.high or 0.0) - (factor.low or 0.0)


def meaning(anchors: Mapping[int, str], value: float | None) -> str:
    """What a mark means: its anchor, or the two it lies between; empty without a mark."""
    if value is None:
        return ""
    exact = next((words for place, words in anchors.items() if place == value), None)
    if exact is not None:
        return exact
    below = max((place for place in anchors if place < value), default=None)
    above = min((place for place in anchors if place > value), default=None)
    if below is None or above is None:
        return ""
    return f"Between “{anchors[below]}” ({below}) and “{anchors[above]}” ({above})"


def formula(total: Total) -> str:
    """The total as a sum in two decimals, so that a person can check it; empty without a total."""
    return formula_of((block.value, block.weight, block.part, block.burden) for block in total.blocks) if total.value is not None else ""


def formula_of(blocks: Iterable[tuple[float | None, float, float | None, bool]]) -> str:
    """The same from value, weight, part and burden of each block; a block without a value is left out."""
    words, whole = "", 0.0
    for value, weight, part, burden in blocks:
        if part is None or value is None:
            continue
        whole += part
        unit = abs(part / weight) if weight else value
        sign = "−" if burden and part <= 0 and abs(unit - value) < 1e-9 else "+"
        times = "" if weight == 1 else f" × {weight:g}"
        words += f" {sign} {_hundredths(unit)}{times}" if words else f"{'−' if sign == '−' else ''}{_hundredths(unit)}{times}"
    return f"{words} = {_hundredths(whole)}".replace("= -", "= −") if words else ""


def _hundredths(value: float) -> str:
    """Two decimals, half up, as one reckons by hand."""
    return f"{rounded(value, 2):.2f}"
