"""What families read in the source language: pages, forms, messages, listings."""

import re
from collections.abc import Iterator
from itertools import groupby

from portal.quality.content.markdown_lines import Page
from portal.quality.content.pack_files import SOURCE_LANGUAGE, PackFiles
from portal.quality.content.yaml_lines import Scalar
from portal.quality.rules.texts import Audience, Document, Kind, Passage

# The keys of content files whose words families read and translators translate; the catalogues are made of them.
WORD_KEYS = frozenset(
    {"title", "label", "hint", "text", "lead", "legend", "error", "reason", "action", "body", "subject"}
    | {"plain", "summary_label", "unit", "caption", "button", "texts"}
)
_FRONT_WORDS = frozenset({"title", "description", "changes", "text"})
_NOT_FOR_READERS = re.compile(r"(geo/|writing\.yaml$|places\.yaml$|local-offer\.yaml$)")
# Themes are named as families and the report named them; nobody words them anew.
_OTHERS_WORDS = frozenset({"code-book.yaml"})
# Files whose entries are read one by one, and the key of their list.
_ONE_BY_ONE = re.compile(r"(activities/|messages\.yaml$|triage\.yaml$|synonyms\.yaml$|providers\.yaml$)")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_A_SENTENCE = 8


def documents(pack: PackFiles) -> Iterator[Document]:
    """Give every text of the source language."""
    explained = glossary_words(pack)
    for page in pack.pages:
        if page.language.split("-")[0] == SOURCE_LANGUAGE:
            yield _page(page, explained)
    for file, scalars in pack.yaml.items():
        if not _NOT_FOR_READERS.search(file) and file not in _OTHERS_WORDS:
            own = explained if file == "glossary.yaml" else frozenset[str]()
            yield from _yaml_documents(file, scalars, own)


def words_to_translate(pack: PackFiles) -> Iterator[tuple[str, Scalar]]:
    """Give every text that stands in the catalogues, with its file."""
    for file, scalars in pack.yaml.items():
        if not _NOT_FOR_READERS.search(file) and not file.startswith(("activities/", "providers.yaml")):
            for scalar in scalars:
                if _is_word(scalar) and scalar.value.strip() and not _other_language(scalar):
                    yield file, scalar


def glossary_words(pack: PackFiles) -> frozenset[str]:
    """Give each word that the glossary explains beneath the page on which it stands."""
    forms = {
        word
        for scalar in pack.yaml.get("glossary.yaml", ())
        if SOURCE_LANGUAGE in scalar.path and scalar.key in {"term", "forms"}
        for word in re.findall(r"\w+", scalar.value)
    }
    return frozenset(forms)


def _page(page: Page, explained: frozenset[str]) -> Document:
    front = [scalar for scalar in page.front if scalar.key in _FRONT_WORDS]
    passages = [passage for scalar in front for passage in _passages(scalar, Kind.HEADING)]
    return Document(
        file=page.file,
        audience=Audience.EASY_READ if page.is_easy_read else Audience.FAMILIES,
        passages=(*passages, *page.passages),
        explained=explained,
        is_page=True,
    )


def _yaml_documents(file: str, scalars: tuple[Scalar, ...], explained: frozenset[str]) -> Iterator[Document]:
    is_listing = file.startswith(("activities/", "providers.yaml"))
    audience = Audience.LISTING if is_listing else Audience.FAMILIES
    shown = _prose(scalars) if is_listing else (scalar for scalar in scalars if _is_shown(file, scalar))
    depth = 2 if _ONE_BY_ONE.search(file) else 0
    for _entry, found in groupby(shown, key=lambda scalar: scalar.path[:depth]):
        passages = tuple(passage for scalar in found for passage in _passages(scalar, None))
        yield Document(file, audience, passages, explained)


def _is_shown(file: str, scalar: Scalar) -> bool:
    if file == "glossary.yaml":
        return SOURCE_LANGUAGE in scalar.path and scalar.key in {"term", "meaning"}
    return _is_word(scalar) and not _other_language(scalar)


def _is_word(scalar: Scalar) -> bool:
    """Tell whether families read a value: by its own key, or by that of its list when this is `texts`."""
    last = scalar.path[-1] if scalar.path else ""
    return last in WORD_KEYS if isinstance(last, str) else scalar.key == "texts"


def _other_language(scalar: Scalar) -> bool:
    """Tell whether a value stands under the code of a language: its words are not in the catalogues."""
    return any(isinstance(step, str) and len(step) == 2 for step in scalar.path[:-1])


def _prose(scalars: tuple[Scalar, ...]) -> Iterator[Scalar]:
    """Give the words of a listing: what has a space in it is no code."""
    hidden = {"phone", "email", "website", "postcode", "street"}
    return (scalar for scalar in scalars if " " in scalar.value and scalar.key not in hidden)


def _passages(scalar: Scalar, kind: Kind | None) -> Iterator[Passage]:
    """Give the paragraphs of a value; a placeholder is read as one word."""
    start = 0
    for end in [*_PARAGRAPHS.finditer(scalar.value), None]:
        until = end.start() if end else len(scalar.value)
        text = scalar.value[start:until].replace("\n", " ")
        if text.strip():
            # The same number of signs, so that each still stands on its line.
            text = _PLACEHOLDER.sub(lambda hole: "1" * len(hole[0]), text)
            lines = tuple((max(0, at - start), line) for at, line in scalar.lines if at < until)
            yield Passage(text, lines, kind or _kind(text))
        start = end.end() if end else until


def _kind(text: str) -> Kind:
    is_sentence = text.rstrip().endswith((".", "!", "?", "”")) or len(text.split()) >= _A_SENTENCE
    return Kind.RUNNING if is_sentence else Kind.LABEL
