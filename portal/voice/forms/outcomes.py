"""What can have come of what families said, in words that they read."""

from portal.infra.i18n import _
from portal.voice.rules.you_said import Status


def status_words() -> dict[Status, str]:
    """Give what can have come of it, in words that families read."""
    return {
        Status.DONE: _("Done"),
        Status.STARTED: _("Started"),
        Status.CANNOT: _("We cannot do this"),
    }
