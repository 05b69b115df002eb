"""What can be done from anywhere: every page and the usual tasks, found by words and run from the search (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from ui.pages.registry import exists, pages
from ui.theme import USUAL, look

_PAGES_WITH_KEYS = 9

_SMALL_WORDS = frozenset(("a", "an", "the", "my", "our", "of", "to", "for", "me", "i", "do", "can", "is", "in", "on", "with", "it", "this", "where"))
"""Words people type between the ones that say something."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. page or dialog: what it opens, with `where`; act: what it does; also: further words to find it by; keys: its shortcut;
    here: whether it is about the company whose page is open, if one is; told: what is said below its title."""

    name: str
    title: str
    icon: str
    page: str = ""
    dialog: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    act: Callable[[], object] | None = None
    also: str = ""
    keys: str = ""
    here: bool = False
    told: str = ""

    def fits(self, words: str) -> bool:
        """Whether each of the words begins a word of its title, or of its other words; small words between them say nothing."""
        known = f"{self.title} {self.also}".casefold().split()
        typed = words.casefold().split()
        telling = [word for word in typed if word not in _SMALL_WORDS] or typed
        return all(any(one.startswith(word) for one in known) for word in telling)

    def is_called(self, words: str) -> bool:
        """Whether the words are in its title, as they were typed or without the small ones."""
        return bool(words.strip()) and replace(self, also="").fits(words)


def commands(lock: Callable[[], object], back_up: Callable[[], object]) -> tuple[Command, ...]:
    """Every command: pages first, then tasks. lock and back_up: what those two do."""
    return (*_pages(), *(one for one in _tasks(lock, back_up) if not one.page or exists(one.page)))


def _pages() -> list[Command]:
    shown = [spec for spec in pages() if spec.rail]
    keys = [f"Alt+{number}" if number <= _PAGES_WITH_KEYS else "" for number in range(1, len(shown) + 1)]
    more = [spec for spec in pages() if not spec.rail and spec.name in ("relations", "figures", "calendar")]
    known = [(spec, key) for spec, key in zip(shown, keys, strict=True)] + [(spec, "") for spec in more]
    return [Command(f"page {spec.name}", spec.title, spec.icon, page=spec.name, also=_also(spec.name), keys=key) for spec, key in known]


def _also(page: str) -> str:
    """Further words for a page: what people look for on it."""
    words = {
        "registers": _tr("delete table contacts conversations concerns milestones contributions agreements nda indicators readings decisions"),
        "reports": _tr("donor print pdf paper hand over scan fill in by hand"),
        "companies": _tr("list partners find import delete"),
        "pipeline": _tr("board step move park stop decision"),
        "partnerships": _tr("partners agreement milestone pulse relationship indicator contribution money concern"),
        "opportunities": _tr("ideas score ranking cut line compare"),
        "calendar": _tr("due promises dates deadline reminders follow-up ics"),
        "figures": _tr("numbers results targets donor statistics money"),
        "exchange": _tr("colleagues stick usb send share merge sync"),
    }
    return " ".join((_tr("go to open page"), words.get(page, "")))


def _tasks(lock: Callable[[], object], back_up: Callable[[], object]) -> tuple[Command, ...]:
    return (
        Command("company", _tr("Add a company"), "company", dialog="add_company", also=_tr("new create"), keys="Ctrl+N"),
        Command("opportunity", _tr("New opportunity"), "idea", page="opportunities", where={"add": True}, also=_tr("add create idea"), keys="Ctrl+N"),
        Command(
            "talk",
            _tr("Record a conversation"),
            "pencil",
            dialog="record_conversation",
            also=_tr("talk call meeting note"),
            keys="Ctrl+N",
            here=True,
        ),
        Command("capture", _tr("Write while you talk"), "pencil", dialog="quick_capture", also=_tr("talk call meeting visit note quick"), here=True),
        Command(
            "look_back",
            _tr("See it as it was"),
            "clock",
            dialog="look_back",
            also=_tr("as of past history back then earlier date day company look"),
            here=True,
        ),
        Command("visit", _tr("Prepare a visit"), "list", dialog="visit_pack", also=_tr("call sheet talk questions open"), here=True),
        *_places(),
        Command("decide", _tr("Record a decision"), "okc", dialog="add_record", where={"form": "decision"}, also=_tr("decide explore yes no stop")),
        Command("contact", _tr("Add a contact"), "user", dialog="add_contact", also=_tr("new person"), keys="Ctrl+N", here=True),
        Command("list", _tr("Import a list of companies"), "file", dialog="import_list", also=_tr("csv excel bring in")),
        Command(
            "report",
            _tr("Make a report"),
            "report",
            dialog="make_report",
            also=_tr("print pdf hand over ranking profile stage score card partnership pulse paper donor"),
        ),
        Command("bundle", _tr("Make a bundle"), "swap", page="exchange", where={"part": "make"}, also=_tr("send share colleague sync export")),
        Command("import", _tr("Import a bundle"), "swap", page="exchange", where={"part": "import"}, also=_tr("receive colleague sync bring in")),
        Command("card", _tr("My card"), "user", page="exchange", also=_tr("give show words colleague join")),
        Command(
            "passphrase",
            _tr("Passphrase and recovery key"),
            "lock",
            page="programme",
            where={"part": "security"},
            also=_tr("change forgot forgotten lost password paper print"),
        ),
        Command("backup", _tr("Back up now"), "save", act=back_up, also=_tr("backup copy safe stick usb save")),
        *_settings(),
        Command("take_out", _tr("Take everything out"), "file", dialog="take_out", also=_tr("export all data archive leave open format csv json")),
        Command(
            "form",
            _tr("Add a form of our own"),
            "list",
            page="programme",
            where={"part": "forms"},
            also=_tr("xlsform kobo odk new forms questionnaire excel yaml"),
        ),
        Command("help", _tr("Help"), "help", page="help", also=_tr("handbook manual how explain question"), keys="F1"),
        Command("theme", _tr("Light or dark"), "moon", act=_other_scheme, also=_tr("theme colours night change")),
        Command("larger", _tr("Larger text"), "zoomin", act=lambda: look().step(1), also=_tr("text letters font size zoom bigger"), keys="Ctrl++"),
        Command("smaller", _tr("Smaller text"), "minusc", act=lambda: look().step(-1), also=_tr("text letters font size zoom"), keys="Ctrl+-"),
        Command(
            "usual",
            _tr("Text in its usual size"),
            "minusc",
            act=lambda: look().choose(percent=USUAL),
            also=_tr("text size zoom reset"),
            keys="Ctrl+0",
        ),
        Command("lock", _tr("Lock"), "lock", act=lock, also=_tr("close leave passphrase"), keys="Ctrl+L"),
    )


def _places() -> tuple[Command, ...]:
    """Parts of pages that people look for by their own names."""
    return (
        Command(
            "interests",
            _tr("Where interests meet"),
            "idea",
            page="opportunities",
            where={"part": "interests"},
            also=_tr("interest goal want wish tie pair map company's programme's"),
        ),
        Command("ranking", _tr("Ranking"), "bars", page="opportunities", where={"part": "ranking"}, also=_tr("rank places cut line")),
        Command(
            "compare", _tr("Compare two opportunities"), "split", page="opportunities", where={"part": "compare"}, also=_tr("side by side ideas")
        ),
        Command("moves", _tr("How ranks moved"), "bars", page="opportunities", where={"part": "moves"}, also=_tr("rounds places")),
        Command(
            "criteria",
            _tr("Stop criteria"),
            "minusc",
            page="registers",
            where={"form": "cut_off"},
            also=_tr("stop criterion cut off decide decision"),
        ),
    )


def _settings() -> tuple[Command, ...]:
    """The parts of the page Programme that people look for by what they change there."""
    parts = (
        ("record", _tr("Our programme"), "target", _tr("goals countries sectors currency money name targets reminders change settings")),
        ("scoring", _tr("Rounds and weights"), "bars", _tr("score scoring card begin close round weight change")),
        ("sharing", _tr("Sharing"), "eye", _tr("who reads may see donor public partner secret hide privacy")),
        ("settings", _tr("Settings"), "sliders", _tr("lock after minutes time colours text size preferences options")),
        ("check", _tr("Check the file"), "shield", _tr("damaged repair broken erase delete old sensitive answers")),
        ("about", _tr("About"), "info", _tr("version licence update where file")),
    )
    return tuple(Command(f"programme {part}", title, sign, page="programme", where={"part": part}, also=also) for part, title, sign, also in parts)


def _other_scheme() -> None:
    look().choose(scheme="light" if look().scheme == "dark" else "dark")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)
