"""Every message as a family reads it, by every channel and in every shipped language, held against what was agreed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.infra.content_files import ContentError
from portal.infra.content_pack import ContentPack
from portal.notifications.content import MessageTexts, load
from portal.notifications.rules import STAFF, STAFF_VALUES, STANDING, VALUES, Channel, Message
from portal.offer.content import Council
from portal.settings import PROJECT
from tests import reading
from tests.integration.notifications.conftest import SAID
from tests.integration.notifications.conftest import STANDING as STANDING_SAID

SNAPSHOTS = PROJECT / "tests" / "integration" / "notifications" / "snapshots"
REMEDY = (
    "if the new words are meant: .venv/bin/python -m pytest tests/integration/notifications --write-snapshots"
)
# The longest day of the year to write, in each language that is written here.
DAYS = {"en": "Wednesday 23 September 2026", "pl": "poniedziałek, 21 września 2026"}
STAFF_SAID = {"name": "Officer One", "pages": "the staff pages"}
LONGEST_TEXT, HARDEST_GRADE, LONGEST_SENTENCE = 160, 6.0, 25


def written(texts: MessageTexts, kind: str, language: str, channel: Channel) -> tuple[str, str]:
    """Give the subject and the words of one message, with the longest day."""
    said = {**SAID, **STAFF_SAID, "day": DAYS.get(language, DAYS["en"])}
    text = texts.written(Message(kind, channel, "anna@example.org", language, said), STANDING_SAID)
    return text.subject, text.body


def everything(pack: ContentPack, language: str) -> str:
    """Give all messages of a language, one after the other; a text message has no subject.

    Staff read English, so what goes to them stands there in English only.
    """
    texts, parts = pack.of(MessageTexts), []
    for kind in sorted(texts.by_kind) if language == "en" else to_families(pack):
        subject, body = written(texts, kind, language, Channel.EMAIL)
        parts.append(f"== {kind}: email\n{subject}\n\n{body}\n")
        if texts.by_kind[kind].text:
            _subject, short = written(texts, kind, language, Channel.SMS)
            parts.append(f"== {kind}: sms\n{short}\n")
    return "\n".join(parts)


def to_families(pack: ContentPack) -> Iterator[str]:
    """Give the kinds that go to families."""
    yield from (kind for kind in sorted(pack.of(MessageTexts).by_kind) if not kind.startswith(STAFF))


def languages(pack: ContentPack) -> list[str]:
    """Give the codes of the languages that are shipped."""
    return [one.code for one in pack.of(Council).languages]


def test_messages_are_those_that_were_agreed(pack: ContentPack, request: pytest.FixtureRequest) -> None:
    for language in languages(pack):
        path = SNAPSHOTS / f"{language}.txt"
        now = everything(pack, language)
        if request.config.getoption("--write-snapshots"):
            path.write_text(now)
        assert now == path.read_text(), REMEDY


def test_no_message_is_left_in_english(pack: ContentPack) -> None:
    texts = pack.of(MessageTexts)
    for language in languages(pack):
        if language == "en":
            continue
        for kind in to_families(pack):
            for channel in (Channel.EMAIL, Channel.SMS):
                english = {line for part in written(texts, kind, "en", channel) for line in part.splitlines()}
                other = {
                    line for part in written(texts, kind, language, channel) for line in part.splitlines()
                }
                left = {line for line in english & other if " " in line} - set(STANDING_SAID.values())
                assert not left, f"{language} {kind}"


def test_a_text_message_is_one_message(pack: ContentPack) -> None:
    texts = pack.of(MessageTexts)
    for kind in to_families(pack):
        assert texts.by_kind[kind].text, f"{kind} has no words for a text message"
        for language in languages(pack):
            _subject, body = written(texts, kind, language, Channel.SMS)
            assert len(body) <= LONGEST_TEXT, f"{language} {kind}: {len(body)} characters"


def test_english_texts_need_no_second_part(pack: ContentPack) -> None:
    """A letter outside the telephone's own alphabet halves a text message; our English needs none."""
    for kind in to_families(pack):
        _subject, body = written(pack.of(MessageTexts), kind, "en", Channel.SMS)
        assert body.isascii(), kind


def test_a_reader_of_eleven_understands_every_message(pack: ContentPack) -> None:
    for kind in to_families(pack):
        text = pack.of(MessageTexts).by_kind[kind]
        for words in (f"{text.subject}\n{text.body}", text.text):
            plain = re.sub(r"%\(\w+\)s", "", words)
            assert reading.grade(plain) <= HARDEST_GRADE, f"{kind}: grade {reading.grade(plain):.1f}"
            assert len(reading.longest(plain)) <= LONGEST_SENTENCE, kind


def test_every_message_says_where_to_read_or_ring(pack: ContentPack) -> None:
    texts = pack.of(MessageTexts)
    for kind in to_families(pack):
        for words in (texts.by_kind[kind].body, texts.by_kind[kind].text):
            assert re.search(r"%\((address|link|phone)\)s", words), kind


def test_no_message_tells_what_was_decided(pack: ContentPack) -> None:
    told = (PROJECT / "content" / "triage.yaml").read_text()
    sentences = re.findall(r'text: "([^"]+)"', told)
    assert len(sentences) > 10
    for language in languages(pack):
        everything_said = everything(pack, language)
        assert not [words for words in sentences if words in everything_said]


def test_what_a_message_may_say_is_a_closed_list_without_a_person(pack: ContentPack) -> None:
    assert sorted(VALUES) == ["address", "council", "day", "link", "phone", "reference"]
    assert sorted(STAFF_VALUES - VALUES) == ["name", "pages"]
    for kind, text in pack.of(MessageTexts).by_kind.items():
        held = set(re.findall(r"%\((\w+)\)s", text.subject + text.body + text.text))
        assert held <= (STAFF_VALUES if kind.startswith(STAFF) else VALUES), kind


@pytest.mark.parametrize("words", ["%(child)s", "%(name)s", "%(outcome)s", "100 % sure", "%(day)d", "%s"])
@pytest.mark.parametrize("part", ["subject", "body", "text"])
def test_a_text_with_another_value_does_not_start(part: str, words: str, tmp_path: Path) -> None:
    parts = {"subject": "News", "body": "News", "text": "News", part: f"News of {words}"}
    lines = "".join(f'    {name}: "{text}"\n' for name, text in parts.items())
    (tmp_path / "messages.yaml").write_text(f"messages:\n  - kind: referral_decided\n{lines}")
    with pytest.raises(ContentError, match="referral_decided has"):
        load(tmp_path, frozenset())


def test_a_line_whose_value_is_not_known_is_left_out_without_a_hole(pack: ContentPack) -> None:
    texts = pack.of(MessageTexts)
    for absent in (*({one} for one in STANDING), set(STANDING)):
        standing = {name: value for name, value in STANDING_SAID.items() if name not in absent}
        for kind in to_families(pack):
            message = Message(kind, Channel.EMAIL, "anna@example.org", "en", SAID)
            body = texts.written(message, standing).body
            assert body, kind
            assert "\n\n\n" not in body, kind
            assert not [value for name, value in STANDING_SAID.items() if name in absent and value in body]


def test_a_message_without_what_it_is_about_is_not_written(pack: ContentPack) -> None:
    said = {name: value for name, value in SAID.items() if name != "link"}
    with pytest.raises(KeyError):
        pack.of(MessageTexts).written(Message("link_status", Channel.SMS, "", "en", said), STANDING_SAID)
