"""What expressions walk over: the items of a form, the nodes of one record being filled, and the choices of a list.

An *item* is something with a name in a form (the form, a section, a question, a column of a repeat, a score); a *node* is one place of an item in
a record: an item together with a row. Nodes that are not relevant are never found by a path, as in JavaRosa.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Protocol

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Choice, Form, Question
from ctip_desktop.forms.values import Atom


class Place(Enum):
    """What an item is."""

    FORM = "form"
    SECTION = "section"
    QUESTION = "question"
    REPEAT = "repeat"
    COLUMN = "column"
    SCORE = "score"


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """Something with a name in a form. `gates` are the items whose own relevance must hold for this one to be relevant, outermost first."""

    name: str
    place: Place
    parent: Item | None
    gates: tuple[str, ...]
    question: Question | None
    children: list[Item]

    @property
    def repeat(self) -> Item | None:
        """The repeat this column belongs to."""
        return self.parent if self.place is Place.COLUMN else None

    def path(self, row: str | None) -> str:
        """The path of its node: `name`, or `repeat[ROW].name` in a row."""
        if row is None or self.place is Place.QUESTION:
            return self.name
        if self.place is Place.COLUMN:
            assert self.parent is not None
            return f"{self.parent.name}[{row}].{self.name}"
        return self.name


class Items:
    """All items of a form by name. Where a name stands twice (an error the reader reports) the first one counts."""

    def __init__(self, form: Form) -> None:
        self.root = Item(form.name, Place.FORM, None, (), None, [])
        self.by_name: dict[str, Item] = {}
        for section in form.sections:
            shell = self._add(section.name, Place.SECTION, self.root, None)
            for question in section.questions:
                self._add_question(question, shell)
        for score in form.scores:
            self.by_name.setdefault(score.name, Item(score.name, Place.SCORE, self.root, (), None, []))

    def _add(self, name: str, place: Place, parent: Item, question: Question | None) -> Item:
        item = Item(name, place, parent, (*parent.gates, name), question, [])
        parent.children.append(item)
        self.by_name.setdefault(name, item)
        return item

    def _add_question(self, question: Question, shell: Item) -> None:
        if question.type != "repeat":
            self._add(question.name, Place.QUESTION, shell, question)
            return
        repeat = self._add(question.name, Place.REPEAT, shell, question)
        for column in question.questions:
            self._add(column.name, Place.COLUMN, repeat, column)

    def questions(self) -> Iterable[Item]:
        """Questions, repeats and columns in reading order."""
        for section in self.root.children:
            for item in section.children:
                yield item
                yield from item.children


class Answers(Protocol):
    """What an expression may ask of the record it is evaluated on."""

    @property
    def today(self) -> date:
        """The date today() gives."""
        ...

    @property
    def lists(self) -> Mapping[str, Data]:
        """What instance('LIST') gives."""
        ...

    def now(self) -> datetime:
        """The moment now() gives."""
        ...

    def read(self, item: Item, row: str | None) -> Atom:
        """The value of a node; '' when it is not answered or not relevant."""
        ...

    def shown(self, item: Item, row: str | None) -> bool:
        """Whether a node and everything around it is relevant."""
        ...

    def rows(self, repeat: str) -> Sequence[str]:
        """The rows of a repeat in order."""
        ...

    def choice_label(self, value: str, item: Item, row: str | None) -> str:
        """The label of a choice of a question."""
        ...


class Node(Protocol):
    """One place that a path can reach."""

    @property
    def name(self) -> str:
        """The last step of its path."""
        ...

    def value(self) -> Atom:
        """What it holds; '' for a group."""
        ...

    def parent(self) -> Node | None:
        """The node around it."""
        ...

    def children(self) -> Iterable[Node]:
        """The nodes directly inside it."""
        ...


@dataclass(frozen=True, slots=True)
class FormNode:
    """A node of the record being filled."""

    answers: Answers
    item: Item
    row: str | None = None

    @property
    def name(self) -> str:
        """The item's name."""
        return self.item.name

    def value(self) -> Atom:
        """The answer or calculated value."""
        return self.answers.read(self.item, self.row)

    def parent(self) -> FormNode | None:
        """The row of a column, the section of a question, the form of a section."""
        around = self.item.parent
        if around is None:
            return None
        return FormNode(self.answers, around, self.row if around.place is Place.REPEAT else None)

    def children(self) -> Iterable[FormNode]:
        """What is relevant inside it; of a repeat one node for each row."""
        for item in self.item.children:
            yield from nodes_of(self.answers, item, self.row)


def nodes_of(answers: Answers, item: Item, row: str | None) -> Iterable[FormNode]:
    """The relevant nodes of an item, seen from a row (None: from outside, then a column gives the nodes of all rows)."""
    rows: Sequence[str | None] = (None,)
    if item.place is Place.REPEAT:
        rows = answers.rows(item.name)
    elif item.place is Place.COLUMN:
        assert item.parent is not None
        rows = answers.rows(item.parent.name) if row is None else (row,)
    return (FormNode(answers, item, one) for one in rows if answers.shown(item, one))


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """A node of a list: `root/item/(name | label | further columns)`."""

    name: str
    text: str = ""
    around: Data | None = None
    inside: tuple[Data, ...] = ()

    def value(self) -> Atom:
        """The text of a column."""
        return self.text

    def parent(self) -> Data | None:
        """The item of a column, the root of an item."""
        return self.around

    def children(self) -> Iterable[Data]:
        """The columns of an item, the items of the root."""
        return self.inside


def list_data(choices: Iterable[Choice]) -> Data:
    """What instance('LIST') gives: a node above `root/item`. Parents are not linked: conditions look down only."""
    items = tuple(Data("item", inside=tuple(Data(name, value) for name, value in columns(choice).items())) for choice in choices)
    return Data("instance", inside=(Data("root", inside=items),))


def columns(choice: Choice) -> dict[str, str]:
    """A choice as the columns a filter can ask for."""
    return {"name": choice.name, "label": choice.label, **choice.extra}


class NodeSet(list[Node]):
    """What a path gives."""

    __slots__ = ()


@dataclass(slots=True)
class Context:
    """Where an expression stands: on `node`, for the record's own node `current`, in `row`."""

    answers: Answers
    node: Node
    current: Node
    row: str | None = None
    position: int = 1
    size: int = 1
