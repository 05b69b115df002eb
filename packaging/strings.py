"""Texts of the window for translation: finds every text in `ui/` and every sentence of the queries, and writes `resources/i18n/ctip_en.ts` and
`.qm` with the English plurals.

    python packaging/strings.py            write the .ts (keeping what is translated) and compile it
    python packaging/strings.py --all LANG write a .ts with every text, for a translator

A text counts when it is the first argument of `self.tr`, of a module's own `_tr` (its context stands in that function), or of `Said` in the
core (its context is "Said"), or the second of `QCoreApplication.translate`.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
I18N = ROOT / "resources" / "i18n"
PLURAL = "%n"
WRITTEN = "%Ln"
"""How the number stands in a translation: as the language writes it, with its sign for thousands."""
IRREGULAR = {"people": "person"}


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text with its context, as Qt looks it up."""

    context: str
    source: str


def texts(*folders: Path) -> list[Text]:
    """Every text of the window."""
    files = [file for folder in folders or (ROOT / "ui", ROOT / "ctip_desktop" / "queries") for file in folder.rglob("*.py")]
    return sorted({text for file in files for text in texts_of(ast.parse(file.read_text(encoding="utf-8")))})


def texts_of(module: ast.Module) -> Iterator[Text]:
    """The texts of one module."""
    own = _own_context(module)
    yield from _walk(module, "", own)


def _own_context(module: ast.Module) -> str:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name == "_tr":
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "translate" and isinstance(call.args[0], ast.Constant):
                    return str(call.args[0].value)
    return ""


def _walk(node: ast.AST, context: str, own: str) -> Iterator[Text]:
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.ClassDef) else context
        if isinstance(child, ast.Call):
            yield from _of_call(child, context, own)
        yield from _walk(child, inner, own)


def _of_call(call: ast.Call, context: str, own: str) -> Iterator[Text]:
    name = getattr(call.func, "attr", "") or getattr(call.func, "id", "")
    words = [argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None for argument in call.args[:2]]
    if name == "tr" and words and words[0] is not None:
        yield Text(context, words[0])
    elif name == "_tr" and words and words[0] is not None:
        yield Text(own, words[0])
    elif name == "Said" and words and words[0] is not None:
        yield Text("Said", words[0])
    elif name == "translate" and len(words) > 1 and words[0] is not None and words[1] is not None:
        yield Text(words[0], words[1])


def read(file: Path) -> dict[Text, list[str]]:
    """What a .ts says: text → its forms."""
    if not file.is_file():
        return {}
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):  # our own file
        for message in context.iter("message"):
            forms = [form.text or "" for form in message.iter("numerusform")] or [message.findtext("translation") or ""]
            found[Text(context.findtext("name") or "", message.findtext("source") or "")] = forms
    return found


def write(file: Path, wanted: list[Text], known: dict[Text, list[str]], language: str) -> None:
    """Write a .ts with these texts, keeping what is translated."""
    root = ElementTree.Element("TS", version="2.1", language=language)
    contexts: dict[str, ElementTree.Element] = {}
    for text in wanted:
        if text.context not in contexts:
            contexts[text.context] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[text.context], "name").text = text.context
        _message(contexts[text.context], text, known.get(text, []))
    ElementTree.indent(root)
    file.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + ElementTree.tostring(root, encoding="unicode") + "\n", encoding="utf-8"
    )


def propose(source: str) -> list[str]:
    """The two English forms of a counted text, to be read through by a person: "%n days ago" → "%n day ago"."""
    one = re.sub(r"%n ((?:other |open |own )?)(\w+)", lambda m: f"%n {m[1]}{_singular(m[2])}", source)
    for many, single in ((" are ", " is "), (" were ", " was "), (" have ", " has "), (" do ", " does ")):
        one = one.replace(many, single) if one != source else one
    return [one, source]


def _singular(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _message(context: ElementTree.Element, text: Text, forms: list[str]) -> None:
    plural = PLURAL in text.source
    message = ElementTree.SubElement(context, "message", {"numerus": "yes"} if plural else {})
    ElementTree.SubElement(message, "source").text = text.source
    translation = ElementTree.SubElement(message, "translation", {} if any(forms) else {"type": "unfinished"})
    if not plural:
        translation.text = forms[0] if forms else ""
        return
    for form in forms or ["", ""]:
        ElementTree.SubElement(translation, "numerusform").text = form


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", metavar="LANG", default="")
    language = parser.parse_args().all
    file = I18N / f"ctip_{language or 'en'}.ts"
    wanted = texts() if language else [text for text in texts() if PLURAL in text.source]
    known = read(file)
    if not language:
        known |= {text: propose(text.source) for text in wanted if not all(known.get(text, [""]))}
    known = {text: [form.replace(PLURAL, WRITTEN) for form in forms] for text, forms in known.items()}
    write(file, wanted, known, language or "en")
    subprocess.run(["pyside6-lrelease", "-silent", str(file), "-qm", str(file.with_suffix(".qm"))], check=True)  # Qt's own tool


if __name__ == "__main__":
    main()
