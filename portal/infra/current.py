"""What the current app was built with."""

from flask import current_app

from portal.settings import Settings


def settings() -> Settings:
    """Give the settings of the current app."""
    held: Settings = current_app.extensions["portal.settings"]
    return held
