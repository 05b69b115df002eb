"""Two families of errors: the world, and our bugs.

A `WorldError` is something a person can act on: a full disk, a wrong passphrase, a bundle for somebody else, a malformed form.
It is shown as plain sentences in a dialog, or on stderr with exit code 1. Every other exception is a bug in this program.
"""

from __future__ import annotations


class WorldError(Exception):
    """The environment, not the program, is to blame.

    Attributes:
        what: one plain sentence: what is wrong, and where.
        kept: what was kept or left unchanged, one sentence; may be empty.
        next_step: what the person can do now, one sentence; may be empty.
        details: technical text behind a "Details" button; never a value somebody typed.
    """

    def __init__(self, what: str, *, kept: str = "", next_step: str = "", details: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.kept = kept
        self.next_step = next_step
        self.details = details

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.kept, self.next_step) if part)


class WrongPassphrase(WorldError):
    """The passphrase does not open the file."""


class FileTooNew(WorldError):
    """The file or bundle was made by a newer version of the program."""


class InUse(WorldError):
    """Another program instance has the workspace open."""


class BadForm(WorldError):
    """A form file cannot be read; `problems` holds every problem found in one pass, `told` the same for a place that names the file itself."""

    def __init__(self, what: str, problems: tuple[str, ...] = (), *, told: tuple[str, ...] = (), next_step: str = "") -> None:
        super().__init__(what, next_step=next_step, details="\n".join(problems) if len(problems) > 1 else "")
        self.problems = problems
        self.told = told or problems


class BadBundle(WorldError):
    """A bundle, card or receipt that must not be taken in."""


class BadInput(WorldError):
    """A value, a row or a file that cannot be taken as it is."""


class NotFound(WorldError):
    """No such record, form, person or file."""


class ChangedMeanwhile(WorldError):
    """The answer changed on disk (for instance by an import) after it was shown; show it again before writing."""
