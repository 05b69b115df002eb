"""Stands in front of the real package when the core's tests run as on a machine without Qt (`make core`)."""

raise ImportError("Qt is absent")
