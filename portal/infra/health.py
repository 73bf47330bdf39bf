"""A sign of life for whoever watches the process."""

from flask import Flask, Response

from portal.infra.access import public


def init_health(app: Flask) -> None:
    """Answer /healthz without touching the database."""

    @app.get("/healthz")
    @public
    def healthz() -> Response:
        return Response("ok\n", mimetype="text/plain")
