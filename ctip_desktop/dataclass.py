"""`dataclass` for the many small frozen classes of the program, made about twenty times as fast as the standard library makes them.

The standard decorator compiles six methods for every class when its module is imported; with some three hundred classes that is more time than a
window takes to show. Here `__init__` is compiled when the first instance is made, and the other methods are shared. The classes behave the same,
`dataclasses.replace`, `fields` and `asdict` included. Whatever is not plain (other options, class variables, `__post_init__`) goes to the
standard decorator. docs/decisions/0008-starting-fast.md
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # type checkers know the standard one
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """As `dataclasses.dataclass`; `frozen=True, slots=True` is fast."""
        if cls is None:
            return lambda decorated: dataclass(decorated, **options)
        if options == {"frozen": True, "slots": True} and _is_plain(cls):
            return _made(cls)
        return dataclasses.dataclass(**options)(cls)


__all__ = ["dataclass"]

_FIELD = dataclasses._FIELD  # type: ignore[attr-defined]  # how `replace`, `fields` and `asdict` know a field; it has no public name
_UNUSUAL = ("ClassVar", "typing.ClassVar", "InitVar", "KW_ONLY", "dataclasses.")
_WRITTEN_BY_HAND = ("__init__", "__post_init__", "__eq__", "__hash__", "__repr__", "__slots__", "__setattr__", "__getstate__")
_LEFT_TO_THEM = object()


def _is_plain(cls: type) -> bool:
    """Nothing in it that only the standard decorator knows how to treat."""
    notes = inspect.get_annotations(cls).values()
    return (
        all(isinstance(note, str) and not note.startswith(_UNUSUAL) for note in notes)
        and not any(name in cls.__dict__ for name in _WRITTEN_BY_HAND)
        and all(base is object or {"__dataclass_fields__", "__slots__"} <= base.__dict__.keys() for base in cls.__mro__[1:])
    )


def _made(cls: type) -> type:
    """The class anew with slots, and the shared methods."""
    own = _own_fields(cls)
    inherited = [base.__dict__["__dataclass_fields__"] for base in cls.__mro__[:0:-1] if base is not object]
    every: dict[str, Field[Any]] = {name: one for known in (*inherited, own) for name, one in known.items()}
    taken = {name for known in inherited for name in known}
    body = {name: value for name, value in cls.__dict__.items() if name not in own and name not in ("__dict__", "__weakref__")}
    body |= {"__slots__": tuple(name for name in own if name not in taken), "__dataclass_fields__": every}
    body["__match_args__"] = tuple(name for name, one in every.items() if one.init)
    made = type(cls)(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    _add_methods(made, every)
    return made


def _own_fields(cls: type) -> dict[str, Field[Any]]:
    found = {}
    for name, note in inspect.get_annotations(cls).items():
        default = cls.__dict__.get(name, MISSING)
        if type(default).__hash__ is None:
            raise ValueError(f"a default of {cls.__name__}.{name} that can change would be shared: use default_factory")
        one = default if isinstance(default, Field) else dataclasses.field(default=default)
        one.name, one.type, one.kw_only = name, note, False
        one._field_type = _FIELD  # type: ignore[union-attr]  # see above
        found[name] = one
    return found


def _add_methods(cls: Any, every: Mapping[str, Field[Any]]) -> None:
    names = frozenset(every)
    compared = _reader([name for name, one in every.items() if one.compare])
    shown = [name for name, one in every.items() if one.repr]

    def init_(self: Any, *values: Any, **named: Any) -> None:
        cls.__init__ = _initialiser(cls, every)
        cls.__init__(self, *values, **named)

    def eq_(self: Any, other: object) -> Any:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_(self: Any) -> int:
        return hash(compared(self))

    def repr_(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def setattr_(self: Any, name: str, value: object) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def delattr_(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    def getstate_(self: Any) -> list[Any]:
        return [getattr(self, name) for name in every]

    def setstate_(self: Any, state: list[Any]) -> None:
        for name, value in zip(every, state, strict=True):
            object.__setattr__(self, name, value)

    for method in (init_, eq_, hash_, repr_, setattr_, delattr_, getstate_, setstate_):
        setattr(cls, f"__{method.__name__}_", method)


def _reader(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _: ()


def _initialiser(cls: Any, every: Mapping[str, Field[Any]]) -> Any:
    """`__init__`, compiled: sets each slot, in the order of the fields. The names in it are those of the class; nothing comes from a file."""
    known: dict[str, Any] = {"_left": _LEFT_TO_THEM}
    parameters, lines = ["self"], []
    for name, one in every.items():
        known[f"_set_{name}"] = getattr(cls, name).__set__
        value = name
        if one.default_factory is not MISSING:
            known[f"_make_{name}"] = one.default_factory
            value = f"_make_{name}() if {name} is _left else {name}" if one.init else f"_make_{name}()"
        elif one.default is not MISSING:
            known[f"_default_{name}"] = one.default
            value = name if one.init else f"_default_{name}"
        if one.init:
            default = f"=_default_{name}" if one.default is not MISSING else "=_left" if one.default_factory is not MISSING else ""
            parameters.append(name + default)
        lines.append(f" _set_{name}(self, {value})")
    exec(f"def __init__({', '.join(parameters)}):\n" + ("\n".join(lines) or " pass"), known)  # noqa: S102  # our own names, see above
    return known["__init__"]
