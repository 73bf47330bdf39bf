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
    """Words that find each other both ways, known misspellings, words of other languages.

    A word of another language means a kind of activity or a support need, by its code.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    misspellings: Mapping[str, str] = Field(default_factory=dict)
    languages: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    # Words that say little beside others, such as "things" and "near".
    small_words: tuple[str, ...] = ()


def load_synonyms(pack: Path, taxonomy: Taxonomy) -> Synonyms:
    """Load synonyms.yaml; raises ContentError for a foreign word that means nothing in the code lists."""
    path = pack / "synonyms.yaml"
    synonyms = load_yaml(path, Synonyms)
    known = meanings(taxonomy)
    for language, words in synonyms.languages.items():
        for word, code in words.items():
            if code not in known:
                reason = f"{language}, {word}: there is no activity type or support need {code}"
                raise ContentError(path, None, reason)
    return synonyms


def meanings(taxonomy: Taxonomy) -> Mapping[str, str]:
    """Give the English label for each code that a word of another language may mean."""
    return {**taxonomy.labels["support_needs"], **taxonomy.labels["activity_types"]}
