"""The one door in: every write is a named function that takes a Workspace and returns Changes."""
