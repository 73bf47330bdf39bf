"""GOV.UK Notify: everybody gets a message once, and what it refuses for good comes to a person."""

import logging
from datetime import timedelta

import pytest

from bench.messages.notify import LOSE, SECRET, SERVICE
from portal.infra.clock import now
from portal.infra.mail import NotifyMail, mail_backend
from portal.notifications.rules import LEASE, MOST_ATTEMPTS, Channel
from portal.settings import Face, SettingsError
from tests.installation import Installation
from tests.integration.notifications.conftest import STANDING, Provider, outbox, queue, send, statuses
from tests.support_mail import free_port

LATER = timedelta(minutes=2)


def test_an_email_goes_out_in_the_words_and_language_of_the_family(
    installation: Installation, notify: Provider
) -> None:
    queue(installation)
    assert send(installation, notify.mail()) == 1
    [taken] = notify.held.taken
    assert (taken["type"], taken["to"]) == ("email", "anna@example.org")
    assert taken["words"]["subject"] == "We have your request SB-7K3M-92QX-4HTD"
    assert STANDING["address"] in taken["words"]["body"]
    assert taken["reference"] == outbox(installation)[0]["reference"]
    assert statuses(installation) == ["sent"]


def test_a_text_goes_out_short_and_without_a_subject(installation: Installation, notify: Provider) -> None:
    queue(installation, Channel.SMS, "07700 900001")
    send(installation, notify.mail())
    [taken] = notify.held.taken
    assert (taken["type"], taken["to"]) == ("sms", "07700 900001")
    assert set(taken["words"]) == {"body"}
    assert taken["words"]["body"].startswith("SB-7K3M-92QX-4HTD: we have your request. We contact you by")


def test_nobody_gets_it_twice_when_the_answer_is_lost(installation: Installation, notify: Provider) -> None:
    queue(installation)
    notify.fails(LOSE)
    assert send(installation, notify.mail()) == 0
    assert statuses(installation) == ["waiting"]
    assert send(installation, notify.mail(), now() + LATER) == 1
    assert len(notify.held.taken) == 1
    assert statuses(installation) == ["sent"]


def test_when_notify_cannot_be_asked_nothing_goes_out_again(
    installation: Installation, notify: Provider
) -> None:
    queue(installation)
    notify.fails(LOSE, 503, LOSE)
    moment = now()
    for _turn in range(4):
        send(installation, notify.mail(), moment)
        moment += timedelta(minutes=20)
    assert len(notify.held.taken) == 1
    assert statuses(installation) == ["sent"]


@pytest.mark.parametrize("fault", [429, 500, 503])
def test_what_passes_by_itself_is_tried_again(
    fault: int, installation: Installation, notify: Provider
) -> None:
    queue(installation)
    notify.fails(fault)
    assert send(installation, notify.mail()) == 0
    assert statuses(installation) == ["waiting"]
    assert send(installation, notify.mail(), now() + LATER) == 1
    assert len(notify.held.taken) == 1


def test_a_provider_that_is_down_gets_ten_tries_and_then_a_person_looks(installation: Installation) -> None:
    queue(installation)
    down = Provider(None, f"http://127.0.0.1:{free_port()}")  # type: ignore[arg-type]  # Nobody answers.
    moment = now()
    for _turn in range(MOST_ATTEMPTS):
        assert statuses(installation) == ["waiting"]
        send(installation, down.mail(), moment)
        moment += timedelta(hours=2)
    assert statuses(installation) == ["needs_human"]


def test_what_is_refused_for_good_comes_to_a_person_at_once_and_holds_up_nothing(
    installation: Installation, notify: Provider
) -> None:
    queue(installation, to="no address at all")
    queue(installation)
    assert send(installation, notify.mail()) == 1
    assert statuses(installation) == ["needs_human", "sent"]


def test_a_key_that_notify_does_not_know_comes_to_a_person(
    installation: Installation, notify: Provider
) -> None:
    queue(installation)
    send(installation, notify.mail(key=f"imitation-{SERVICE}-{SERVICE}"))
    assert statuses(installation) == ["needs_human"]
    assert not notify.held.taken


def test_without_a_template_for_texts_a_person_rings(installation: Installation, notify: Provider) -> None:
    queue(installation, Channel.SMS, "07700 900001")
    send(installation, notify.mail(sms=""))
    assert statuses(installation) == ["needs_human"]


def test_a_letter_and_a_call_are_for_a_person(installation: Installation, notify: Provider) -> None:
    queue(installation, Channel.LETTER, "1 Example Street")
    queue(installation, Channel.PHONE_CALL, "01632 960001")
    send(installation, notify.mail())
    assert statuses(installation) == ["needs_human", "needs_human"]


def test_what_notify_took_and_could_not_deliver_may_go_out_again(
    installation: Installation, notify: Provider
) -> None:
    queue(installation)
    notify.fails(LOSE)
    send(installation, notify.mail())
    notify.held.taken[0]["status"] = "temporary-failure"
    assert send(installation, notify.mail(), now() + LATER) == 1
    assert [one["status"] for one in notify.held.taken] == ["temporary-failure", "created"]


def test_a_worker_that_dies_again_and_again_over_one_message_leaves_it_to_a_person(
    installation: Installation, notify: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(installation)

    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    moment = now()
    with monkeypatch.context() as patch:
        patch.setattr(NotifyMail, "deliver", die)
        for _turn in range(MOST_ATTEMPTS):
            with pytest.raises(KeyboardInterrupt):
                send(installation, notify.mail(), moment)
            moment += LEASE + timedelta(minutes=1)
    send(installation, notify.mail(), moment)
    assert statuses(installation) == ["needs_human"]
    assert not notify.held.taken


@pytest.mark.sqlite
def test_no_address_and_no_word_stands_in_the_log(
    installation: Installation, notify: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    queue(installation, to="no address at all")
    queue(installation, Channel.SMS, "07700 900001")
    notify.fails(0, 500)
    send(installation, notify.mail())
    assert "Notify: 400 ValidationError" in caplog.text
    for never in ("no address", "07700", "900001", "SB-7K3M", SECRET):
        assert never not in caplog.text


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("PORTAL_NOTIFY_KEY", ""),
        ("PORTAL_NOTIFY_KEY", "only-a-name"),
        ("PORTAL_NOTIFY_EMAIL_TEMPLATE", ""),
        ("PORTAL_NOTIFY_SMS_TEMPLATE", "the text template"),
        ("PORTAL_NOTIFY_URL", "http://notify.example.org"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_at_the_start(
    setting: str, value: str, installation: Installation, notify: Provider
) -> None:
    account = notify.mail()._account
    good = {
        "PORTAL_MAIL": "notify",
        "PORTAL_NOTIFY_KEY": account.key,
        "PORTAL_NOTIFY_EMAIL_TEMPLATE": account.email_template,
        "PORTAL_NOTIFY_SMS_TEMPLATE": account.sms_template,
        "PORTAL_NOTIFY_URL": account.url,
    }
    installation.environment = good
    made = mail_backend(installation.settings(Face.WORKER))
    assert isinstance(made, NotifyMail)
    made.close()
    assert account.key not in f"{installation.settings(Face.WORKER)!r} {account!r}"
    installation.environment = {**good, setting: value}
    with pytest.raises(SettingsError, match=setting):
        mail_backend(installation.settings(Face.WORKER))
