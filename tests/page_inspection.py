"""What every page must be: each page that any test fetches is held against this list."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import ParseError

_FIELDS = {"input", "select", "textarea"}
_NEEDS_NO_LABEL = {"hidden", "submit", "button", "image", "reset"}
_LOADS = {"img": "src", "script": "src", "link": "href", "use": "href", "iframe": "src", "source": "src"}
# A script element of this type is data for search engines: no browser runs it, so no policy forbids it.
DATA_TYPE = "application/ld+json"
# A form that stores nothing carries its answers in this field and needs no token.
TOKEN_FREE_FIELD = "kept"  # The name of a field, not a secret.


def faults_of(html: str) -> list[str]:
    """Give everything that is wrong with a page, in words that name the remedy."""
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
    )
    try:
        root = parser.parse(html)
    except ParseError as error:
        line, column = parser.tokenizer.stream.position()
        return [f"not valid HTML at line {line}, column {column}: {error} ({parser.errors[-1][1]})"]
    checks = (_language, _heading, _ids, _fields, _inline_code, _forms, _links, _references, _addresses)
    return [fault for check in checks for fault in check(root)]


def text_of(element: Element) -> str:
    """Give the text of an element as a person reads it, spaces squeezed."""
    return " ".join("".join(element.itertext()).split())


def _elements(root: Element) -> Iterator[Element]:
    # Comments have a function for a tag.
    return (element for element in root.iter() if isinstance(element.tag, str))


def _language(root: Element) -> Iterator[str]:
    if not re.fullmatch(r"[a-z]{2,3}", root.get("lang") or ""):
        yield "<html> has no lang"
    if root.get("dir") not in {"ltr", "rtl"}:
        yield "<html> has no dir"


def _heading(root: Element) -> Iterator[str]:
    headings = [text_of(element) for element in root.iter("h1")]
    if len(headings) != 1:
        yield f"{len(headings)} <h1> instead of one: {headings}"
        return
    titles = [text_of(element) for element in root.iter("title")][:1]
    title = titles[0] if titles else ""
    if any("error-summary" in _classes(element) for element in _elements(root)):
        before, colon, title = title.partition(": ")
        if not colon:
            yield f"the page shows an error summary, so its title starts with “Error: ”; it is “{before}”"
            return
    if not title.startswith(headings[0]):
        yield f"the title “{title}” does not start with the <h1> “{headings[0]}”"


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def _ids(root: Element) -> Iterator[str]:
    counted = Counter(element.get("id") for element in _elements(root) if element.get("id") is not None)
    for name, times in counted.items():
        if times > 1:
            yield f"id “{name}” is used {times} times"
        if not name or re.search(r"\s", name):
            yield f"id “{name}” is empty or has a space"


def _fields(root: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in root.iter("label") if text_of(label)}
    wrapped = {id(field) for label in root.iter("label") for field in _elements(label) if text_of(label)}
    for field in _elements(root):
        if field.tag not in _FIELDS or field.get("type") in _NEEDS_NO_LABEL:
            continue
        if field.get("aria-label") or field.get("aria-labelledby") or id(field) in wrapped:
            continue
        if field.get("id") is None or field.get("id") not in labelled:
            yield f"<{field.tag} name={field.get('name')}> has no label"


def _inline_code(root: Element) -> Iterator[str]:
    for element in _elements(root):
        if element.tag == "script" and element.get("type") == DATA_TYPE:
            yield from _data(element)
        elif element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"inline <{element.tag}>: the content security policy forbids it"
        for name, value in element.attrib.items():
            if name == "style" or str(name).startswith("on"):
                yield f"<{element.tag} {name}=…>: the content security policy forbids it"
            if "javascript:" in str(value).lower():
                yield f"<{element.tag} {name}> holds javascript:"


def _data(element: Element) -> Iterator[str]:
    try:
        json.loads("".join(element.itertext()))
    except ValueError as error:
        yield f"a block of data is no JSON: {error}"


def _forms(root: Element) -> Iterator[str]:
    for form in root.iter("form"):
        names = {field.get("name") for field in form.iter("input")}
        if (form.get("method") or "get").lower() == "post" and not names & {"csrf_token", TOKEN_FREE_FIELD}:
            yield f"the form to {form.get('action') or 'this page'} has no token"
    for button in root.iter("button"):
        if not (text_of(button) or button.get("aria-label") or button.get("aria-hidden") == "true"):
            yield "a button has no text"


def _links(root: Element) -> Iterator[str]:
    for link in root.iter("a"):
        pictures = [picture.get("alt") for picture in link.iter("img")]
        if not (text_of(link) or link.get("aria-label") or any(pictures)):
            yield f"the link to {link.get('href')} has no text"
        if text_of(link).lower() in {"here", "click here", "more", "read more"}:
            yield f"the link to {link.get('href')} says only “{text_of(link)}”"
    for picture in root.iter("img"):
        if picture.get("alt") is None:
            yield f"the picture {picture.get('src')} has no alt"


def _references(root: Element) -> Iterator[str]:
    ids = {element.get("id") for element in _elements(root)}
    for element in _elements(root):
        named = [(name, part) for name in ("aria-describedby", "aria-labelledby", "aria-controls", "form", "for")
                 for part in (element.get(name) or "").split()]  # fmt: skip
        address = element.get("href") or ""
        if element.tag == "a" and address.startswith("#") and len(address) > 1:
            named.append(("href", address[1:]))
        for name, wanted in named:
            if wanted not in ids:
                yield f"<{element.tag} {name}> names “{wanted}”, which is not on the page"


def _addresses(root: Element) -> Iterator[str]:
    for element in _elements(root):
        address = element.get(_LOADS.get(str(element.tag), "")) or ""
        if re.match(r"[a-z]+:|//", address) and element.get("rel") not in {"canonical", "alternate"}:
            yield f"<{element.tag}> loads {address}: no request leaves the portal"
