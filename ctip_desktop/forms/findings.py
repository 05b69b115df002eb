"""What is wrong with a form file: problems with file, line, quoted value and proposal, collected so that all are told in one pass."""

from __future__ import annotations

from collections.abc import Iterable

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadForm

_SHOWN = 70  # characters of a quoted value


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a form. A warning does not keep the form from being used. `place`: what stands before the sentence instead of a line."""

    file: str
    line: int
    message: str
    proposal: str = ""
    warning: bool = False
    place: str = ""

    def __str__(self) -> str:
        where = self.place or (str(self.line) if self.line else "")
        head = f"{self.file}:{where}" if where else self.file
        return f"{head}: {'warning: ' if self.warning else ''}{self._sentence()}"

    @property
    def told(self) -> str:
        """The problem for a place that names the file itself: “Line 12: …”, “Sheet survey, row 5: …”."""
        where = f"Sheet {self.place}: " if self.place else f"Line {self.line}: " if self.line else ""
        return f"{where}{self._sentence()}"

    def _sentence(self) -> str:
        tail = f" {self.proposal[:1].upper()}{self.proposal[1:]}" if self.proposal else ""
        stop = "" if self.message.endswith((".", "?", "!")) else "."
        end = "." if tail and not tail.endswith((".", "?", "!", ")", "'", '"')) else ""
        return f"{self.message}{stop}{tail}{end}"


class Findings:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Problem] = []

    def error(self, line: int, message: str, proposal: str = "", *, place: str = "") -> None:
        """Something that keeps the form from being used."""
        self._found.append(Problem(self.file, line, message, proposal, place=place))

    def warning(self, line: int, message: str, proposal: str = "", *, place: str = "") -> None:
        """Something to look at."""
        self._found.append(Problem(self.file, line, message, proposal, True, place))

    def all(self) -> tuple[Problem, ...]:
        """Every problem once, in order of lines."""
        return tuple(sorted(dict.fromkeys(self._found), key=lambda problem: problem.line))


def quoted(value: str) -> str:
    """A value from a file as it stands in a sentence: on one line, not too long."""
    flat = " ".join(value.split())
    return f"“{flat}”" if len(flat) <= _SHOWN else f"“{flat[:_SHOWN]}…”"


def refuse(problems: Iterable[Problem], title: str) -> None:
    """Raise BadForm when there is an error among the problems."""
    errors = tuple(problem for problem in problems if not problem.warning)
    if not errors:
        return
    told = tuple(problem.told for problem in errors)
    what = told[0] if len(told) == 1 else f"{len(told)} things must be put right."
    raise BadForm(f"{title} cannot be used. {what}", tuple(map(str, errors)), told=told, next_step="Correct the file and try again.")
