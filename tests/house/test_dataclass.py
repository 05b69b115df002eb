"""The fast decorator makes the same classes as the standard one."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from typing import Any, ClassVar

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A plain one."""

    name: str
    size: float | None = None
    tags: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)
    notes: dict[str, str] = field(default_factory=dict, repr=False)
    cache: dict[str, int] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def loud(self) -> str:
        return self.name.upper()


@dataclass(frozen=True, slots=True)
class Port(Place):
    """One that inherits."""

    depth: int = 3


def standard(cls: type) -> Any:
    """The same class, made by the standard library."""
    bases = tuple(standard(base) for base in cls.__bases__ if base is not object)
    own = [one for one in dataclasses.fields(cls) if not any(one.name in {f.name for f in dataclasses.fields(base)} for base in bases)]
    made = [(one.name, one.type, _again(one)) for one in own]
    return dataclasses.make_dataclass(cls.__name__, made, bases=bases, frozen=True, slots=True)


def _again(one: dataclasses.Field[Any]) -> Any:
    return field(default=one.default, default_factory=one.default_factory, init=one.init, repr=one.repr, compare=one.compare)


TWINS = [(Place, standard(Place)), (Port, standard(Port))]
VALUES = {"name": st.text(), "size": st.none() | st.floats(), "tags": st.tuples(st.text()), "line": st.integers()}
CALLS = st.fixed_dictionaries({"name": VALUES["name"]}, optional={name: VALUES[name] for name in ("size", "tags", "line")})


@pytest.mark.parametrize(("ours", "theirs"), TWINS)
def test_it_is_made_by_us(ours: type, theirs: type) -> None:
    assert "compared" in ours.__eq__.__code__.co_freevars
    assert "compared" not in theirs.__eq__.__code__.co_freevars


@pytest.mark.parametrize(("ours", "theirs"), TWINS)
@given(one=CALLS, other=CALLS)
def test_it_holds_compares_and_shows_the_same(ours: Any, theirs: Any, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert dataclasses.asdict(ours(**one)) == dataclasses.asdict(theirs(**one)) or one.get("size") != one.get("size")
    assert repr(ours(**one)) == repr(theirs(**one)).replace("Place(", ours.__qualname__ + "(", 1)
    assert (ours(**one) == ours(**other)) == (theirs(**one) == theirs(**other))
    assert ours(*one.values()) == ours(*one.values()) or one.get("size") != one.get("size")


@pytest.mark.parametrize("cls", [Place, Port])
def test_the_tools_of_the_standard_library_know_it(cls: Any) -> None:
    made = cls("quay", 2.5, ("wet",), 7, {"a": "b"})
    assert dataclasses.is_dataclass(made)
    assert [one.name for one in dataclasses.fields(made)] == [one.name for one in dataclasses.fields(standard(cls))]
    changed = dataclasses.replace(made, name="pier")
    assert (changed.name, changed.size, changed.loud) == ("pier", 2.5, "PIER")
    assert cls.__match_args__ == standard(cls).__match_args__
    for again in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made)), msgspec.json.decode(msgspec.json.encode(made), type=cls)):
        assert (again, again.line) == (made, 7)


@pytest.mark.parametrize("cls", [Place, Port])
def test_nothing_in_it_can_be_changed_and_nothing_added(cls: Any) -> None:
    made = cls("quay")
    for wrong in (lambda: setattr(made, "name", "x"), lambda: setattr(made, "other", 1), lambda: delattr(made, "name")):
        with pytest.raises((FrozenInstanceError, AttributeError)):
            wrong()
    assert not hasattr(made, "__dict__")
    assert made.notes is not cls("quay").notes


@pytest.mark.parametrize("call", [lambda cls: cls(), lambda cls: cls("a", wrong=1), lambda cls: cls("a", name="b")])
@pytest.mark.parametrize("cls", [Place, Port])
def test_a_wrong_call_is_refused(cls: Any, call: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError):
        call(cls)


def test_equal_ones_count_once_and_other_classes_differ() -> None:
    @dataclass(frozen=True, slots=True)
    class Point:
        x: int
        y: int = 0

    assert {Point(1), Point(1, 0), Point(2)} == {Point(2), Point(1)}
    assert Place("a") != Port("a")
    with pytest.raises(TypeError):
        hash(Place("a"))  # a dict in it


def test_what_is_unusual_is_left_to_the_standard_library() -> None:
    @dataclass(frozen=True, slots=True)
    class Counted:
        known: ClassVar[int] = 3
        x: int = 0

    @dataclass(slots=True)
    class Open:
        x: int = 0

    @dataclass(frozen=True, slots=True)
    class Checked:
        x: int

        def __post_init__(self) -> None:
            if self.x < 0:
                raise ValueError("below zero")

    one = Open()
    one.x = 4
    assert (Counted.known, [each.name for each in dataclasses.fields(Counted)], one.x) == (3, ["x"], 4)
    with pytest.raises(ValueError, match="below"):
        Checked(-1)


def test_a_default_that_can_change_is_refused() -> None:
    with pytest.raises(ValueError, match="default_factory"):

        @dataclass(frozen=True, slots=True)
        class Shared:
            x: list[int] = []  # noqa: RUF012  # what is tested
