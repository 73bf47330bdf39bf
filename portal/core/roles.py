"""Who may do what once signed in."""

from enum import StrEnum


class Role(StrEnum):
    """The roles; a member of staff may have several."""

    TRIAGE_OFFICER = "triage_officer"
    COMMISSIONER = "commissioner"
    CONTENT_EDITOR = "content_editor"
    PROVIDER_USER = "provider_user"
    ADMIN = "admin"
    DATA_PROTECTION_OFFICER = "data_protection_officer"


# Providers sign in on the public face and have this one role; everybody else signs in on the staff face.
STAFF_ROLES = tuple(role for role in Role if role is not Role.PROVIDER_USER)
