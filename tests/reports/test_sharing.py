"""What a programme says of a form reaches every print: what it closes is on none, it opens only what it may, and the left-out list says so."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer, Asks, Form, Question, Share
from ctip_desktop.operations import records
from ctip_desktop.operations.sharing import share
from ctip_desktop.practice.sharing import AS_FORM, CHOICES, Sharing, openable, rule
from ctip_desktop.reports.audience import Audience, Filter, FormMarks, Grant, Ledger, Topic, why_not
from ctip_desktop.reports.build import Options, Report, build
from tests.reports.coast import HIDDEN, Coast
from tests.reports.reading_back import packed, text_of

TEAM_ONLY = "the programme shares this form with the team only"
FORMS = Catalogue.built_in().forms()
QUESTIONS = [(form, question) for form in FORMS for question in form.walk()]
OUTSIDE = (Audience.PARTNER, Audience.DONOR, Audience.PUBLIC)


# --- the one place ------------------------------------------------------------------------------------------------------------------


@given(st.sampled_from(QUESTIONS), st.sampled_from(Audience), st.lists(st.sampled_from([*CHOICES, AS_FORM, "unknown"]), min_size=1, max_size=3))
def test_no_reader_sees_what_the_shipped_strictness_or_the_programme_closes(pair: tuple[Form, Question], reader: Audience, said: list[str]) -> None:
    form, question = pair
    found = rule(said)
    shield = Filter(reader, Ledger(), FormMarks([form], Sharing({form.name: found} if found else {})))
    shown = shield.may(form.name, question.name)
    if question.share is Share.STRICT or (reader is not Audience.INTERNAL and (question.share is None or question.sensitive)):
        assert not shown
    if reader is Audience.PARTNER and question.asks is Asks.TEAM and question.share is not Share.PUBLIC:
        assert not shown
    if found is not None and reader is not Audience.INTERNAL and found.closes(reader):
        assert not shown
    if shown and why_not(question, reader):  # more than the mark allows
        assert found is not None
        assert found.opens(reader)
        assert question.name in openable(form)


@given(st.sampled_from(QUESTIONS), st.sampled_from(Audience))
def test_without_a_rule_the_marks_alone_decide(pair: tuple[Form, Question], reader: Audience) -> None:
    form, question = pair
    assert Filter(reader, Ledger(), FormMarks([form])).why_not(question, form.name, question.name) == why_not(question, reader)


def test_a_closed_form_closes_its_topic_for_others_and_never_for_the_team() -> None:
    marks = FormMarks(FORMS, Sharing({"pulse": rule(["team"]), "contribution": rule(["donor"])}))  # type: ignore[dict-item]  # both are rules
    partner, donor, team = (Filter(reader, Ledger(), marks) for reader in (Audience.PARTNER, Audience.DONOR, Audience.INTERNAL))
    assert partner.sees(Topic.PULSE) is donor.sees(Topic.PULSE) is Grant.NONE
    assert partner.sees(Topic.CONTRIBUTIONS) is Grant.NONE
    assert donor.sees(Topic.CONTRIBUTIONS) is Grant.SUMS
    assert team.sees(Topic.PULSE) is team.sees(Topic.CONTRIBUTIONS) is Grant.ALL


# --- whole prints -------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shore(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[Coast]:
    """A programme of its own: here the rules change."""
    made = Coast(tmp_path_factory.mktemp("shore"), catalogue)
    with made.ws:
        yield made


@pytest.fixture
def said(shore: Coast) -> Iterator[Coast]:
    """Afterwards everything is as the forms say again."""
    yield shore
    for form in FORMS:
        share(shore.ws, form.name, AS_FORM)


def printed(shore: Coast, kind: str, about: UUID | None, reader: Audience, options: Options | None = None) -> tuple[str, Report]:
    report = build(shore.ws, kind, about=about, audience=reader, options=options)
    assert report.leaks == ()
    return packed(text_of(report.pdf)), report


def reasons(report: Report) -> set[str]:
    return {line.why for line in report.left_out}


def test_a_form_kept_with_the_team_is_on_no_company_profile_for_others(said: Coast) -> None:
    history = packed("Family boat yard since 1994")
    before, _ = printed(said, "company", said.pearl, Audience.DONOR)
    assert history in before
    share(said.ws, "desk_research", "team")
    after, report = printed(said, "company", said.pearl, Audience.DONOR)
    assert history not in after
    assert TEAM_ONLY in reasons(report)
    own, _ = printed(said, "company", said.pearl, Audience.INTERNAL)
    assert history in own


def test_a_form_for_the_donor_and_the_partner_opens_ordinary_answers_and_nothing_else(said: Coast) -> None:
    before, _ = printed(said, "company", said.pearl, Audience.DONOR)
    assert packed("38,000,000") not in before  # turnover, marked for the team
    wish, worry = packed("Training at sea, not only in port"), packed("Two workers told us of a broker")
    share(said.ws, "listening", "partner")
    share(said.ws, "desk_research", "partner_donor")
    for reader in (Audience.PARTNER, Audience.DONOR):
        text, _ = printed(said, "company", said.pearl, reader)
        assert packed("38,000,000") in text
        assert worry not in text
    form = records.create(said.ws, "listening", about=said.pearl).created[0]
    options = Options(form="listening", record=form)
    text, _ = printed(said, "blank_form", said.pearl, Audience.PARTNER, options)
    assert wish in text
    other, _ = printed(said, "blank_form", said.okavi, Audience.PARTNER, options)
    assert wish not in other  # handed to another company than it is about


def test_the_public_choice_opens_nothing_of_a_company_under_an_agreement(said: Coast) -> None:
    records.create(said.ws, "desk_research", about=said.fenwick, answers={"business_model": Answer.of("Sells boards to two car makers")})
    share(said.ws, "desk_research", "public")
    for reader in (Audience.DONOR, Audience.PUBLIC):
        text, _ = printed(said, "company", said.fenwick, reader)
        assert packed("two car makers") not in text
        assert packed(HIDDEN) not in text
    text, _ = printed(said, "company", said.fenwick, Audience.PARTNER)
    assert packed("two car makers") in text


@pytest.mark.parametrize("reader", OUTSIDE)
def test_milestones_money_and_readings_kept_with_the_team_leave_the_partnership_page(said: Coast, reader: Audience) -> None:
    for form in ("milestone", "contribution", "reading", "pulse", "do_no_harm", "role"):
        share(said.ws, form, "team")
    text, report = printed(said, "partnership", said.fees, reader)
    assert [word for word in ("Workshop 1", "Code signed", "Received so far", "640", "gives the relationship") if packed(word) in text] == []
    assert packed("Nothing is written down yet") not in text
    assert TEAM_ONLY in reasons(report)


@pytest.mark.parametrize("reader", [Audience.DONOR, Audience.PUBLIC])
def test_the_report_on_all_partnerships_follows(said: Coast, reader: Audience) -> None:
    for form in ("lesson", "partnership", "opportunity", "contribution", "milestone", "placement", "partnership_type"):
        share(said.ws, form, "team")
    text, report = printed(said, "portfolio", None, reader)
    assert [word for word in ("Companies answer faster", "Vessel contact points", "Cold store rest rules", "188,000") if packed(word) in text] == []
    assert TEAM_ONLY in reasons(report)


@pytest.mark.parametrize(
    ("kind", "form", "reader"), [("partnership", "partnership", "donor"), ("pulse", "pulse", "partner"), ("pulse", "partnership", "partner")]
)
def test_a_print_that_is_made_of_a_closed_form_is_refused_in_one_sentence(said: Coast, kind: str, form: str, reader: str) -> None:
    share(said.ws, form, "team")
    with pytest.raises(WorldError, match="shares this form with the team only") as refused:
        build(said.ws, kind, about=said.fees, audience=reader)
    assert "Programme, Sharing" in refused.value.next_step


def test_a_company_form_kept_with_the_team_withholds_the_names(said: Coast) -> None:
    share(said.ws, "company", "team")
    text, report = printed(said, "portfolio", None, Audience.DONOR)
    assert packed("Okavi Garments") not in text
    assert any(line.what == "Company names" and line.why == TEAM_ONLY for line in report.left_out)


def test_the_stage_and_the_goal_leave_the_stage_sheet_of_a_company(said: Coast) -> None:
    for form in ("placement", "goal", "maturity"):
        share(said.ws, form, "donor")
    text, _ = printed(said, "stage", said.pearl, Audience.PARTNER)
    assert packed("tested in one port") not in text
    assert packed("No next step is agreed yet") not in text
    assert packed("The next step is not in this print.") in text
