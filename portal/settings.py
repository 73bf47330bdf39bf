"""Every setting of the portal, typed and frozen; nobody else reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from portal.core.errors import PortalError

PROJECT = Path(__file__).resolve().parent.parent


class Face(StrEnum):
    """The three kinds of process of the portal."""

    PUBLIC = "public"
    STAFF = "staff"
    WORKER = "worker"


_MOST_PROCESSES = 16


class SettingsError(PortalError):
    """A setting cannot be used; the message names it and the remedy in one line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs between one installation and another; see docs/settings.md."""

    face: Face
    instance: Path
    content: Path
    database_url: str
    public_url: str
    staff_url: str
    sample_banner: bool
    mail: str
    mail_from: str
    notify_key: str = field(repr=False)
    notify_email_template: str
    notify_sms_template: str
    notify_url: str
    log_level: str
    trusted_proxy: str
    listen_public: str
    listen_staff: str
    public_processes: int
    second_factor: str

    @property
    def keys(self) -> Path:
        """Give the folder of the key files, readable by the owner only."""
        return self.instance / "keys"

    @property
    def index(self) -> Path:
        """Give the folder of the search index: disposable, but never writable by others."""
        return self.instance / "index"

    @property
    def face_url(self) -> str:
        """Give the address that people open for this face."""
        return self.staff_url if self.face is Face.STAFF else self.public_url

    @property
    def listen(self) -> tuple[str, int]:
        """Give host and port on which this face listens: its own address, unless a proxy stands before it."""
        given = self.listen_staff if self.face is Face.STAFF else self.listen_public
        if given:
            host, _colon, port = given.rpartition(":")
            return host, int(port)
        parts = urlsplit(self.face_url)
        return parts.hostname or "127.0.0.1", parts.port or (443 if parts.scheme == "https" else 80)

    @property
    def hosts(self) -> list[str]:
        """Give the host names under which this face answers; another name in a request is refused."""
        host = urlsplit(self.face_url).hostname or ""
        loopback = ["127.0.0.1", "localhost", "[::1]"]
        return loopback if host in {"127.0.0.1", "localhost", "::1"} else [host]

    @property
    def is_secure(self) -> bool:
        """Tell whether this face is reached by https, so that cookies are Secure and carry the __Host- name."""
        return self.face_url.startswith("https://")

    @classmethod
    def from_environment(cls, face: Face, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the PORTAL_ settings; raises SettingsError for one that cannot be used."""
        values = os.environ if environment is None else environment
        instance = Path(values.get("PORTAL_INSTANCE") or PROJECT / "instance").resolve()
        public_url = _address(values, "PORTAL_PUBLIC_URL", "http://127.0.0.1:8000")
        staff_url = _address(values, "PORTAL_STAFF_URL", "http://localhost:8001")
        if urlsplit(public_url).hostname == urlsplit(staff_url).hostname:
            raise SettingsError(
                "PORTAL_STAFF_URL: use another host name than for families, or they share cookies"
            )
        return cls(
            face=face,
            instance=instance,
            content=Path(values.get("PORTAL_CONTENT") or PROJECT / "content").resolve(),
            database_url=values.get("PORTAL_DATABASE_URL") or f"sqlite:///{instance / 'portal.sqlite3'}",
            public_url=public_url,
            staff_url=staff_url,
            sample_banner=_switch(values, "PORTAL_SAMPLE_BANNER", default=True),
            mail=values.get("PORTAL_MAIL") or "file",
            mail_from=values.get("PORTAL_MAIL_FROM") or "short-breaks@example.org",
            notify_key=values.get("PORTAL_NOTIFY_KEY") or "",
            notify_email_template=values.get("PORTAL_NOTIFY_EMAIL_TEMPLATE") or "",
            notify_sms_template=values.get("PORTAL_NOTIFY_SMS_TEMPLATE") or "",
            notify_url=_address(values, "PORTAL_NOTIFY_URL", "https://api.notifications.service.gov.uk"),
            log_level=_level(values.get("PORTAL_LOG_LEVEL") or "INFO"),
            trusted_proxy=values.get("PORTAL_TRUSTED_PROXY") or "",
            listen_public=_listen(values, "PORTAL_LISTEN_PUBLIC"),
            listen_staff=_listen(values, "PORTAL_LISTEN_STAFF"),
            public_processes=_processes(values.get("PORTAL_PUBLIC_PROCESSES") or "2"),
            second_factor=_second_factor(values.get("PORTAL_SECOND_FACTOR") or "optional"),
        )


def _address(values: Mapping[str, str], name: str, default: str) -> str:
    """Read a web address; plain http is for this machine only, because cookies travel in clear."""
    address = (values.get(name) or default).rstrip("/")
    parts = urlsplit(address)
    try:
        _port = parts.port
    except ValueError as error:
        raise SettingsError(f"{name}={address}: a port is a number up to 65535") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise SettingsError(f"{name}={address}: give an address such as https://shortbreaks.example.org")
    if parts.scheme == "http" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise SettingsError(f"{name}={address}: use https, plain http is only for 127.0.0.1 and localhost")
    return address


def _listen(values: Mapping[str, str], name: str) -> str:
    given = values.get(name) or ""
    host, _colon, port = given.rpartition(":")
    if given and not (host and port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        raise SettingsError(f"{name}={given}: give host and port, such as 127.0.0.1:8000")
    return given


def _processes(given: str) -> int:
    if not (given.isascii() and given.isdigit() and 0 < int(given) <= _MOST_PROCESSES):
        raise SettingsError(f"PORTAL_PUBLIC_PROCESSES={given}: say a number from 1 to {_MOST_PROCESSES}")
    return int(given)


def _level(name: str) -> str:
    if name not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise SettingsError(f"PORTAL_LOG_LEVEL={name}: say DEBUG, INFO, WARNING or ERROR")
    return name


def _second_factor(who: str) -> str:
    if who not in {"optional", "staff", "everyone"}:
        raise SettingsError(f"PORTAL_SECOND_FACTOR={who}: say optional, staff or everyone")
    return who


def _switch(values: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = (values.get(name) or "").strip().lower()
    known = {"": default, "1": True, "true": True, "on": True, "0": False, "false": False, "off": False}
    if text not in known:
        raise SettingsError(f"{name}={text}: say on or off")
    return known[text]
