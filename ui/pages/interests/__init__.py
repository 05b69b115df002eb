"""Where interests meet: a view of the opportunities page."""

from ui.pages.interests.view import InterestsView

__all__ = ["InterestsView"]
