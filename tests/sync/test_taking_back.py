"""Before an import is taken back it is said what goes, what is hidden, and what stays; and what is said is what happens."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.sync import exchange
from tests.sync.conftest import HERE, Laptop


def about(laptop: Laptop, record: UUID, company: UUID, **values: object) -> UUID:
    laptop.write(record, **{"~form": ["opportunity", "1"], "~status": "draft", "~about": company.hex}, **values)
    return record


def test_a_company_that_came_with_it_goes_and_hides_what_was_written_into_it_since(pair):
    lina, joram = pair
    company = lina.company("Selan Pearl Fisheries")
    first = lina.gives(joram)
    joram.write(company, town="Ranong", **{"town.note": "Seen there"})
    about(joram, UUID(int=7), company, title="A voice line")
    joram.gives(lina)
    lina.write(company, workers="900")
    second = lina.gives(joram)
    seen = exchange.look_back(joram.ws, first.bundle)
    assert (seen.sender, seen.number, seen.changes) == ("Lina", 1, 1)
    (gone,) = seen.gone
    assert (gone.title, gone.form, gone.record, gone.own) == ("Selan Pearl Fisheries", "company", company, 2)
    assert [(one.title, one.form, one.own) for one in seen.orphans] == [("A voice line", "opportunity", 1)]
    assert seen.hidden == 3
    assert [(one.bundle, one.sender, one.number, one.changes) for one in seen.later] == [(second.bundle, "Lina", 2, 1)]
    assert not seen.back
    exchange.take_back(joram.ws, first.bundle)
    assert joram.run("select title from record where form='company'") == []
    exchange.bring_back(joram.ws, first.bundle)
    assert joram.shows(company, "town") == "Ranong"


def test_an_answer_reads_again_as_before_and_what_was_written_over_it_stands(pair):
    lina, joram = pair
    company = lina.company("Selan Pearl Fisheries")
    lina.write(company, town="Ranong")
    lina.gives(joram)
    lina.write(company, town="Trat", website="https://selan.example", workers="12")
    second = lina.gives(joram)
    joram.write(company, workers="14")
    seen = exchange.look_back(joram.ws, second.bundle)
    told = {(one.label, one.now, one.then) for one in seen.back}
    assert told == {("town", "Trat", "Ranong"), ("What is the website?", "https://selan.example", "")}
    assert (seen.gone, seen.orphans, seen.later, seen.hidden) == ((), (), (), 0)
    exchange.take_back(joram.ws, second.bundle)
    assert (joram.shows(company, "town"), joram.shows(company, "workers")) == ("Ranong", "14")


def test_a_dispute_that_came_with_it_is_over_and_is_there_again_when_it_is_brought_back(pair):
    lina, joram = pair
    company = lina.company("Selan Pearl Fisheries")
    lina.gives(joram)
    lina.write(company, town="Trat")
    joram.write(company, town="Ranong")
    bundle = lina.gives(joram).bundle
    assert exchange.look_back(joram.ws, bundle).settled == 1
    exchange.take_back(joram.ws, bundle)
    assert not joram.conflicts
    exchange.bring_back(joram.ws, bundle)
    assert joram.conflicts == {(company.bytes, "town")}


def test_looking_changes_nothing_and_is_refused_like_taking_back(pair):
    lina, joram = pair
    lina.company("Selan Pearl Fisheries")
    bundle = lina.gives(joram).bundle
    state = joram.digest
    exchange.look_back(joram.ws, bundle)
    assert joram.digest == state
    with pytest.raises(NotFound):
        exchange.look_back(joram.ws, "00" * 16)
    exchange.take_back(joram.ws, bundle)
    with pytest.raises(BadInput, match="taken back already"):
        exchange.look_back(joram.ws, bundle)


# -- what is named is what goes, whatever happened before ------------------------------------------------------------------------------

COMPANIES, FIELDS = [UUID(int=n) for n in (1, 2, 3)], ("name", "town", "workers", "town.note")
STEP = st.one_of(
    st.tuples(st.just("write"), st.integers(0, 1), st.sampled_from(COMPANIES), st.sampled_from(FIELDS), st.integers(0, 3)),
    st.tuples(st.just("about"), st.integers(0, 1), st.sampled_from(COMPANIES), st.integers(10, 12)),
    st.tuples(st.just("delete"), st.integers(0, 1), st.sampled_from(COMPANIES), st.booleans()),
    st.tuples(st.just("give"), st.integers(0, 1)),
)


class Two:
    """Two laptops and the imports of each; a record begins on the laptop that first writes in it and does not have it."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.laptops = [Laptop(folder, name, catalogue) for name in ("Lina", "Joram")]
        self.laptops[0].meets(self.laptops[1])
        self.imports: list[tuple[Laptop, str]] = []

    def do(self, step: Sequence[object]) -> None:
        one = self.laptops[step[1]]
        if step[0] == "give":
            other = self.laptops[1 - step[1]]
            self.imports.append((other, one.gives(other).bundle))
            return
        record = step[2]
        if not one.run("select 1 from record where id=?", record.bytes):
            one.write(record, **{"~form": ["company", "1"], "~status": "draft", "name": f"Company {record.int}"})
        if step[0] == "write":
            one.write(record, **{step[3]: f"value {step[4]}"})
        elif step[0] == "delete":
            one.write(record, **{"~deleted": step[3]})
        else:
            about(one, UUID(int=step[3]), record, title=f"Idea {step[3]} of {one.person}")


def visible(laptop: Laptop) -> dict[bytes, bytes | None]:
    """Live records, and what each is about."""
    return dict(laptop.run("select id, about from record where not deleted"))


def shown(laptop: Laptop) -> dict[tuple[bytes, str], object]:
    """What every answer reads like, as far as it is answered."""
    out = {}
    for id_, doc, deleted in laptop.run("select id, doc, deleted from record"):
        out |= {(id_, name): value for name, value in json.loads(doc).items() if value is not None}
        out[id_, "~deleted"] = bool(deleted)
    return out


def own_changes(laptop: Laptop, records: set[bytes]) -> int:
    """Distinct answers that this laptop wrote in some records and that count, and deletions of records it has not made."""
    query = "select distinct c.record, c.field from change c join segment s on s.n=c.segment where s.exchange is null and s.status=0"
    cells = {(r, f) for r, f in laptop.run(query) if r in records}
    made = {r for r, f in cells if f == "~form"}
    told = {(r, f) for r, f in cells if not f.startswith("~")}
    marks = {(r, f) for r, f in cells if f.startswith("~") and r not in made}
    return len(told) + len(marks) + len(made - {r for r, _ in told})


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(STEP, min_size=3, max_size=14), which=st.integers(0, 20))
def test_what_is_named_is_what_goes(catalogue, steps, which):
    with tempfile.TemporaryDirectory() as folder:
        two = Two(Path(folder), catalogue)
        for step in [*steps, ("give", 0)]:
            two.do(step)
        laptop, bundle = two.imports[which % len(two.imports)]
        before, read, digest, disputed = visible(laptop), shown(laptop), laptop.digest, laptop.conflicts
        seen = exchange.look_back(laptop.ws, bundle)
        assert laptop.digest == digest
        assert shown(laptop) == read
        turned = exchange.take_back(laptop.ws, bundle)
        after, reads = visible(laptop), shown(laptop)
        gone = before.keys() - after.keys()
        assert {one.record.bytes for one in seen.gone} == gone
        orphans = {id_ for id_, owner in after.items() if owner in gone}
        assert {one.record.bytes for one in seen.orphans} == orphans
        assert seen.hidden == own_changes(laptop, gone | orphans) == sum(one.own for one in (*seen.gone, *seen.orphans))
        assert seen.changes == turned.changes
        there = after.keys() | {id_ for id_, name in reads if id_ not in before and name == "~deleted"}
        assert seen.settled == len([cell for cell in disputed - laptop.conflicts if cell[0] not in gone])
        different = {cell for cell in read.keys() | reads.keys() if cell[0] in there and read.get(cell) != reads.get(cell)}
        assert {(one.record.bytes, one.field) for one in seen.back if one.field == "~deleted" or one.field[0] != "~"} == different
        exchange.bring_back(laptop.ws, bundle)
        assert laptop.digest == digest
        assert (visible(laptop), shown(laptop)) == (before, read)
        for one in two.laptops:
            one.ws.close()


def test_ids_of_the_property_are_not_those_of_the_scenarios():
    assert HERE not in COMPANIES
