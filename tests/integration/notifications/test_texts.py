"""Every message as a family reads it, in every shipped language, held against what was agreed."""

import pytest

from portal.infra.content_pack import ContentPack
from portal.notifications.content import MessageTexts
from portal.notifications.rules import Channel, Message
from portal.offer.content import Council
from portal.settings import PROJECT

SNAPSHOTS = PROJECT / "tests" / "integration" / "notifications" / "snapshots"
REMEDY = (
    "if the new words are meant: .venv/bin/python -m pytest tests/integration/notifications --write-snapshots"
)
VALUES = {
    "reference": "SB-7K3M-92QX-4HTD",
    "day": "Friday 4 December 2026",
    "phone": "01632 960000",
    "complaints": "01632 960001",
    "outcome": "[outcome]",
    "reason": "[reason]",
    "council": "Orchard County Council",
}


def written(pack: ContentPack, language: str) -> str:
    """Give all messages of a language, one after the other."""
    texts = pack.of(MessageTexts)
    parts = []
    for kind in sorted(texts.by_kind):
        text = texts.written(Message(kind, Channel.EMAIL, "anna@example.org", language, VALUES))
        parts.append(f"== {kind}\n{text.subject}\n\n{text.body.rstrip()}\n")
    return "\n".join(parts)


def test_messages_are_those_that_were_agreed(pack: ContentPack, request: pytest.FixtureRequest) -> None:
    for language in (one.code for one in pack.of(Council).languages):
        path = SNAPSHOTS / f"{language}.txt"
        now = written(pack, language)
        if request.config.getoption("--write-snapshots"):
            path.write_text(now)
        assert now == path.read_text(), REMEDY


def test_an_empty_value_leaves_no_hole(pack: ContentPack) -> None:
    texts = pack.of(MessageTexts)
    for kind in texts.by_kind:
        message = Message(
            kind, Channel.EMAIL, "anna@example.org", "en", {**VALUES, "reason": "", "outcome": ""}
        )
        assert "\n\n\n" not in texts.written(message).body, kind


def test_no_message_is_left_in_english(pack: ContentPack) -> None:
    english = written(pack, "en").splitlines()
    for language in (one.code for one in pack.of(Council).languages if one.code != "en"):
        same = set(english) & set(written(pack, language).splitlines())
        left = {line for line in same if " " in line and not line.startswith(("==", "[", "Orchard"))}
        assert not left, language
