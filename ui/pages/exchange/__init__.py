"""Exchange: bundles out and in, answers to settle, who has what, cards."""

from ui.pages.exchange.exchange import ExchangePage

__all__ = ["ExchangePage"]
