"""Logs without people: no query string, no address, no answer."""

import json
import logging
import re
import sys
import time
from typing import Any

from flask import Flask, Response, g, request

access_log = logging.getLogger("portal.access")
fault_log = logging.getLogger("portal.fault")
# A link that opens once has its token in its address, and a library may name an address when it fails.
_TOKEN = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")


class _Lines(logging.Formatter):
    """One JSON object on a line, so that nothing written by a visitor can look like a second entry."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line; a traceback names code only, so it may stand in the log."""
        entry = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "from": record.name,
            "message": _TOKEN.sub("…", record.getMessage()),
        }
        if record.exc_info and record.exc_info[0] is not None:
            entry["error"] = _where(record)
        return json.dumps(entry, ensure_ascii=True)


def _where(record: logging.LogRecord) -> str:
    """Name the type and place of an error without its message, which could hold what a family wrote."""
    assert record.exc_info is not None
    kind, _error, trace = record.exc_info
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/portal/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{kind.__name__ if kind else 'error'} at {' > '.join(places[-6:])}"


def start_logging(level: str) -> None:
    """Send the logs of this process to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("waitress").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def init_access_log(app: Flask) -> None:
    """Log each request and each fault by its rule, not by its address, which may hold a reference."""

    def log_fault(exc_info: Any) -> None:
        rule = request.url_rule.rule if request.url_rule else "-"
        fault_log.error("fault at %s %s", request.method, rule, exc_info=exc_info)

    # Flask's own message names the address.
    app.log_exception = log_fault  # type: ignore[method-assign]

    @app.before_request
    def start() -> None:
        g.started = time.monotonic()

    @app.after_request
    def finish(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "-"
        log_answer(request.method, rule, response.status_code, g.get("started", time.monotonic()))
        return response


def log_answer(method: str, rule: str, status: int, started: float) -> None:
    """Log one request that began at a moment of the steady clock."""
    access_log.info("%s %s %s %.0f ms", method, rule, status, (time.monotonic() - started) * 1000)
