"""People who sign in, as their tests know them: their accounts, their post and their apps."""

import re
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlsplit

import pyotp
from sqlalchemy import select

from portal.accounts.models import ProviderAccount
from portal.accounts.queries import user_by_email
from portal.accounts.services import add_user
from portal.accounts.services.links import LinkPlace
from portal.accounts.services.passwords import hashed
from portal.accounts.services.people import invite_provider
from portal.audit.models import AuditEvent
from portal.core.roles import Role
from portal.infra.clock import now
from portal.providers.queries import provider_ids
from tests.careful_client import CarefulClient
from tests.installation import PASSWORD, Installation

ORGANISATION = "hop-yard-youth"


def a_member_of_staff(installation: Installation, email: str, *roles: Role, name: str = "Sam Example") -> int:
    """Add somebody with the usual password; give the number of the account."""
    with installation.database.unit_of_work() as session:
        found = user_by_email(session, email)
        if found is None:
            found = add_user(session, now=now(), email=email, name=name, password=PASSWORD, roles=roles)
        return found.id


def a_provider(installation: Installation, email: str, slug: str) -> int:
    """Add somebody of an organisation with the usual password; give the number of the account."""
    place = LinkPlace("http://127.0.0.1/providers/new-password", "Orchard", "pages")
    with installation.database.unit_of_work() as session:
        account = invite_provider(
            session,
            now=now(),
            email=email,
            name="Pat Example",
            provider_id=provider_ids(session, [slug])[slug],
            place=place,
            actor=None,
        )
        account.password_hash = hashed(PASSWORD, ())
        return account.id


def provider_named(installation: Installation, email: str) -> ProviderAccount:
    """Give the account of somebody of an organisation."""
    with installation.database.reading() as session:
        found = session.scalar(select(ProviderAccount).where(ProviderAccount.email == email))
        assert found is not None
        session.expunge(found)
        return found


def sign_in(
    browser: CarefulClient, email: str, password: str = PASSWORD, at: str = "/sign-in"
) -> CarefulClient:
    """Give an address and a password."""
    browser.visit(at)
    browser.press("Sign in", {"email": email, "password": password})
    return browser


def last_mail(installation: Installation) -> tuple[str, str]:
    """Let the worker send; give to whom the last message goes and what it says."""
    installation.work()
    message = message_from_bytes(installation.mails()[-1].read_bytes(), policy=default)
    return str(message["To"]), f"{message['Subject']}\n{message.get_content()}"


def link_in(words: str) -> str:
    """Give the path of the link in a message."""
    found = re.search(r"https?://\S+", words)
    assert found, words
    return urlsplit(found[0]).path


def enrolled(browser: CarefulClient) -> tuple[pyotp.TOTP, list[str]]:
    """Set the app up on the page that is open; give the app and the recovery codes."""
    key = next(code.get_text() for code in browser.page.select("dd code"))
    app = pyotp.TOTP(key.replace(" ", ""))
    browser.press("Continue", {"key": app.at(now())})
    assert browser.heading == "Keep your recovery codes", browser.text
    return app, [code.get_text() for code in browser.page.select(".codes code")]


def acts(installation: Installation) -> list[tuple[str, str, str]]:
    """Give every act in the audit trail: actor, action, subject."""
    with installation.database.reading() as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        return [(event.actor, event.action, event.subject) for event in events]
