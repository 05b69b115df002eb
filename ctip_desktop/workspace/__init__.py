"""Where it is kept: one encrypted SQLite file, its journal, backups and search."""
