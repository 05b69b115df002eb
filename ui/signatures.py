"""PySide's knowledge of its own signatures, read when it is first asked for.

`import PySide6` unpacks and compiles the modules that write the words of a TypeError and the `__doc__` of a method: about a fifth of the time to a
bare window. Here they are put off with Python's own `LazyLoader`; a wrong call still says which calls there are. What C++ looks up by itself
(`mapping`) is loaded as always. Without PySide's loader, or when it is there already, nothing is put off.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from importlib.util import LazyLoader
from types import ModuleType
from typing import SupportsIndex

_PLACE = "shibokensupport.signature."
_LATER = frozenset(_PLACE + name for name in ("errorhandler", "importhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool"))


class _Later:
    """Finds what may come later, through those who find it today."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in _LATER:
            return None
        found = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
        spec = next((one for one in found if one is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


class _KeepFirst(list):  # type: ignore[type-arg]  # the finders of the interpreter have no common type
    """The interpreter's finders while PySide puts its own before all others: the first one stays the first."""

    def insert(self, index: SupportsIndex, finder: object) -> None:
        super().insert(max(int(index), 1), finder)


def load_signatures_later() -> None:
    """To be called before the first import of PySide6."""
    if "shiboken6" not in sys.modules:
        later, finders = _Later(), sys.meta_path
        sys.meta_path = _KeepFirst([later, *finders])
        try:
            import shiboken6  # noqa: F401  # its import is the point; PySide6 itself must not be there yet
        finally:
            finders[:] = [finder for finder in sys.meta_path if finder is not later]
            sys.meta_path = finders
    _import_plainly()


def _import_plainly() -> None:
    """Where PySide came first, it reads the source of every module imported after it, looking for `from __feature__ import`, which nothing here
    uses. Its hook is taken out."""
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain
