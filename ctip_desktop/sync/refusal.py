"""The sentences with which an untrusted file is turned away. Every one says what is wrong, that nothing changed, and what to do."""

from __future__ import annotations

from ctip_desktop.errors import BadBundle, FileTooNew

UNCHANGED = "Nothing was changed."
ASK_AGAIN = "Ask the sender for a new bundle."


def damaged(details: str = "") -> BadBundle:
    """The bytes are not what their author wrote. `details` names the failed check, never a value."""
    return BadBundle("This bundle is damaged or was changed on the way.", kept=UNCHANGED, next_step=ASK_AGAIN, details=details)


def not_a_bundle() -> BadBundle:
    """Another kind of file, or an empty one: it does not begin as age files do."""
    return BadBundle(
        "This file is not a bundle of this program.",
        kept=UNCHANGED,
        next_step="Choose the file that your colleague made with “Make a bundle”; its name ends in .ctipbundle. "
        "If this is the file you were sent, ask for it again: it may have been mixed up or emptied on the way.",
    )


def not_for_us() -> BadBundle:
    """Encrypted for somebody else, or cut short: age cannot tell the two apart."""
    return BadBundle(
        "This bundle cannot be opened here: it was made for another laptop, or it is damaged.",
        kept=UNCHANGED,
        next_step="Ask the sender to choose this laptop's card and to make the bundle again.",
    )


def other_addressee() -> BadBundle:
    """Readable here, but its signed list of recipients names other laptops."""
    return BadBundle("This bundle was made for another laptop.", kept=UNCHANGED, next_step="Ask the sender to choose this laptop's card.")


def unknown_sender() -> BadBundle:
    """Signed by a laptop whose card is not trusted here."""
    return BadBundle(
        "This bundle comes from a laptop whose card is not known here.",
        kept=UNCHANGED,
        next_step="Ask the sender for the card, compare the words by phone, and add it first.",
    )


def forged_sender() -> BadBundle:
    """The signature over the manifest does not match the card it names."""
    return BadBundle(
        "The signature of this bundle is not the sender's.", kept=UNCHANGED, next_step="Do not use this file. Ask the sender for a new one."
    )


def other_programme() -> BadBundle:
    """A bundle of another programme, from somebody who works in both."""
    return BadBundle(
        "This bundle belongs to another programme.", kept=UNCHANGED, next_step="Open the workspace of that programme, then import the bundle there."
    )


def made_here() -> BadBundle:
    """Its sender is this very laptop."""
    return BadBundle("This bundle was made on this laptop.", kept=UNCHANGED, next_step="Hand it to the colleagues it is for.")


def repeated(when: str) -> BadBundle:
    """Brought in before and not taken back since."""
    return BadBundle(f"This bundle was already brought in on {when}.", kept=UNCHANGED, next_step="Ask the sender for a newer one.")


def card_of_other_programme(theirs: str, ours: str) -> BadBundle:
    """Programmes are the same when the names they were set up with are. `ours`: that name here."""
    return BadBundle(
        f"This card belongs to the programme “{theirs}”. The programme here is “{ours}”.",
        kept=UNCHANGED,
        next_step=f"Are they two programmes? Then add the card in the workspace of “{theirs}”. Are they one? Then one of you makes a new workspace "
        f"with the name of the programme typed as the other did (here: “{ours}”) and brings the lists in again.",
    )


def too_large(what: str) -> BadBundle:
    """Sizes that no honest bundle has."""
    return BadBundle(f"This bundle is too large to be read safely: {what}.", kept=UNCHANGED, next_step=ASK_AGAIN)


def too_new() -> FileTooNew:
    """Made by a version that knows a newer format."""
    return FileTooNew(
        "This bundle was made by a newer version of the program.", kept=UNCHANGED, next_step="Install the newer version, then import it again."
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
