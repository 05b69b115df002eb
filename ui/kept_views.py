"""The named views of a list: what is filtered by, in which order, with which columns. They stay in the encrypted file, on this laptop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.session import Session

MOST = 50
"""Views of one list."""

LONGEST = 40
"""Characters of a name: it stands in a button."""

COLUMNS = "~columns"
ORDER = "~order"
"""Under which names a view keeps what arranges the list; no question of a form is called so."""

Shown = Mapping[str, Any]
"""What a list shows, as plain JSON values; the list alone knows what they mean."""


def list_in(shown: Shown | None, name: str) -> list[Any]:
    """A list that a view keeps under a name; empty when there is none."""
    found = (shown or {}).get(name)
    return found if isinstance(found, list) else []


class KeptViews:
    """The views of one list, by name. setting: under which setting of this laptop they are kept; erasing for good looks through it as through
    every setting. Every change raises WorldError when it cannot be written."""

    def __init__(self, session: Session, setting: str) -> None:
        self._session = session
        self._setting = setting

    def every(self) -> dict[str, Shown]:
        """Name → what it shows, in the order of the names."""
        kept = self._session.workspace.setting(self._setting)
        found = {str(name): shown for name, shown in kept.items() if isinstance(shown, Mapping)} if isinstance(kept, Mapping) else {}
        return {name: found[name] for name in sorted(found, key=str.casefold)}

    def taken(self, name: str) -> str:
        """The name of a view that is called so but for capitals; empty when there is none."""
        return next((one for one in self.every() if one.casefold() == name.casefold()), "")

    def keep(self, name: str, shown: Shown) -> None:
        """Keep a view under a name, in place of the one that had it."""
        self._write({**self.every(), name: dict(shown)})

    def rename(self, old: str, new: str) -> None:
        """Give a view another name; nothing happens when it is gone."""
        views = self.every()
        if (shown := views.pop(old, None)) is not None:
            self._write({**views, new: shown})

    def drop(self, name: str) -> Shown:
        """Delete a view; what it showed comes back, for whoever wants it again."""
        views = self.every()
        shown = views.pop(name, {})
        self._write(views)
        return shown

    def _write(self, views: Mapping[str, Shown]) -> None:
        self._session.workspace.set_setting(self._setting, dict(views) or None)
