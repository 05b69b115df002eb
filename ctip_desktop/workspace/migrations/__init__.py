"""How an older file becomes a newer one. Revisions are numbered, run on opening after a verified backup, and import no project code."""
