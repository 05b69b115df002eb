"""Registers: everything that is kept as a list, one table for each."""

from ui.pages.registers.page import RegistersPage

__all__ = ["RegistersPage"]
