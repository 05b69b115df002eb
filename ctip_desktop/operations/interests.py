"""From what a company wants and what we want to an opportunity.

Source: Five learnings brief (about 2019), lines 81 to 92 and 361 to 370: the opportunity lies where interests meet. A person says so, never a rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes, Draft, perform
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.workspace import sheets
from ctip_desktop.workspace.cells import answer_of
from ctip_desktop.workspace.sheets import Stored
from ctip_desktop.workspace.workspace import Workspace

TITLE = 90
"""Characters of an opportunity's title that read well in tables; a longer idea is cut at a word there, and kept whole below."""

SOURCE = "Where interests meet"
"""What a new opportunity says about where its idea comes from."""

_KEPT = "Nothing was changed."


def pursue(ws: Workspace, pair: UUID) -> Changes:
    """Turn a pair into an opportunity with its company as partner, named in the pair; `created[0]` is the opportunity.

    The idea becomes its title (the company's wish, where no idea was written), and stands whole in its description. Raises NotFound when the pair or
    its interest is not there, BadInput when it was turned into an opportunity before.
    """

    def build(draft: Draft) -> None:
        one = _live(draft, pair, "match")
        interest = _pointed(draft, one, "interest", "interest")
        before = _record(draft, one, "opportunity")
        if before is not None and not before.deleted:
            raise BadInput(f"It is the opportunity “{before.title}” already.", kept=_KEPT, next_step="Open that one.")
        company = UUID(bytes=interest.about) if interest.about else None
        idea = _words(one, "idea") or _words(interest, "text") or interest.title
        goal = _record(draft, one, "goal")
        given = {
            "title": title_of(idea),
            "idea": idea,
            "idea_source": SOURCE,
            "status": "spotted",
            "country": _words(goal, "country") if goal else "",
        }
        answers = {name: Answer.of(text) for name, text in given.items() if text}
        made = records.make_in(ws, draft, "opportunity", NewRecord(company, answers))
        records.answer_in(ws, draft, pair, {"opportunity": Answer.of(made.hex)})
        draft.label = f"Make the opportunity “{title_of(idea)}” out of a pair"

    return perform(ws, "Make an opportunity out of a pair", build)


def take_goals(ws: Workspace, goals: Sequence[str]) -> Changes:
    """Take goals of the programme's own record over, each as a goal that interests can be tied to. Raises as `create` does."""
    new = [NewRecord(ws.programme_id, {"text": Answer.of(goal)}, status="finished") for goal in goals]
    return records.create_many(ws, "project_goal", new, label="Take over the goals of the programme")


def title_of(idea: str) -> str:
    """A short title out of an idea: its first line, cut at a word when it is long."""
    line = next((line.strip() for line in idea.splitlines() if line.strip()), "")
    if len(line) <= TITLE:
        return line
    cut = line[: TITLE - 1]
    return (cut.rpartition(" ")[0].rstrip(" ,;:") or cut) + "…"


def _live(draft: Draft, record: UUID, form: str) -> Stored:
    one = sheets.stored(draft.connection, record.bytes)
    if one.form != form or one.deleted:
        raise NotFound("It is not there any more.", kept=_KEPT, next_step="Look at the list again.")
    return one


def _pointed(draft: Draft, one: Stored, name: str, form: str) -> Stored:
    """The record an answer points to. Raises NotFound."""
    found = _record(draft, one, name)
    if found is None:
        raise NotFound("The pair does not say what the company wants.", kept=_KEPT, next_step="Open the pair and choose its interest.")
    return _live(draft, UUID(bytes=found.id), form)


def _record(draft: Draft, one: Stored, name: str) -> Stored | None:
    """The record an answer points to, deleted or not; None when there is none."""
    id_ = sheets.parse_id(_words(one, name))
    try:
        return sheets.stored(draft.connection, id_) if id_ is not None else None
    except NotFound:
        return None


def _words(one: Stored, name: str) -> str:
    found = answer_of(one.doc.get(name)).value
    return found.strip() if isinstance(found, str) else ""
