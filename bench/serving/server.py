"""One server process: the portal, or a bare Flask "hello", both behind the portal's own server settings.

A request with the head `X-With-Token` gets a page with a session and a token, as pages with a form have them: no
page of the search carries a token itself.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection

from flask import Flask, Response, request

from portal.app import create_public_app
from portal.cli import serving
from portal.infra.access import public
from portal.settings import PROJECT, Face, Settings

WITH_TOKEN = "X-With-Token: 1\r\n"
_SECONDS_TO_START = 60


def hello_app() -> Flask:
    """Make the smallest app that there is."""
    app = Flask("hello")

    @app.get("/")
    @public
    def hello() -> str:
        return "hello"

    return app


def portal_app(settings: Settings) -> Flask:
    """Make the families' app, which puts a token into a page on request."""
    app = create_public_app(settings)
    make_token = app.jinja_env.globals["csrf_token"]

    @app.after_request
    def add_token(response: Response) -> Response:
        if "X-With-Token" in request.headers:
            field = f'<input type="hidden" name="csrf_token" value="{make_token()}">'  # type: ignore[operator]
            response.set_data(response.get_data().replace(b"</form>", field.encode() + b"</form>", 1))
        return response

    return app


@contextmanager
def server(which: str, port: int, environment: Mapping[str, str]) -> Iterator[int]:
    """Run a server process; gives its port."""
    own = {**os.environ, **environment, "PORTAL_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "-m", "bench.serving.server", which]
    process = subprocess.Popen(command, env=own, cwd=PROJECT)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _try in range(_SECONDS_TO_START * 10):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
        else:
            connection.close()
            return
    raise SystemExit("the server did not start")


def _main(which: str) -> None:
    settings = Settings.from_environment(Face.PUBLIC)
    app = hello_app() if which == "hello" else portal_app(settings)
    serving.listen(app, settings)  # The same settings for both are the point.


if __name__ == "__main__":
    _main(sys.argv[1])
