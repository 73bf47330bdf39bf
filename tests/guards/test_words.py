"""What families read is kind, plain and well set."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from ruamel.yaml import YAML

from portal.cli.words import collected
from portal.infra.content_files import rendered
from portal.settings import PROJECT
from tests import reading

HARDEST_GRADE, LONGEST_SENTENCE, AVERAGE_SENTENCE = 6.0, 25, 15.0

# What to say instead (docs: writing rules from disabled people's and government's own guidance).
AVOID: Mapping[str, str] = {
    r"\brespite\b": "short break",
    r"\bthe disabled\b(?! (child|young|person|people|access))": "disabled people",
    r"\bhandicap": "disabled",
    r"\bspecial needs\b": "additional needs",
    r"\bchallenging (child|behaviou?r)|\bnaughty\b": "behaviour that others can find hard to manage",
    r"\bsuffer(s|ing|er|ers)?\b|\bvictims?\b|\bafflicted\b": "has",
    r"\b(high|low)[- ]functioning\b|\bretard|\bmental age\b": "say what support a person needs",
    r"\bwheelchair[- ]bound\b|\bconfined to\b": "uses a wheelchair",
    r"\bable[- ]bodied\b|\bnormal (child|children|people)\b": "non-disabled",
    r"\bundiagnosed\b": "You do not need a diagnosis",
    r"\bservice users?\b": "families, children and young people",
    r"\bplease\b": "say it without, as the service manual does",
    r"\bclick (here|on)\b": "name what the link leads to",
    r"\be\.g\.|\bi\.e\.|\betc\b": "for example",
}
SETTING: Mapping[str, str] = {
    r"\w'\w|'\w+'|(?<=\w)'": "a curly apostrophe ’",
    r'"': "curly quotes “ ”",
    r" - |--": "an en dash – or two sentences",
    r"\b\d{1,2}[-–](?!1\b)\d{1,2}\b": "“to” in a range of numbers",
    r"\.\.\.": "…",
}  # fmt: skip


def unkind_words(text: str) -> Iterator[str]:
    """Give the words that hurt or puzzle, with what to say instead."""
    yield from _found(AVOID, text, re.IGNORECASE)


def badly_set(text: str) -> Iterator[str]:
    """Give quotes, dashes and ranges that are typed and not set."""
    yield from _found(SETTING, text, re.NOFLAG)


def hard_to_read(text: str) -> Iterator[str]:
    """Give what makes a page too hard for a reader of eleven."""
    if (found := reading.grade(text)) > HARDEST_GRADE:
        yield f"grade {found:.1f}, at most {HARDEST_GRADE}: shorter words, shorter sentences"
    if len(words := reading.longest(text)) > LONGEST_SENTENCE:
        yield f"{len(words)} words in one sentence, at most {LONGEST_SENTENCE}: {' '.join(words)}"
    average = len(reading.words(text)) / max(1, len(reading.sentences(text)))
    if average > AVERAGE_SENTENCE:
        yield f"{average:.1f} words in a sentence on average, at most {AVERAGE_SENTENCE}"


def _found(patterns: Mapping[str, str], text: str, flags: re.RegexFlag) -> Iterator[str]:
    for pattern, better in patterns.items():
        for match in re.finditer(pattern, text, flags):
            around = text[max(0, match.start() - 30) : match.end() + 30].replace("\n", " ")
            yield f"“{match[0]}” in “…{around}…”: {better}"


def _page_text(path: Path) -> str:
    """Give a page as it is read, a paragraph, heading or item on each line."""
    _front, _line, markdown = path.read_text().removeprefix("---\n").partition("\n---\n")
    soup = BeautifulSoup(rendered(markdown), "html.parser")
    return "\n".join(
        " ".join(part.get_text().split()) for part in soup.find_all(["h2", "h3", "p", "li", "td", "th"])
    )


def _pages(language: str) -> list[Path]:
    return sorted((PROJECT / "content" / "pages" / language).glob("*.md"))


def _shown() -> Iterator[tuple[str, str]]:
    """Give every text that families read in English, with where it stands; synonyms are typed, never shown."""
    for message in collected():
        for text in [message.id] if isinstance(message.id, str) else message.id or ():
            if text:
                yield str(message.locations[0][0]), text
    for path in _pages("en"):
        yield str(path), _page_text(path)
        yield (
            str(path),
            path.read_text()
            .partition("\n---\n")[0]
            .partition("description:")[2]
            .partition("\n")[0]
            .strip(' "'),
        )
    for path in sorted((PROJECT / "content" / "activities").glob("*.yaml")):
        for activity in YAML(typ="safe").load(path.read_text())["activities"]:
            yield f"{path}: {activity['slug']}", "\n".join(_strings(activity))


def _strings(node: object) -> Iterator[str]:
    """Give the prose in a listing: what has a space in it is no code."""
    if isinstance(node, str) and " " in node:
        yield node
    elif isinstance(node, list | dict):
        for entry in node.values() if isinstance(node, dict) else node:
            yield from _strings(entry)


def test_no_word_hurts_or_puzzles() -> None:
    assert not [f"{where}: {fault}" for where, text in _shown() for fault in unkind_words(text)]


def test_quotes_and_dashes_are_set() -> None:
    assert not [f"{where}: {fault}" for where, text in _shown() for fault in badly_set(text)]


@pytest.mark.parametrize("path", _pages("en"), ids=lambda path: path.stem)
def test_a_page_can_be_read_at_eleven(path: Path) -> None:
    assert not list(hard_to_read(_page_text(path)))


def test_every_sentence_of_the_forms_is_short() -> None:
    too_long = [
        f"{where}: {text}" for where, text in _shown() if len(reading.longest(text)) > LONGEST_SENTENCE
    ]
    assert not too_long


@pytest.mark.parametrize(
    "text",
    [
        "Respite care for you",
        "Help for the disabled",
        "Please ring",
        "click here",
        "she suffers from it",
        "wheelchair-bound",
    ],
)
def test_an_unkind_word_is_noticed(text: str) -> None:
    assert list(unkind_words(text))


@pytest.mark.parametrize(
    "text", ["your child's name", 'say "yes"', "ages 4-17", "short - and good", "wait..."]
)
def test_typed_signs_are_noticed(text: str) -> None:
    assert list(badly_set(text))


@pytest.mark.parametrize(
    "text", ["the disabled child", "Ring 01632 960001", "1-1 life skills", "SB-7K3M", "10 to 12"]
)
def test_good_words_pass(text: str) -> None:
    assert not [*unkind_words(text), *badly_set(text)]


def test_a_hard_page_is_noticed() -> None:
    hard = "The determination of eligibility necessitates a comprehensive multidisciplinary assessment. " * 3
    assert list(hard_to_read(hard))
    assert list(hard_to_read(" ".join(["run"] * (LONGEST_SENTENCE + 1)) + "."))
    assert not list(hard_to_read("We help you. You can ring us."))
