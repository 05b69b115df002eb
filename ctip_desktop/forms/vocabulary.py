"""The words of a form file: question types, keys, score kinds, share marks; and the list every form has."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ctip_desktop.forms.model import Choice


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLED = _words(
    "text integer decimal date time dateTime select_one select_multiple range rank acknowledge file image ref geopoint barcode audio video"
)
"""Types a person answers."""

SILENT = _words("note calculate hidden start end today username deviceid phonenumber email audit")
"""Types that are shown or kept but never asked; they count neither as asked nor as answered."""

TYPES = FILLED | SILENT | {"repeat"}
LONGEST = 20_000
"""Characters of one text of a form: far more than anybody reads, little enough for a page to show it."""

WITH_LIST = frozenset({"select_one", "select_multiple", "rank"})

YES_NO = "yes_no"
YES_NO_CHOICES = (Choice("yes", "Yes"), Choice("no", "No"))
"""The list that exists in every form without being written. "Unknown" is not in it: that is a state every question has."""

FORM_KEYS = _words("form version title summary kind instruments about unique record_title asks source contract lists sections scores outcomes")
SECTION_KEYS = _words("name label hint relevant questions")
TEXT_KEYS = _words(
    "label hint required required_message relevant constraint constraint_message check check_message calculation choice_filter default readonly "
    "appearance why example source"
)
"""Keys of a question that hold one text."""

QUESTION_KEYS = TEXT_KEYS | _words("name type parameters how share asks evidence anchors shelf_life sensitive unknown questions columns")
SCORE_KEYS = _words("name label kind of weights least low high expression")
OUTCOME_KEYS = _words("name label hit rules")
RULE_KEYS = _words("when result reason")
CHOICE_KEYS = frozenset({"name", "label", "hint"})

SCORE_KINDS = _words("mean sum count share weighted reversed rank_weighted expression")
HITS = frozenset({"first", "collect"})
PARAMETERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "range": frozenset({"start", "end", "step"}),
        "image": frozenset({"max-pixels"}),
        "select_one": frozenset({"randomize", "seed"}),
        "select_multiple": frozenset({"randomize", "seed"}),
        "rank": frozenset({"randomize", "seed"}),
    }
)
"""Parameters we know, by type; others are kept with a warning."""

TYPE_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "string": "text",
        "int": "integer",
        "number": "integer or decimal",
        "float": "decimal",
        "boolean": "select_one yes_no",
        "bool": "select_one yes_no",
        "yes_no": "select_one yes_no",
        "choice": "select_one LIST",
        "scale": "range",
        "datetime": "dateTime",
        "photo": "image",
        "attachment": "file",
        "begin_repeat": "repeat",
        "begin repeat": "repeat",
        "group": "a section of its own",
    }
)
"""What people write for a type, and what it is called here."""
