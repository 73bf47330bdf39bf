"""What a family writes stands nowhere in clear: not in the database, its journal, the index, the logs or a message."""

import base64
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.infra.keys import KeyFileError, Keys, load_keys
from portal.infra.logs import _Lines
from portal.infra.sealing import Opener, SealError, seal
from portal.settings import Face
from tests.careful_client import CarefulClient
from tests.factories import a_family_that_asked
from tests.installation import Installation, error_pages

CANARIES = {
    "child_first_name": "Kanarya",
    "child_last_name": "Quizzleworth",
    "your_name": "Wilhelmina Quizzleworth",
    "hopes": "xylophone lessons on Thursdays",
    "email": "budgerigar@example.org",
}


def spellings(canary: str) -> Iterator[bytes]:
    """Give the ways in which a word could stand in a file."""
    for code in ("utf-8", "utf-16-le", "utf-16-be"):
        yield canary.encode(code)
    for shift in range(3):
        # Base64 reads three bytes at a time, so a word looks different by where it stands; its ends are unsure.
        encoded = base64.b64encode(b"\0" * shift + canary.encode())
        yield encoded[4:-4]


def found_in(folder: Path, canaries: list[str], leave_out: set[str] = frozenset()) -> list[str]:
    """Give the files of a folder in which a canary stands."""
    wanted = [(canary, spelling) for canary in canaries for spelling in spellings(canary)]
    return [
        f"{path.relative_to(folder)}: {canary}"
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in leave_out
        for content in [path.read_bytes().lower()]
        for canary, spelling in wanted
        if spelling.lower() in content
    ]


@pytest.fixture
def log_lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Give every line that any logger writes, as a process writes it."""
    lines: list[str] = []
    handler = logging.Handler(logging.DEBUG)
    handler.setFormatter(_Lines())
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    caplog.set_level(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def test_a_request_leaves_no_word_of_the_family_in_clear(
    installation: Installation, family: CarefulClient, officer: CarefulClient, log_lines: list[str]
) -> None:
    reference = a_family_that_asked(family, dict(CANARIES))
    canaries = list(CANARIES.values())
    assert not found_in(installation.folder, canaries)
    installation.work()
    officer.visit(f"/referrals/{reference}")
    for canary in canaries:
        assert canary in officer.text
    officer.press("Add the note", {"text": f"About {CANARIES['hopes']}"})
    officer.press("Save the decision", {"outcome": "tier2_place", "words": CANARIES["hopes"]})
    installation.work()
    # A message has to name where it goes; nothing else of the family may stand in it.
    assert not found_in(installation.folder, canaries, leave_out={"mail"})
    mails = b"".join(path.read_bytes() for path in installation.mails()).lower()
    words = [canary for name, canary in CANARIES.items() if name != "email"]
    assert not [word for word in words if word.lower().encode() in mails]
    if installation.database.is_sqlite:
        return
    everything = repr(installation.rows()).lower()
    assert not [canary for canary in canaries if canary.lower() in everything]


@pytest.mark.sqlite
def test_no_log_line_holds_what_was_typed_or_asked_for(
    installation: Installation, family: CarefulClient, officer: CarefulClient, log_lines: list[str]
) -> None:
    reference = a_family_that_asked(family, dict(CANARIES))
    installation.work()
    officer.visit(f"/referrals/{reference}")
    family.get("/activities", query_string={"q": "Quizzleworth", "near": "HR6 8"})
    family.get("/Quizzleworth/xylophone")
    with error_pages(installation.public):
        from portal.infra.access import public

        def broken() -> str:
            raise ValueError("Quizzleworth xylophone")

        family = _fresh_family_with(installation, broken, public)
        family.post("/broken?q=Quizzleworth", data={"hopes": "xylophone"})
    text = "\n".join(log_lines).lower()
    assert log_lines
    for canary in (*CANARIES.values(), "quizzleworth", "xylophone", "kanarya", "hr6 8", reference):
        assert canary.lower() not in text, canary


def _fresh_family_with(installation: Installation, view: object, public: object) -> CarefulClient:
    """Give a family before an app of its own that has a broken page."""
    installation.public.extensions["portal.database"].close()
    del installation.__dict__["public"]
    app = installation.public
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/broken", "broken", public(view), methods=["POST"])  # type: ignore[operator]
    client = installation.family()
    client.expects_failure = True
    return client


def test_a_canary_that_is_planted_is_found(tmp_path: Path) -> None:
    canary = CANARIES["hopes"]
    for number, content in enumerate(
        (canary.upper().encode(), canary.encode("utf-16-le"), base64.b64encode(f"a {canary} b".encode()))
    ):
        (tmp_path / str(number)).write_bytes(b"junk" + content + b"junk")
    assert len(found_in(tmp_path, [canary])) >= 3


@pytest.mark.sqlite
def test_the_public_face_cannot_open_what_it_sealed(installation: Installation) -> None:
    keys = load_keys(installation.folder / "keys", Face.PUBLIC)
    sealed = keys.seal_for_worker(b"a family's words", b"info")
    for secret in ("opener", "vault", "match_key"):
        with pytest.raises(KeyFileError):
            getattr(keys, secret)
    for name in Keys.__slots__:
        held = getattr(keys, name)
        if isinstance(held, bytes):
            with pytest.raises((SealError, ValueError)):
                Opener(held).open(sealed, b"info")
    worker = load_keys(installation.folder / "keys", Face.WORKER)
    assert worker.opener.open(sealed, b"info") == b"a family's words"


@pytest.mark.sqlite
def test_the_public_face_starts_and_takes_requests_without_the_private_keys(
    installation: Installation,
) -> None:
    for name in ("sealing-private.key", "staff-vault.key", "staff-match.key", "staff-session.key"):
        (installation.folder / "keys" / name).rename(installation.folder / name)
    a_family_that_asked(installation.family())
    with pytest.raises(KeyFileError, match=r"sealing-private\.key"):
        _ = installation.staff


def test_a_sealed_text_opens_only_for_what_it_was_sealed_for() -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    key = X25519PrivateKey.generate()
    sealed = seal(key.public_key().public_bytes_raw(), b"words", b"referral SB-1")
    with pytest.raises(SealError):
        Opener(key.private_bytes_raw()).open(sealed, b"referral SB-2")
