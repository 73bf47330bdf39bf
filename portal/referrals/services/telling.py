"""Telling a family that something changed: what its page shows, and a message that says that there is news."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.infra.sealing import Vault
from portal.notifications.rules import Message
from portal.notifications.services import queue_message
from portal.referrals.models import FamilyStatus, Referral
from portal.referrals.queries.cases import details_of
from portal.referrals.queries.family_view import family_view, first_view
from portal.referrals.rules.family import status_key_place, view_place
from portal.referrals.services.sending import contact_of

_KEY_BYTES = 32


def tell_family(
    session: Session,
    *,
    now: datetime,
    found: Referral,
    vault: Vault,
    kind: str | None,
    values: Mapping[str, str],
) -> bool:
    """Write a family's page anew after any change that it may see, and queue a message unless `kind` is None.

    Tells whether a message goes out; without a safe address a person rings. A worry about a child that is passed
    on is nothing that a family is told, so it must not be called for one.
    """
    show_family(session, now=now, found=found, vault=vault)
    details = details_of(found, vault)
    contact = contact_of(details["answers"], found.language) if details else None
    if kind is None or contact is None:
        return False
    told = {**values, "reference": found.reference}
    queue_message(
        session, now=now, message=Message(kind, contact.channel, contact.to, contact.language, told)
    )
    return True


def show_family(session: Session, *, now: datetime, found: Referral, vault: Vault) -> None:
    """Write what the page of a family shows, encrypted under the key that only its link opens."""
    session.flush()
    key = status_key(found, vault)
    view = Vault(key).encrypt(family_view(session, found, vault).as_bytes(), view_place(found.reference))
    row = session.get(FamilyStatus, found.reference)
    if row is None:
        session.add(FamilyStatus(reference=found.reference, view=view, changed_at=now))
    else:
        row.view, row.changed_at = view, now
    session.flush()


def first_page(found: Referral, said: Mapping[str, Any], vault: Vault) -> bytes:
    """Give the page of a request that has just come, as it is kept; `found` need not be stored yet."""
    key = status_key(found, vault)
    return Vault(key).encrypt(first_view(found, said).as_bytes(), view_place(found.reference))


def status_key(found: Referral, vault: Vault) -> bytes:
    """Give the key of a family's page; a request that has none yet gets one."""
    place = status_key_place(found.reference)
    if found.status_key is None:
        found.status_key = vault.encrypt(secrets.token_bytes(_KEY_BYTES), place)
    return vault.decrypt(found.status_key, place)
