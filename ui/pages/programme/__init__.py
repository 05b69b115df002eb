"""Programme: what it is, its people, how it scores, settings, backups, security."""

from ui.pages.programme.programme import ProgrammePage

__all__ = ["ProgrammePage"]
