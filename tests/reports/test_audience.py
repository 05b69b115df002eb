"""Who sees what: every cell of the table, every share mark, and names that must not be told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ctip_desktop.forms.model import Asks, Share, State
from ctip_desktop.reports.audience import Audience, Filter, FormMarks, Grant, Ledger, Topic, grant, why_not
from ctip_desktop.reports.names import Named, Names
from tests.reports.samples import answer, ident

A, G, T = Audience, Grant, Topic
TABLE = {
    T.PEOPLE: (G.ALL, G.OWN, G.NONE, G.NONE),
    T.COMPANY_NAME: (G.ALL, G.OWN, G.MARKED, G.MARKED),
    T.FACTS: (G.ALL, G.MARKED, G.MARKED, G.MARKED),
    T.STAGE: (G.ALL, G.OWN, G.MARKED, G.NONE),
    T.OPEN_POINTS: (G.ALL, G.TO_TALK_ABOUT, G.COUNTS, G.NONE),
    T.DUE_DILIGENCE: (G.ALL, G.NONE, G.DATE, G.NONE),
    T.CONCERNS: (G.ALL, G.OWN, G.COUNTS, G.NONE),
    T.REFLECTION: (G.OWN_PRINT, G.NONE, G.NONE, G.NONE),
    T.SHEETS: (G.UNNAMED, G.NONE, G.NONE, G.NONE),
    T.AGREED_SCORES: (G.ALL, G.NONE, G.CLOSED, G.NONE),
    T.STOPPED: (G.ALL, G.NONE, G.UNNAMED, G.NONE),
    T.TALKS: (G.ALL, G.NONE, G.NONE, G.NONE),
    T.PULSE: (G.ALL, G.OWN, G.IN_WORDS, G.NONE),
    T.FIT: (G.ALL, G.NONE, G.NONE, G.NONE),
    T.QUOTES: (G.ALL, G.OWN, G.NONE, G.NONE),
    T.CONTRIBUTIONS: (G.ALL, G.OWN, G.SUMS, G.MARKED),
    T.RESULTS: (G.ALL, G.OWN, G.MARKED, G.MARKED),
    T.NDA: (G.ALL, G.OWN, G.TABLE_ONLY, G.NONE),
    T.LEFT_OUT: (G.ALL, G.SHORT, G.ALL, G.SHORT),
}
READERS = (A.INTERNAL, A.PARTNER, A.DONOR, A.PUBLIC)
CELLS = [(topic, reader, row[i]) for topic, row in TABLE.items() for i, reader in enumerate(READERS)]


@pytest.mark.parametrize(("topic", "reader", "expected"), CELLS, ids=lambda v: getattr(v, "value", str(v)))
def test_every_cell_of_the_table(topic: Topic, reader: Audience, expected: Grant) -> None:
    assert grant(topic, reader) is expected


def test_the_table_has_no_row_that_is_not_tested() -> None:
    assert set(TABLE) == set(Topic)


SEEN = {
    None: {A.INTERNAL},
    Share.PUBLIC: {A.INTERNAL, A.PARTNER, A.DONOR, A.PUBLIC},
    Share.PARTNERS: {A.INTERNAL, A.PARTNER},
    Share.DONOR: {A.INTERNAL, A.DONOR},
    Share.INTERNAL: {A.INTERNAL},
    Share.STRICT: set(),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("share", SEEN)
def test_a_mark_names_its_readers_exactly(share: Share | None, reader: Audience) -> None:
    item = answer("q", "A question?", "An answer", share=share)
    assert (why_not(item, reader) == "") is (reader in SEEN[share])


@pytest.mark.parametrize("reader", READERS)
def test_sensitive_answers_stay_with_the_team_whatever_their_mark(reader: Audience) -> None:
    item = answer("q", "A question?", "An answer", share=Share.PUBLIC, sensitive=True)
    assert (why_not(item, reader) == "") is (reader is A.INTERNAL)


def test_what_the_team_asks_itself_never_reaches_a_company() -> None:
    item = answer("q", "Are we too eager?", "Yes", share=Share.PARTNERS, asks=Asks.TEAM)
    assert why_not(item, A.PARTNER) == "asked by our team for itself"


def test_a_note_without_a_mark_is_left_out_of_a_shown_answer() -> None:
    ledger = Ledger()
    shown = Filter(A.DONOR, ledger).answer(answer("q", "A question?", "An answer", note="Said by Anek", sources=(1,)), "Answers")
    assert shown is not None
    assert (shown.text, shown.note, [s.title for s in shown.sources]) == ("An answer", "", [""])
    assert [(line.count, line.what) for line in ledger.left_out] == [(1, "Notes beside answers")]
    assert {secret.value for secret in ledger.secrets} == {"Said by Anek", "Yearly report 2025"}


def test_a_question_nobody_answered_is_not_counted_as_left_out() -> None:
    ledger = Ledger()
    assert Filter(A.DONOR, ledger).answer(answer("q", "A question?", share=None), "Answers") is None
    assert ledger.left_out == ()


def test_an_unknown_answer_without_a_mark_is_counted() -> None:
    ledger = Ledger()
    Filter(A.DONOR, ledger).answer(answer("q", "A question?", state=State.UNKNOWN, share=None), "Answers")
    assert [line.count for line in ledger.left_out] == [1]


def test_words_of_choice_lists_and_marked_answers_are_not_searched_but_names_inside_them_are() -> None:
    ledger = Ledger(["Mixed"])
    ledger.leave_out("Answers", "why", "Mixed", "Supplier code", "Anek", "abc")
    ledger.keep_secret("People", "Anek Toru", hard=True)
    ledger.show("A supplier  code since 2025, says Anek Toru")
    assert [(s.label, s.value) for s in ledger.secrets] == [("People", "Anek Toru")]


def test_a_question_no_form_has_is_unmarked() -> None:
    shield = Filter(A.DONOR, Ledger(), FormMarks(()))
    assert shield.value("round", "cut_reason", "Reasons", "Too few people") == ""
    assert shield.ledger.secrets[0].value == "Too few people"


# ---------------------------------------------------------------- names
PEARL = Named(ident("pearl"), "Selan Pearl Fisheries", ("Selan Pearl", "บริษัท ไข่มุกเซลัน"), ("Port Selan",), Share.DONOR, "Seafood", "Maravel")


def names_for(reader: Audience, *companies: Named, forbidden: tuple[str, ...] = (), own: str = "") -> Names:
    shield = Filter(reader, Ledger())
    names = Names(shield, forbidden=[ident(f) for f in forbidden], own=[ident(own)] if own else ())
    for company in companies:
        names.add(company)
    return names


def test_a_marked_name_is_told_and_an_agreement_takes_it_back() -> None:
    assert names_for(A.DONOR, PEARL).of(PEARL.id) == "Selan Pearl Fisheries"
    assert names_for(A.DONOR, PEARL, forbidden=("pearl",)).of(PEARL.id) == "Company A, seafood, Maravel"
    assert names_for(A.DONOR, PEARL, forbidden=("pearl",)).of(PEARL.id, short=True) == "Company A, seafood"


def test_an_agreement_does_not_hide_a_company_from_our_team() -> None:
    assert names_for(A.INTERNAL, PEARL, forbidden=("pearl",)).of(PEARL.id) == "Selan Pearl Fisheries"


def test_a_partner_reads_its_own_name_and_no_other() -> None:
    other = replace(PEARL, id=ident("okavi"), name="Okavi Garments", others=(), places=(), share=Share.PUBLIC)
    names = names_for(A.PARTNER, PEARL, other, own="pearl")
    assert names.of(PEARL.id) == "Selan Pearl Fisheries"
    assert names.of(other.id, short=True) == "Company A, seafood"


def test_the_public_reads_a_name_only_when_it_is_marked_public() -> None:
    assert names_for(A.PUBLIC, PEARL).of(PEARL.id).startswith("Company A")
    assert names_for(A.PUBLIC, replace(PEARL, share=Share.PUBLIC)).of(PEARL.id) == "Selan Pearl Fisheries"


def test_a_company_nobody_made_known_is_not_named() -> None:
    assert names_for(A.INTERNAL).of(ident("stranger")) == "A company, name withheld"


def test_withheld_names_and_places_inside_texts_are_replaced() -> None:
    names = names_for(A.DONOR, PEARL, forbidden=("pearl",))
    text = "A line for SELAN  PEARL fisheries and Selan Pearl in Port Selan (บริษัท ไข่มุกเซลัน); Selan Pearls stay"
    assert names.masked(text) == "A line for Company A and Company A in a place in Maravel (Company A); Selan Pearls stay"


def test_a_told_name_that_holds_the_place_of_a_withheld_company_stays_whole() -> None:
    harbour = replace(PEARL, id=ident("harbour"), name="Port Selan Harbour", others=(), places=())
    ledger = Ledger()
    names = Names(Filter(A.DONOR, ledger), forbidden=[PEARL.id])
    for company in (PEARL, harbour):
        names.add(company)
    assert names.masked("Port Selan Harbour has a gate in Port Selan") == "Port Selan Harbour has a gate in a place in Maravel"
    assert {secret.value: secret.within for secret in ledger.secrets}["Port Selan"] == ("port selan harbour",)


def test_a_short_form_of_a_hidden_name_is_replaced_and_a_common_word_is_not() -> None:
    kestrin = replace(PEARL, id=ident("kestrin"), name="Kestrin Electronics", others=(), places=())
    safe = replace(PEARL, id=ident("safe"), name="Safe Harbour Foods", others=(), places=())
    told = replace(PEARL, id=ident("told"), name="Kestrin Harbour Hotel", others=(), places=())
    names = Names(Filter(A.DONOR, Ledger(["Safe and fair work"])), forbidden=[kestrin.id, safe.id])
    names.add(kestrin)
    assert names.masked("Kestrin's line, KESTRIN’s and kestrin; Kestrins stay") == "Company A's line, Company A’s and kestrin; Kestrins stay"
    names.add(safe)
    assert names.masked("Safe work with Safe Harbour") == "Safe work with Company B"
    names.add(told)
    assert names.masked("Kestrin Harbour Hotel") == "Kestrin Harbour Hotel"


def test_a_hidden_name_in_capitals_is_also_hidden_with_capitals_in_front_and_an_ordinary_word_stays() -> None:
    bright = replace(PEARL, id=ident("bright"), name="BRIGHT FOODS", others=(), places=())
    names = names_for(A.DONOR, bright, forbidden=("bright",))
    assert names.masked("Bright rooms, BRIGHT: rooms, bright rooms") == "Company A rooms, Company A: rooms, bright rooms"


def test_letters_go_on_after_z() -> None:
    many = [replace(PEARL, id=ident(f"c{i}"), name=f"Firm number {i}", others=(), share=None) for i in range(28)]
    names = names_for(A.DONOR, *many)
    assert [names.of(many[i].id, short=True) for i in (0, 25, 26, 27)] == [f"Company {x}, seafood" for x in ("A", "Z", "AA", "AB")]


def test_a_bare_year_is_searched_for_only_where_it_is_strict_or_sensitive() -> None:
    ledger = Ledger()
    ledger.leave_out("Answers", "marked for other readers", "2025", "20,250")
    ledger.leave_out("Answers", "marked “never leaves this program”", "1998", hard=True)
    assert {secret.value for secret in ledger.secrets} == {"20,250", "1998"}
