"""The first schema. A frozen copy of the tables: this file never changes once files made by it are about."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sa.Table(
    "device",
    metadata,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("id", sa.LargeBinary(16), nullable=False, unique=True),
    sa.Column("public_key", sa.LargeBinary(32)),
    sa.Column("recipient", sa.Text),
    sa.Column("name", sa.Text, nullable=False, server_default=""),  # "Laptop North"
    sa.Column("person", sa.Text, nullable=False, server_default=""),
    sa.Column("trusted", sa.Integer, nullable=False, server_default="0"),
    sa.Column("rank", sa.Integer),
    sa.Column("parent", sa.Integer),
    sa.Column("added_at", sa.Integer),
)

sa.Table(
    "segment",
    metadata,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("stream", sa.Integer, nullable=False),
    sa.Column("card", sa.Integer, nullable=False),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("hash", sa.LargeBinary(32), unique=True),
    sa.Column("prev", sa.LargeBinary(32), nullable=False),
    sa.Column("saw", sa.LargeBinary, nullable=False),
    sa.Column("extra", sa.LargeBinary, nullable=False),
    sa.Column("proof", sa.LargeBinary),
    sa.Column("hidden", sa.LargeBinary),
    sa.Column("signature", sa.LargeBinary(64)),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("exchange", sa.Integer),
    sa.Index("ix_segment_card_first", "card", "first"),
)

sa.Table(
    "change",
    metadata,
    sa.Column("device", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("segment", sa.Integer, nullable=False),
    sa.Column("record", sa.LargeBinary(16), nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("value", sa.Text),
    sa.Index("ix_change_record_field", "record", "field"),
    sqlite_with_rowid=False,
)

sa.Table(
    "head",
    metadata,
    sa.Column("record", sa.LargeBinary(16), primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("device", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("height", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

sa.Table(
    "conflict",
    metadata,
    sa.Column("record", sa.LargeBinary(16), primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)

sa.Table(
    "record_digest",
    metadata,
    sa.Column("record", sa.LargeBinary(16), primary_key=True),
    sa.Column("digest", sa.LargeBinary(32), nullable=False),
    sqlite_with_rowid=False,
)

sa.Table("aside", metadata, sa.Column("hash", sa.LargeBinary(32), primary_key=True), sqlite_with_rowid=False)

sa.Table(
    "receipt",
    metadata,
    sa.Column("device", sa.LargeBinary(16), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

sa.Table(
    "exchange",
    metadata,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("direction", sa.Text, nullable=False),  # "out" or "in"
    sa.Column("bundle", sa.LargeBinary(16), nullable=False),
    sa.Column("peers", sa.Text, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("report", sa.Text, nullable=False),
    sa.Column("backup", sa.Text),
    sa.Column("taken_back", sa.Integer),
    sa.Index("ix_exchange_bundle", "bundle"),
)

sa.Table(
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
    sa.Column("doc", sa.Text, nullable=False),
    sa.Column("created", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("deleted", sa.Integer, nullable=False),
    sa.Column("contested", sa.Integer, nullable=False),
    sa.Index("ix_record_form_about", "form", "about"),
    sa.Index("ix_record_about", "about"),
    sa.Index("ix_record_parent_parent_field", "parent", "parent_field"),
    sqlite_with_rowid=False,
)

sa.Table(
    "blob",
    metadata,
    sa.Column("sha256", sa.LargeBinary(32), primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

sa.Table(
    "operation",
    metadata,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("undone", sa.Integer, nullable=False, server_default="0"),
)

sa.Table(
    "setting",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

sa.Table(
    "search_row",
    metadata,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("record", sa.LargeBinary(16), nullable=False, unique=True),
)

SEARCH = (
    "create virtual table search using fts5(title, places, notes, body, record unindexed, form unindexed, tokenize='trigram remove_diacritics 1')"
)


def upgrade() -> None:
    metadata.create_all(op.get_bind(), checkfirst=False)
    op.execute(SEARCH)


def downgrade() -> None:
    op.execute("drop table search")
    metadata.drop_all(op.get_bind(), checkfirst=False)
