"""The errors that every domain shares."""


class PortalError(Exception):
    """Base of the errors that the portal raises on purpose."""


class NotFoundError(PortalError):
    """What was asked for does not exist, or is not for this person to see: shown as 404, never 403."""
