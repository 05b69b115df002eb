"""Opportunities: the long list, the ranking, how ranks moved, two side by side."""

from ui.pages.opportunities.page import OpportunitiesPage

__all__ = ["OpportunitiesPage"]
