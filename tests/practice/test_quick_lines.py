"""Lines of a talk: a sign says what a line is, and whatever is typed, nothing of it is lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.model import Answer, Choice, Question, State
from ctip_desktop.practice import quick_lines
from ctip_desktop.practice.quick_lines import Line, Said, answer_for, promises, read, summary, turned


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def number(text: str) -> float | None:  # also "nan" and "inf"
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


TYPED = st.text(alphabet=st.sampled_from('!<?+#"“”@ by10-2026 until3 สวัสดี\tab.:'), max_size=40) | st.text(max_size=60)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("They pay recruiters themselves", Line(Said.NOTE, "They pay recruiters themselves")),
        ("! Send the outline by 2026-10-20", Line(Said.PROMISE, "Send the outline", due=date(2026, 10, 20))),
        ("! Send the outline @ 2026-10-20", Line(Said.PROMISE, "Send the outline", due=date(2026, 10, 20))),
        ("! Send it Until 2026-10-20", Line(Said.PROMISE, "Send it", due=date(2026, 10, 20))),
        ("! Send the outline by mail", Line(Said.PROMISE, "Send the outline by mail")),
        ("! Send the outline by 31 Feb", Line(Said.PROMISE, "Send the outline by 31 Feb", bad_day="31 Feb")),
        ("! Call Mei @ soon", Line(Said.PROMISE, "Call Mei @ soon", bad_day="soon")),
        ("! by 2026-10-20", Line(Said.PROMISE, "by 2026-10-20")),
        ("< Send the crew list by 2026-10-20", Line(Said.THEIR_PROMISE, "Send the crew list", due=date(2026, 10, 20))),
        ("<5 people", Line(Said.NOTE, "<5 people")),
        ("? Buyers may leave", Line(Said.CONCERN, "Buyers may leave")),
        ("+ Fewer people who leave", Line(Said.INTEREST, "Fewer people who leave")),
        ("+5 % wages", Line(Said.NOTE, "+5 % wages")),
        ('"We lose people every month"', Line(Said.QUOTE, "We lose people every month")),
        ("“We lose people", Line(Said.QUOTE, "We lose people")),
        ("#3 About 1,200", Line(Said.ANSWER, "About 1,200", 3)),
        ("#12: yes", Line(Said.ANSWER, "yes", 12)),
        ("#3", Line(Said.NOTE, "#3")),
        ("#hashtag", Line(Said.NOTE, "#hashtag")),
        ("!", Line(Said.NOTE, "!")),
        ("", Line(Said.NOTE, "")),
    ],
)
def test_a_sign_says_what_a_line_is(typed: str, line: Line) -> None:
    assert read(typed, day) == line


@given(TYPED)
def test_nothing_typed_is_refused_and_no_word_is_lost(typed: str) -> None:
    line = read(typed, day)
    kept = line.text + (line.due.isoformat() if line.due else "") + (str(line.number) if line.number is not None else "")
    signs = '#!?+"“”„«»「@:.) \t\n' if line.kind is not Said.NOTE else ""
    for word in typed.split():
        plain = word.strip(signs) if signs else word
        known = plain.casefold() in ("by", "until") or plain.lstrip("0") in kept or plain in kept.replace(" ", "")
        assert plain in kept or known or all(part in kept or part.lstrip("0") in kept for part in plain.replace("@", " ").replace("#", " ").split())


@given(TYPED, st.sampled_from(Said), st.integers(1, 999))
def test_a_key_turns_a_line_with_words_into_any_kind_and_back(typed: str, kind: Said, n: int) -> None:
    text = "words " + typed.strip().replace("\n", " ") + " end"
    made = read(turned(text, kind, n), lambda _text: None)
    assert made.kind is kind
    assert made.number == (n if kind is Said.ANSWER else None)
    assert made.text.startswith("words")
    assert made.text.endswith("end")
    assert turned(turned(text, kind, n), Said.NOTE) == text.strip()


@given(TYPED, st.sampled_from(Said))
def test_turning_a_line_twice_is_turning_it_once(typed: str, kind: Said) -> None:
    once = turned(f"a {typed} z", kind, 4)
    assert turned(once, kind, 4) == once


# -- answers


SIZE = Question("size", "select_one", choices=(Choice("small", "Small"), Choice("large", "Large, over 500"), Choice("smaller", "Smaller than most")))
BRINGS = Question("brings", "select_multiple", choices=(Choice("people", "People"), Choice("money", "Money")))


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (Question("a", "text"), "Sells shrimp", Answer.of("Sells shrimp")),
        (Question("a", "integer"), "1,200", Answer.of(1200)),
        (Question("a", "integer"), "about 1200", None),
        (Question("a", "integer"), "1.5", None),
        (Question("a", "decimal"), "1.5", Answer.of(1.5)),
        (Question("a", "date"), "2026-10-20", Answer.of("2026-10-20")),
        (Question("a", "date"), "soon", None),
        (SIZE, "small", Answer.of("small")),
        (SIZE, "LARGE", Answer.of("large")),
        (SIZE, "sm", None),
        (SIZE, "huge", None),
        (BRINGS, "money, people", Answer.of(("money", "people"))),
        (BRINGS, "money; gold", None),
        (Question("a", "repeat"), "Two sites", None),
        (Question("a", "file"), "a file", None),
        (SIZE, "?", Answer(state=State.UNKNOWN)),
        (Question("a", "integer"), "?", Answer(state=State.UNKNOWN)),
    ],
)
def test_a_line_becomes_an_answer_only_when_it_is_one(question: Question, text: str, answer: Answer | None) -> None:
    assert answer_for(question, text, day, number) == answer


@given(st.text(max_size=30), st.sampled_from([SIZE, BRINGS, Question("a", "integer"), Question("a", "date"), Question("a", "range")]))
def test_no_answer_is_ever_made_up(text: str, question: Question) -> None:
    found = answer_for(question, text, day, number)
    assert found is None or found.state is State.UNKNOWN or (found.state is State.ANSWERED and found.value not in (None, "", ()))


# -- what becomes of it


def test_the_talk_is_told_in_its_order_and_answers_stand_in_their_forms_alone() -> None:
    lines = [read(typed, day) for typed in ("We sat in the canteen", "? Buyers may leave", '"We lose people"', "! Call @ 2026-10-20", "#1 secret")]
    assert summary(lines, ["How many people?"]) == "We sat in the canteen\nConcern: Buyers may leave\n“We lose people”\nAnswered: How many people?"


def test_a_talk_with_a_promise_alone_still_says_something() -> None:
    assert summary([read("! Call Mei", day)]) == "Promised: Call Mei"


def test_each_promise_stays_one_with_its_own_day() -> None:
    lines = [read(typed, day) for typed in ("! Call Mei @ 2026-11-02", "A note", "! Send the outline @ 2026-10-20", "! Think")]
    told = [("Call Mei", date(2026, 11, 2)), ("Send the outline", date(2026, 10, 20)), ("Think", None)]
    assert [(line.text, line.due) for line in promises(lines)] == told


def test_every_sign_is_one_that_is_read() -> None:
    for kind, sign in quick_lines.SIGNS.items():
        assert read(f"{sign} words", day).kind is kind
