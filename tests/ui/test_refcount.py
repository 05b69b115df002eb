"""The window survives any number of signals, also under Python 3.11."""

import sys

from PySide6.QtCore import QObject, Signal


class _Sender(QObject):
    told = Signal(int)


def test_emitting_signals_never_uses_up_true():
    sender = _Sender()
    for n in range(20_000):
        sender.told.emit(n)
    assert sys.getrefcount(True) > 10_000


def test_none_is_protected_too_because_painting_uses_it_up():
    assert sys.version_info >= (3, 12) or sys.getrefcount(None) > 1_000_000
