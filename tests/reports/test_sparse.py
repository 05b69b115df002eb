"""A print of a programme that has just begun says what is there, what is missing and what to do, for every reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.build import READERS, SUBJECTS, Kind, Options, Report, build
from ctip_desktop.workspace.workspace import Workspace
from tests.reports.reading_back import text_of

LONG = "Compañía Internacional de Transformación y Exportación de Productos Pesqueros del Archipiélago de las Islas Perdidas y Asociados S.A. Abierta"
NAMES = (
    LONG,
    "บริษัท โรงงานแปรรูปอาหารทะเลแช่แข็งชายฝั่งตะวันออก จำกัด (มหาชน)",
    "ក្រុមហ៊ុន រោងចក្រកាត់ដេរ និងនាំចេញសម្លៀកបំពាក់ អន្តរជាតិ",
    "Công ty Trách nhiệm Hữu hạn Xuất nhập khẩu Thủy sản Nghĩa Hưng",
    "شركة الخليج لصناعة وتصدير الأسماك المحدودة",
    "Nets / Traps \\ Lines: “A” <b>&amp;</b> *?",
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[Workspace]:
    """A programme without a currency: one company, one idea, one partnership that is only named."""
    folder = tmp_path_factory.mktemp("begun")
    with Workspace.create(
        folder / "begun.ctip",
        programme="Reef Programme",
        person="Lina Tarvo",
        passphrase="lantern river seven basket",
        catalogue=catalogue,
        backups=folder / "backups",
        state=folder / "state",
    ) as ws:
        yield ws


def record(ws: Workspace, kind: Kind, name: str = "Nova Textiles") -> object:
    """A new record of what the print is about, with a name of its own."""
    company = records.create(ws, "company", answers={"name": Answer.of(name)}).created[0]
    if SUBJECTS.get(kind) == "company":
        return company
    idea = records.create(ws, "opportunity", about=company, answers={"title": Answer.of(name)}).created[0]
    if SUBJECTS.get(kind) == "opportunity":
        return idea
    return records.create(ws, "partnership", about=idea, answers={"name": Answer.of(name)}).created[0]


def made(ws: Workspace, kind: Kind, audience: Audience, about: object) -> Report:
    return build(ws, kind, about=about, audience=audience, options=Options(form="desk_research"))  # type: ignore[arg-type]  # ids of the helper


PAIRS = [(kind, audience) for kind in (Kind.COMPANY, Kind.PARTNERSHIP, Kind.PULSE, Kind.PORTFOLIO) for audience in READERS[kind]]


@pytest.mark.parametrize(("kind", "audience"), PAIRS)
def test_a_nearly_empty_print_says_what_is_missing_and_what_to_do(begun: Workspace, kind: Kind, audience: Audience) -> None:
    report = made(begun, kind, audience, record(begun, kind))
    text = " ".join(text_of(report.pdf).split())
    assert "There is little to show yet" in text
    assert "What is missing." in text
    assert "What to do." in text
    assert report.leaks == ()
    assert ("in the program" in text) is False
    if audience in (Audience.PARTNER, Audience.PUBLIC):
        assert "questions of our research" not in text


def test_a_print_that_knows_only_the_staff_claims_no_place_and_no_work(begun: Workspace) -> None:
    answers = {"name": Answer.of("Nova Staff"), "staff": Answer.of(1200)}
    company = records.create(begun, "company", answers=answers).created[0]
    text = " ".join(text_of(made(begun, Kind.COMPANY, Audience.DONOR, company).pdf).split())
    assert "1,200 people" in text
    assert "What is here. The name and the first facts about it." in text
    assert "where it is" not in text


def test_a_ranking_without_a_round_says_how_to_hold_one(begun: Workspace) -> None:
    text = " ".join(text_of(made(begun, Kind.RANKING, Audience.INTERNAL, None).pdf).split())
    assert "Everybody in the round fills in a score card alone." in text


def test_a_score_card_before_any_round_is_refused_in_a_sentence(begun: Workspace) -> None:
    with pytest.raises(WorldError, match="Nothing is scored yet"):
        made(begun, Kind.SCORE_CARD, Audience.INTERNAL, record(begun, Kind.SCORE_CARD))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", [Kind.COMPANY, Kind.STAGE, Kind.VISIT_PACK, Kind.PARTNERSHIP, Kind.BLANK_FORM])
def test_long_names_and_names_in_every_script_are_printed_whole(begun: Workspace, kind: Kind, name: str) -> None:
    report = made(begun, kind, Audience.INTERNAL, record(begun, kind, name) if kind is not Kind.BLANK_FORM else record(begun, Kind.COMPANY, name))
    assert report.missing == ()
    assert report.leaks == ()
    if name.isascii() or name in (LONG, NAMES[3]):
        words = "".join(text_of(report.pdf).split())
        assert "".join(name.split()) in words or kind is Kind.BLANK_FORM
