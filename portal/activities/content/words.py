"""Words that find each other in a search."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.taxonomy.content import Taxonomy


class Answer(ContentModel):
    """A page of the offer that answers a question better than any activity."""

    words: tuple[str, ...] = Field(min_length=1)
    label: str
    text: str
    address: str = Field(pattern=r"^/[a-z0-9/-]*$")


class Synonyms(ContentModel):
    """Words that find each other both ways, known misspellings, words of other languages."""

    groups: tuple[tuple[str, ...], ...] = ()
    misspellings: Mapping[str, str] = Field(default_factory=dict)
    languages: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    # Words that say little beside others, such as "things" and "near".
    small_words: tuple[str, ...] = ()


def load_synonyms(pack: Path, taxonomy: Taxonomy) -> Synonyms:
    """Load synonyms.yaml; raises ContentError for a foreign word that means no kind of activity."""
    path = pack / "synonyms.yaml"
    synonyms = load_yaml(path, Synonyms)
    for language, words in synonyms.languages.items():
        for word, code in words.items():
            if code not in taxonomy.labels["activity_types"]:
                raise ContentError(path, None, f"{language}, {word}: there is no activity type {code}")
    return synonyms
