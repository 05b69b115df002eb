"""One company: what is known, where it stands, who is there, what was said, what could be done together."""

from ui.pages.company.company import CompanyPage

__all__ = ["CompanyPage"]
