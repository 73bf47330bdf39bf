"""What every page around the words knows: the council, its languages and the signs of sample data."""

from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, g, request

from portal.infra.current import settings
from portal.infra.i18n import _
from portal.offer.content import Council
from portal.settings import Face


def in_language(code: str) -> str:
    """Give the address of this same page in another language; a page that was posted leads to its own address."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{quote(request.path)}?{urlencode([*pairs, ('lang', code)])}"


def init_layout(app: Flask, council: Council) -> None:
    """Give the templates what the layouts need."""

    @app.context_processor
    def around_the_page() -> dict[str, Any]:
        held = settings()
        is_staff = held.face is Face.STAFF
        return {
            "council": council,
            "site_name": _("%(council)s short breaks", council=council.name),
            "is_sample": council.sample and held.sample_banner,
            "error_layout": "layout/staff.html" if is_staff else "layout/public.html",
            # Only what was looked up before: an error page must not ask the database again.
            "actor": g.get("actor"),
        }

    app.jinja_env.globals["in_language"] = in_language
