"""Regular expressions that are compiled when they are used first, not when their module is imported (decision 0008)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any


class _Pattern:
    def __init__(self, text: str, flags: int) -> None:
        self._written = text, flags

    def __getattr__(self, name: str) -> Any:
        """Called once for each method of `re.Pattern`; from then on it is an attribute."""
        found = getattr(re.compile(*self._written), name)
        setattr(self, name, found)
        return found


if TYPE_CHECKING:

    def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
        """As `re.compile`."""

else:

    def pattern(text: str, flags: int = 0) -> _Pattern:
        """As `re.compile`."""
        return _Pattern(text, flags)
