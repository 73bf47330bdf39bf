"""Who may do what on the staff face."""

from enum import StrEnum


class Role(StrEnum):
    """The staff roles; a person may have several."""

    TRIAGE_OFFICER = "triage_officer"
    COMMISSIONER = "commissioner"
    CONTENT_EDITOR = "content_editor"
    PROVIDER_USER = "provider_user"
    ADMIN = "admin"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
