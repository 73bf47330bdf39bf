"""The words of messages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.infra.i18n import _, speaking
from portal.notifications.rules import Message

_HOLE = re.compile(r"\n{3,}")


class MessageText(ContentModel):
    """Subject and body of a kind of message; %(name)s stands for a value."""

    kind: str
    subject: str
    body: str


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

    def written(self, message: Message) -> Written:
        """Write a message in the language of the person who gets it; raises KeyError for an unknown kind."""
        text = self.by_kind[message.kind]
        with speaking(message.language):
            body = _(text.body) % message.values
            # A value that is empty leaves a hole between two paragraphs.
            return Written(_(text.subject) % message.values, _HOLE.sub("\n\n", body))


def load(pack: Path, required: frozenset[str]) -> MessageTexts:
    """Load content/messages.yaml; raises ContentError when a kind that the portal sends has no text."""
    path = pack / "messages.yaml"
    texts = {text.kind: text for text in load_yaml(path, _File).messages}
    for kind in sorted(required - texts.keys()):
        raise ContentError(path, None, f"the message {kind} is missing; the portal sends it")
    return MessageTexts(texts)
