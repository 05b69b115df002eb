"""Partnerships: the list, and one partnership with right idea, right partner and right relationship side by side."""

from ui.pages.partnerships.page import PartnershipsPage

__all__ = ["PartnershipsPage"]
