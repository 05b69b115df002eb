"""Long work without a window: a function that reports progress and can be cancelled.

The command line runs it in place; `ui/tasks.py` runs it on a thread and shows the same sentences.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from ctip_desktop.dataclass import dataclass


class Cancelled(Exception):
    """The person cancelled; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done now. total 0 = not known."""

    sentence: str
    done: int = 0
    total: int = 0


class Progress:
    """Handed to long work. Call `say` often; it raises Cancelled at a safe place once the person has cancelled."""

    def __init__(self, listen: Callable[[Step], None] | None = None) -> None:
        self._listen = listen
        self._cancelled = threading.Event()

    def say(self, sentence: str, done: int = 0, total: int = 0) -> None:
        """Report a step. Raises Cancelled when cancelling was asked for."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._listen is not None:
            self._listen(Step(sentence, done, total))

    def cancel(self) -> None:
        """Ask the work to stop at the next `say`. Safe from any thread."""
        self._cancelled.set()
