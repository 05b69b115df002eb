"""A talk with everything that came out of it, kept in one step: the conversation, concerns, interests, answers in their forms, promises kept.

Source: Five learnings brief (about 2019), lines 345 to 370 and 458 to 462: first talks are for listening, and worries are best heard early.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput
from ctip_desktop.forms.model import Answer, Source, State
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes, Draft, perform
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.practice import quick_lines
from ctip_desktop.practice.quick_lines import Line, Said
from ctip_desktop.workspace import sheets
from ctip_desktop.workspace.cells import NOTE, answer_of, note_of
from ctip_desktop.workspace.workspace import Workspace

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer heard in a talk. record: of the form about the company, None when nobody has begun it."""

    record: UUID | None
    form: str
    path: str
    label: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class TalkNotes:
    """What was written during a talk. who: a contact; who_else, our_people: names or roles, one in each line; kept: promises this talk keeps.

    An answer line without its `Heard` stays out of the forms and belongs among `lines` as a note.
    """

    on: date
    channel: str
    lines: Sequence[Line]
    who: UUID | None = None
    who_else: str = ""
    our_people: str = ""
    heard: Sequence[Heard] = ()
    kept: Sequence[UUID] = field(default=())


def keep(ws: Workspace, company: UUID, notes: TalkNotes) -> Changes:
    """Keep a talk and what came out of it; `created[0]` is the conversation. One step of undo takes all of it back.

    Raises BadInput for a day to come or when nothing was written, NotFound for a company or a record that is not there; nothing is kept then.
    """
    today = ws.now().astimezone().date()
    if notes.on > today:
        raise BadInput("The day of the talk is still to come.", kept="What you wrote is kept here.", next_step="Choose today or an earlier day.")
    if not (notes.lines or notes.heard):
        raise BadInput("Nothing was written down yet.", kept="Nothing was changed.", next_step="Write one line at least.")

    def build(draft: Draft) -> None:
        talk = NewRecord(company, _conversation(notes), rows={"promises": _promised(notes)}, status="finished")
        records.make_in(ws, draft, "conversation", talk)
        for line in notes.lines:
            if line.kind in _REGISTERS:
                form, answers = _REGISTERS[line.kind]
                given = {**answers, "text": line.text, **({"raised_on": notes.on.isoformat()} if form == "concern" else {})}
                records.make_in(ws, draft, form, NewRecord(company, {name: Answer.of(value) for name, value in given.items()}, status="finished"))
        _put_heard(ws, draft, company, notes)
        for promise in dict.fromkeys(notes.kept):
            _keep_promise(ws, draft, promise)
        draft.label = f"Keep the talk of {day_words(notes.on)}"

    return perform(ws, "Keep a talk", build)


def record(
    ws: Workspace, company: UUID, answers: Mapping[str, Answer], keeps: UUID | None = None, *, promises: Sequence[Mapping[str, Answer]] = ()
) -> Changes:
    """Keep a conversation with its promises: `created[0]`. keeps: a promise of an earlier one, which is done then, in the same step.
    Raises as `create` does."""

    def build(draft: Draft) -> None:
        talk = NewRecord(company, answers, rows={"promises": promises} if promises else {}, status="finished")
        records.make_in(ws, draft, "conversation", talk)
        if keeps is not None:
            _keep_promise(ws, draft, keeps)

    return perform(ws, "Record a conversation", build)


_REGISTERS = {
    Said.CONCERN: ("concern", {"side": "company", "kind": "concern"}),
    Said.INTEREST: ("interest", {"said_by": "company"}),
}
"""Lines that become an entry of a register: its form, and what such a line says of itself."""


def _conversation(notes: TalkNotes) -> dict[str, Answer]:
    given = {
        "date": notes.on.isoformat(),
        "channel": notes.channel,
        "who": notes.who.hex if notes.who else "",
        "who_else": notes.who_else,
        "our_people": notes.our_people,
        "summary": quick_lines.summary(notes.lines, dict.fromkeys(each.label for each in notes.heard)),
    }
    return {name: Answer.of(text) for name, text in given.items() if text}


def _promised(notes: TalkNotes) -> list[dict[str, Answer]]:
    """Every promise: a line of its own, with its own day."""
    return [_promise(line) for line in quick_lines.promises(notes.lines)]


def _promise(line: Line) -> dict[str, Answer]:
    by = "they" if line.kind is Said.THEIR_PROMISE else "we"
    given = {"promise": line.text, "promise_by": by, "promise_due": line.due.isoformat() if line.due else "", "promise_done": "no"}
    return {name: Answer.of(value) for name, value in given.items() if value}


def _keep_promise(ws: Workspace, draft: Draft, promise: UUID) -> None:
    """A promise is done: a line of a talk, or the talk itself, where older records keep one. What is noted beside it stays."""
    one = sheets.stored(draft.connection, promise.bytes)
    if one.form == "conversation.promises" and one.parent is not None:
        done = Answer.of("yes", note=_note(draft, promise, "promise_done"))
        path = f"promises[{sheets.row_name(one.id)}].promise_done"
        records.put(ws, draft, UUID(bytes=one.parent), {path: done}, None)
    else:
        records.answer_in(ws, draft, promise, {"follow_up_done": Answer.of("yes", note=_note(draft, promise, "follow_up_done"))})


def _put_heard(ws: Workspace, draft: Draft, company: UUID, notes: TalkNotes) -> None:
    """Answers go into their forms, or to the facts about the company where a form shows one, with the talk as one more source; a note that stands
    beside an answer stays. That nobody in the talk knew takes no answer away: the conversation tells it."""
    source = Source(kind="own_visit", title="Conversation", date=notes.on.isoformat())
    begun: dict[str, dict[str, Answer]] = {}
    for each in notes.heard:
        answer = replace(each.answer, sources=(source,))
        record, path = _home(ws, draft, company, each)
        if record is None:
            begun.setdefault(each.form, {})[each.path] = answer
            continue
        doc = sheets.stored(draft.connection, record.bytes).doc
        if answer.state is State.UNKNOWN and answer_of(doc.get(path)).state is State.ANSWERED:
            continue
        records.answer_in(ws, draft, record, {path: replace(answer, note=note_of(doc.get(path + NOTE)))})
    for form, answers in begun.items():
        records.make_in(ws, draft, form, NewRecord(company, answers))


def _home(ws: Workspace, draft: Draft, company: UUID, each: Heard) -> tuple[UUID | None, str]:
    """Record and question where an answer is kept, as in the wizard: a fact with the company, unless its form keeps an answer of its own."""
    form = ws.catalogue.form(each.form)
    if each.record is not None:
        facts = sheets.load(draft.connection, each.record.bytes, ws.catalogue).facts
    else:
        facts = sheets.facts_of(draft.connection, ws.catalogue, form, company.bytes)
    fact = facts.get(each.path)
    return (UUID(bytes=fact.record), fact.name) if fact is not None else (each.record, each.path)


def _note(draft: Draft, record: UUID, name: str) -> str:
    return note_of(sheets.stored(draft.connection, record.bytes).doc.get(name + NOTE))


def day_words(day: date) -> str:
    """A day inside a kept text, the same on every laptop: 13 Oct 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
