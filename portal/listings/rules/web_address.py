"""Addresses of web pages as people type them."""

import re
from urllib.parse import quote, urlsplit

_LONGEST = 500
_SCHEME = re.compile(r"(https?)\s*:[/\\]*", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+-]*:(?![0-9])", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](?::[0-9]{1,5})?")
_KEPT = "/%:=&?~#+!$,;'@()*[]"


def web_address(text: str) -> str | None:
    """Give a whole address for what was typed ("www.x.org", "http:x.org"), or None when it is none.

    Only http and https come through, so that no listing can carry a link that runs something.
    """
    typed = text.strip()
    if not typed or len(typed) > _LONGEST or re.search(r"[\s<>\"\\^`{|}\x00-\x1f]", typed):
        return None
    scheme = "https"
    if match := _SCHEME.match(typed):
        scheme, typed = match[1].lower(), typed[match.end() :]
    elif _OTHER_SCHEME.match(typed):
        return None
    try:
        parts = urlsplit(f"{scheme}://{typed.lstrip('/')}")
        host = parts.netloc.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        return None
    if not _HOST.fullmatch(host):
        return None
    rest = parts._replace(scheme="", netloc="").geturl()
    whole = f"{scheme}://{host}{quote(rest, safe=_KEPT)}"
    # A letter with an accent takes six signs in an address.
    return whole if len(whole) <= _LONGEST else None
