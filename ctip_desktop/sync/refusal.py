"""The sentences with which an untrusted file is turned away. Every one says what is wrong, that nothing changed, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from ctip_desktop.errors import BadBundle, FileTooNew

UNCHANGED = "Nothing was changed."
SOMEBODY = "the colleague who made it"
DAMAGED = "This bundle is damaged or cut off: it did not arrive whole."


class NeedsCard(BadBundle):
    """The sender's card has to be added first, or once more."""


def day(at: datetime) -> str:
    """3 Nov 2026."""
    local = at.astimezone()
    return f"{local.day} {local:%b %Y}"


@contextmanager
def asking(colleague: str) -> Iterator[None]:
    """Where a file that cannot be read cannot say whose it is, the sentence names the colleague it must be from; empty: there are several."""
    try:
        yield
    except BadBundle as error:
        if not colleague or SOMEBODY not in error.next_step:
            raise
        said = error.next_step.replace(SOMEBODY, colleague)
        raise BadBundle(error.what, kept=error.kept, next_step=said, details=error.details) from error


def damaged(details: str = "") -> BadBundle:
    """The bytes are not what their author wrote, or not all of them. `details` names the failed check, never a value."""
    step = f"Copy it again from the stick or the mail. If that does not help, ask {SOMEBODY} to send it again."
    return BadBundle(DAMAGED, kept=UNCHANGED, next_step=step, details=details)


def not_a_bundle() -> BadBundle:
    """Another kind of file, or an empty one: it does not begin as age files do."""
    return BadBundle(
        "This file is not a bundle of this program.",
        kept=UNCHANGED,
        next_step="Choose the file that your colleague made with “Make a bundle”; its name ends in .ctipbundle. "
        f"If it is that file, it was emptied or mixed up on the way: copy it again, or ask {SOMEBODY} to send it again.",
    )


def not_for_us() -> BadBundle:
    """Encrypted for others only. Each programme on a laptop has its own key, so that it may be for another one here; nobody can tell who made it."""
    return BadBundle(
        "This bundle was made for somebody else, or for another programme: there is no key for it here.",
        kept=UNCHANGED,
        next_step="Is it of another programme? Then open that programme, and import it there. "
        f"If not, give your card to {SOMEBODY} (“Give my card”). Then a bundle can be made for you, too.",
    )


def other_addressee(sender: str) -> BadBundle:
    """Readable here, but its signed list of recipients names other laptops."""
    return BadBundle("This bundle was made for another laptop.", kept=UNCHANGED, next_step=f"Ask {sender} to make one for this laptop.")


def unknown_sender() -> NeedsCard:
    """Signed by a laptop whose card is not known here."""
    return NeedsCard(
        "This bundle comes from a laptop whose card you have not added.",
        kept=UNCHANGED,
        next_step="Ask the person who gave it to you for the card, compare its words by phone, and add it. Then import the bundle again.",
    )


def stopped_sender(person: str) -> NeedsCard:
    """Signed by a laptop with which the exchange was stopped."""
    return NeedsCard(
        f"This bundle comes from {person}’s laptop, and you stopped the exchange with it.",
        kept=UNCHANGED,
        next_step=f"To exchange again, add {person}’s card once more. Then import the bundle again.",
    )


def forged_sender() -> BadBundle:
    """The signature over the manifest does not match the card it names."""
    return BadBundle(
        "The signature of this bundle is not that of the laptop it names: somebody changed it.",
        kept=UNCHANGED,
        next_step=f"Do not use this file. Call {SOMEBODY} and ask for a new bundle.",
    )


def other_programme() -> BadBundle:
    """A bundle of another programme, from somebody who works in both."""
    return BadBundle(
        "This bundle belongs to another programme.", kept=UNCHANGED, next_step="Open that programme on this laptop, then import the bundle there."
    )


def made_here(people: Sequence[str], when: str) -> BadBundle:
    """Its sender is this very laptop. `people`: whom it is for, empty when that is not known any more."""
    names = " and ".join(filter(None, (", ".join(people[:-1]), *people[-1:])))
    whom = f"for {names}, on {when}" if names else f"on {when}"
    give = f"Give it to {names}." if names else "Give it to the colleagues it is for."
    return BadBundle(
        f"You made this bundle yourself, {whom}.", kept=UNCHANGED, next_step=f"{give} To get their work, import a bundle that they made."
    )


def repeated(when: str, sender: str) -> BadBundle:
    """Imported before and not taken back since."""
    return BadBundle(
        f"You have this bundle already: it was imported on {when}.",
        kept=UNCHANGED,
        next_step=f"There is nothing to do. For newer work, ask {sender} for the next bundle.",
    )


def card_of_other_programme(theirs: str, ours: str) -> BadBundle:
    """Programmes are the same when the names they were set up with are. `ours`: that name here."""
    return BadBundle(
        f"This card belongs to the programme “{theirs}”. The programme here is “{ours}”.",
        kept=UNCHANGED,
        next_step=f"Are they two programmes? Then add the card in the programme “{theirs}”. Are they one? Then one of you starts again with "
        "“Join a colleague’s programme” and the card of the other, and imports the lists again.",
    )


def too_large(what: str) -> BadBundle:
    """Sizes that no honest bundle has."""
    return BadBundle(
        f"This bundle is too large to be read safely: {what}.",
        kept=UNCHANGED,
        next_step=f"Do not use this file. Call {SOMEBODY} and ask for a new one.",
    )


def too_new() -> FileTooNew:
    """Made by a version that knows a newer format."""
    return FileTooNew(
        "This bundle was made by a newer version of the program.",
        kept=UNCHANGED,
        next_step="Install the newer version on this laptop. Then import the same bundle again; nobody has to send it again.",
    )


def bad_card(details: str = "") -> BadBundle:
    """A card text that does not read as a card."""
    return BadBundle(
        "This is not a card, or a part of it is missing.",
        kept=UNCHANGED,
        next_step="Ask your colleague to send the whole card again.",
        details=details,
    )


def card_too_new() -> FileTooNew:
    """A card of a newer format."""
    return FileTooNew(
        "This card was made by a newer version of the program.", kept=UNCHANGED, next_step="Install the newer version, then add it again."
    )
