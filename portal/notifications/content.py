"""The words of messages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.infra.i18n import SOURCE_LANGUAGE, _, speaking
from portal.notifications.rules import STANDING, Channel, Message, values_of

_HOLE = re.compile(r"\n{3,}")
_VALUE = re.compile(r"%(?:\((\w+)\)s)?")


class MessageText(ContentModel):
    """Subject and body of a kind of message; %(name)s stands for a value.

    `name` is what staff call it; `text` goes by text message, without a subject; `minutes` is how long it is of use.
    """

    kind: str
    name: str = ""
    subject: str
    body: str
    text: str = ""
    minutes: int | None = Field(default=None, ge=1)

    @property
    def called(self) -> str:
        """Give what staff call it."""
        return self.name or self.kind.replace("_", " ").capitalize()


class _File(ContentModel):
    messages: tuple[MessageText, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A message in words."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class MessageTexts:
    """All kinds of messages of the content pack."""

    by_kind: Mapping[str, MessageText]

    def written(self, message: Message, standing: Mapping[str, str] | None = None) -> Written:
        """Write a message in the language of the person who gets it, short for a text message.

        `standing` is what the installation says in every message. Raises KeyError for an unknown kind, or when
        what the message is about is missing.
        """
        text = self.by_kind[message.kind]
        body = text.text if message.channel is Channel.SMS and text.text else text.body
        given = {**(standing or {}), **message.values}
        with speaking(message.language):
            return Written(_filled(_(text.subject), given), _filled(_(body), given))

    def spoken(self, message: Message) -> Written:
        """Write a message in the language of staff, the long way and without the link that only the family may open."""
        shown = {**message.values, "link": "…"}
        return self.written(Message(message.kind, Channel.LETTER, "", SOURCE_LANGUAGE, shown))

    def is_of_use(self, kind: str, queued_at: datetime, now: datetime) -> bool:
        """Tell whether a message can still be used; a link that is dead on arrival only puzzles."""
        text = self.by_kind.get(kind)
        return text is None or text.minutes is None or now < queued_at + timedelta(minutes=text.minutes)


def _filled(words: str, given: Mapping[str, str]) -> str:
    """Put the values in; a line whose value the installation does not have is left out, with its hole."""
    absent = {name for name in STANDING if not given.get(name)}
    lines = [line for line in words.splitlines() if not absent & set(_VALUE.findall(line))]
    return _HOLE.sub("\n\n", "\n".join(lines) % given).strip()


def load(pack: Path, required: frozenset[str]) -> MessageTexts:
    """Load content/messages.yaml; raises ContentError for a kind without a text, or a text with another value."""
    path = pack / "messages.yaml"
    texts = {text.kind: text for text in load_yaml(path, _File).messages}
    for kind in sorted(required - texts.keys()):
        raise ContentError(path, None, f"the message {kind} is missing; the portal sends it")
    for text in texts.values():
        for value in _foreign_values(text):
            allowed = ", ".join(sorted(values_of(text.kind)))
            raise ContentError(path, None, f"the message {text.kind} has {value}; it may say only {allowed}")
    return MessageTexts(texts)


def _foreign_values(text: MessageText) -> Iterator[str]:
    """Give the values of a text that no message may hold, and a per cent sign that stands for none."""
    for words in (text.subject, text.body, text.text):
        for found in _VALUE.finditer(words.replace("%%", "")):
            if found[1] not in values_of(text.kind):
                yield f"“{found[0]}”"
