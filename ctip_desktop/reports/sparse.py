"""The box of a print with little in it: what is known, what is missing or may not be shown, and what to do about it.

It stands below the title, so that a nearly empty page is no riddle. It never says how much is held back where a count would tell that (a partner,
the public). Design of the printed pages, section 9.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Box, Text
from ctip_desktop.reports.flow import Block, Laid, Room
from ctip_desktop.reports.text import BODY, H3, Span

FEW = 3  # fewer facts than this are little
ASK: Mapping[Audience, str] = MappingProxyType(
    {
        Audience.PARTNER: "Please correct what is wrong, and tell us more where you like. Nothing goes to others unless you agree.",
        Audience.DONOR: "Ask us. When more is known, and those concerned agree, we make a fuller print.",
        Audience.PUBLIC: "Ask the programme. More is printed when those concerned agree.",
    }
)
"""What a reader outside the team can do."""

HELD: Mapping[Audience, str] = MappingProxyType(
    {
        Audience.PARTNER: "What carries no mark for you is not printed.",
        Audience.DONOR: "What carries no mark for the donor is not printed.",
        Audience.PUBLIC: "What is not marked public is not printed.",
    }
)
"""What is not shown, without a count."""


@dataclass(frozen=True, slots=True)
class Little:
    """The box. here: what is known and shown. missing: what nobody knows yet, or what may not be shown. do: for a reader outside the team a
    sentence of their own stands in its place."""

    audience: Audience
    here: str
    missing: str
    do: str

    def lay(self, room: Room) -> list[Laid]:
        """One piece that is never split."""
        held = HELD.get(self.audience, "")
        rows: tuple[tuple[str, str], ...] = (
            ("What is here. ", self.here),
            ("What is missing. ", " ".join(part for part in (self.missing, held) if part)),
            ("What to do. ", ASK.get(self.audience, self.do)),
        )
        lines: list[Block] = [Text("There is little to show yet", H3, 0, 3, tag="H3")]
        lines += [Text((Span(head, bold=True), words), BODY, 0, 2) for head, words in rows if words]
        return Box(tuple(lines), bar="accent", before=4, after=10).lay(room)
