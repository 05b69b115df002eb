"""Python's collector of unreachable objects, kept to the window's thread.

Left alone it works in whichever thread happens to ask for memory. Beside long work that would be a worker, which would then destroy widgets that wait
in a circle to be collected; Qt allows that in the window's thread only, and ends the program where it happens at a bad moment.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

SETTLED = 5_000
"""Milliseconds after which everything that stays as long as the program has been loaded."""

_EVERY = 1_000  # milliseconds between two looks


class Collector(QObject):
    """Collects from time to time, in the thread it lives in, and never by itself elsewhere.

    It begins when the program has settled. What was loaded for good (modules, classes, forms) is left out of every later collection, which would
    otherwise be felt while typing.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._looks = QTimer(self, interval=_EVERY)
        self._looks.timeout.connect(collect_what_is_due)
        QTimer.singleShot(SETTLED, self, self.settle)

    def settle(self) -> None:
        """Collect once, leave out what is loaded for good, and look regularly from now on."""
        gc.collect()
        gc.freeze()
        self._looks.start()


def collect_what_is_due() -> None:
    """Collect as much as Python itself would by now: the oldest generation whose limit is passed."""
    for generation, (count, limit) in reversed(tuple(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))):
        if count > limit:
            gc.collect(generation)
            return
