"""Every shipped form is complete: it reads without a problem, and every question says what it is for, where it comes from and who may see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from ctip_desktop.forms import reader
from ctip_desktop.forms.model import Asks, Evidence, Form, Kind, Question, Share
from tests.forms_content.conftest import HELP, NAMES, text_of

SYSTEM = {"calculate", "hidden", "note"}  # nobody answers them
EXPECTED = {
    "company": Kind.ENTITY,
    "opportunity": Kind.ENTITY,
    "programme": Kind.ENTITY,
    "contact": Kind.ENTITY,
    "source": Kind.ENTITY,
    "desk_research": Kind.CHECKLIST,
    "due_diligence": Kind.CHECKLIST,
    "maturity": Kind.CHECKLIST,
    "score_card": Kind.SCORE_CARD,
    "placement": Kind.REGISTER,
    "goal": Kind.REGISTER,
    "round": Kind.REGISTER,
    "conversation": Kind.REGISTER,
    "partnership": Kind.ENTITY,
    "pulse": Kind.SURVEY,
    "agreement": Kind.REGISTER,
    "concern": Kind.REGISTER,
    "contribution": Kind.REGISTER,
    "decision": Kind.REGISTER,
    "effort": Kind.REGISTER,
    "indicator": Kind.REGISTER,
    "milestone": Kind.REGISTER,
    "nda": Kind.REGISTER,
    "outreach": Kind.REGISTER,
    "reading": Kind.REGISTER,
    "relation": Kind.REGISTER,
    "listening": Kind.CHECKLIST,
    "interest": Kind.REGISTER,
    "project_goal": Kind.REGISTER,
    "match": Kind.REGISTER,
    "motives": Kind.CHECKLIST,
    "trust_guidelines": Kind.CHECKLIST,
    "lead_person": Kind.CHECKLIST,
    "guiding_questions": Kind.CHECKLIST,
    "partnership_type": Kind.REGISTER,
    "landscape": Kind.REGISTER,
    "cut_off": Kind.REGISTER,
    "process_tips": Kind.CHECKLIST,
    "co_creation": Kind.REGISTER,
    "do_no_harm": Kind.CHECKLIST,
    "success": Kind.CHECKLIST,
    "lesson": Kind.REGISTER,
    "role": Kind.REGISTER,
    "expectations": Kind.CHECKLIST,
    "service": Kind.REGISTER,
    "inclusion": Kind.CHECKLIST,
    "requirements": Kind.CHECKLIST,
    "scale_readiness": Kind.CHECKLIST,
    "impact_areas": Kind.SURVEY,
    "reflection": Kind.REGISTER,
    "feedback": Kind.REGISTER,
    "reflections": Kind.CHECKLIST,
    "learning_brief": Kind.REGISTER,
    "evaluation_brief": Kind.REGISTER,
    "communication": Kind.CHECKLIST,
}
SOURCES = (
    "Five learnings brief (CTIP LAB, about 2019), ",
    "CREST midterm evaluation brief (2021), ",
    "Multi-sector partnerships briefing (2015), ",
    "TMS learning brief (about 2021), ",
    "Our own ",
)
FACTORS = {
    "development": ("alignment", "scalable", "innovative", "sustainability", "systemic"),
    "business": ("business_goals", "champion", "reputation"),
    "government": ("local_priorities", "law_enforcement"),
    "burden": ("difficulty", "risk", "staff_intensity", "resources", "time_horizon"),
}


def asked(form: Form) -> Iterator[Question]:
    return (question for question in form.walk() if question.type not in SYSTEM)


def test_all_forms_are_shipped(shipped: dict[str, Form]) -> None:
    assert {name: form.kind for name, form in shipped.items()} == EXPECTED


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_form_has_no_problem(name: str) -> None:
    assert [str(problem) for problem in reader.check_form(text_of(name), f"{name}.yaml")] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_named_like_the_form_and_has_a_help_page(name: str, shipped: dict[str, Form]) -> None:
    assert shipped[name].name == name
    page = (HELP / f"{name}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {shipped[name].title}\n")
    for part in ("**What it is for.**", "**How to use it.**", "**What it is not.**"):
        assert part in page


@pytest.mark.parametrize("name", NAMES)
def test_every_question_says_what_why_and_where_from(name: str, shipped: dict[str, Form]) -> None:
    for question in asked(shipped[name]):
        assert question.label, question.name
        assert question.why, question.name
        assert question.source.startswith(SOURCES), (question.name, question.source)
    for section in shipped[name].sections:
        assert section.label, section.name


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_short_enough_to_read_aloud(name: str, shipped: dict[str, Form]) -> None:
    for question in asked(shipped[name]):
        assert len(question.label.split()) <= 15, question.label
        for text in (question.hint, question.why, question.constraint_message, question.check_message, *question.how, *question.anchors.values()):
            for sentence in re.split(r"(?<=[.?!])\s+", text):
                assert len(sentence.split()) <= 15, (question.name, sentence)


@pytest.mark.parametrize("name", NAMES)
def test_hard_and_soft_checks_say_what_to_do(name: str, shipped: dict[str, Form]) -> None:
    for question in shipped[name].walk():
        assert bool(question.constraint) == bool(question.constraint_message), question.name
        assert bool(question.check) == bool(question.check_message), question.name
        assert "?" in question.check_message or not question.check, question.check_message  # unusual is a question, not an error


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_a_share_mark(name: str, shipped: dict[str, Form]) -> None:
    assert [question.name for question in asked(shipped[name]) if question.share is None] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_contract_names_exist(name: str, shipped: dict[str, Form]) -> None:
    form = shipped[name]
    known = {question.name for question in form.walk()} | {score.name for score in form.scores} | {table.name for table in form.outcomes}
    assert form.contract
    assert set(form.contract) <= known


def test_every_country_and_sector_list_is_the_same(shipped: dict[str, Form]) -> None:
    for list_name, least in (("country", 250), ("sector", 15)):
        lists = [form.lists[list_name] for form in shipped.values() if list_name in form.lists]
        assert len(lists) >= 3
        assert all(each == lists[0] for each in lists)
        assert len(lists[0]) >= least
        assert len({choice.name for choice in lists[0]}) == len(lists[0])
    assert "NO" in {choice.name for choice in shipped["company"].lists["country"]}  # Norway is not a no


def test_people_and_allegations_stay_in_the_inner_circle(shipped: dict[str, Form]) -> None:
    contact, talk, check = shipped["contact"], shipped["conversation"], shipped["due_diligence"]
    for name in ("name", "job", "phone", "email", "champion", "can_get_things_done"):
        assert contact.question(name).share is Share.STRICT
    assert talk.question("who").share is Share.STRICT
    cases = [question for question in check.walk() if "case" in question.name and not question.name.endswith("_check")]
    assert len(cases) >= 14
    for question in cases:
        assert question.share is Share.STRICT, question.name
        assert question.sensitive, question.name


def test_team_reflection_is_never_asked_of_a_company(shipped: dict[str, Form]) -> None:
    for name in ("due_diligence", "score_card", "contact", "conversation", "round", "company", "opportunity", "programme"):
        assert {question.asks for question in shipped[name].walk()} == {Asks.TEAM}
    desk = shipped["desk_research"]
    for name in ("reputation_consumers", "reputation_investors", "treatment", "commitment", "research_gaps"):
        assert desk.question(name).asks is Asks.TEAM


def test_the_spectrum_has_twenty_actions_each_with_evidence_wanted(shipped: dict[str, Form]) -> None:
    form = shipped["maturity"]
    actions = [f"mat_{number:02d}" for number in range(1, 21)]
    for name in actions:
        question = form.question(name)
        assert question.list_name == "yes_no"
        assert question.evidence is Evidence.WANTED
    assert {score.name: len(score.of) for score in form.scores} == {"follower": 4, "mature": 5, "leader": 5, "innovator": 6}
    assert [name for score in form.scores for name in score.of] == actions


def test_the_score_card_has_its_fifteen_factors_with_anchors(shipped: dict[str, Form]) -> None:
    form = shipped["score_card"]
    scores = {score.name: score for score in form.scores}
    for block, factors in FACTORS.items():
        assert scores[block].of == factors
        assert scores[block].least == 0.5
        for factor in factors:
            question = form.question(factor)
            assert question.type == "range"
            assert dict(question.parameters) == {"start": "1", "end": "5", "step": "1"}
            assert set(question.anchors) == {"1", "3", "5"}
            assert all(question.anchors.values())
        assert form.question(f"{block}_reason").type == "text"
    assert form.unique == ("round", "assessor", "agreed")
    assert form.question("handed_in").type == "hidden"


def test_due_diligence_has_seven_steps_and_a_judgement_for_each_item(shipped: dict[str, Form]) -> None:
    form = shipped["due_diligence"]
    assert len(form.sections) == 7
    judgements = [question for question in form.walk() if question.name.endswith("_check")]
    assert len(judgements) == 13
    names = {question.name for question in form.walk()}
    for question in judgements:
        assert question.list_name == "check"
        assert [choice.name for choice in question.choices] == ["clear", "watch", "stop", "not_checked"]
        assert question.name.removesuffix("_check") in names


def test_words_that_the_app_does_not_use(shipped: dict[str, Form]) -> None:
    """Stage is not a level or a rating; and no text names how or where it was written."""
    for name in NAMES:
        text = text_of(name)
        for word in ("maturity level", "stakeholder engagement", "leverage", "utilize", "S0:", "DD-0", "PC-"):
            assert word not in text, (name, word)


@pytest.mark.parametrize("name", NAMES)
def test_evidence_is_wanted_where_an_answer_stands(name: str, shipped: dict[str, Form]) -> None:
    """A repeat has no answer of its own, so its columns ask for the source."""
    assert [question.name for question in shipped[name].walk() if question.type == "repeat" and question.evidence is Evidence.WANTED] == []
