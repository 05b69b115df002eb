"""The schema of a workspace file, as SQLAlchemy Core tables.

Truth: `device segment change blob`. Derived and rebuildable: `head conflict record_digest record search search_row`.
Local to this laptop: `aside receipt exchange operation setting`.
Ids of records, devices and bundles are 16 raw bytes inside the file and UUIDs outside the doors. Times are milliseconds since 1970.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

device = sa.Table(
    "device",
    metadata,
    sa.Column("n", sa.Integer, primary_key=True),  # local number: 1 byte in every change row instead of 16
    sa.Column("id", sa.LargeBinary(16), nullable=False, unique=True),
    sa.Column("public_key", sa.LargeBinary(32)),  # Ed25519; null for a branch of a forked device
    sa.Column("recipient", sa.Text),  # age X25519 recipient
    sa.Column("name", sa.Text, nullable=False, server_default=""),  # "Laptop North"
    sa.Column("person", sa.Text, nullable=False, server_default=""),
    sa.Column("trusted", sa.Integer, nullable=False, server_default="0"),
    sa.Column("rank", sa.Integer),
    sa.Column("parent", sa.Integer),  # of a branch: the stream it left
    sa.Column("added_at", sa.Integer),
)

segment = sa.Table(
    "segment",
    metadata,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("stream", sa.Integer, nullable=False),  # device.n, or a branch of a forked device
    sa.Column("card", sa.Integer, nullable=False),  # device.n whose key signed it
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),  # Lamport
    sa.Column("hash", sa.LargeBinary(32), unique=True),  # null = the open run
    sa.Column("prev", sa.LargeBinary(32), nullable=False),
    sa.Column("saw", sa.LargeBinary, nullable=False),  # msgpack: device id → ranges and tip hash
    sa.Column("extra", sa.LargeBinary, nullable=False),
    sa.Column("proof", sa.LargeBinary),
    sa.Column("hidden", sa.LargeBinary),
    sa.Column("signature", sa.LargeBinary(64)),
    sa.Column("status", sa.Integer, nullable=False),  # 0 counts, 1 set aside here, 2 refused, 3 stranger
    sa.Column("exchange", sa.Integer),  # exchange.n that brought it; null for own
    sa.Index("ix_segment_card_first", "card", "first"),
)

change = sa.Table(
    "change",
    metadata,
    sa.Column("device", sa.Integer, primary_key=True, autoincrement=False),  # stream
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("segment", sa.Integer, nullable=False),
    sa.Column("record", sa.LargeBinary(16), nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("value", sa.Text),  # JSON text, byte for byte as its author wrote it; null = erased
    sa.Index("ix_change_record_field", "record", "field"),
    sqlite_with_rowid=False,
)

head = sa.Table(
    "head",
    metadata,
    sa.Column("record", sa.LargeBinary(16), primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("device", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("height", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

conflict = sa.Table(
    "conflict",
    metadata,
    sa.Column("record", sa.LargeBinary(16), primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)

record_digest = sa.Table(
    "record_digest",
    metadata,
    sa.Column("record", sa.LargeBinary(16), primary_key=True),
    sa.Column("digest", sa.LargeBinary(32), nullable=False),
    sqlite_with_rowid=False,
)

aside = sa.Table("aside", metadata, sa.Column("hash", sa.LargeBinary(32), primary_key=True), sqlite_with_rowid=False)

receipt = sa.Table(
    "receipt",
    metadata,
    sa.Column("device", sa.LargeBinary(16), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

exchange = sa.Table(
    "exchange",
    metadata,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("direction", sa.Text, nullable=False),  # "out" or "in"
    sa.Column("bundle", sa.LargeBinary(16), nullable=False),  # first 16 bytes of SHA-256 of the manifest
    sa.Column("peers", sa.Text, nullable=False),  # JSON: device ids hex
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("report", sa.Text, nullable=False),  # JSON: counts and warnings
    sa.Column("backup", sa.Text),
    sa.Column("taken_back", sa.Integer),
    sa.Index("ix_exchange_bundle", "bundle"),
)

record = sa.Table(
    "record",
    metadata,
    sa.Column("id", sa.LargeBinary(16), primary_key=True),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("about", sa.LargeBinary(16)),
    sa.Column("parent", sa.LargeBinary(16)),
    sa.Column("parent_field", sa.Text),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("doc", sa.Text, nullable=False),  # JSON: field → decoded shown head
    sa.Column("created", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("deleted", sa.Integer, nullable=False),
    sa.Column("contested", sa.Integer, nullable=False),  # deleted by somebody who had not seen an edit that stands
    sa.Index("ix_record_form_about", "form", "about"),
    sa.Index("ix_record_about", "about"),
    sa.Index("ix_record_parent_parent_field", "parent", "parent_field"),
    sqlite_with_rowid=False,
)

blob = sa.Table(
    "blob",
    metadata,
    sa.Column("sha256", sa.LargeBinary(32), primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

operation = sa.Table(
    "operation",
    metadata,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("before", sa.Text, nullable=False),  # JSON: [[record hex, field, text before or null, device seq after]…]
    sa.Column("undone", sa.Integer, nullable=False, server_default="0"),  # 1: taken back; 2: neither way any more
)

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),  # JSON
    sqlite_with_rowid=False,
)

search_row = sa.Table(
    "search_row",
    metadata,
    sa.Column("n", sa.Integer, primary_key=True),  # rowid in `search`
    sa.Column("record", sa.LargeBinary(16), nullable=False, unique=True),
)

SEARCH = (
    "create virtual table search using fts5(title, places, notes, body, record unindexed, form unindexed, tokenize='trigram remove_diacritics 1')"
)
"""Full text of live records. Trigrams find parts of words in any script, also those written without spaces."""
