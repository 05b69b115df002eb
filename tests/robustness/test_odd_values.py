"""What arrives signed from a colleague is genuine however odd it is: kept byte for byte, shown safely, and never in anybody's way."""

from __future__ import annotations

import json
from uuid import UUID

import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ctip_desktop.queries import records
from ctip_desktop.sync import exchange
from ctip_desktop.workspace import journal
from ctip_desktop.workspace.workspace import Workspace
from tests.robustness.conftest import Pair
from tests.robustness.reading import ask_about, ask_everything, print_everything

ODD = (
    *('"\\ud800"', '"\\udfff x"', '"a\\u0000b"', '"\\u202egnp.exe"', '"\\n\\n\\t\\u2028"', '"<b>&amp;</b>[red]"', '"=1+1"', '""', '"{}"'),
    *("1e999", "-1e999", "NaN", "Infinity", "1" * 400, "-" + "9" * 19, "1e308", "-0.0", "true", "false", "null"),
    *("", " ", "nul", "{", "\x00", "[1,2]", "[]", "{}", "[null]", "[[]]", '["a",["b"],{"c":1},2,true,null]', '1,"a":2'),
    *("[" * 3000 + "]" * 3000, '{"a":' * 600 + "1" + "}" * 600, '"' + "x" * 120_000 + '"', '"' + "นครสวรรค์" * 2000 + '"'),
    *('{"state":"unknown"}', '{"state":"not_applicable"}', '{"state":7}', '{"state":{}}', '{"state":"\\ud83d"}', '"draft"', '"finished"'),
    *('"2026-02-30"', '"99999-01-01"', '"0000-00-00"', '"25:61"', '"' + "f" * 64 + '"', '"' + "0" * 32 + '"'),
    *('["company","1"]', '["company","999"]', '["nothing","1"]', '["score_card","1"]', '["company.nothing","1"]', '["",""]'),
)

any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)
any_text = st.one_of(
    st.sampled_from(ODD),
    any_json.map(lambda value: json.dumps(value, ensure_ascii=True)),
    st.dates().map(lambda day: f'"{day}"'),
    st.integers(-3, 12).map(str),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
any_name = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(str.isprintable)
reserved = st.sampled_from(("~form", "~about", "~parent", "~status", "~deleted", "~erase", "~revoked", "~new"))


class World:
    """What the odd cells may be about: the records of the sample, and the questions of their forms."""

    def __init__(self, ws: Workspace) -> None:
        with ws.reading() as connection:
            rows = connection.exec_driver_sql("select id, form, doc from record").all()
        self.fields = {row.id: sorted({*json.loads(row.doc), *self._names(ws, row.form)}) for row in rows}
        self.by_form: dict[str, list[bytes]] = {}
        for row in rows:
            self.by_form.setdefault(row.form, []).append(row.id)
        self.parents = [[row.id.hex(), name] for row in rows[:40] for name in ("sites", "name", "nothing")]

    @staticmethod
    def _names(ws: Workspace, form: str) -> list[str]:
        base, _, repeat = form.partition(".")
        questions = {q.name: q for q in ws.catalogue.form(base).walk()}
        return [q.name for q in questions[repeat].questions] if repeat else list(questions)

    def cells(self) -> st.SearchStrategy[tuple[bytes, str, str]]:
        """(record, field, text). Forms are drawn first: there are many sources and few rounds."""
        record = st.sampled_from(sorted(self.by_form)).flatmap(lambda form: st.sampled_from(self.by_form[form])) | st.just(b"\x07" * 16)
        ids = st.sampled_from(sorted(self.fields)).map(lambda id_: f'"{id_.hex()}"')
        text = any_text | ids | st.sampled_from(self.parents).map(json.dumps)
        return record.flatmap(lambda id_: st.tuples(st.just(id_), st.sampled_from(self.fields.get(id_) or ["name"]) | reserved | any_name, text)).map(
            self._noted
        )

    @staticmethod
    def _noted(cell: tuple[bytes, str, str]) -> tuple[bytes, str, str]:
        record, field, text = cell
        return (record, f"{field}.note", text) if len(text) % 7 == 3 and len(field) < 190 and not field.startswith("~") else cell


def write_unchecked(ws: Workspace, cells: list[tuple[bytes, str, str]]) -> None:
    """As a program of somebody else might."""
    with ws.writing() as connection:
        journal.write(connection, cells, by=ws.device.writer, at=ws.clock())
        ws.project(connection, {record for record, _, _ in cells})


def kept(connection: sa.Connection) -> set[tuple[bytes, str, str]]:
    return {(r, f, v) for r, f, v in connection.exec_driver_sql("select record, field, value from change").all()}


def hand_over(joram: Workspace, lina: Workspace) -> None:
    path = joram.path.with_name("odd.ctipbundle")
    exchange.make(joram, path, to=[lina.device.id])
    exchange.preview(lina, path)
    exchange.bring_in(lina, path)


def arrives(pair: Pair, cells: list[tuple[bytes, str, str]]) -> None:
    """Joram writes these cells, Lina brings them in and looks at everything."""
    with pair.fresh() as (lina, joram):
        write_unchecked(joram, cells)
        hand_over(joram, lina)
        with lina.reading() as connection:
            assert set(cells) <= kept(connection)
        ask_everything(lina)
        for record in {record for record, _, _ in cells}:
            ask_about(lina, UUID(bytes=record))
        print_everything(lina)
        assert records.check(lina).ok


def test_any_value_of_a_colleague_is_kept_and_shown_and_breaks_nothing(pair: Pair) -> None:
    with pair.fresh() as (lina, _):
        world = World(lina)

    @settings(max_examples=4, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.lists(world.cells(), min_size=10, max_size=80))
    def holds(cells: list[tuple[bytes, str, str]]) -> None:
        arrives(pair, cells)

    holds()
