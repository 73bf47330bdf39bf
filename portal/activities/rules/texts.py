"""Texts of listings made safe to show and plain to search, whoever wrote them."""

import html
import re
import unicodedata
from itertools import dropwhile

import nh3

from portal.questionnaires.rules.typed import is_mark, one_form

LONGEST_SUMMARY = 160

_ALLOWED = {"p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "a", "h1", "h2", "h3", "h4", "h5", "h6"}
_SCHEMES = {"http", "https", "mailto", "tel"}
# Boxes without meaning: without this the words of two of them would grow together.
_BOX = re.compile(
    r"<(/?)(?:div|section|article|header|footer|main|figure|blockquote|table|tr|td|th|caption)\b[^<>]*>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"<(/?)h[1-6]>")
_DEAD_LINK = re.compile(r'<a rel="noopener nofollow">(.*?)</a>', re.DOTALL)
_EMPTY = re.compile(r"<(p|li|h3|strong|b|em|i|ul|ol)>(?:\s|\u200b|<br>)*</\1>")
_END_OF_BLOCK = re.compile(r"</(?:p|li|h[1-6]|ul|ol)>|<br>")
_TAG = re.compile(r"<[^<>]*>")
# By their names, because "<3" and "<ann@example.org>" are none.
_ANY_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|small|font|a|ul|ol|li|h[1-6]|img|script|style)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\ufeff\ud800-\udfff]")
# Letters joined into one sign, as texts copied from a PDF have them; nobody types these when they search.
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LINE_END = re.compile(r"\r\n?|[\u2028\u2029]")
# More than any council writes of one activity; what is cut off is only ever somebody's whole web page.
_LONGEST = 200_000
_MOST_LAYERS = 20
# Honest HTML is clean after two rounds; what still changes after these was made to change.
_MOST_ROUNDS = 6
# The start of a text inside a tag; see _without_lone_marks.
_AFTER_TAG = re.compile(r">([^\x00-\u02ff]+)")
# Tags nested by the ten thousand keep a parser busy for seconds; honest pages have a few hundred.
_MOST_TAGS = 5_000
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


def clean_line(text: str) -> str:
    """Give text as one line of whole letters, without anything that cannot be seen."""
    return " ".join(visible(text).split())


def plain_line(text: str) -> str:
    """Give the words of a text that may hold HTML where it should not, such as "Mums &amp; tots", as one line."""
    return clean_line(_ENTITY.sub(lambda found: html.unescape(found[0]), _ANY_TAG.sub(" ", text)))


def visible(text: str) -> str:
    """Give text without control characters and lone surrogates, which no database keeps alike."""
    return one_form(_seen(text))


def paragraphs(text: str) -> str:
    """Turn plain text into paragraphs; an empty line parts two of them."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", visible(text)))
    # A space between two marks must not leave the second one at the start, where it would join the tag.
    whole = ("".join(dropwhile(lambda sign: sign == " " or is_mark(sign), part)) for part in parts)
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in whole if part)


def safe_html(text: str) -> str:
    """Clean HTML of others down to paragraphs, lists, bold, headings of one level and links away."""
    if not _TAG.search(text):
        return paragraphs(html.unescape(text))
    if text.count("<") > _MOST_TAGS:
        return paragraphs(html.unescape(_TAG.sub(" ", text[:_LONGEST])))
    clean = _cleaned(_BOX.sub(r"<\1p>", _seen(text[:_LONGEST].replace("&nbsp;", " "))))
    for _round in range(_MOST_ROUNDS):
        before, clean = clean, _cleaned(_tidied(clean))
        if clean == before:
            return clean
    return paragraphs(plain_text(clean))


def _cleaned(text: str) -> str:
    """Leave only what is allowed; nothing may be changed after this but to be cleaned again."""
    return nh3.clean(
        text,
        tags=_ALLOWED,
        attributes={"a": {"href"}},
        attribute_filter=_only_absolute,
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow",
    )


def _tidied(clean: str) -> str:
    """Bring clean HTML into one form, without dead links and empty boxes."""
    seen = _AFTER_TAG.sub(_without_lone_marks, _seen(clean.replace("&nbsp;", " ")))
    tidy = _DEAD_LINK.sub(r"\1", _HEADING.sub(r"<\1h3>", one_form(seen)))
    for _layer in range(_MOST_LAYERS):
        tidy = _EMPTY.sub("", tidy)
    return tidy.strip()


def _without_lone_marks(start: re.Match[str]) -> str:
    """Drop marks that stand on no letter: U+0338 after a tag would join its ">" and leave the tag open."""
    return ">" + "".join(dropwhile(is_mark, start[1]))


def _seen(text: str) -> str:
    plain = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _UNSEEN.sub("", _LINE_END.sub("\n", plain.replace("\xa0", " ")))


def plain_text(clean: str) -> str:
    """Give the words of clean HTML, each paragraph on its own line."""
    lines = html.unescape(_TAG.sub("", _END_OF_BLOCK.sub("\n", clean))).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def first_sentence(text: str, longest: int = LONGEST_SUMMARY) -> str:
    """Give the first sentence of a plain text, cut at a word when it is long."""
    sentence = _SENTENCE_END.split(text.replace("\n", " "), maxsplit=1)[0].strip()
    if len(sentence) <= longest:
        return sentence
    return sentence[:longest].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"


def slug_of(name: str) -> str:
    """Give a name as a part of an address; "activity" when nothing of it can stand in one."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode("ascii")
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:80].strip("-") or "activity"


def _only_absolute(tag: str, attribute: str, value: str) -> str | None:
    """Drop links that would lead to a page of ours that does not exist, and what a letter would hold already.

    After "?" an address of a letter can name others who get it, and words that the family did not write.
    """
    if tag == "a" and attribute == "href":
        if value[:7].lower() == "mailto:":
            value = value.partition("?")[0]
        return value if re.match(r"(?:https?://|mailto:|tel:)\S", value, re.IGNORECASE) else None
    return value if attribute == "rel" else None
