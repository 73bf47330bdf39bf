"""How a guard's snapshot is brought up to date."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the snapshot of routes be written anew."""
    parser.addoption("--write-routes", action="store_true", help="write tests/guards/routes.json anew")
