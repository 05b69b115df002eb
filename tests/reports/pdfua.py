"""The rules of PDF/UA-1 (ISO 14289-1) that a program can check and that no other assertion on a print holds: what the file says of itself, what is
left for a pen, fonts, and characters. Clauses in the comments."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pypdfium2
import pypdfium2.raw as raw

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
PART = "{http://www.aiim.org/pdfua/ns/id/}part"


def assert_follows_pdf_ua(pdf: bytes) -> None:
    """Every rule, on the whole file."""
    assert_says_what_it_is(pdf)
    assert_blanks_have_a_role(pdf)
    assert_fonts_are_in_the_file(pdf)
    assert_every_character_is_known(pdf)


def packet(pdf: bytes) -> ElementTree.Element:
    """The one metadata stream."""
    (found,) = re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", pdf, re.DOTALL)
    return ElementTree.fromstring(found.decode())


def assert_says_what_it_is(pdf: bytes) -> None:
    """5, 7.1: the claim, a title that is shown, a language, everything marked and nothing of it suspect."""
    told = packet(pdf)
    (part,) = told.iter(PART)
    assert part.text == "1"
    document = pypdfium2.PdfDocument(pdf)
    (title,) = next(told.iter(TITLE)).iter(f"{RDF}li")
    assert title.text == document.get_metadata_dict()["Title"]
    document.close()
    for entry in (rb"/Metadata \d+ 0 R", rb"/Subtype /XML", rb"/Lang \(en\)", rb"/MarkInfo <</Marked true>>", rb"/DisplayDocTitle true"):
        assert re.search(entry, pdf), entry


def assert_blanks_have_a_role(pdf: bytes) -> None:
    """7.18.4: an element for a pen says what is to be done there."""
    blanks = re.findall(rb"/S /Form [^\n]*", pdf)
    assert all(re.search(rb"/O /PrintField /Role /(cb|tv)>>", blank) for blank in blanks)


def assert_fonts_are_in_the_file(pdf: bytes) -> None:
    """7.21.4: every font is in the file; 7.21.7: and says which characters its signs are."""
    fonts = len(re.findall(rb"/Subtype /TrueType", pdf))
    assert fonts > 0
    assert fonts == len(re.findall(rb"/FontFile2 \d+ 0 R", pdf)) == len(re.findall(rb"/ToUnicode \d+ 0 R", pdf))
    assert not re.search(rb"/Subtype /(Type1|Type0|Type3|MMType1)", pdf)


def assert_every_character_is_known(pdf: bytes) -> None:
    """7.21.7, 7.21.8: no sign without a character, none that its font does not have."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        assert not [index for index in range(text.count_chars()) if raw.FPDFText_HasUnicodeMapError(text, index) == 1]
    document.close()
