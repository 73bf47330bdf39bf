"""Messages through GOV.UK Notify: e-mail and texts, each once, because Notify can be asked."""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from portal.infra.mail.backend import SECONDS, DeliveryError, Failure, NoChannelError, RefusedError
from portal.settings import SettingsError

_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_KEY = re.compile(rf".*{_UUID}-{_UUID}")
# A request that took too long, and one too many: both pass by themselves.
_PASSING = frozenset({408, 429})
_FIRST_PASSING_FAULT = 500
_FIRST_REFUSAL = 400
# Notify took the message and could not deliver it: nobody has read it, so that it may go out again.
_FAILED = frozenset({"permanent-failure", "temporary-failure", "technical-failure", "cancelled"})
# 250 messages stand on a page; more failures than this are one fault, which shows without counting.
_MOST_PAGES = 8


@dataclass(frozen=True, slots=True)
class NotifyAccount:
    """How to reach Notify; each template holds our words only: ((subject)) and ((body))."""

    key: str = field(repr=False)
    email_template: str
    sms_template: str
    url: str

    def checked(self) -> "NotifyAccount":
        """Give the account; raises SettingsError for what Notify cannot have given out."""
        if not _KEY.fullmatch(self.key):
            raise SettingsError(
                "PORTAL_NOTIFY_KEY: give the whole API key, name and both ids, as Notify shows it"
            )
        if not re.fullmatch(_UUID, self.email_template):
            raise SettingsError("PORTAL_NOTIFY_EMAIL_TEMPLATE: give the id of the e-mail template")
        if self.sms_template and not re.fullmatch(_UUID, self.sms_template):
            raise SettingsError(
                "PORTAL_NOTIFY_SMS_TEMPLATE: give the id of the text message template, or nothing"
            )
        return self


class NotifyMail:
    """Sends through Notify under our own reference, by which it can be asked before any second try."""

    def __init__(self, account: NotifyAccount) -> None:
        """Take an account; without a template for texts a person rings instead."""
        self._account = account.checked()
        make: Any = NotificationsAPIClient  # The library carries no types.
        self._client = make(account.key, base_url=account.url, timeout=SECONDS)
        # The library logs the words of a refusal, which may name an address.
        logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)

    def deliver(self, reference: str, channel: str, to: str, subject: str, body: str) -> None:
        """Hand an e-mail or a text over; a text has no subject."""
        try:
            if channel == "email":
                taken = self._client.send_email_notification(
                    to, self._account.email_template, {"subject": subject, "body": body}, reference
                )
            elif channel == "sms" and self._account.sms_template:
                taken = self._client.send_sms_notification(
                    to, self._account.sms_template, {"body": body}, reference
                )
            else:
                raise NoChannelError(channel)
        except APIError as error:
            raise _told_apart(error) from error
        if not (isinstance(taken, dict) and taken.get("id")):
            raise DeliveryError("Notify: an answer without an id")

    def has(self, reference: str) -> bool:
        """Ask whether Notify has a message of this reference on its way or delivered."""
        held = self._page(reference=reference)
        return any(one.get("status") not in _FAILED for one in held if one.get("reference") == reference)

    def failures(self) -> Sequence[Failure]:
        """Give what Notify could not deliver in the days for which it keeps messages, the newest first."""
        found: list[Failure] = []
        before = None
        for _page in range(_MOST_PAGES):
            page = self._page(status="failed", older_than=before)
            if not page:
                break
            found.extend(_failure(one) for one in page if one.get("reference"))
            before = page[-1].get("id")
        return found

    def _page(self, **wanted: str | None) -> list[dict[str, Any]]:
        try:
            answer = self._client.get_all_notifications(**wanted)
        except APIError as error:
            raise _told_apart(error) from error
        held = answer.get("notifications") if isinstance(answer, dict) else None
        if not isinstance(held, list):
            raise DeliveryError("Notify: an answer without a list")
        return held

    def close(self) -> None:
        """Close the connections."""
        self._client.request_session.close()


def _failure(one: Mapping[str, Any]) -> Failure:
    channel = str(one.get("type"))
    to = str(one.get("email_address" if channel == "email" else "phone_number") or "")
    return Failure(str(one["reference"]), channel, to, f"{one.get('subject') or ''} {one.get('body') or ''}")


def _told_apart(error: APIError) -> DeliveryError | RefusedError:
    """Tell what passes by itself (no answer, too much at once, a fault there) from what needs a person."""
    code = error.status_code
    told = f"Notify: {code} {' '.join(_kinds(error))}".rstrip()
    if code in _PASSING or code >= _FIRST_PASSING_FAULT or code < _FIRST_REFUSAL:
        return DeliveryError(told)
    return RefusedError(told)


def _kinds(error: APIError) -> list[str]:
    """Give the names of Notify's errors; their words may hold an address and stay out of the log."""
    errors: Any = error.message
    if not isinstance(errors, list):
        return []
    kinds = (one.get("error") for one in errors if isinstance(one, dict))
    return [kind for kind in kinds if isinstance(kind, str) and re.fullmatch(r"\w{1,40}", kind)]
