"""What may be kept by browsers and what is compressed."""

import gzip

from flask import Flask, Response, g, request

_SMALLEST = 500


def init_caching(app: Flask, *, private: bool) -> None:
    """Let nobody keep a page with a token or a cookie; compress the others."""

    @app.after_request
    def set_caching(response: Response) -> Response:
        carries_secret = private or g.get("has_token", False) or request.method == "POST"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store" if carries_secret else "private, no-cache"
        if carries_secret or response.direct_passthrough or response.status_code != 200:
            # A compressed page with a token and echoed words gives the token away by its length (BREACH).
            return response
        if response.mimetype in {"text/html", "text/css"} and request.accept_encodings["gzip"] > 0:
            content = response.get_data()
            if len(content) >= _SMALLEST and "Content-Encoding" not in response.headers:
                response.set_data(gzip.compress(content, compresslevel=6, mtime=0))
                response.headers["Content-Encoding"] = "gzip"
            response.vary.add("Accept-Encoding")
        return response
