"""A server on this machine that answers as GOV.UK Notify does, and fails when it is told to."""

import json
import re
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

SERVICE, SECRET = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))
EMAIL_TEMPLATE, SMS_TEMPLATE = str(uuid.UUID(int=3)), str(uuid.UUID(int=4))
KEY = f"imitation-{SERVICE}-{SECRET}"
# What goes wrong with a request: a status instead of an answer, or an answer that is lost on its way.
LOSE = -1
PAGE = 250
Fault = Callable[[], int]


def no_fault() -> int:
    """Let everything succeed."""
    return 0


def seldom(chance: Random, refuses: float, loses: float) -> Fault:
    """Refuse some requests and lose the answers to some, by chance."""

    def fault() -> int:
        drawn = chance.random()
        if drawn < refuses:
            return chance.choice((500, 503, 429))
        return LOSE if drawn < refuses + loses else 0

    return fault


@dataclass
class Notify:
    """What the imitation holds: every message that it took, in order, and how it fails."""

    fault: Fault = no_fault
    seconds: float = 0.0
    taken: list[dict[str, Any]] = field(default_factory=list)
    requests: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    on_request: Callable[[], None] = lambda: None

    def counts(self) -> Mapping[str, int]:
        """Give how often each reference was taken."""
        return Counter(str(one["reference"]) for one in self.taken)

    def serve(self, port: int = 0) -> ThreadingHTTPServer:
        """Give a server that is bound to a port of this machine and not yet running."""
        return _Server(("127.0.0.1", port), type("Handler", (_Handler,), {"notify": self}))


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_arguments: object) -> None:
        """Say nothing of a client that was killed."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave at once, or each answer waits 40 ms for the client's acknowledgement.
    disable_nagle_algorithm = True
    notify: Notify

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._answer(lambda: self._taken(json.loads(body)))

    def do_GET(self) -> None:
        if self.path == "/counts":
            # The bench's own question, which never fails.
            self._send(200, dict(self.notify.counts()))
            return
        self._answer(self._found)

    def _answer(self, act: Callable[[], tuple[int, dict[str, Any]]]) -> None:
        notify = self.notify
        with notify.lock:
            notify.requests += 1
            fault = notify.fault()
        notify.on_request()
        time.sleep(notify.seconds)
        if fault > 0:
            self._send(
                fault, _error(fault, "TooManyRequestsError" if fault == 429 else "InternalError", "Try later")
            )
            return
        with notify.lock:
            status, answer = act() if self._is_signed() else (403, _error(403, "AuthError", "Invalid token"))
        if fault == LOSE:
            self.close_connection = True
            return
        self._send(status, answer)

    def _is_signed(self) -> bool:
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        try:
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], leeway=30)
        except jwt.InvalidTokenError:
            return False
        return bool(claims.get("iss") == SERVICE)

    def _taken(self, asked: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        """Take a message, or say why not, as POST /v2/notifications/{email,sms} does."""
        kind = self.path.rpartition("/")[2]
        to = asked.get("email_address" if kind == "email" else "phone_number", "")
        words = asked.get("personalisation") or {}
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+" if kind == "email" else r"[+\d ()-]{9,}", to):
            return 400, _error(400, "ValidationError", f"{to} is not a valid address")
        if asked.get("template_id") != (EMAIL_TEMPLATE if kind == "email" else SMS_TEMPLATE):
            return 400, _error(400, "BadRequestError", "Template not found")
        if missing := {"subject", "body"} - words.keys() - ({"subject"} if kind == "sms" else set()):
            return 400, _error(
                400, "BadRequestError", f"Missing personalisation: {', '.join(sorted(missing))}"
            )
        made = {
            "id": str(uuid.uuid4()),
            "reference": asked.get("reference"),
            "type": kind,
            "status": "created",
        }
        held = {
            **made,
            "email_address": to if kind == "email" else None,
            "phone_number": None if kind == "email" else to,
            "subject": words.get("subject"),
            "body": words["body"],
        }
        self.notify.taken.append({**held, "to": to, "words": words})
        return 201, {"id": made["id"], "reference": made["reference"], "content": words}

    def _found(self) -> tuple[int, dict[str, Any]]:
        """Give the messages of a reference, or those that failed, as GET /v2/notifications does."""
        wanted = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        found = [
            one
            for one in reversed(self.notify.taken)
            if wanted.get("reference") in {None, one["reference"]}
            and (wanted.get("status") != "failed" or one["status"].endswith("-failure"))
        ]
        if "older_than" in wanted:
            ids = [one["id"] for one in found]
            found = found[ids.index(wanted["older_than"]) + 1 :]
        return 200, {"notifications": found[:PAGE], "links": {"current": self.path}}

    def _send(self, status: int, answer: Mapping[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def _error(status: int, kind: str, words: str) -> dict[str, Any]:
    return {"status_code": status, "errors": [{"error": kind, "message": words}]}
