"""Who may read what is answered in a form, where a programme says otherwise than the marks of its questions (decision 0041).

A programme may close anything. It may open only what carries an ordinary mark and is answered by somebody else than the team: never what is strict,
sensitive or about people, never a question without a mark, never a survey. Mission 75 (every record needs a "may be shared with" marker) and 445
(openness against confidentiality); that a programme may choose, and how far, is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field
from types import MappingProxyType
from uuid import UUID, uuid5

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Asks, Form, Kind, Question, Share

FORM, REPEAT, NAME, READER = "programme", "sharing", "sharing_form", "sharing_reader"
"""The form, its list, and the two columns of a line: which form, and who may read it."""

AS_FORM = "as_form"
"""The choice that changes nothing."""

PARTNER, DONOR, PUBLIC = "partner", "donor", "public"

CHOICES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "team": frozenset(),
        "partner": frozenset({PARTNER}),
        "donor": frozenset({DONOR}),
        "partner_donor": frozenset({PARTNER, DONOR}),
        "public": frozenset({PARTNER, DONOR, PUBLIC}),
    }
)
"""Readers outside the team by stored choice; our team always reads."""

ORDINARY = frozenset({Share.PUBLIC, Share.PARTNERS, Share.DONOR, Share.INTERNAL})
"""Marks that a programme may put another in place of."""

SUMMED = frozenset({"pulse", "concern", "nda"})
"""Forms whose single answers stay with the team, while others read what they add up to; a programme can keep that back, too."""

_ABOUT_PEOPLE = frozenset({("goal", "agreed_with")})
"""Questions that ask for a person in words."""

_NEVER_OPENED = frozenset({"ref", "file", "image", "audio", "video", "phonenumber", "email", "username", "geopoint"})
"""Types that name a person or another company, or hold what nobody can look through: a company that is named may have a promise of its own."""

_WORDS = MappingProxyType({PARTNER: "the partner", DONOR: "the donor", PUBLIC: "the public"})


@dataclass(frozen=True, slots=True)
class Rule:
    """What a programme says of one form. readers: who may read it outside the team. widens: whether it may open what a mark closes."""

    readers: frozenset[str]
    widens: bool = True

    def closes(self, reader: str) -> bool:
        """Whether this reader gets nothing of the form."""
        return reader not in self.readers

    def opens(self, reader: str) -> bool:
        """Whether this reader gets what an ordinary mark would keep back."""
        return self.widens and reader in self.readers

    @property
    def words(self) -> str:
        """Why something is left out."""
        *most, last = ["the team", *(_WORDS[one] for one in (PARTNER, DONOR, PUBLIC) if one in self.readers)]
        return f"the programme shares this form with {', '.join(most)}{' and ' if most else ''}{last} only"


TEAM_ONLY = Rule(frozenset(), widens=False)


def rule(given: Iterable[object]) -> Rule | None:
    """The rule that all standing answers for one form make together; None where the form decides.

    Two laptops may have said different things: until it is settled only what all of them allow is shared. A value nobody knows, or none at all, is
    the team only.
    """
    choices = list(given)
    said = [CHOICES.get(one, frozenset()) if isinstance(one, str) else frozenset() for one in choices if one != AS_FORM]
    if not choices:
        return TEAM_ONLY
    return Rule(frozenset.intersection(*said), widens=len(said) == len(choices)) if said else None


@dataclass(frozen=True, slots=True)
class Sharing:
    """The rules of a programme by form. Without one, the form decides."""

    rules: Mapping[str, Rule] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, form: str) -> Rule | None:
        """The rule for a form, None where the form decides."""
        return self.rules.get(form)

    def closed(self, form: str, reader: str) -> str:
        """Why this reader gets nothing of a form; empty when the programme does not keep it back."""
        found = self.rules.get(form)
        return found.words if found is not None and found.closes(reader) else ""

    def narrowing(self) -> Sharing:
        """The same without anything that opens more than the forms do."""
        return Sharing({form: Rule(found.readers, widens=False) for form, found in self.rules.items()})


AS_THE_FORMS = Sharing()
"""What counts until a programme says otherwise."""


def sharing(lines: Iterable[tuple[Collection[object], Collection[object]]]) -> Sharing:
    """The rules from the lines of the programme's record: for each the standing names of its form and the standing choices."""
    given: dict[str, list[object]] = {}
    silent: set[str] = set()
    for names, choices in lines:
        for name in names:
            if isinstance(name, str) and name:
                given.setdefault(name, []).extend(choices)
                silent |= set() if choices else {name}
    made = {form: TEAM_ONLY if form in silent else rule(choices) for form, choices in given.items()}
    return Sharing({form: found for form, found in made.items() if found is not None})


def openable(form: Form) -> frozenset[str]:
    """The questions of a form that a programme may open to more readers; those of a list only with all its columns."""
    if form.kind is Kind.SURVEY:
        return frozenset()
    return frozenset(question.name for question in form.walk() if _openable(form.name, question))


def _openable(form: str, question: Question) -> bool:
    own = question.share in ORDINARY and question.asks is not Asks.TEAM and not question.sensitive
    named = question.type in _NEVER_OPENED or (form, question.name) in _ABOUT_PEOPLE
    return own and not named and all(_openable(form, column) for column in question.questions)


def line_id(programme: UUID, form: str) -> UUID:
    """The id of the line for a form: the same on every laptop, so that two of them disagree in one place and can settle it."""
    return uuid5(programme, f'["{REPEAT}","{form}"]')


def which_form(table: str, doc: Mapping[str, object], title: Callable[[str], str]) -> str:
    """Of a line that says who reads a form, which form, to stand behind a label: one line is like the other without it. Empty for other records."""
    named = doc.get(NAME) if table == f"{FORM}.{REPEAT}" else None
    found = title(named) if isinstance(named, str) else ""
    return f" ({found})" if found else ""
