"""The grammar of XLSForm expressions: text → tokens → a small tree (Pratt parser). Evaluates nothing.

Every error is an `ExpressionError` with the character position and, where one is known, a proposal. Limits keep hostile forms harmless:
length of the text, depth of nesting, number of operators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import WorldError
from ctip_desktop.pattern import pattern

MAX_LENGTH = 20_000  # characters
MAX_DEPTH = 40  # brackets within brackets
MAX_OPERATORS = 200  # arithmetic and comparisons in one expression; `and` and `or` do not count


class ExpressionError(WorldError):
    """An expression cannot be understood.

    Attributes:
        position: index of the character where it goes wrong, counted from 0.
        proposal: what was probably meant, or empty.
    """

    def __init__(self, message: str, position: int = 0, proposal: str = "") -> None:
        super().__init__(message, next_step=proposal)
        self.message = message
        self.position = position
        self.proposal = proposal


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted text, without its quotes."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Call:
    """`name(arguments)`."""

    name: str
    arguments: tuple[Tree, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic or comparison."""

    operator: str
    left: Tree
    right: Tree
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Logic:
    """`a and b and c` or `a or b or c`, flat, so that long chains do not nest."""

    operator: str
    parts: tuple[Tree, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Negative:
    """`-operand`."""

    operand: Tree
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: `.`, `..`, `*` or a name, with `[conditions]`."""

    axis: str
    conditions: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from `base`, from the top (`absolute`) or from where the expression stands. A filtered `base[…]` is a path of one step `.`."""

    base: Tree | None
    absolute: bool
    steps: tuple[Step, ...]
    start: int
    end: int


Tree = Number | Text | Reference | Call | Binary | Logic | Negative | Path


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # number text reference name sign end
    value: str
    start: int
    end: int


_NAME = r"[A-Za-z_\u00c0-\u02ff\u0370-\u1fff\u3001-\ud7ff][\w.\-\u00b7]*"
_TOKEN = pattern(
    rf"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<text>"[^"]*"|'[^']*')
    | \$\{{\s*(?P<saved>last-saved\#)?(?P<reference>{_NAME})\s*\}}
    | (?P<name>{_NAME}(?::{_NAME})?(?!\s*::))
    | (?P<sign>\.\.|::|//|!=|<=|>=|[()\[\],./@*+\-=<>|])
    )""",
    re.VERBOSE,
)
NAME = pattern(rf"{_NAME}\Z")
"""What may be the name of a question, section, list or score."""

_BINDING = {"or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6}
_UNARY = 6
_HINTS = {
    "‘": "use straight quotes: '",
    "’": "use straight quotes: '",
    "“": 'use straight quotes: "',
    "”": 'use straight quotes: "',
    "&": "write: and",
    "$": "write ${name}",
    "{": "write ${name}",
    "'": "close the quote",
    '"': "close the quote",
    "!": "write != or not(…)",
    ";": "separate arguments with a comma",
    "%": "write: mod",
}
_REFUSED = {
    "//": "Paths with // are not supported",
    "|": "Joining node-sets with | is not supported",
    "@": "Attributes (@) are not supported",
    "::": "Axes (::) are not supported",
}


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while True:
        match = _TOKEN.match(text, at)
        if match is None:
            break
        if match["saved"]:
            raise ExpressionError("last-saved# is not supported", match.start("saved"))
        kind = match.lastgroup or "sign"
        opened = match.start(kind) if kind != "reference" else text.index("${", at)
        yield _Token(kind, match[kind], opened, match.end())
        at = match.end()
    rest = text[at:].lstrip()
    if rest:
        place = len(text) - len(rest)
        raise ExpressionError(f"Unexpected character {rest[0]}", place, _HINTS.get(rest[0], ""))
    yield _Token("end", "", len(text), len(text))


def _shown(token: _Token) -> str:
    return "the end" if token.kind == "end" else f"“{token.value}”"


class _Parser:
    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise ExpressionError(f"The expression is longer than {MAX_LENGTH} characters", MAX_LENGTH)
        self._tokens = list(_tokens(text))
        self._at = 0
        self._depth = 0
        self._operators = 0

    def whole(self) -> Tree:
        if self._token.kind == "end":
            raise ExpressionError("The expression is empty")
        tree = self._expression(0)
        token = self._token
        if token.kind != "end":
            proposal = "write it in small letters" if token.value in ("AND", "OR", "And", "Or") else ""
            raise ExpressionError(f"Unexpected {_shown(token)}", token.start, proposal)
        return tree

    @property
    def _token(self) -> _Token:
        return self._tokens[self._at]

    def _next(self) -> _Token:
        token = self._token
        if token.kind != "end":
            self._at += 1
        return token

    def _is(self, sign: str) -> bool:
        token = self._token
        return token.kind == "sign" and token.value == sign

    def _expect(self, sign: str) -> _Token:
        if not self._is(sign):
            raise ExpressionError(f"Expected “{sign}” but found {_shown(self._token)}", self._token.start)
        return self._next()

    def _expression(self, binding: int) -> Tree:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError(f"Brackets are nested more than {MAX_DEPTH} deep", self._token.start)
        left = self._unary()
        while (found := self._infix()) is not None and found > binding:
            left = self._continued(left, found)
        self._depth -= 1
        return left

    def _infix(self) -> int | None:
        token = self._token
        return _BINDING.get(token.value) if token.kind in ("sign", "name") else None

    def _continued(self, left: Tree, binding: int) -> Tree:
        operator = self._next().value
        right = self._expression(binding)
        if operator in ("and", "or"):
            parts = left.parts if isinstance(left, Logic) and left.operator == operator else (left,)
            return Logic(operator, (*parts, right), left.start, right.end)
        self._operators += 1
        if self._operators > MAX_OPERATORS:
            raise ExpressionError(f"The expression has more than {MAX_OPERATORS} operators", right.start, "split it into calculate questions")
        return Binary(operator, left, right, left.start, right.end)

    def _unary(self) -> Tree:
        if not self._is("-"):
            return self._primary()
        start = self._next().start
        operand = self._expression(_UNARY)
        return Negative(operand, start, operand.end)

    def _primary(self) -> Tree:
        token = self._token
        if token.kind == "number":
            self._next()
            return Number(float(token.value), token.start, token.end)
        if token.kind == "text":
            self._next()
            return Text(token.value[1:-1], token.start, token.end)
        if token.kind == "reference":
            self._next()
            return self._tail(Reference(token.value, token.start, token.end))
        if self._is("("):
            return self._tail(self._bracket())
        if token.kind == "name" and self._tokens[self._at + 1].value == "(":
            return self._tail(self._call())
        if token.kind == "name" or token.value in (".", "..", "/", "*"):
            return self._path()
        if token.value in _REFUSED:
            raise ExpressionError(_REFUSED[token.value], token.start)
        raise ExpressionError("The expression ends too early" if token.kind == "end" else f"Unexpected {_shown(token)}", token.start)

    def _bracket(self) -> Tree:
        self._expect("(")
        tree = self._expression(0)
        self._expect(")")
        return tree

    def _call(self) -> Tree:
        name = self._next()
        self._expect("(")
        arguments: list[Tree] = []
        if not self._is(")"):
            arguments.append(self._expression(0))
            while self._is(","):
                self._next()
                arguments.append(self._expression(0))
        return Call(name.value, tuple(arguments), name.start, self._expect(")").end)

    def _conditions(self) -> tuple[Tree, ...]:
        found: list[Tree] = []
        while self._is("["):
            self._next()
            found.append(self._expression(0))
            self._expect("]")
        return tuple(found)

    def _tail(self, base: Tree) -> Tree:
        """What may follow a base: `[condition]` and `/steps`."""
        conditions = self._conditions()
        steps = [Step(".", conditions)] if conditions else []
        while self._is("/"):
            self._next()
            steps.append(self._step())
        return Path(base, False, tuple(steps), base.start, self._tokens[self._at - 1].end) if steps else base

    def _path(self) -> Tree:
        start = self._token.start
        absolute = self._is("/")
        steps = [] if absolute else [self._step()]
        while self._is("/"):
            self._next()
            steps.append(self._step())
        return Path(None, absolute, tuple(steps), start, self._tokens[self._at - 1].end)

    def _step(self) -> Step:
        token = self._next()
        if token.kind == "reference":
            raise ExpressionError("${…} cannot stand inside a path", token.start, "write ${name} alone")
        if token.kind == "name":
            return Step(token.value.rpartition(":")[2], self._conditions())
        if token.kind == "sign" and token.value in (".", "..", "*"):
            return Step(token.value, self._conditions())
        raise ExpressionError(_REFUSED.get(token.value, f"Unexpected {_shown(token)} in a path"), token.start)


def parse(text: str) -> Tree:
    """The tree of an expression. Raises ExpressionError."""
    return _Parser(text).whole()


def parts(tree: Tree) -> tuple[Tree, ...]:
    """The trees directly inside a tree, in reading order."""
    match tree:
        case Call():
            return tree.arguments
        case Binary():
            return (tree.left, tree.right)
        case Logic():
            return tree.parts
        case Negative():
            return (tree.operand,)
        case Path():
            inside = tuple(condition for step in tree.steps for condition in step.conditions)
            return inside if tree.base is None else (tree.base, *inside)
        case _:
            return ()


def walk(tree: Tree) -> Iterator[Tree]:
    """The tree and everything inside it."""
    yield tree
    for part in parts(tree):
        yield from walk(part)


_BRACES = pattern(r"\$\{\s*([^}]*?)\s*\}")


def placeholders(template: str) -> tuple[tuple[str, int], ...]:
    """The `${name}` of a label or reason with their positions."""
    return tuple((match[1], match.start()) for match in _BRACES.finditer(template))
