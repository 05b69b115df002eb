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
