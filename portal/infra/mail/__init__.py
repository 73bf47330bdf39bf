"""Ways to hand a message over: files on this machine, a mail server, or GOV.UK Notify."""

from portal.infra.mail.backend import DeliveryError, Failure, MailBackend, NoChannelError, RefusedError
from portal.infra.mail.files import FileMail
from portal.infra.mail.notify import NotifyAccount, NotifyMail
from portal.infra.mail.smtp import SmtpMail
from portal.settings import Settings

__all__ = [
    "DeliveryError",
    "Failure",
    "FileMail",
    "MailBackend",
    "NoChannelError",
    "NotifyAccount",
    "NotifyMail",
    "RefusedError",
    "SmtpMail",
    "mail_backend",
]


def mail_backend(settings: Settings) -> MailBackend:
    """Give the backend that the settings name; raises SettingsError when there is none like that."""
    if settings.mail == "file":
        return FileMail(settings.instance / "mail", settings.mail_from)
    if settings.mail == "notify":
        return NotifyMail(
            NotifyAccount(
                settings.notify_key,
                settings.notify_email_template,
                settings.notify_sms_template,
                settings.notify_url,
            )
        )
    return SmtpMail(settings.mail, settings.mail_from)
