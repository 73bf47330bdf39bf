"""Whether a text is plain: its grade, its sentences, its words."""

from collections.abc import Iterator
from dataclasses import replace

from portal.core.reading import Measure, measure, words
from portal.quality.rules.findings import Check, Finding, Level, error
from portal.quality.rules.limits import WritingRules
from portal.quality.rules.texts import Audience, Document

# A grade of a handful of words says nothing; nor does the average of two sentences.
FEWEST_WORDS, FEWEST_SENTENCES = 40, 5
# One paragraph may be harder than its page, but not much: a page of easy words must not hide it.
_PARAGRAPH_WORDS, _PARAGRAPH_MORE = 12, 4
_SHOWN = 60
# A sentence of two or three words has a wild grade.
_FEW = 4


def plain_faults(document: Document, rules: WritingRules) -> Iterator[Finding]:
    """Give what makes a text too hard; what an organiser wrote is only warned of."""
    is_listing = document.audience is Audience.LISTING
    for found in (*_grades(document, rules), *_sentences(document, rules), *_avoided(document, rules)):
        yield replace(found, level=Level.WARNING) if is_listing else found


def _grades(document: Document, rules: WritingRules) -> Iterator[Finding]:
    most = _hardest_grade(document, rules)
    running = document.running()
    whole = measure((passage.text for passage in running), rules.names)
    if whole.words >= FEWEST_WORDS and whole.grade > most:
        text, line, grade = _hardest(document, rules)
        yield error(
            document.file,
            line,
            Check.READING_AGE,
            f"the text has grade {whole.grade:.1f}, at most {most:g}; "
            f"its hardest sentence has {grade:.1f}: “{_short(text)}”",
            "use shorter words and shorter sentences, this one first",
        )
    if whole.sentences >= FEWEST_SENTENCES and whole.average > rules.limits.average_sentence:
        text, line = max(_all_sentences(document), key=lambda one: len(words(one[0])))
        yield error(
            document.file,
            line,
            Check.SENTENCE,
            f"sentences have {whole.average:.1f} words on average, at most {rules.limits.average_sentence:g}",
            "make two sentences out of the long ones, this one first",
        )
    for passage in running:
        alone = measure([passage.text], rules.names)
        if alone.words >= _PARAGRAPH_WORDS and alone.grade > most + _PARAGRAPH_MORE:
            yield error(
                document.file,
                passage.line_at(0),
                Check.READING_AGE,
                f"this paragraph has grade {alone.grade:.1f}, at most {most + _PARAGRAPH_MORE:g}: "
                f"“{_short(passage.text)}”",
                "use shorter words and shorter sentences",
            )


def _sentences(document: Document, rules: WritingRules) -> Iterator[Finding]:
    is_easy = document.audience is Audience.EASY_READ
    most = rules.limits.easy_read_sentence if is_easy else rules.limits.longest_sentence
    for passage in document.passages:
        for text, line in passage.sentences():
            if (length := len(words(text))) > most:
                yield error(
                    document.file,
                    line,
                    Check.SENTENCE,
                    f"{length} words in one sentence, at most {most}: “{_short(text)}”",
                    "make two sentences, or a list",
                )


def _avoided(document: Document, rules: WritingRules) -> Iterator[Finding]:
    for passage in document.passages:
        for avoided in rules.avoided:
            for match in avoided.found(passage.text):
                around = passage.text[max(0, match.start() - 20) : match.end() + 20]
                yield Finding(
                    document.file,
                    passage.line_at(match.start()),
                    avoided.level,
                    Check.WORD,
                    f"“{match[0]}” in “…{around}…”",
                    f"say instead: {avoided.say}",
                )


def _hardest_grade(document: Document, rules: WritingRules) -> float:
    is_easy = document.audience is Audience.EASY_READ
    return rules.limits.easy_read_grade if is_easy else rules.limits.grade


def _all_sentences(document: Document) -> list[tuple[str, int]]:
    return [sentence for passage in document.running() for sentence in passage.sentences()]


def _hardest(document: Document, rules: WritingRules) -> tuple[str, int, float]:
    graded = [
        (text, line, measured)
        for text, line in _all_sentences(document)
        if (measured := measure([text], rules.names)).words >= _FEW
    ]
    text, line, measured = max(graded, key=lambda one: one[2].grade, default=("", 1, Measure(0, 0, 0)))
    return text, line, measured.grade


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN].rsplit(' ', 1)[0]}…"
