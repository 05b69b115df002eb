"""How ranks moved, drawn: ideas that share a place stand below each other, and each can be reached and read."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt

from ctip_desktop.queries.opportunities import RankMovement, RoundView
from ui.widgets.rank_moves import RankMoves


def a_round(number: int, title: str) -> RoundView:
    return RoundView(UUID(int=number), True, title, number, title, False, False, True, None, None, (), 1)


ROUNDS = (a_round(1, "Internal"), a_round(2, "Programme team"))


def moves(*ranks: tuple[int | None, ...]) -> tuple[RankMovement, ...]:
    return tuple(RankMovement(UUID(int=n + 1), f"Idea {n + 1}", each) for n, each in enumerate(ranks))


@pytest.fixture
def drawing(qtbot):
    one = RankMoves()
    qtbot.addWidget(one)
    one.resize(900, 400)
    return one


@pytest.mark.parametrize(
    "ranks",
    [
        ((1, None), (1, None), (3, 1)),
        ((1, 1), (1, 1), (1, 3)),
        ((3, 3), (3, 3), (4, 4)),
        ((None, 2), (2, 2)),
    ],
)
def test_no_two_ideas_are_drawn_at_the_same_spot(drawing, ranks):
    drawing.show_moves(ROUNDS, moves(*ranks))
    spots = [(point.x(), point.y()) for n in range(len(ranks)) for point in drawing._points(n)]
    assert len(spots) == len(set(spots)) == sum(rank is not None for each in ranks for rank in each)
    assert max(y for _, y in spots) < drawing.sizeHint().height()


def test_a_place_that_nobody_shares_stands_where_its_number_says(drawing):
    drawing.show_moves(ROUNDS, moves((1, 2), (2, 1), (3, 3)))
    heights = [{point.y() for point in drawing._points(n)} for n in range(3)]
    assert heights[0] == heights[1]
    assert len(heights[2]) == 1


def test_a_press_beside_a_shared_place_chooses_the_idea_under_the_pointer(qtbot, drawing):
    drawing.show_moves(ROUNDS, moves((1, 1), (1, 1)))
    for n in range(2):
        point = drawing._points(n)[-1].toPoint()
        qtbot.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=point + QPoint(30, 0))
        assert drawing.current == n


def test_a_press_reaches_an_idea_that_has_no_place_in_the_last_round(qtbot, drawing):
    drawing.show_moves(ROUNDS, moves((1, None), (2, 1)))
    line = next(n for n, one in enumerate(drawing.lines) if one.ranks[-1] is None)
    qtbot.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=drawing._points(line)[-1].toPoint() + QPoint(20, 0))
    assert drawing.lines[drawing.current].ranks == (1, None)
    assert not drawing.grab().isNull()


def test_a_name_is_cut_only_where_the_next_places_stand(drawing):
    three = (*ROUNDS, a_round(3, "Donor"))
    drawing.show_moves(three, moves((1, 2, None), (2, 1, None)))
    to_the_edge = drawing._room(drawing._points(0)[-1])
    assert to_the_edge > drawing._x(2) - drawing._x(1), "nothing stands in the round that has no places yet"
    drawing.show_moves(three, moves((1, 2, 1), (2, 1, None)))
    assert drawing._room(drawing._points(1)[-1]) < drawing._x(2) - drawing._x(1)
    assert drawing._room(drawing._points(0)[-1]) == round(drawing.width() - drawing._x(2)) - 28
