"""See docs/architecture.md, The window."""
