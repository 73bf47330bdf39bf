"""The activity that a family chose on its page and takes along into the request."""

from flask import request

from portal.activities.queries import activity_title
from portal.infra.db import reading

_LONGEST = 120


def chosen_activity() -> tuple[str, str]:
    """Give slug and name of the activity that the address or the form names; an unknown one is none."""
    slug = request.values.get("activity", "")[:_LONGEST]
    with reading() as session:
        name = activity_title(session, slug) if slug else None
    return (slug, name) if name else ("", "")
