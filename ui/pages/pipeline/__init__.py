"""Pipeline: where every opportunity stands, as a board and as a list."""

from ui.pages.pipeline.page import PipelinePage

__all__ = ["PipelinePage"]
