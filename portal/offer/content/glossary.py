"""Hard words and what they mean; a page explains the first of each where it stands."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from markdown_it.token import Token
from markupsafe import Markup
from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.offer.content.council import Council

# The explanation stands at the foot of the same page: the reader does not lose the place, a screen reader reads it
# at the word, and a print has it too.
_TERM = Markup('<a class="term" id="term-{id}" href="#word-{id}" aria-describedby="word-{id}">{text}</a>')


class TermWords(ContentModel):
    """A hard word in one language, the other forms that it has in a text, and what it means."""

    term: str
    forms: tuple[str, ...] = ()
    meaning: str


class Term(ContentModel):
    """A hard word in every language; `page` is where there is more to read."""

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    page: str | None = None
    words: Mapping[str, TermWords]


class Meaning(ContentModel):
    """A hard word as a reader of one language sees it."""

    id: str
    term: str
    text: str
    page: str | None


class Glossary(ContentModel):
    """All hard words."""

    terms: tuple[Term, ...]

    def meanings(self, language: str) -> tuple[Meaning, ...]:
        """Give every hard word in a language, by the alphabet."""
        found = (self._meaning(term, language) for term in self.terms)
        return tuple(sorted(found, key=lambda meaning: meaning.term.casefold()))

    def explainer(self, language: str, page: str) -> "Explainer":
        """Give what explains the hard words of one page; a page does not explain what it is about."""
        return Explainer(self, language, page)

    @cached_property
    def by_id(self) -> Mapping[str, Term]:
        """Give the terms by their ids."""
        return {term.id: term for term in self.terms}

    @staticmethod
    def _meaning(term: Term, language: str) -> Meaning:
        words = term.words.get(language) or term.words["en"]
        return Meaning(id=term.id, term=words.term, text=words.meaning, page=term.page)


class Explainer:
    """Marks the first use of each hard word of a page and remembers which there were."""

    def __init__(self, glossary: Glossary, language: str, page: str) -> None:
        """Look for the forms of the language; a language without words explains nothing."""
        self._glossary, self._language = glossary, language
        self._found: dict[str, None] = {}
        self._patterns = {
            term.id: _pattern(term.words[language])
            for term in glossary.terms
            if language in term.words and term.page != page
        }

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """Give what was explained, in the order of the page."""
        terms = (self._glossary.by_id[name] for name in self._found)
        return tuple(Glossary._meaning(term, self._language) for term in terms)

    def __call__(self, tokens: list[Token]) -> None:
        """Mark the words in running text, not in headings, links or code."""
        for before, token in zip([None, *tokens], tokens, strict=False):
            is_heading = before is not None and before.type in {"heading_open", "th_open"}
            if token.type == "inline" and not is_heading:
                token.children = list(self._marked(token.children or []))

    def _marked(self, children: list[Token]) -> Iterator[Token]:
        in_link = 0
        for child in children:
            in_link += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            if child.type == "text" and not in_link:
                yield from self._split(child.content)
            else:
                yield child

    def _split(self, text: str) -> Iterator[Token]:
        """Give a text with the first use of each word as a link; the earliest and longest word goes first."""
        hits = [
            (match.start(), -len(match[0]), name, match)
            for name, pattern in self._patterns.items()
            if name not in self._found and (match := pattern.search(text))
        ]
        if not hits:
            yield Token("text", "", 0, content=text)
            return
        _start, _length, name, match = min(hits)
        self._found[name] = None
        yield Token("text", "", 0, content=text[: match.start()])
        yield Token("html_inline", "", 0, content=str(_TERM.format(id=name, text=match[0])))
        yield from self._split(text[match.end() :])


def _pattern(words: TermWords) -> re.Pattern[str]:
    forms = sorted({words.term, *words.forms}, key=len, reverse=True)
    # A word may begin a sentence; any other capital is part of it: HAF is not "haf".
    either = (f"(?i:{re.escape(form[0])}){re.escape(form[1:])}" for form in forms)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(either)})(?![\w-])")


def load(pack: Path, council: Council) -> Glossary:
    """Load content/glossary.yaml; raises ContentError for a word that a shipped language does not have."""
    path = pack / "glossary.yaml"
    glossary = load_yaml(path, Glossary)
    ids = [term.id for term in glossary.terms]
    for term in glossary.terms:
        if ids.count(term.id) > 1:
            raise ContentError(path, None, f"terms: {term.id} stands there more than once")
        for language in council.languages:
            if language.code not in term.words:
                raise ContentError(path, None, f"terms: {term.id} has no words in {language.code}")
    return glossary
