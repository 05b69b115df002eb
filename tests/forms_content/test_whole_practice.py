"""The whole practice is in the forms: all forty instruments, the names that code reads, and what must never be asked or handed over."""

from __future__ import annotations

import re

import pytest

from ctip_desktop.forms.model import Asks, Form, Share
from tests.forms_content.conftest import HELP, NAMES

FORTY = {f"I-{number:02d}" for number in range(1, 41)}
FOR_US = ("guiding_questions", "trust_guidelines", "reflections", "lead_person", "motives")
SHORT = 12  # questions in a register that is filled in quickly

LISTS = {
    ("partnership", "status"): "preparing running renewed adapted handed_over ended",
    ("partnership", "value_roles"): "funder convener broker thought_leader networker back_office",
    ("listening", "could_bring"): "people skills access goods data money other",
    ("listening", "said_by"): "company our_reading",
    ("interest", "horizon"): "soon years far",
    ("interest", "said_by"): "company ours",
    ("motives", "held_by"): "us them",
    ("trust_guidelines", "tr_01"): "not_yet partly yes",
    ("outreach", "method"): "existing_connection business_referral phone email handwritten_note event company_forum",
    ("outreach", "result"): "no_answer refused later meeting",
    ("concern", "side"): "company programme government cso other",
    ("concern", "kind"): "concern fear risk deal_breaker wish",
    ("concern", "status"): "open in_talks resolved accepted ending",
    ("partnership_type", "type"): "supporter csr shared_value one_off",
    ("partnership_type", "change_wanted"): "quick_policy short_result lasting industry",
    ("partnership_type", "how_long"): "one_off under_1y 1_3y over_3y",
    ("partnership_type", "co_fund"): "ours partner government other",
    ("cut_off", "kind"): "months_no_agreement effort_above_ceiling no_reply denial low_quality_wrong_track own",
    ("process_tips", "sk_1"): "no partly yes",
    ("co_creation", "kind"): "meeting call workshop visit",
    ("co_creation", "topics"): "convene activities roles resourcing governance indicators",
    ("indicator", "direction"): "up down",
    ("indicator", "frequency"): "monthly quarterly half_yearly yearly",
    ("lesson", "kind"): "success challenge failure unintended lesson recommendation",
    ("nda", "shareable"): "existence name sector country activity period money workers results lessons",
    ("role", "role"): "client strategic_partner funder",
    ("contribution", "kind"): "cash in_kind",
    ("contribution", "basis"): "market cost statement",
    ("contribution", "state"): "pledged received",
    ("contribution", "source_class"): "donor private",
    ("contribution", "use_class"): "direct_support support_cost strategic overhead",
    ("requirements", "rq_15"): "missing talked agreed written works",
    ("scale_readiness", "sc_17"): "no partly yes",
    ("scale_readiness", "ba_06"): "fine watch problem",
    ("scale_readiness", "government_standing"): "sponsor endorses permits opposes",
    ("pulse", "side"): "partner ours",
    ("pulse", "rp_5"): "contact_point useful_resource trusted_adviser",
    ("decision", "kind"): "go_on cut_off due_diligence fit_check other",
    ("decision", "choice"): "yes explore no not_now conditions",
    ("decision", "explore_result"): "yes no adapt",
    ("milestone", "kind"): "activity output outcome",
    ("milestone", "chain"): "adoption investment sales jobs",
    ("agreement", "kind"): "umbrella sub mou nda amendment",
    ("agreement", "changed"): "partner idea",
    ("relation", "ours"): "made strengthened not_ours",
    ("relation", "contribution"): "none small medium large",
    ("feedback", "from"): "customer visitor supplier worker partner staff",
}
NAMES_CODE_READS = {
    "guiding_questions": "gq_11 gq_12 gq_13 gq_21 gq_22 gq_23 gq_31 gq_32 gq_33 gq_41 gq_42 gq_43 gq_44 gq_51 gq_52 gq_53",
    "decision": "decided_on deciders options reasons conditions review_on dissent explore_question explore_test co_invests co_money explore_until",
    "concern": "text raised_on raised_by topic understood_by_other understood_on proposed_solution facilitator resolution confirmed_ours resolved_on",
    "do_no_harm": "agreed_in_writing agreed_on agreed_by harms who how likelihood safeguard owner protocol_contact briefing_on triggered_on",
    "partnership": "name partner_rows partner opportunity status started_on ended_on first_talk_on agreement_on lead_ours lead_theirs vision",
    "pulse": "wave wave_on side respondent rp_1 rp_2 rp_3 rp_4 rp_5 rp_6 rp_1_comment rp_6_comment may_quote quality",
    "programme": "target_partnerships target_private target_meetings fit_quality fit_direction fit_band pulse_every_months suppress_under",
    "nda": "parties signed_on ends_on covers shareable exceptions anonymous_label",
    "expectations": "invest brings paperwork realistic_time admin_view said_on said_by",
}


def choices(form: Form, name: str) -> list[str]:
    return [choice.name for choice in form.question(name).choices]


def test_all_forty_instruments_are_covered_without_a_gap(shipped: dict[str, Form]) -> None:
    assert {instrument for form in shipped.values() for instrument in form.instruments} == FORTY


@pytest.mark.parametrize(("form", "name"), LISTS)
def test_every_choice_that_code_reads_is_there(shipped: dict[str, Form], form: str, name: str) -> None:
    assert sorted(choices(shipped[form], name)) == sorted(LISTS[form, name].split())
    assert name in shipped[form].contract


@pytest.mark.parametrize("form", NAMES_CODE_READS)
def test_every_name_that_code_reads_is_kept_by_tailored_versions(shipped: dict[str, Form], form: str) -> None:
    assert set(NAMES_CODE_READS[form].split()) <= set(shipped[form].contract)


def test_every_subject_and_every_reference_is_a_form(shipped: dict[str, Form]) -> None:
    for form in shipped.values():
        assert set(form.about) <= set(shipped), form.name
        assert {question.ref for question in form.walk() if question.type == "ref"} <= set(shipped), form.name


@pytest.mark.parametrize("name", FOR_US)
def test_what_the_team_asks_itself_is_for_the_team_and_internal(shipped: dict[str, Form], name: str) -> None:
    assert {question.asks for question in shipped[name].walk()} == {Asks.TEAM}
    assert {question.share for question in shipped[name].walk()} <= {Share.INTERNAL, Share.STRICT}
    assert "never" in (HELP / f"{name}.md").read_text(encoding="utf-8") or name == "lead_person"


def test_the_sixteen_guiding_questions_stand_in_five_groups(shipped: dict[str, Form]) -> None:
    form = shipped["guiding_questions"]
    assert [len(score.of) for score in form.scores] == [3, 3, 3, 4, 3]
    for question in form.walk():
        assert set(question.anchors) == {"0", "1", "2", "3"}
        assert question.how


def test_the_sizes_of_the_other_packs(shipped: dict[str, Form]) -> None:
    def count(form: str, pattern: str) -> int:
        return sum(1 for question in shipped[form].walk() if re.fullmatch(pattern, question.name))

    assert count("requirements", r"rq_\d\d") == 15
    assert count("scale_readiness", r"sc_\d\d") == 17
    assert count("scale_readiness", r"ba_\d\d") == 6
    assert count("scale_readiness", r"ap_\d") == 5
    assert count("reflections", r"rf_\d\d") == 12
    assert count("process_tips", r"sk_\d") == 6
    assert count("trust_guidelines", r"tr_\d\d") == 5
    assert len(choices(shipped["service"], "service")) == 13


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"do_no_harm", "due_diligence"}])
def test_no_question_invites_data_on_people_who_were_harmed(shipped: dict[str, Form], name: str) -> None:
    """Labels and examples never ask for them; a hint may only forbid it."""
    words = re.compile(r"\b(victims?|survivors?|cases? (details?|names?|numbers?|files?)|passport|nationality|date of birth)\b", re.IGNORECASE)
    for question in shipped[name].walk():
        for text in (question.label, question.example, *question.how):
            assert not words.search(text), (question.name, text)
        for sentence in re.split(r"(?<=[.?!])\s+", question.hint):
            assert not words.search(sentence) or re.search(r"\b(no|not|never|without)\b", sentence, re.IGNORECASE), (question.name, sentence)


def test_the_protocol_is_noted_and_never_the_people(shipped: dict[str, Form]) -> None:
    form = shipped["do_no_harm"]
    assert form.question("triggered_on").type == "date"
    assert form.question("triggered_on").share is Share.STRICT
    assert form.question("triggered_on").sensitive
    assert [question.name for question in form.walk() if question.name.startswith("triggered")] == ["triggered_on"]
    assert "not a case file" in (HELP / "do_no_harm.md").read_text(encoding="utf-8")


def test_people_concerns_and_comments_stay_inside(shipped: dict[str, Form]) -> None:
    strict = {
        "concern": ("raised_by", "confirmed_theirs"),
        "pulse": ("respondent", *(f"rp_{number}_comment" for number in range(1, 7))),
        "partnership": ("lead_theirs",),
        "co_creation": ("people",),
        "reflection": ("people",),
        "expectations": ("said_by",),
        "impact_areas": ("respondent",),
    }
    for form, names in strict.items():
        for name in names:
            assert shipped[form].question(name).share is Share.STRICT, (form, name)
    inside = {Share.INTERNAL, Share.STRICT}
    assert {question.share for question in shipped["concern"].walk()} <= inside
    assert {question.share for question in shipped["pulse"].walk()} <= inside
    assert shipped["contribution"].question("value").share is Share.INTERNAL


@pytest.mark.parametrize(
    "name", ["outreach", "effort", "reading", "relation", "interest", "match", "role", "lesson", "feedback", "landscape", "cut_off"]
)
def test_a_register_for_quick_entry_is_short(shipped: dict[str, Form], name: str) -> None:
    form = shipped[name]
    assert len(form.sections) <= 2
    assert sum(1 for _ in form.walk()) <= SHORT


@pytest.mark.parametrize("name", NAMES)
def test_unknown_is_a_state_and_never_a_choice(shipped: dict[str, Form], name: str) -> None:
    for question in shipped[name].walk():
        assert not {"unknown", "cannot_say", "dont_know", "na", "not_applicable"} & {choice.name for choice in question.choices}, question.name


@pytest.mark.parametrize("name", NAMES)
def test_an_amount_of_money_has_its_currency(name: str, shipped: dict[str, Form]) -> None:
    names = {question.name for question in shipped[name].walk()}
    for question in shipped[name].walk():
        if question.appearance == "money":
            stem = question.name.rpartition("_")[0] or question.name
            assert {f"{question.name}_currency", f"{stem}_currency", "currency"} & names, question.name
            assert question.type == "decimal"


def test_the_stop_criteria_carry_their_usual_numbers(shipped: dict[str, Form]) -> None:
    kinds = {choice.name: dict(choice.extra) for choice in shipped["cut_off"].question("kind").choices}
    assert kinds["months_no_agreement"] == {"threshold": "18", "unit": "months"}
    assert kinds["effort_above_ceiling"] == {"threshold": "100", "unit": "percent"}
    assert kinds["no_reply"] == {"threshold": "4", "unit": "attempts"}
