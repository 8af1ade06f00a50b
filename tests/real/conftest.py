"""The browser of the page's tests, for journeys that begin and end on a real network."""

from tests.page.conftest import browse, chromium

__all__ = ["browse", "chromium"]
