"""A log line names code and never words."""

import json
import logging
import sys

from portal.infra.logs import _Lines
from portal.links.rules import new_token


def _line(message: str, *args: object, **kwargs: object) -> dict[str, str]:
    record = logging.LogRecord(
        "portal", logging.ERROR, "x.py", 1, message, args, **{"exc_info": None, **kwargs}
    )  # type: ignore[arg-type]
    text = _Lines().format(record)
    assert "\n" not in text
    parsed: dict[str, str] = json.loads(text)
    return parsed


def test_a_line_break_cannot_make_a_second_entry() -> None:
    assert _line("one\r\ntwo %s", "three\nfour")["message"] == "one\r\ntwo three\nfour"


def test_an_error_is_told_by_its_type_and_place() -> None:
    try:
        raise ValueError("Zofia Przykładowska")
    except ValueError:
        line = _line("it failed", exc_info=sys.exc_info())
    assert line["error"].startswith("ValueError at ")
    assert "Zofia" not in json.dumps(line)


def test_the_token_of_a_link_stands_in_no_line() -> None:
    token = new_token()
    line = _line("Exception while serving %s", f"/come-back/open/{token}?lang=pl")
    assert token not in json.dumps(line)
    assert line["message"] == "Exception while serving /come-back/open/…?lang=pl"
