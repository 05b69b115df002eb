"""How many changes there are, counted as a person would: one word, one figure, wherever an exchange is spoken of.

One change is one answer or one note in one record, however often it was typed; a source with all its parts; a record that was made and is
still empty; a deletion, a finished form, or another mark of a record that was there before. What a programme is founded with (its record and
the name it was given then) is nobody's doing and counts for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ctip_desktop.sync.segments import Segment
from ctip_desktop.workspace import cells, devices
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.seen import Seen
from ctip_desktop.workspace.workspace import NAME, PROGRAMME

Span = tuple[int, int, int]
"""Changes of one stream: its number in the file, from, to."""


class Founded(NamedTuple):
    """What a programme is founded with. `programme`: its record; `name`: the cell of the name it was given then."""

    programme: bytes
    name: str

    @classmethod
    def of(cls, connection: Connection) -> Founded:
        """Of the programme of this file."""
        return cls(bytes.fromhex(str(devices.get(connection, PROGRAMME))), cells.dump(str(devices.get(connection, NAME, ""))))

    def says(self, field: str, text: str | None) -> bool:
        """Whether this cell of the programme's record is no more than its founding."""
        return field in (cells.FORM, cells.STATUS) or (field == "name" and text == self.name)


_COUNT = f"""
with span as (select json_extract(value, '$[0]') as device, json_extract(value, '$[1]') as low, json_extract(value, '$[2]') as high
  from json_each(?)),
mine as (select c.record, c.field, c.value from span s cross join change c on c.device=s.device and c.seq between s.low and s.high
  where c.value is not null and not (c.record=? and (c.field in ('{cells.FORM}', '{cells.STATUS}') or (c.field='name' and c.value=?)))),
made as (select record, max(value like '["source"%') as source from mine where field='{cells.FORM}' group by record),
told as (select distinct record, field from mine where substr(field, 1, 1)<>'~')
select (select count(*) from told where record not in (select record from made where source))
  + (select count(*) from (select distinct record, field from mine where substr(field, 1, 1)='~' and field<>'{cells.FORM}'
     and record not in (select record from made)))
  + (select count(*) from made where source or record not in (select record from told))
"""


def count(connection: Connection, spans: Iterable[Span]) -> int:
    """How many changes a person sees in these stretches of the journal."""
    listed = list(spans)
    if not listed:
        return 0
    founded = Founded.of(connection)
    return int(connection.exec_driver_sql(_COUNT, (json.dumps(listed), founded.programme, founded.name)).scalar_one())


def count_seen(connection: Connection, some: Seen) -> int:
    """The same of stretches by the ids of streams."""
    numbers = dict(connection.exec_driver_sql("select id, n from device").all()) if some else {}
    return count(connection, [(numbers[id_], low, high) for id_, ranges in some.items() if id_ in numbers for low, high in ranges])


def count_segments(connection: Connection, segments: Sequence[Segment]) -> int:
    """The same of segments that are held here."""
    query = "select s.stream, s.first, s.last from segment s join device d on d.n=s.card where d.id=? and s.first=? and s.signature=?"
    found = (connection.exec_driver_sql(query, (s.device, s.first, s.signature)).first() for s in segments)
    return count(connection, [(row.stream, row.first, row.last) for row in found if row is not None])
