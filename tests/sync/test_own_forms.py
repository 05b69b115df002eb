"""A programme's own form travels in bundles; what is filled in with a form that is not here yet is kept, relayed, and readable when it comes."""

from __future__ import annotations

from collections.abc import Callable

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import own_forms, records
from ctip_desktop.queries.records import check, search, show
from ctip_desktop.sync import exchange
from ctip_desktop.workspace.own_forms import OWN_FORM
from tests.operations.test_own_forms import VISIT
from tests.sync.conftest import Laptop


def test_the_form_and_its_records_arrive_in_one_bundle(laptop: Callable[..., Laptop]) -> None:
    ana, ben = laptop("Ana"), laptop("Ben")
    ana.meets(ben)
    own_forms.add(ana.ws, VISIT, "visit.yaml")
    company = ana.company("Blue Tide")
    record = records.create(ana.ws, "site_visit", about=company, answers={"noticed": Answer.of("Locked windows")}).created[0]
    bundle = ana.sends(ben)
    exchange.preview(ben.ws, bundle)
    assert "site_visit" not in ben.ws.catalogue.names()
    ben.gets(bundle)
    assert ben.ws.catalogue.form("site_visit") == ana.ws.catalogue.form("site_visit")
    assert show(ben.ws, record).title == "Visit: Locked windows"
    assert [hit.id for hit in search(ben.ws, "locked wind")] == [record]
    assert check(ben.ws).ok
    ben.gives(ana)
    assert ana.digest.whole == ben.digest.whole


def test_records_that_come_before_their_form_are_kept_and_relayed(laptop: Callable[..., Laptop]) -> None:
    ana, ben, carla = laptop("Ana"), laptop("Ben"), laptop("Carla")
    ana.meets(ben, carla)
    ben.meets(carla)
    company = ana.company("Blue Tide")
    record = ana.company("Stand-in")
    ana.write(record, **{"~form": ["site_visit", "1"], "~about": company.hex, "noticed": "Locked windows"})
    ana.gives(ben)
    assert ben.run("select title from record where id=?", record.bytes)[0][0] == "site_visit"
    ben.gives(carla)
    own_forms.add(ana.ws, VISIT, "visit.yaml")
    ana.gives(carla)
    assert show(carla.ws, record).title == "Visit: Locked windows"
    carla.gives(ben)
    assert show(ben.ws, record).title == "Visit: Locked windows"
    assert [hit.id for hit in search(ben.ws, "locked wind")] == [record]


def test_taking_the_import_back_takes_the_form_back(laptop: Callable[..., Laptop]) -> None:
    ana, ben = laptop("Ana"), laptop("Ben")
    ana.meets(ben)
    own_forms.add(ana.ws, VISIT, "visit.yaml")
    receipt = ana.gives(ben)
    exchange.take_back(ben.ws, receipt.bundle)
    assert "site_visit" not in ben.ws.catalogue.names()
    exchange.bring_back(ben.ws, receipt.bundle)
    assert "site_visit" in ben.ws.catalogue.names()


def test_a_form_from_a_colleague_that_cannot_be_used_here_is_told_and_harms_nothing(laptop: Callable[..., Laptop]) -> None:
    ana, ben = laptop("Ana"), laptop("Ben")
    ana.meets(ben)
    record = ana.company("stands in for a form")
    ana.write(record, **{"~form": [OWN_FORM, "1"], "title": "From tomorrow", "name": "later", "version": "9", "text": "not a form"})
    ana.gives(ben)
    (one,) = ben.ws.own_forms
    assert (one.title, one.form, one.problem) == ("From tomorrow", None, "Its text cannot be read.")
    ben.reopen()
    assert len(ben.ws.own_forms) == 1
    assert "later" not in ben.ws.catalogue.names()


def test_two_colleagues_add_the_same_form_and_it_is_one(laptop: Callable[..., Laptop]) -> None:
    ana, ben = laptop("Ana"), laptop("Ben")
    ana.meets(ben)
    own_forms.add(ana.ws, VISIT, "visit.yaml")
    own_forms.add(ben.ws, VISIT, "visit.yaml")
    ana.gives(ben)
    assert len(ben.ws.own_forms) == 1
    assert not ben.conflicts
