"""Every address of the families' app, known without serving it."""

from collections.abc import Iterable

from flask import Blueprint, Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect, Rule


class Addresses:
    """Tells to which view an address leads."""

    def __init__(self, blueprints: Iterable[Blueprint]) -> None:
        """Take the views of the families' app."""
        app = Flask("portal.addresses", static_folder=None)
        for blueprint in blueprints:
            app.register_blueprint(blueprint)
        self._adapter = app.url_map.bind("127.0.0.1")

    def view_of(self, path: str) -> Rule | None:
        """Give what a GET of a path opens, or None."""
        try:
            rule, _values = self._adapter.match(path, method="GET", return_rule=True)
        except (HTTPException, RequestRedirect):
            return None
        return rule
