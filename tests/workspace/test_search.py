"""Finding things by parts of words, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.operations import records
from ctip_desktop.queries import records as queries
from ctip_desktop.queries import rows
from ctip_desktop.workspace import search
from ctip_desktop.workspace.workspace import Workspace

NAMES = ["Lotus Foods", "บริษัท อาหารทะเลลำปาง จำกัด", "Công ty Thủy sản Sông Hương", "ក្រុមហ៊ុន នេសាទ កំពង់", "Café Été & Söhne", "شركة الميناء", "海の食品"]


@pytest.fixture
def filled(ws: Workspace) -> Workspace:
    for name in NAMES:
        records.create(ws, "company", answers={"name": Answer.of(name), "country": Answer.of("TH")})
    return ws


def titles(ws: Workspace, text: str, *forms: str) -> list[str]:
    return [found.title for found in queries.search(ws, text, forms)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("otus fo", "Lotus Foods"),
        ("LOTUS", "Lotus Foods"),
        ("อาหารทะเล", NAMES[1]),
        ("ลำ", NAMES[1]),
        ("thuy san", NAMES[2]),
        ("Sông", NAMES[2]),
        ("នេសាទ", NAMES[3]),
        ("ete", "Café Été & Söhne"),
        ("soh", "Café Été & Söhne"),
        ("ميناء", "شركة الميناء"),
        ("食品", "海の食品"),
        ("海の食品", "海の食品"),
        ("lo fo", "Lotus Foods"),
        ("foods l", "Lotus Foods"),
    ],
)
def test_parts_of_names_are_found(filled: Workspace, text: str, title: str) -> None:
    assert titles(filled, text) == [title]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("lukasz", "Łukasz Nowal"),
        ("Łukasz", "Lukasz Nowal"),
        ("wielislaw", "Wielisław i Syn"),
        ("dong", "Công ty Đồng Tâm"),
        ("ostby", "Østby Sjømat"),
        ("sjomat", "Østby Sjømat"),
        ("voelker", "Vœlker AG"),
        ("strasse", "Neue Straße"),
        ("do", "Đo Mi"),
    ],
)
def test_letters_with_a_stroke_are_found_from_a_keyboard_without_them(ws: Workspace, typed: str, name: str) -> None:
    for one in (name, "Lotus Foods"):
        records.create(ws, "company", answers={"name": Answer.of(one)})
    assert titles(ws, typed) == [name]
    assert queries.titled(ws, "company", typed)[0][1] == name  # the names that are offered while one is typed


def test_of_the_names_that_are_offered_those_that_begin_so_come_first(ws: Workspace) -> None:
    for name in ("Joana Lim", "Susana Ro", "Ána Tor", "Omar"):
        records.create(ws, "company", answers={"name": Answer.of(name)})
    assert [title for _id, title in queries.titled(ws, "company", "ana")] == ["Ána Tor", "Joana Lim", "Susana Ro"]
    assert len(queries.titled(ws, "company", "ana", most=2)) == 2


@pytest.mark.parametrize("typed", ["ＡＩ", "AI", "ａｉ", "ビッグデータ", "ﾋﾞｯｸﾞ", "ＡＩ＆", "X AI", "Ｘ ＡＩ"])
def test_full_width_and_ordinary_letters_find_each_other(ws: Workspace, typed: str) -> None:
    for name in ("グローバルX AI&ビッグデータ", "グローバルＸ ＡＩ＆ビッグデータ"):
        records.create(ws, "company", answers={"name": Answer.of(name)})
    records.create(ws, "company", answers={"name": Answer.of("Lotus Foods")})
    assert len(titles(ws, typed)) == 2
    with ws.reading() as connection:
        assert len(rows.matching(connection, typed)) == 2  # what the list of companies is filtered by


def test_places_are_found_by_their_names_and_every_word_must_be_there(filled: Workspace) -> None:
    assert len(titles(filled, "thailand")) == len(NAMES)
    assert titles(filled, "thailand lotus") == ["Lotus Foods"]
    assert titles(filled, "lotus vietnam") == []
    assert titles(filled, "  ") == []


def test_notes_rows_and_sources_lead_to_the_record_they_belong_to(filled: Workspace) -> None:
    company = records.create(filled, "company", answers={"name": Answer.of("Reef"), "staff": Answer.of(4, note="counted at the gate")}).created[0]
    research = records.create(filled, "research", about=company, rows={"sites": [{"site_place": Answer.of("Kampong Som")}]}).created[0]
    records.add_source(filled, company, "staff", Source("own_visit", "Harbour walk"))
    assert titles(filled, "at the gate") == ["Reef"]
    assert titles(filled, "harbour walk") == ["Reef"]
    assert [found.id for found in queries.search(filled, "kampong")] == [research]
    assert titles(filled, "kampong", "company") == []
    records.delete(filled, company)
    assert titles(filled, "harbour walk") == []
    records.bring_back(filled, company)
    assert titles(filled, "harbour walk") == ["Reef"]


def test_a_changed_name_is_found_by_the_new_one_only(filled: Workspace) -> None:
    company = records.create(filled, "company", answers={"name": Answer.of("Old Pier")}).created[0]
    records.answer(filled, company, "name", Answer.of("New Quay"))
    assert titles(filled, "old pier") == []
    assert titles(filled, "new quay") == ["New Quay"]


def test_the_snippet_shows_the_line_around_what_was_found(filled: Workspace) -> None:
    text = "first line\n" + "before " * 20 + "the needle" + " after" * 20
    records.create(filled, "company", answers={"name": Answer.of("Reef"), "about_it": Answer.of(text)})
    [found] = queries.search(filled, "needle")
    assert found.snippet.startswith("…")
    assert found.snippet.endswith("…")
    assert "the needle" in found.snippet
    assert len(found.snippet) < 100


@given(st.text(max_size=30))
def test_no_typed_text_breaks_the_search(text: str) -> None:
    """Operators, quotes and wildcards of the engine are ordinary characters."""
    words = text.split()
    if words:
        statement, values = search._query(words[:12])
        assert statement.count("?") == len(values)


@pytest.mark.parametrize(
    "text", ['"', "'", "NEAR(a b)", "lotus*", "title:lotus", "a OR b", "%", "_", "\\", "NOT", "-lotus", "\0", "x" * 5000, "(((", "😀", "%%%%"]
)
def test_operators_are_ordinary_characters(filled: Workspace, text: str) -> None:
    assert titles(filled, text) == []
