"""In which language a family is written to."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from portal.infra.clock import today
from portal.infra.i18n import format_day, speaking
from portal.infra.working_days import working_day_after
from tests.browser.asking import A_PROFESSIONAL
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.referrals.test_ways_to_ask import go_on

pytestmark = pytest.mark.sqlite


def _message_after(installation: Installation, client: CarefulClient, spoken: str) -> EmailMessage:
    """Ask as a professional for a family that wants a language; give what the family gets."""
    by_email = {"contact_method": "email", "email": "ewa@example.org", "safe_message": "yes"}
    client.visit("/ask/professional")
    client.press("Start")
    go_on(client, {**A_PROFESSIONAL, **by_email, "spoken_language": spoken})
    client.press("Send my request")
    installation.work()
    [sent] = installation.mails()
    return message_from_bytes(sent.read_bytes(), policy=policy.default)


def test_a_family_reads_polish_though_its_school_wrote_in_english(
    installation: Installation, family: CarefulClient
) -> None:
    sent = _message_after(installation, family, "pl")
    assert sent["Subject"].startswith("Mamy Twoją prośbę")
    with speaking("pl"):
        day = format_day(working_day_after(today(), 5), weekday=True)
    assert day.removesuffix(" r.") in sent.get_content()


def test_a_language_that_the_portal_does_not_speak_is_that_of_the_form(
    installation: Installation, family: CarefulClient
) -> None:
    assert _message_after(installation, family, "ro")["Subject"].startswith("We have your request")
