"""Reads a finished print back, as a reader or a program does."""

from __future__ import annotations

import re
from functools import cache

import pypdfium2

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Form
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.job import Context, Options
from tests.reports.samples import NOW


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page, spaces and line breaks made single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [flat(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def flat(text: str) -> str:
    return " ".join(text.replace("\ufffe", "").replace("\xad", "").split())


def packed(text: str) -> str:
    return re.sub(r"\s", "", text)


def text_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))


@cache
def built_in() -> tuple[Form, ...]:
    """The shipped forms, read once for all tests."""
    return Catalogue.built_in().forms()


def context(audience: Audience | str = Audience.INTERNAL, *, forms: bool = True, **options: object) -> Context:
    """What a print of the invented programme needs beside its data."""
    found = built_in() if forms else ()
    return Context("Lantern Coast Programme", "Lina Tarvo", NOW, Audience(audience), Options(**options), found, "K7QD-2M4P")  # type: ignore[arg-type]  # test options
