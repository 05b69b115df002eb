"""The company page, part by part. One `Reader` reads all its records, so that a source has one number on the whole page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Form, Kind, State
from ctip_desktop.forms.sheet import Progress
from ctip_desktop.practice import due_diligence, maturity, partner_readings, portfolio, readings
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.evidence import oldest
from ctip_desktop.practice.maturity import Stage, Suggestion
from ctip_desktop.queries import company_rows, promises, rankings, rows
from ctip_desktop.queries import company_views as panels
from ctip_desktop.queries.answers import Filled, Reader
from ctip_desktop.queries.promises import Promise
from ctip_desktop.queries.rows import Row, Words, when
from ctip_desktop.queries.score_data import Scores
from ctip_desktop.queries.views import AnswerView, Flag, FormState, Link, Promised, Talk
from ctip_desktop.workspace.connection import Connection

FIRST_FORMS = ("desk_research", "maturity", "due_diligence")
"""The forms with a panel of their own, in the order of the page."""

LONGEST_SUBJECT = 140


class _Page:
    """What all parts need."""

    def __init__(self, connection: Connection, catalogue: Catalogue, programme: UUID, company: UUID, today: date, viewer: str) -> None:
        self.connection, self.catalogue, self.today, self.viewer = connection, catalogue, today, viewer
        found = rows.by_id(connection, [company.bytes]).get(company.bytes)
        if found is None or found.form != "company":
            raise NotFound("There is no such company.", next_step="It may have been deleted. Look for it in the list.")
        self.row: Row = found
        self.rules = readings.rules(rows.by_id(connection, [programme.bytes]).get(programme.bytes))
        self.reader = Reader(connection, catalogue, today, self.rules.shelf_life)
        self.scores = Scores(connection, catalogue, programme)
        self.company = self.reader.fill(company.bytes)
        self.filled: dict[str, Filled | None] = {form.name: self._newest(form) for form in self.forms()}
        self.contested = company_rows.contested_companies(connection)[company.bytes]
        self.answers = {name: self._answers(name) for name in self.filled}

    def forms(self) -> list[Form]:
        """The forms that are filled in about a company: those with a panel first, the others by title."""
        about = [form for form in self.catalogue.forms() if form.kind in (Kind.CHECKLIST, Kind.SURVEY) and "company" in form.about]
        first = {name: place for place, name in enumerate(FIRST_FORMS)}
        return sorted(about, key=lambda form: (first.get(form.name, len(first)), form.title))

    def _newest(self, form: Form) -> Filled | None:
        found = rows.of_form(self.connection, form.name, about=self.row.id)
        return self.reader.fill(found[-1].id) if found else None

    def _answers(self, name: str) -> dict[str, AnswerView]:
        filled = self.filled[name]
        return self.reader.answers(filled) if filled else self.reader.unasked(self.catalogue.form(name), self.row.id)

    def state(self, name: str) -> FormState:
        """How far a form is, begun or not."""
        filled = self.filled[name]
        return self.reader.state(filled) if filled else self.reader.unbegun(self.catalogue.form(name), self.row.id)

    def all(self, form: str) -> list[Row]:
        """Every record of a form about this company."""
        return rows.of_form(self.connection, form, about=self.row.id)


def company_page(connection: Connection, catalogue: Catalogue, programme: UUID, company: UUID, today: date, viewer: str) -> panels.CompanyPage:
    """The whole page. Raises NotFound."""
    page = _Page(connection, catalogue, programme, company, today, viewer)
    words = Words(catalogue.form("company"))
    row = page.row
    opportunities, steps = _opportunities(page)
    talks, promised = _talks(page), promises.open_promises(connection, row.id)
    desk, check = _desk(page), _check(page)
    forms = tuple(page.state(form.name) for form in page.forms())
    about = page.reader.answers(page.company)
    flags = _flags(page, forms, promised, check)
    step = max(steps, key=lambda name: company_rows.step_order(catalogue).get(name, -1), default="")
    return panels.CompanyPage(
        id=row.uuid,
        name=row.title,
        local_name=row.text("local_name"),
        place=row.text("place"),
        country_label=words.label("country", row.text("country")),
        sector_label=words.label("sector", row.text("sector")),
        facts=tuple(panels.Fact(name, about[name].label, about[name].text) for name in readings.SHOWN_FACTS if name in about and about[name].text),
        chips=tuple(_chips(page, flags, check)),
        flags=flags,
        step=step,
        step_label=Words(catalogue.form("opportunity")).label("status", step),
        engaging=readings.yes(row, "engaging") is not False,
        next_step=_next_step(talks, promised),
        company=page.reader.state(page.company),
        forms=forms,
        about=tuple(answer for answer in about.values() if answer.state is State.ANSWERED),
        stage=_stage(page),
        due_diligence=check,
        desk=desk,
        open_points=tuple(answer for answer in desk.answers if answer.to_settle or answer.state in (State.UNKNOWN, State.NOT_ASKED)),
        contacts=_contacts(page),
        talks=talks,
        longest_silence=portfolio.longest_silence([talk.on for talk in talks if talk.on]),
        opportunities=opportunities,
        score_cards=_score_cards(page),
        documents=_documents(page),
        created=when(row.created),
        changed=when(row.changed),
        promises=tuple(each.shown for each in promised),
    )


# -- header --------------------------------------------------------------------------------------------------------------------------


def _flags(page: _Page, forms: Sequence[FormState], promised: Sequence[Promise], check: panels.DueDiligencePanel) -> frozenset[Flag]:
    answers = [answer for answered in page.answers.values() for answer in answered.values()]
    found = {
        Flag.TO_SETTLE: page.contested > 0,
        Flag.OVERDUE: any(each.due is not None and each.due < page.today for each in promised),
        Flag.CHECK_AGAIN: check.recheck_due or any(answer.stale for answer in answers),
        Flag.DRAFT: any(form.status == "draft" for form in forms),
    }
    return frozenset(flag for flag, holds in found.items() if holds)


def _nda(page: _Page) -> bool | None:
    """Whether an agreement not to tell is signed: one in force counts, of its own or of a partnership it is a partner of, else what the facts say."""
    lines = rows.of_form(page.connection, "partnership.partner_rows")
    bound = {page.row.id, *(line.parent for line in lines if rows.ref(line.value("partner")) == page.row.id)}
    ndas = (row for row in rows.of_form(page.connection, "nda") if row.about in bound)
    held = any(partner_readings.nda(row, row.uuid).in_force(page.today) for row in ndas)
    return held or readings.yes(page.row, "nda")


def _chips(page: _Page, flags: frozenset[Flag], check: panels.DueDiligencePanel) -> Iterable[panels.Chip]:
    if readings.yes(page.row, "engaging") is False:
        why = Words(page.catalogue.form("company")).label("not_engaging_reason", page.row.text("not_engaging_reason"))
        yield panels.Chip("not_engaging", maturity.LABELS[Stage.NOT_ENGAGING], f"{why[:1].lower()}{why[1:]}")
    nda = _nda(page)
    if nda is not None:
        yield panels.Chip("nda", "NDA signed" if nda else "No NDA")
    if check.result is not Result.NOT_CHECKED:
        yield panels.Chip("due_diligence", f"Due diligence: {due_diligence.LABELS[check.result]}")
    if page.contested:
        yield panels.Chip("to_settle", f"{page.contested} to settle")
    for flag in (Flag.OVERDUE, Flag.CHECK_AGAIN, Flag.DRAFT):
        if flag in flags:
            yield panels.Chip(flag.value, company_rows.FLAG_LABELS[flag])


# -- stage on the path ---------------------------------------------------------------------------------------------------------------


def _stage(page: _Page) -> panels.StagePanel:
    form, filled = page.catalogue.form("maturity"), page.filled["maturity"]
    suggestion = maturity.suggest(readings.stage_counts(form, filled.sheet if filled else None))
    placements = _placements(page)
    team = next((each for each in reversed(placements) if each.by == "team"), None)
    company = next((each for each in reversed(placements) if each.by == "company"), None)
    return panels.StagePanel(
        form=page.state("maturity"),
        counts=suggestion.counts,
        actions=_actions(page, form),
        suggestion=suggestion.stage,
        mixed=suggestion.mixed,
        reason=suggestion.reason,
        sentence=_sentence(suggestion, team, company),
        team=team,
        company=company,
        placements=placements,
        offers=maturity.offers(team.stage if team else suggestion.stage),
        goal=_goal(page),
    )


def _actions(page: _Page, form: Form) -> tuple[panels.StageAction, ...]:
    filled, answers = page.filled["maturity"], page.answers["maturity"]
    found = []
    for stage, question in readings.stage_actions(form):
        answer = answers.get(question.name)
        if answer is not None:
            shown = readings.yes(filled.sheet, question.name) if filled else None
            found.append(panels.StageAction(stage, question.name, answer.label, answer.state, shown, answer))
    return tuple(found)


def _placements(page: _Page) -> tuple[panels.PlacementView, ...]:
    found = []
    for row in page.all("placement"):
        placement = readings.placement(row)
        if placement.stage:
            differs = placement.suggested not in ("", "none", placement.stage.value)
            found.append(panels.PlacementView(row.uuid, placement.stage, placement.by, placement.on, placement.reason, placement.suggested, differs))
    return tuple(sorted(found, key=lambda each: each.on or date.min))


def _sentence(suggestion: Suggestion, team: panels.PlacementView | None, company: panels.PlacementView | None) -> str:
    """Suggestion and both views in words, as they stand under the path."""
    named = "Mixed profile" if suggestion.mixed else maturity.LABELS[suggestion.stage] if suggestion.stage else "no stage yet"
    said = [f"Suggested from the answers: {named}."]
    if team:
        agreed = team.stage is suggestion.stage
        said.append("Our team agreed." if agreed else f"Our team placed it at {maturity.LABELS[team.stage]}.")
    if company:
        said.append(maturity.differ(team.stage if team else None, company.stage) or f"The company sees itself at {maturity.LABELS[company.stage]}.")
    return " ".join(said)


def _goal(page: _Page) -> panels.GoalView | None:
    """The newest goal that is neither reached nor dropped, else the newest reached one."""
    goals = [(row, goal) for row in page.all("goal") if (goal := readings.goal(row)).reached != "dropped"]
    open_goals = [pair for pair in goals if pair[1].reached == "no"]
    if not goals:
        return None
    row, goal = (open_goals or goals)[-1]
    return panels.GoalView(row.uuid, goal.text, goal.stage, goal.by_date, goal.agreed_on, goal.agreed_with, goal.reached)


# -- due diligence and desk research -------------------------------------------------------------------------------------------------


def _check(page: _Page) -> panels.DueDiligencePanel:
    form, filled, answers = page.catalogue.form("due_diligence"), page.filled["due_diligence"], page.answers["due_diligence"]
    sheet = filled.sheet if filled else None
    check = readings.CheckReader(form, page.rules.recheck_months).read(sheet)
    decision = readings.text(sheet, "decision") if sheet else ""
    return panels.DueDiligencePanel(
        form=page.state("due_diligence"),
        result=check.result,
        reason=check.reason,
        clear=check.clear,
        watch=check.watch,
        stop=check.stop,
        not_checked=check.not_checked,
        items=tuple(_item(section, judged.name, verdict.name, answers, filled) for section, judged, verdict in readings.check_items(form)),
        checked_on=check.checked_on,
        recheck=check.recheck,
        recheck_due=check.due(page.today),
        decision=decision,
        decision_label=Words(form).label("decision", decision),
        conditions=readings.text(sheet, "conditions") if sheet else "",
        decision_reason=(readings.text(sheet, "decision_reason") or sheet.get("decision").note) if sheet else "",
    )


def _item(section: str, judged: str, verdict: str, answers: Mapping[str, AnswerView], filled: Filled | None) -> panels.CheckItem:
    found = [answers[name] for name in (judged, verdict) if name in answers]
    result = readings.result_of(readings.text(filled.sheet, verdict)) if filled else Result.NOT_CHECKED
    label = found[0].label if found else judged
    words = ". ".join(text for answer in found[:1] for text in (answer.text.rstrip("."), answer.note) if text)
    return panels.CheckItem(judged, section, label, result, words, tuple(found))


def _desk(page: _Page) -> panels.DeskPanel:
    answers = tuple(page.answers["desk_research"].values())
    answered = [answer for answer in answers if answer.state is State.ANSWERED]
    form, filled = page.state("desk_research"), page.filled["desk_research"]
    far = filled.sheet.progress if filled else Progress(form.answered, form.asked)
    return panels.DeskPanel(
        form=form,
        answered=far.answered - far.unknown - far.not_applicable,
        unknown=far.unknown,
        not_applicable=far.not_applicable,
        open=far.asked - far.answered,
        with_source=sum(bool(answer.sources) for answer in answered),
        oldest=oldest(source.months for answer in answered for source in answer.sources),
        answers=answers,
    )


# -- people and talks ----------------------------------------------------------------------------------------------------------------


def _talks(page: _Page) -> tuple[Talk, ...]:
    """Newest first."""
    names = {row.uuid: row.title for row in page.all("contact")}
    words = Words(page.catalogue.form("conversation"))
    lines = promises.lines_of_talks(page.connection)
    found = [_talk(row, names, words, lines.get(row.id, ())) for row in page.all("conversation")]
    return tuple(sorted(found, key=lambda talk: (talk.on or date.min, talk.id), reverse=True))


def _next_step(talks: Sequence[Talk], promised: Sequence[Promise]) -> Talk | None:
    """The talk of the earliest open promise with a day, telling that promise alone."""
    first = next((each for each in promised if each.due), None)
    talk = next((talk for talk in talks if first is not None and talk.id.bytes == first.talk), None)
    if talk is None or first is None:
        return None
    return replace(talk, promises=(Promised(first.text, first.due, theirs=not first.ours),))


def _talk(row: Row, names: Mapping[UUID, str], words: Words, lines: Sequence[Promised]) -> Talk:
    talk = readings.conversation(row)
    who = rows.ref(talk.who)
    people = [names.get(UUID(bytes=who), "") if who else "", *talk.who_else.splitlines()]
    subject = " · ".join(" ".join(line.split()) for line in talk.summary.splitlines() if line.strip())  # what was said line by line stays apart
    if len(subject) > LONGEST_SUBJECT:
        subject = subject[: LONGEST_SUBJECT - 1].rstrip() + "…"
    return Talk(
        row.uuid,
        talk.on,
        talk.channel,
        words.label("channel", talk.channel),
        subject,
        ", ".join(name.strip() for name in people if name.strip()),
        ", ".join(line.strip() for line in talk.our_people.splitlines() if line.strip()),
        promises.of_talk(talk, lines),
    )


def _contacts(page: _Page) -> tuple[panels.ContactView, ...]:
    words = Words(page.catalogue.form("contact"))
    last: dict[bytes, date] = {}
    for row in page.all("conversation"):
        talk = readings.conversation(row)
        if (who := rows.ref(talk.who)) and talk.on:
            last[who] = max(talk.on, last.get(who, talk.on))
    found = [
        panels.ContactView(
            row.uuid,
            row.title,
            row.text("job"),
            row.text("unit"),
            row.text("champion"),
            words.label("champion", row.text("champion")),
            readings.yes(row, "active") is not False,
            last.get(row.id),
            words.label("decision_right", row.text("decision_right")),
        )
        for row in page.all("contact")
    ]
    return tuple(sorted(found, key=lambda contact: (not contact.active, contact.name.casefold())))


# -- opportunities and documents -----------------------------------------------------------------------------------------------------


def _opportunities(page: _Page) -> tuple[tuple[panels.OpportunityLine, ...], list[str]]:
    """The company's opportunities by title, and their statuses."""
    places = rankings.newest_places(page.scores, page.viewer)
    words = Words(page.catalogue.form("opportunity"))
    mine = [each for each in page.scores.opportunities.values() if page.row.id in each.members]
    lines = []
    for each in sorted(mine, key=lambda each: each.row.title.casefold()):
        place, status = places.get(each.row.id), each.row.text("status")
        rank, total, provisional = (place.rank, place.total, place.provisional) if place else (None, None, False)
        lines.append(panels.OpportunityLine(each.row.uuid, each.row.title, status, words.label("status", status), rank, total, provisional))
    return tuple(lines), [line.status for line in lines]


def _score_cards(page: _Page) -> tuple[panels.ScoreCardLine, ...]:
    found = []
    for each in page.scores.opportunities.values():
        for current in page.scores.rounds:
            for sheet in page.scores.sheets(current.view.kind, each.row.id) if page.row.id in each.members else ():
                reading = sheet.reading
                found.append(
                    panels.ScoreCardLine(
                        sheet.row.uuid,
                        Link(each.row.uuid, each.row.title),
                        current.view.title,
                        reading.assessor,
                        sheet.row.status,
                        reading.agreed,
                        reading.answered,
                        len(reading.marks),
                    )
                )
    return tuple(found)


def _documents(page: _Page) -> tuple[panels.DocumentView, ...]:
    """Every attached file that is a source of an answer, each once."""
    found: dict[str, panels.DocumentView] = {}
    for answer in (answer for answers in [page.reader.answers(page.company), *page.answers.values()] for answer in answers.values()):
        for source in answer.sources:
            if source.file and answer.record and source.file not in found:
                media_type, size = _blob(page.connection, source.file)
                found[source.file] = panels.DocumentView(source.file, source.title, media_type, size, answer.record, answer.label)
    return tuple(found.values())


def _blob(connection: Connection, sha256: str) -> tuple[str, int]:
    """Media type and size of an attachment; nothing when it has not arrived."""
    try:
        key = bytes.fromhex(sha256)
    except ValueError:
        return "", 0
    row = connection.exec_driver_sql("select media_type, size from blob where sha256=?", (key,)).first()
    return (row[0], row[1]) if row else ("", 0)
