"""`ctip`: the command line. It calls the same functions as the window; neither has a feature that the other could not have."""

from ctip_desktop.cli.app import main

__all__ = ["main"]
