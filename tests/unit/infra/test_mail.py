"""E-mails that can be made, and addresses of which none can."""

from pathlib import Path

import pytest

from portal.infra.mail import FileMail, NoChannelError, RefusedError, SmtpMail
from portal.infra.mail.letter import email_of
from portal.settings import SettingsError

SENDER = "short-breaks@orchard.example.org"


def test_an_email_says_that_a_machine_wrote_it() -> None:
    message = email_of(SENDER, "0a1b", "anna@example.org", "News", "There is news.")
    assert (message["To"], message["Subject"]) == ("anna@example.org", "News")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == "<0a1b@short-breaks>"


@pytest.mark.parametrize("to", ["a@b@c@@", "@", "<", '"', "a\ud800@example.org", "(", "a b <c"])
def test_an_odd_address_is_written_or_refused_and_never_a_fault(to: str, tmp_path: Path) -> None:
    try:
        FileMail(tmp_path, SENDER).deliver("1", "email", to, "News", "There is news.")
    except RefusedError:
        assert not list(tmp_path.iterdir())
    else:
        assert [path.name for path in tmp_path.iterdir()] == ["1.eml"]


def test_a_mail_server_takes_no_texts() -> None:
    with pytest.raises(NoChannelError):
        SmtpMail("smtp://127.0.0.1:25", SENDER).deliver("1", "sms", "07700 900001", "", "News")


def test_a_way_to_send_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(SettingsError, match="file, notify, or an address"):
        SmtpMail("pigeon", SENDER)
