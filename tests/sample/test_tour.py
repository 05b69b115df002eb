"""The tour goes to every page and opens every dialog, and its stops are there in the sample."""

from __future__ import annotations

import pytest

from ctip_desktop.workspace.workspace import Workspace

pytest.importorskip("PySide6", exc_type=ImportError, reason="the window is not installed here")

from ctip_desktop.reports.build import READERS, Kind, build
from ui.dialogs.registry import DIALOGS
from ui.pages.registry import pages
from ui.tour_stops import EMPTY, SAMPLE, papers, stops

pytestmark = pytest.mark.xdist_group("sample")  # loaded once, not once for each worker


def test_every_page_and_every_dialog_has_a_stop(ws: Workspace) -> None:
    found = stops(SAMPLE, ws)
    assert {spec.name for spec in pages()} == {stop.page for stop in found if stop.page}
    assert set(DIALOGS) == {stop.dialog for stop in found if stop.dialog}


def test_every_page_with_an_empty_state_is_seen_empty(ws: Workspace) -> None:
    needs_a_record = {"as_of", "company", "score_card", "wizard"}
    assert {spec.name for spec in pages()} - needs_a_record == {stop.page for stop in stops(EMPTY, ws)}


def test_every_print_for_every_reader_is_seen(ws: Workspace) -> None:
    assert [(one.kind, one.audience) for one in papers(ws)] == [(kind, reader) for kind in Kind for reader in READERS[kind]]
    for one in papers(ws):
        if one.kind in (Kind.RECORD, Kind.SCORE_CARD):  # the others are made by tests of their own
            assert build(ws, one.kind, about=one.about, audience=one.audience, options=one.options).leaks == ()


def test_no_two_stops_share_a_name(ws: Workspace) -> None:
    names = [stop.name for stop in (*stops(SAMPLE, ws), *stops(EMPTY, ws))]
    assert len(names) == len(set(names))
