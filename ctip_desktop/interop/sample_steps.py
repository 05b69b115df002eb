"""The steps of the sample timeline: each word of a step is an operation of the program, by one of the laptops."""

from __future__ import annotations

import mimetypes
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from ctip_desktop import resources
from ctip_desktop.errors import BadInput
from ctip_desktop.forms.model import Answer, Form, Question, State
from ctip_desktop.interop.answers import read_answers
from ctip_desktop.operations import decisions, programme, records, rounds, sharing
from ctip_desktop.operations.changes import Changes
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.sync import exchange
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.workspace import Workspace

_SOURCED = re.compile(r"(.*) \[(\w+(?:, ?\w+)*)\]", re.DOTALL)
"""“text [key, key]”: an answer with its sources."""

_NUMBERS = frozenset({"integer", "range", "decimal"})

Step = Mapping[str, Any]


@dataclass(slots=True)
class Told:
    """What the steps did so far. waiting: changes of each laptop since it last made a bundle; conflicts: of the last bundle brought in."""

    records: int = 0
    changes: int = 0
    bundles: int = 0
    conflicts: int = 0
    waiting: Counter[str] = field(default_factory=Counter)


class Player:
    """Plays steps, one after the other. `told` says what they did."""

    def __init__(self, laptops: Mapping[str, Workspace], sources: Mapping[str, Mapping[str, str]], scratch: Path) -> None:
        """`sources` by key; bundles pass through the folder `scratch`."""
        self.told = Told()
        self._laptops = laptops
        self._sources = sources
        self._scratch = scratch
        self._keys: dict[str, tuple[UUID, str]] = {}  # key → record, form
        self._keys["programme"] = (next(iter(laptops.values())).programme_id, "programme")
        self._files: dict[tuple[str, str], str] = {}  # laptop and file name → hash of the attachment
        self._words: Mapping[str, Callable[[Workspace, Step], Sequence[Changes]]] = {
            "set_up": self._set_up,
            "rules": self._rules,
            "share": lambda ws, step: [sharing.share(ws, step["share"], step["readers"])],
            "each": self._each,
            "pulse": self._pulse,
            "add": self._add,
            "answer": self._answer,
            "row": self._row,
            "finish": lambda ws, step: [records.finish(ws, self._record(step["finish"]))],
            "delete": lambda ws, step: [records.delete(ws, self._record(step["delete"]))],
            "place": self._place,
            "goal": self._goal,
            "move": self._move,
            "begin": lambda ws, step: [rounds.begin(ws, step["begin"], participants=step["participants"], on=date.fromisoformat(step["on"]))],
            "score": self._score,
            "agree": self._agree,
            "close": lambda ws, step: [rounds.close(ws, step["close"], on=date.fromisoformat(step["on"]))],
            "rehearse": self._rehearse,
            "cut": lambda ws, step: [rounds.draw_cut(ws, step["cut"], int(step["after"]), step["reason"], on=date.fromisoformat(step["on"]))],
        }

    def play(self, step: Step) -> None:
        """Do what one step says. Raises BadInput for a step with no word that is known."""
        if "exchange" in step:
            self._exchange(step["exchange"]["from"], step["exchange"]["to"])
            return
        word = next((word for word in self._words if word in step), None)
        if word is None:
            raise BadInput(f"A step of day {step.get('day')} of the sample has no word that is known.")
        for changes in self._words[word](self._laptops[step["by"]], step):
            self.told.records += len(changes.created)
            self.told.changes += len(changes.cells)
            self.told.waiting[step["by"]] += len(changes.cells)

    # -- answers ---------------------------------------------------------------------------------------------------------------------

    def _record(self, reference: str) -> UUID:
        return self._known(reference)[0]

    def _known(self, reference: str) -> tuple[UUID, str]:
        """Record and form of “@key”; “@programme” is the programme itself."""
        found = self._keys.get(reference.removeprefix("@"))
        if found is None:
            raise BadInput(f"The sample names “{reference}” before it is made.", kept="Nothing was made.")
        return found

    def _read(self, ws: Workspace, form: Form, given: Mapping[str, Any]) -> tuple[dict[str, Answer], dict[str, list[Mapping[str, Answer]]]]:
        types = {question.name: question for question in form.walk()}
        return read_answers(form, {name: self._plain(ws, types, name, value) for name, value in given.items()})

    def _plain(self, ws: Workspace, types: Mapping[str, Question], name: str, given: Any) -> Any:
        """One answer in the JSON shape of `interop.answers`: references, numbers and sources worked out."""
        if types[name].type == "repeat":
            return [{column: self._plain(ws, types, column, value) for column, value in row.items()} for row in given]
        answer = dict(given) if isinstance(given, dict) else {"value": given}
        if isinstance(answer.get("value"), str):
            if found := _SOURCED.fullmatch(answer["value"]):
                answer["value"], answer["sources"] = found[1], found[2].replace(",", " ").split()
            answer["value"] = self._value(types[name], answer["value"])
        answer["sources"] = [self._source(ws, key) for key in answer.get("sources", ())]
        return answer

    def _value(self, question: Question, text: str) -> Any:
        if text.startswith("@"):
            return str(self._record(text))
        if question.type in _NUMBERS:
            return float(text) if "." in text else int(text)
        return text

    def _source(self, ws: Workspace, key: str) -> dict[str, str]:
        source = dict(self._sources[key])
        if name := source.get("file"):
            source["file"] = self._attached(ws, name)
        return source

    def _attached(self, ws: Workspace, name: str) -> str:
        key = (ws.device.name, name)
        if key not in self._files:
            media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
            self._files[key] = records.attach(ws, resources.data("sample", "files", name), media_type)
        return self._files[key]

    # -- records ---------------------------------------------------------------------------------------------------------------------

    def _add(self, ws: Workspace, step: Step) -> list[Changes]:
        answers, rows = self._read(ws, ws.catalogue.form(step["add"]), step["answers"])
        about = self._record(step["about"]) if "about" in step else None
        made = records.create(ws, step["add"], about=about, answers=answers, rows=rows)
        if "key" in step:
            self._keys[step["key"]] = (made.created[0], step["add"])
        return [made, records.finish(ws, made.created[0])] if step.get("finished") == "yes" else [made]

    def _each(self, ws: Workspace, step: Step) -> list[Changes]:
        """Many records of one form about one subject, in one step. A line may have its own `key` and its own `about`."""
        lines = [dict(line) for line in step["each"]]
        keys = [line.pop("key", "") for line in lines]
        abouts = [self._record(line.pop("about", step["about"])) for line in lines]
        status = "finished" if step.get("finished") == "yes" else "draft"
        read = [self._read(ws, ws.catalogue.form(step["form"]), line) for line in lines]
        new = [NewRecord(about, answers, rows, status) for about, (answers, rows) in zip(abouts, read, strict=True)]
        made = records.create_many(ws, step["form"], new)
        self._keys |= {key: (record, step["form"]) for key, record in zip(keys, made.created, strict=True) if key}
        return [made]

    def _answer(self, ws: Workspace, step: Step) -> list[Changes]:
        record, form = self._known(step["answer"])
        answers, _ = self._read(ws, ws.catalogue.form(form), step["answers"])
        done = [records.answer_many(ws, record, answers)]
        return done + [records.add_source(ws, record, name, source) for name, answer in answers.items() for source in answer.sources]

    def _row(self, ws: Workspace, step: Step) -> list[Changes]:
        record, form = self._known(step["row"])
        _, rows = self._read(ws, ws.catalogue.form(form), {step["repeat"]: [step["answers"]]})
        return [records.add_row(ws, record, step["repeat"], rows[step["repeat"]][0])]

    # -- the programme and decisions ---------------------------------------------------------------------------------------------------

    def _set_up(self, ws: Workspace, step: Step) -> list[Changes]:
        return [programme.set_up(ws, **step["set_up"])]

    def _rules(self, ws: Workspace, step: Step) -> list[Changes]:
        form = ws.catalogue.form("programme")
        return [programme.set_rules(ws, **{name: self._value(form.question(name), text) for name, text in step["rules"].items()})]

    def _place(self, ws: Workspace, step: Step) -> list[Changes]:
        today = ws.now().astimezone().date()
        company = self._record(step["place"])
        by: Literal["team", "company"] = "company" if step.get("who") == "company" else "team"
        return [decisions.place(ws, company, step["stage"], by, step["reason"], today, suggested=step.get("suggested", ""))]

    def _goal(self, ws: Workspace, step: Step) -> list[Changes]:
        agreed = {"agreed_with": step["agreed_with"], "agreed_on": date.fromisoformat(step["agreed_on"])}
        return [decisions.next_goal(ws, self._record(step["goal"]), step["text"], stage=step["stage"], by_date=step["by_date"], **agreed)]

    def _move(self, ws: Workspace, step: Step) -> list[Changes]:
        return [decisions.move(ws, self._record(step["move"]), step["status"], step.get("reason", ""), date.fromisoformat(step["on"]))]

    # -- scoring ---------------------------------------------------------------------------------------------------------------------

    def _score(self, ws: Workspace, step: Step) -> list[Changes]:
        """The sheets of one person in one round, and handing them in."""
        head = {"round": Answer.of(step["score"]), "assessor": Answer.of(step["assessor"])}
        new = [NewRecord(self._record(key), {**head, **_marks(ws, sheet), **_reasons(sheet)}) for key, sheet in step["sheets"].items()]
        made = records.create_many(ws, "score_card", new)
        handed_in = made.created if step.get("hand_in") != "no" else ()
        return [made, *(rounds.hand_in(ws, sheet) for sheet in handed_in)]

    def _agree(self, ws: Workspace, step: Step) -> list[Changes]:
        return [rounds.agree(ws, self._record(key), step["agree"], _marks(ws, sheet), sheet["reason"]) for key, sheet in step["sheets"].items()]

    # -- the pulse -------------------------------------------------------------------------------------------------------------------

    def _pulse(self, ws: Workspace, step: Step) -> list[Changes]:
        """One wave of both sides. A reply is “434354”: alignment, value added, commitment, openness, trust, direction; ? for cannot say."""
        about = self._record(step["pulse"])
        wave = {"wave": Answer.of(step["wave"]), "wave_on": Answer.of(step["on"])}
        quotes = step.get("quotes", {})
        new = [
            {**wave, "side": Answer.of(side), "respondent": Answer.of(who), **_reply(quotes.get(f"{side} {who}", {}), reply)}
            for side in ("partner", "ours")
            for who, reply in step[side].items()
        ]
        return [records.create_many(ws, "pulse", [NewRecord(about, answers, status="finished") for answers in new])]

    # -- bundles and backups ---------------------------------------------------------------------------------------------------------

    def _rehearse(self, ws: Workspace, _step: Step) -> list[Changes]:
        """The newest backup is restored for trying."""
        backups.rehearse(ws)
        return []

    def _exchange(self, sender: str, receiver: str) -> None:
        """A bundle from one laptop to the other, by way of the scratch folder."""
        theirs = self._laptops[receiver]
        bundle = self._scratch / f"{sender}-{self.told.bundles + 1:03}.ctipbundle"
        exchange.make(self._laptops[sender], bundle, to=[theirs.device.id])
        self.told.waiting[sender] = 0
        self.told.conflicts = exchange.bring_in(theirs, bundle).conflicts
        self.told.bundles += 1


def _marks(ws: Workspace, sheet: Mapping[str, Any]) -> dict[str, Answer]:
    """“54334 433 43 33432” in the order of the form: 1 to 5, ? for cannot judge, - for open; `notes` by factor."""
    names = [name for rule in ws.catalogue.form("score_card").scores for name in rule.of]
    notes = sheet.get("notes", {})
    written = zip(names, "".join(sheet["marks"].split()), strict=True)
    return {name: _mark(mark, notes.get(name, "")) for name, mark in written if mark != "-"}


_TRUST = {"1": "contact_point", "3": "useful_resource", "5": "trusted_adviser"}


def _reply(quotes: Mapping[str, str], reply: str) -> dict[str, Answer]:
    """The answers of one person, with comments that may be quoted by question."""
    marks = {f"rp_{number}": mark for number, mark in enumerate(reply, start=1)}
    answers = {name: Answer.of(_TRUST[mark]) if name == "rp_5" and mark != "?" else _mark(mark, "") for name, mark in marks.items()}
    answers |= {f"{name}_comment": Answer.of(text) for name, text in quotes.items()}
    return {**answers, "may_quote": Answer.of("yes" if quotes else "no")}


def _mark(mark: str, note: str) -> Answer:
    return Answer(None, State.UNKNOWN, note) if mark == "?" else Answer.of(int(mark), note)


def _reasons(sheet: Mapping[str, Any]) -> dict[str, Answer]:
    return {name: Answer.of(text) for name, text in sheet.items() if name.endswith("_reason")}
