"""Style sheets, pictures and scripts, each with an address that changes with its content."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, Response

from portal.infra.access import public

STATIC = Path(__file__).resolve().parent.parent / "static"
_A_YEAR = "public, max-age=31536000, immutable"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def init_assets(app: Flask, brand: Mapping[str, str]) -> None:
    """Serve the style sheet with the council's colours in it; other files are served by the static middleware."""
    sheets = sorted((STATIC / "css").glob("*.css"))
    colours = ";".join(f"--{name.replace('_', '-')}:{value}" for name, value in sorted(brand.items()))
    contents = {path.name: f":root{{{colours}}}\n{_squeezed(path.read_text())}" for path in sheets}
    digests = {
        f"/{path.relative_to(STATIC)}": _digest(path.read_bytes())
        for path in STATIC.rglob("*")
        if path.is_file() and path.suffix in {".svg", ".js", ".png", ".ico"}
    }

    @app.get("/styles/<digest>/<name>")
    @public
    def style_sheet(digest: str, name: str) -> Response:
        content = contents.get(name, "")
        if _digest(content.encode()) != digest:
            # A page of another release asks: nothing may be kept under the name of what it is not.
            return Response("", status=404, mimetype="text/css", headers={"Cache-Control": "no-store"})
        return Response(content, mimetype="text/css", headers={"Cache-Control": _A_YEAR})

    def style(name: str) -> str:
        # Not url_for: a request under a wrong host name has no addresses, and its error page wants the style too.
        return f"/styles/{_digest(contents[name].encode())}/{name}"

    def asset(name: str) -> str:
        return f"/static{name}?v={digests.get(name, '0')}"

    app.jinja_env.globals.update(style=style, asset=asset)


def _squeezed(sheet: str) -> str:
    """Leave out comments and indents: they are for us, not for a telephone in a valley."""
    lines: list[str] = []
    for part in sheet.split("/*"):
        lines.extend(part.split("*/", 1)[-1].splitlines())
    return "\n".join(line.strip() for line in lines if line.strip())
