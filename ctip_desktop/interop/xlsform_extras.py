"""Our own columns and sheets in an XLSForm, both ways, so that a form comes back as it went.

Column names are those of docs/form-format.md. A list is one entry a line, a mapping one `key: text` a line; where an entry itself holds a line break,
the cell holds JSON. Two sheets of our own, `scores` and `outcomes`, hold what XLSForm has no place for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from ctip_desktop.forms.model import NOTHING, Asks, Choice, Evidence, Form, Kind, OutcomeTable, Question, Rule, ScoreRule, Share
from ctip_desktop.forms.values import number_text
from ctip_desktop.interop.xlsform_lint import Row, header, spoken

_E = TypeVar("_E", bound=StrEnum)

TEXTS = ("check", "check_message", "why", "example", "source", "ref")
"""Columns of ours that hold one text."""

SETTING_TEXTS = ("record_title", "summary", "source")
SETTING_LISTS = ("instruments", "about", "unique", "contract")
SHEETS = ("scores", "outcomes")

_XLSFORM = "type name label hint required required_message relevant constraint constraint_message calculation choice_filter default readonly"
_OURS = "appearance parameters how share asks evidence anchors shelf_life sensitive unknown list_name"
_KNOWN = frozenset(_XLSFORM.split()) | frozenset(_OURS.split()) | frozenset(TEXTS)
"""Headers that have a place of their own in a question; every other is kept in its `columns`."""

_Sheets = Mapping[str, Sequence[Row]]


# --- cells ------------------------------------------------------------------------------------------------------------------------------


def list_cell(items: Sequence[str]) -> str:
    """A list in one cell."""
    plain = all(item and "\n" not in item and item == item.strip() for item in items) and not (items and items[0].startswith("["))
    return "\n".join(items) if plain else json.dumps(list(items), ensure_ascii=False)


def read_list(cell: str) -> tuple[str, ...]:
    """The list of a cell."""
    loaded = _json(cell) if cell.startswith("[") else None
    if isinstance(loaded, list):
        return tuple(str(item) for item in loaded)
    return tuple(line.strip() for line in cell.splitlines() if line.strip())


def mapping_cell(items: Mapping[str, str]) -> str:
    """A mapping in one cell."""
    pairs = [(key, text) for key, text in items.items()]
    plain = all(key and text and ":" not in key and "\n" not in key + text and key == key.strip() and text == text.strip() for key, text in pairs)
    if plain and not (pairs and pairs[0][0].startswith("{")):
        return "\n".join(f"{key}: {text}" for key, text in pairs)
    return json.dumps(dict(items), ensure_ascii=False)


def read_mapping(cell: str) -> Mapping[str, str]:
    """The mapping of a cell."""
    loaded = _json(cell) if cell.startswith("{") else None
    if isinstance(loaded, dict):
        return MappingProxyType({str(key): str(text) for key, text in loaded.items()})
    pairs = (line.partition(":") for line in cell.splitlines() if ":" in line)
    found = {key.strip(): text.strip() for key, _, text in pairs}
    return MappingProxyType(found) if found else NOTHING


def _json(cell: str) -> object:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return None


def _word(written: str, kind: type[_E], default: _E) -> _E:
    try:
        return kind(written.strip().lower())
    except ValueError:
        return default


def _number(written: str, default: float) -> float:
    try:
        return float(written)
    except ValueError:
        return default


# --- questions --------------------------------------------------------------------------------------------------------------------------


def question_cells(question: Question, asks: Asks) -> dict[str, str]:
    """Our columns of a question; what has its usual value is left blank. `asks`: of whom the form, or the repeat, asks."""
    cells = {name: str(getattr(question, name)) for name in TEXTS}
    cells |= {"how": list_cell(question.how), "anchors": mapping_cell(question.anchors) if question.anchors else ""}
    cells["share"] = question.share.value if question.share is not None else ""
    cells["asks"] = "" if question.asks is asks else question.asks.value
    cells["evidence"] = "" if question.evidence is Evidence.WELCOME else question.evidence.value
    cells["shelf_life"] = "" if question.shelf_life == 12 else str(question.shelf_life)
    cells["sensitive"] = "yes" if question.sensitive else ""
    cells["unknown"] = "" if question.unknown else "no"
    return {**{name: text for name, text in cells.items() if text}, **{name: text for name, text in question.columns.items() if text}}


def with_columns(question: Question, row: Row, language: str, asks: Asks) -> Question:
    """A question with our columns of its row; columns nobody knows, and further languages, are kept as they are."""
    ours = {header(written): str(value).strip() for written, value in row.items()}
    life = ours.get("shelf_life", "")
    share = ours.get("share", "").lower()
    texts: dict[str, Any] = {name: ours.get(name, "") for name in TEXTS}
    return replace(
        question,
        **texts,
        type="ref" if ours.get("ref") and question.type == "text" else question.type,
        how=read_list(ours.get("how", "")),
        anchors=read_mapping(ours.get("anchors", "")),
        asks=asks_of(row, asks),
        share=Share(share) if share in [one.value for one in Share] else None,
        evidence=_word(ours.get("evidence", ""), Evidence, Evidence.WELCOME),
        shelf_life=int(life) if life.isascii() and life.isdigit() and len(life) < 6 else 12,
        sensitive=ours.get("sensitive", "").lower() in ("yes", "true"),
        unknown=ours.get("unknown", "").lower() not in ("no", "false"),
        columns=_others(row, language),
    )


def _others(row: Row, language: str) -> Mapping[str, str]:
    kept = {written: str(value).strip() for written, value in row.items() if not _is_placed(written, language) and str(value).strip()}
    return MappingProxyType(kept) if kept else NOTHING


def _is_placed(written: str, language: str) -> bool:
    """Whether a column has a place of its own: known, and not in a further language."""
    return header(written) in _KNOWN and spoken(written) in ("", language)


def asks_of(row: Row, asks: Asks) -> Asks:
    """Of whom a row asks: its own mark, else that of what it stands in."""
    return _word(str(row.get("asks", "")), Asks, asks)


_TAKEN = frozenset({"caption", "value"})
_PREFIX = "ours_"


def choice_cells(choice: Choice) -> dict[str, str]:
    """The further columns of a choice; `caption` and `value` go under another name, since to XLSForm they are label and name."""
    return {f"{_PREFIX}{name}" if name in _TAKEN else name: text for name, text in choice.extra.items()}


# --- choices ----------------------------------------------------------------------------------------------------------------------------


def choice_of(name: str, row: Row, language: str) -> Choice:
    """A choice; further columns and languages are kept."""
    texts = {"label": "", "hint": ""}
    extra: dict[str, str] = {}
    for written, value in row.items():
        text, column = str(value).strip(), header(written)
        if column in texts and spoken(written) in ("", language):
            texts[column] = texts[column] or text
        elif column not in ("list_name", "name") and text:
            plain = written.removeprefix(_PREFIX)
            extra[plain if plain in _TAKEN else written] = text
    return Choice(name, texts["label"] or name, texts["hint"], MappingProxyType(extra) if extra else NOTHING)


# --- the form itself --------------------------------------------------------------------------------------------------------------------


def kind_of(settings: Row, usual: Kind) -> Kind:
    """What kind of form it is, else `usual`."""
    return _word(str(settings.get("kind", "")), Kind, usual)


def setting_cells(form: Form) -> dict[str, str]:
    """Our columns of the settings sheet."""
    cells = {name: str(getattr(form, name)) for name in SETTING_TEXTS}
    cells |= {name: list_cell(getattr(form, name)) for name in SETTING_LISTS if getattr(form, name)}
    cells |= {"kind": form.kind.value, "asks": form.asks.value}
    return {name: text for name, text in cells.items() if text}


def asks_of_form(settings: Row) -> Asks:
    """Of whom the form asks; a form of others stays with the team until somebody says otherwise."""
    return asks_of(settings, Asks.TEAM)


def with_settings(form: Form, settings: Row, sheets: _Sheets) -> Form:
    """A form with our columns of the settings sheet and our own sheets."""
    given = {name: str(value).strip() for name, value in settings.items()}
    scores = tuple(_score(row) for row in sheets.get("scores", ()) if row.get("name"))
    texts: dict[str, Any] = {name: given.get(name, "") for name in SETTING_TEXTS}
    texts |= {name: read_list(given.get(name, "")) for name in SETTING_LISTS}
    return replace(
        form,
        **texts,
        asks=asks_of_form(settings),
        scores=scores,
        outcomes=tuple(_tables(sheets.get("outcomes", ()))),
    )


def score_rows(form: Form) -> list[dict[str, str]]:
    """The sheet `scores`."""
    return [_score_row(score) for score in form.scores]


def _score_row(score: ScoreRule) -> dict[str, str]:
    numbers = {name: number_text(getattr(score, name)) for name in ("least", "low", "high")}
    weights = {name: repr(weight) for name, weight in score.weights.items()}
    row = {"name": score.name, "label": score.label, "kind": score.kind, "of": list_cell(score.of), "expression": score.expression}
    return {**row, "weights": mapping_cell(weights) if weights else "", **numbers}


def _score(row: Row) -> ScoreRule:
    blank = ScoreRule("", "", "")
    return ScoreRule(
        name=row["name"],
        label=row.get("label", ""),
        kind=row.get("kind", "mean"),
        of=read_list(row.get("of", "")),
        weights=MappingProxyType({name: _number(weight, 1.0) for name, weight in read_mapping(row.get("weights", "")).items()}),
        least=_number(row.get("least", ""), blank.least),
        low=_number(row.get("low", ""), blank.low),
        high=_number(row.get("high", ""), blank.high),
        expression=row.get("expression", ""),
    )


def outcome_rows(form: Form) -> list[dict[str, str]]:
    """The sheet `outcomes`: one row for each rule."""
    return [
        {"table": table.name, "label": table.label, "hit": table.hit, "when": rule.when, "result": rule.result, "reason": rule.reason}
        for table in form.outcomes
        for rule in table.rules
    ]


def _tables(rows: Iterable[Row]) -> Iterable[OutcomeTable]:
    found: dict[str, OutcomeTable] = {}
    for row in rows:
        name = row.get("table", "")
        rule = Rule(row.get("when", ""), row.get("result", ""), row.get("reason", ""))
        table = found.get(name) or OutcomeTable(name, row.get("label", ""), row.get("hit", "first"), ())
        found[name] = replace(table, rules=(*table.rules, rule))
    return (table for name, table in found.items() if name)
