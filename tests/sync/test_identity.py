"""Cards: what two people hand each other before their laptops trust each other."""

import re
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctip_desktop import resources
from ctip_desktop.errors import BadBundle, FileTooNew
from ctip_desktop.sync.identity import Card, Keys, make_card, qr_matrix, qr_svg, read_card, words

KEYS = Keys.of(bytes(range(32)), str(Keys.generate().age))


def card(**more) -> Card:
    return make_card(KEYS, **{"person": "Lina Tarvo", "name": "Laptop North", "programme": "Lantern Coast", "programme_id": UUID(int=7)} | more)


def test_a_card_is_text_a_person_can_read_and_reads_back():
    text = card().text
    assert text.startswith(
        f"CTIP card 1\nperson: Lina Tarvo\ndevice: Laptop North\nprogramme: Lantern Coast\nprogramme-id: {UUID(int=7).hex}\nage: age1"
    )
    again = read_card(text)
    assert (again.person, again.name, again.programme, again.recipient, again.public_key) == (
        "Lina Tarvo",
        "Laptop North",
        "Lantern Coast",
        KEYS.recipient,
        KEYS.public,
    )
    assert again.device.bytes == KEYS.device
    assert again.programme_id == UUID(int=7)
    assert f"words: {' '.join(again.words)}" in text


def test_keys_come_back_from_what_is_kept():
    again = Keys.of(KEYS.sign.private_bytes_raw(), str(KEYS.age))
    assert (again.public, again.recipient, again.device) == (KEYS.public, KEYS.recipient, KEYS.device)


@pytest.mark.parametrize("person", ["สมหญิง ใจดี", "Nguyễn Thị Hoa", "ស្រី មុំ", "می‌خواهم رضا", "අරුණ ක්‍රිෂ්", "O’Neil-D'Souza: the elder"])
def test_names_of_every_script_stay_as_they_are(person):
    assert read_card(card(person=person).text).person == person


MAILS = {
    "windows line ends": lambda t: t.replace("\n", "\r\n"),
    "quoted": lambda t: "".join(f"> {line}\n" for line in t.split("\n")),
    "indented, blank lines between": lambda t: "".join(f"   {line}  \n\n" for line in t.split("\n")),
    "greeting and footer": lambda t: f"Hello Joram,\nhere it is: my card.\n\n{t}\nBest: Lina\nperson: nobody\n",
    "a byte order mark": lambda t: "\ufeff" + t,
    "signature wrapped": lambda t: re.sub(r"(signature: .{60})(.{60})", r"\1\n\2\n", t),
}


@pytest.mark.parametrize("how", MAILS)
def test_a_card_survives_a_mail_program(how):
    again = read_card(MAILS[how](card().text))
    assert again.public_key == KEYS.public
    assert again.words == card().words


DAMAGES = {
    "another person": lambda t: t.replace("Lina", "Lena"),
    "another age recipient": lambda t: t.replace(KEYS.recipient, Keys.generate().recipient),
    "another key": lambda t: t.replace(KEYS.public.hex(), Keys.generate().public.hex()),
    "a line missing": lambda t: t.replace("programme: Lantern Coast\n", ""),
    "a line twice": lambda t: t.replace("person: Lina Tarvo\n", "person: Lina Tarvo\nperson: Lina Tarvo\n"),
    "a line more": lambda t: t.replace("age:", "role: chief\nage:"),
    "signature missing": lambda t: t.split("signature")[0],
    "signature not hex": lambda t: t.replace("signature: ", "signature: zz"),
    "nothing": lambda t: "",
    "something else": lambda t: "Dear all, the meeting is at ten.",
    "a flood": lambda t: t + "x" * 10_000,
    "format nonsense": lambda t: t.replace("CTIP card 1", "CTIP card one"),
}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_changed_card_is_refused_with_one_sentence(how):
    with pytest.raises(BadBundle) as refused:
        read_card(DAMAGES[how](card().text))
    assert refused.value.what
    assert "Nothing was changed." in str(refused.value)


def test_a_card_of_a_newer_version_says_so():
    with pytest.raises(FileTooNew):
        read_card(card().text.replace("CTIP card 1", "CTIP card 2"))


def test_a_signed_line_of_a_newer_version_is_accepted_and_covered_by_the_words():
    lines = [*card().text.split("\n")[1:7], "role: steward"]
    signature = KEYS.sign.sign(b"ctip-card 1\n" + "\n".join(lines).encode()).hex()
    newer = read_card("\n".join(["CTIP card 1", *lines, f"signature: {signature}"]))
    assert newer.person == "Lina Tarvo"
    assert newer.words != card().words


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_refused_and_never_crashes(text):
    for untrusted in (text, f"CTIP card 1\n{text}", card().text[:-40] + text):
        with pytest.raises((BadBundle, FileTooNew)):
            read_card(untrusted)


def test_the_words_are_256_short_simple_ones_no_two_a_letter_apart():
    known = resources.text("words.txt").split()
    assert len(set(known)) == 256
    assert known == sorted(known)
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in known)
    neighbours = {w[:i] + "*" + w[i + 1 :] for w in known for i in range(len(w))}
    assert len(neighbours) == sum(map(len, known)), "two words differ in one letter only"
    assert words(bytes([0, 255]) * 4) == (known[0], known[-1]) * 4


def test_the_card_fits_in_a_qr_code():
    svg, matrix = qr_svg(card()), qr_matrix(card())
    assert svg.startswith("<svg")
    assert "viewBox" in svg
    assert len(matrix) == len(matrix[0])
    assert not any(matrix[0]), "quiet zone"
    assert sum(map(sum, matrix)) > 500
