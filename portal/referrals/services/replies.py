"""Applying what a family replied: the worker opens it and does what was asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.infra.db import insert_row
from portal.infra.keys import Keys
from portal.infra.sealing import SealError
from portal.links.rules import address_code
from portal.links.services import end_links
from portal.notifications.rules import Message
from portal.notifications.services import queue_message
from portal.referrals.models import FamilyReply, FamilySession, Referral, ReferralContact
from portal.referrals.queries.cases import details_of, details_place
from portal.referrals.rules.family import ReplyKind
from portal.referrals.rules.messages import CONTACT_CHANGED
from portal.referrals.services import answers
from portal.referrals.services.family_page import REPLY_INFO
from portal.referrals.services.moving import FAMILY, hold, recorded
from portal.referrals.services.sending import Contact, contact_of
from portal.referrals.services.telling import show_family

# What the page asks about how to reach a family, by the ids under which it stands with the other answers.
CONTACT_ANSWERS = ("contact_method", "email", "phone", "safe_message")
_TALK_ONLY = "talk_only"


@dataclass(frozen=True, slots=True)
class Reached:
    """New ways to reach a family; what is left out is taken away. `keep` is the session that asks for it."""

    answers: Mapping[str, str]
    keep: str


def opened_reply(reply: FamilyReply, keys: Keys) -> Mapping[str, Any]:
    """Read what a family wrote; raises SealError. Only the worker can."""
    said: dict[str, Any] = json.loads(
        keys.opener.open(reply.payload or b"", REPLY_INFO + reply.reply_key.encode())
    )
    return said


def apply_reply(
    session: Session, *, now: datetime, reply: FamilyReply, said: Mapping[str, Any], keys: Keys
) -> None:
    """Do what a family asked for, in one transaction; nothing of what it wrote stays with the reply."""
    found = session.scalar(select(Referral).where(Referral.reference == reply.reference))
    # A request that was removed meanwhile has nobody who could do anything.
    if found is not None:
        _do(session, now, found, ReplyKind(reply.kind), said, keys)
    reply.payload, reply.applied_at, reply.failed_at = None, now, None


def _do(
    session: Session, now: datetime, found: Referral, kind: ReplyKind, said: Mapping[str, Any], keys: Keys
) -> None:
    vault = keys.vault
    match kind:
        case ReplyKind.ANSWER:
            question, text = said["question"], said["text"]
            answers.take_answer(session, now=now, found=found, vault=vault, question_id=question, text=text)
        case ReplyKind.WITHDRAW:
            if said["text"]:
                answers.take_answer(
                    session, now=now, found=found, vault=vault, question_id=None, text=said["text"]
                )
            answers.withdraw(session, now=now, found=found, vault=vault, by=FAMILY)
        case ReplyKind.ACCEPT_PLACE | ReplyKind.DECLINE_PLACE:
            is_accepted = kind is ReplyKind.ACCEPT_PLACE
            answers.answer_offer(
                session,
                now=now,
                found=found,
                vault=vault,
                offer_id=said["offer"],
                is_accepted=is_accepted,
            )
        case ReplyKind.LOOK_AGAIN:
            answers.look_again(session, now=now, found=found, vault=vault, text=said["text"])
        case ReplyKind.CONTACT:
            new = Reached({name: said[name] for name in CONTACT_ANSWERS}, said["keep"])
            change_contact(session, now=now, found=found, keys=keys, new=new)


def change_contact(session: Session, *, now: datetime, found: Referral, keys: Keys, new: Reached) -> None:
    """Change how a family is reached, and tell the old address and the new one, where it is safe to write.

    Links and sessions that went to the old address end, but for the one that asked. Raises SealError when what
    the family said does not open: nothing of it may be written over.
    """
    hold(session, found)
    details = details_of(found, keys.vault)
    if details is None:
        raise SealError("what a family said does not open")
    kept = {name: answer for name, answer in details["answers"].items() if name not in CONTACT_ANSWERS}
    said = {**kept, **{name: answer for name, answer in new.answers.items() if answer}}
    found.details = keys.vault.encrypt(
        json.dumps({**details, "answers": said}).encode(), details_place(found.reference)
    )
    flags = [flag for flag in found.flags if flag != _TALK_ONLY]
    found.flags = flags if said.get("safe_message") == "yes" else [*flags, _TALK_ONLY]
    found.changes += 1
    refile_contact(session, found, said, keys.match_key)
    end_links(session, subject=found.reference)
    session.execute(
        delete(FamilySession).where(
            FamilySession.reference == found.reference, FamilySession.token_hash != new.keep
        )
    )
    _tell_both(session, now, found, details["answers"], said)
    recorded(session, now=now, actor=FAMILY, found=found, action="contact_changed", fields=["contact"])
    show_family(session, now=now, found=found, vault=keys.vault)


def file_contact(session: Session, found: Referral, said: Mapping[str, Any], match_key: bytes) -> None:
    """File a request that is filed nowhere under the addresses of its family: a request for a link finds it."""
    addresses = [str(said[name]) for name in ("email", "phone") if said.get(name)]
    for code in {address_code(match_key, address) for address in addresses}:
        insert_row(session, ReferralContact, referral_id=found.id, code=code)


def refile_contact(session: Session, found: Referral, said: Mapping[str, Any], match_key: bytes) -> None:
    """File a request under the addresses that its family has now, and under no other."""
    session.execute(delete(ReferralContact).where(ReferralContact.referral_id == found.id))
    file_contact(session, found, said, match_key)


def _tell_both(
    session: Session, now: datetime, found: Referral, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    contacts: dict[str, Contact] = {}
    for said in (before, after):
        if contact := contact_of(said, found.language):
            contacts[contact.to] = contact
    for contact in contacts.values():
        message = Message(
            CONTACT_CHANGED,
            contact.channel,
            contact.to,
            contact.language,
            {"reference": found.reference},
        )
        queue_message(session, now=now, message=message)
