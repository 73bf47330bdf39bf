"""Every address of the families' app, known without serving it."""

from collections.abc import Iterable
from functools import cached_property

from flask import Blueprint, Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect, Rule


class Addresses:
    """Tells to which view an address leads."""

    def __init__(self, blueprints: Iterable[Blueprint]) -> None:
        """Take the views of the families' app; their addresses are read when the first is asked for."""
        self._blueprints = tuple(blueprints)

    @cached_property
    def _adapter(self) -> MapAdapter:
        app = Flask("portal.addresses", static_folder=None)
        for blueprint in self._blueprints:
            app.register_blueprint(blueprint)
        return app.url_map.bind("127.0.0.1")

    def view_of(self, path: str) -> Rule | None:
        """Give what a GET of a path opens, or None."""
        try:
            rule, _values = self._adapter.match(path, method="GET", return_rule=True)
        except (HTTPException, RequestRedirect):
            return None
        return rule
