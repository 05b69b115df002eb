"""Two answers about an agreement of non-disclosure that came together: what is not settled opens nothing."""

from __future__ import annotations

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.naming import told
from tests.sync.conftest import Laptop


def test_of_two_answers_about_an_agreement_the_stricter_one_counts_until_somebody_settles_them(pair: tuple[Laptop, Laptop]) -> None:
    ana, bo = pair
    company = ana.company("Kestrin Electronics")
    given = {"signed_on": Answer.of("2020-01-10"), "ends_on": Answer.of("2040-01-10"), "shareable": Answer.of(("existence", "name", "money"))}
    [agreement] = records.create(ana.ws, "nda", about=company, answers=given).created[:1]
    ana.gives(bo)
    ana.write(agreement, shareable=("existence", "money"), ends_on="2021-01-01")
    bo.write(agreement, shareable=("existence", "name"), ends_on="2041-01-01")
    for here, there in ((ana, bo), (bo, ana)):
        here.gives(there)
    for laptop in (ana, bo):
        assert laptop.conflicts
        assert told(laptop.ws)[company].items == {"existence"}
