"""The one door out: every read is a function that returns frozen dataclasses with UUIDs."""
