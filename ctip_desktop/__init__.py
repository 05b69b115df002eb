"""CTIP Desktop: the headless core. Never imports Qt."""

__version__ = "0.1.0"
