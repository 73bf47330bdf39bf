"""Settings are typed, and a wrong one is told in one line."""

from pathlib import Path

import pytest

from portal.settings import PROJECT, Face, Settings, SettingsError


def test_without_any_setting_the_portal_serves_this_machine() -> None:
    held = Settings.from_environment(Face.PUBLIC, {})
    assert held.instance == PROJECT / "instance"
    assert held.database_url == f"sqlite:///{PROJECT / 'instance' / 'portal.sqlite3'}"
    assert (held.public_url, held.staff_url) == ("http://127.0.0.1:8000", "http://localhost:8001")
    assert held.sample_banner
    assert not held.is_secure
    assert held.hosts == ["127.0.0.1", "localhost", "[::1]"]


def test_a_real_host_answers_to_its_name_only() -> None:
    held = Settings.from_environment(Face.STAFF, {"PORTAL_STAFF_URL": "https://staff.example.org/"})
    assert held.hosts == ["staff.example.org"]
    assert held.is_secure
    assert held.face_url == "https://staff.example.org"


@pytest.mark.parametrize(
    "address", ["http://example.org", "ftp://127.0.0.1", "example.org", "https://", "https://a.org/x"]
)
def test_an_address_that_would_be_unsafe_or_wrong_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="PORTAL_PUBLIC_URL"):
        Settings.from_environment(Face.PUBLIC, {"PORTAL_PUBLIC_URL": address})


def test_each_face_listens_where_it_is_told(tmp_path: Path) -> None:
    values = {"PORTAL_LISTEN_PUBLIC": "127.0.0.1:9000", "PORTAL_INSTANCE": str(tmp_path)}
    assert Settings.from_environment(Face.PUBLIC, values).listen == ("127.0.0.1", 9000)
    assert Settings.from_environment(Face.STAFF, values).listen == ("localhost", 8001)


@pytest.mark.parametrize(
    ("text", "is_on"), [("on", True), ("OFF", False), ("0", False), ("true", True), ("", True)]
)
def test_a_switch_is_on_or_off(text: str, is_on: bool) -> None:
    assert Settings.from_environment(Face.PUBLIC, {"PORTAL_SAMPLE_BANNER": text}).sample_banner is is_on


@pytest.mark.parametrize("number", ["0", "17", "-1", "two", "1.5", "²"])
def test_a_number_of_processes_that_cannot_be_is_refused(number: str) -> None:
    with pytest.raises(SettingsError, match="PORTAL_PUBLIC_PROCESSES"):
        Settings.from_environment(Face.PUBLIC, {"PORTAL_PUBLIC_PROCESSES": number})
