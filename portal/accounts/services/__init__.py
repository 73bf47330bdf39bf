"""What people do with accounts, and at which desk."""

from portal.accounts.models import DESKS, PROVIDERS, STAFF
from portal.accounts.services.links import MESSAGE_KINDS
from portal.accounts.services.passwords import _HASHER, AccountError
from portal.accounts.services.people import add_user, set_password

__all__ = [
    "DESKS",
    "MESSAGE_KINDS",
    "PROVIDERS",
    "STAFF",
    "_HASHER",
    "AccountError",
    "add_user",
    "set_password",
]
