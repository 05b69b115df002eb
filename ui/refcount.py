"""A guard against a fault of PySide6 under Python 3.11: each `Signal.emit` from Python gives back `True` without counting the reference.

Measured with PySide6 6.12: `sys.getrefcount(True)` falls by one per emit. After some thousand signals the interpreter would free `True` and abort
("bool_dealloc"). From Python 3.12 on, `True` is never freed (PEP 683), and nothing is done here.
"""

from __future__ import annotations

import ctypes
import sys

_ENOUGH = 1 << 40
"""More references than any session can lose."""


def protect_true() -> None:
    """Give `True`, `False` and `None` so many references that they are never freed: painting loses those of `None` in the same way."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for one in (True, False, None):
            count = ctypes.c_ssize_t.from_address(id(one))  # the count is the first field of every object
            if count.value < _ENOUGH:
                count.value += _ENOUGH
