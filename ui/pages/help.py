"""Help: the handbook and what each form is for, to read and to search in without a network."""

from __future__ import annotations

import re
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from ctip_desktop.dataclass import dataclass
from ctip_desktop.resources import handbook, resource
from ui.pages.page import Page, Where
from ui.session import Session
from ui.theme import look
from ui.widgets.base import Label, column, row
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.reader import Reader
from ui.widgets.search_box import SearchBox
from ui.widgets.side_nav import Place, SideNav
from ui.widgets.sub_nav import SubNav

FIRST = "start"
FORM = "form/"
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)#]*)(#[^)]*)?\)")


@dataclass(frozen=True, slots=True)
class Topic:
    """One page: its name (of the handbook that of its file, of a form `form/NAME`), its title, and its Markdown."""

    name: str
    title: str
    text: str

    @property
    def of_form(self) -> bool:
        """Whether it says what a form is for."""
        return self.name.startswith(FORM)

    def holds(self, words: list[str]) -> bool:
        """Whether every word stands somewhere in it."""
        return all(word in self.text.casefold() for word in words)


def topics() -> tuple[Topic, ...]:
    """The handbook, its first page first and then in the order in which that one names them; then the forms by title."""
    folder = handbook()
    first = folder.joinpath(f"{FIRST}.md").read_text(encoding="utf-8")
    named = [Path(found[1]).stem for found in _LINK.findall(first) if _leads_inside(found[1])]
    pages = [_topic(name, folder.joinpath(f"{name}.md")) for name in dict.fromkeys([FIRST, *named])]
    forms = [_topic(f"{FORM}{Path(each.name).stem}", each) for each in resource("help").iterdir() if each.name.endswith(".md")]
    return (*pages, *sorted(forms, key=lambda topic: topic.title))


def helped_forms() -> frozenset[str]:
    """The forms of which a page says what they are for."""
    return frozenset(Path(each.name).stem for each in resource("help").iterdir() if each.name.endswith(".md"))


def _leads_inside(link: str) -> bool:
    return link.endswith(".md") and "/" not in link


def _topic(name: str, file: Traversable) -> Topic:
    """Links that lead out of the handbook are words only: there is nothing to open them with."""
    text = file.read_text(encoding="utf-8")
    inside = _LINK.sub(lambda found: found[0] if _leads_inside(found[2]) else found[1], text)
    return Topic(name, text.partition("\n")[0].lstrip("# "), inside)


class HelpPage(Page):
    """Topics at the start side, the text beside them. F1 opens it at what the page before is about."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Help")
        self._topics = {topic.name: topic for topic in topics()}
        self._name = FIRST
        outer = column(self, gap=0)
        outer.addWidget(self._header())
        self._middle = row(gap=0)
        self._middle.setDirection(QBoxLayout.Direction.TopToBottom if look().large else QBoxLayout.Direction.LeftToRight)
        self.nav: SubNav | SideNav | None = None
        self.reader = Reader(Path(str(handbook())), self.tr("Text of this page"))
        self.reader.anchorClicked.connect(self._follow)
        self._none = Empty(self.tr("Nothing in the handbook says this."), self.tr("Try one word, or a shorter one."), icon="search")
        self._middle.addWidget(self.reader, 1)
        self._middle.addWidget(self._none, 1)
        outer.addLayout(self._middle, 1)
        self._find("")

    def _header(self) -> QFrame:
        head = QFrame()
        head.setProperty("role", "header")
        line = row(head, margins=(24, 12, 24, 12), gap=12)
        line.addWidget(Label(self.title, "title"))
        line.addStretch()
        self.search = SearchBox(self.tr("Search the handbook"))
        self.search.searched.connect(self._find)
        line.addWidget(self.search, 1)
        line.addWidget(Button(self.tr("Back"), icon="left", clicked=self.back.emit))
        return head

    # --- page contract ---------------------------------------------------

    def open(self, topic: str = "", anchor: str = "", find: str = "", **_other: Any) -> None:
        """topic: the name of a page; anchor: one of its headings; find: words to look for in all of them."""
        if find:
            self.search.setText(find)
            self.search.search_now()
            return
        self._show(topic if topic in self._topics else self._name, anchor)

    def place(self) -> Where:
        return {"topic": self._name}

    def take_focus(self) -> None:
        self.reader.setFocus()

    # --- topics ----------------------------------------------------------

    def _find(self, text: str) -> None:
        """Offer the pages that hold these words; stay where one is, if it does."""
        words = text.casefold().split()
        found = [topic for topic in self._topics.values() if topic.holds(words)]
        self._offer(found)
        self._none.setVisible(not found)
        self.reader.setVisible(bool(found))
        if found:
            self._show(self._name if self._topics[self._name] in found else found[0].name)
            self.reader.mark(words)

    def _offer(self, found: list[Topic]) -> None:
        if self.nav is not None:
            self.nav.hide()
            self.nav.deleteLater()
        self.nav = self._column(found)
        self.nav.wanted.connect(lambda name: self.go.emit("help", {"topic": name}))
        self._middle.insertWidget(0, self.nav)
        self.nav.setVisible(bool(found))

    def _column(self, found: list[Topic]) -> SubNav | SideNav:
        """With large text a list that opens."""
        name, groups = self.tr("Pages of the handbook"), (self.tr("Handbook"), self.tr("What each form is for"))
        entries = [(topic.name, topic.title, "list" if topic.of_form else "book", groups[topic.of_form]) for topic in found]
        if look().large:
            return SubNav(name, entries)
        made = SideNav(name)
        made.show_places([Place(*entry) for entry in entries])
        return made

    def _show(self, name: str, anchor: str = "") -> None:
        self._name = name
        self.reader.read(self._topics[name].text)
        if self.nav is not None:
            self.nav.light(name)
        if anchor:
            self.reader.go_to_heading(anchor)

    def _follow(self, link: QUrl) -> None:
        self.go.emit("help", {"topic": Path(link.path()).stem or self._name, "anchor": link.fragment()})
