"""The two apps, families' and staff's: read it as a table of contents."""

from flask import Blueprint, Flask

import portal.accounts.views.staff as accounts_staff
import portal.quality.views.staff as quality_staff
from portal.audit.services import CHAIN_KEY
from portal.faces import PUBLIC, STAFF, WRITE_NOTHING
from portal.infra.access import init_access
from portal.infra.assets import init_assets
from portal.infra.caching import init_caching
from portal.infra.canonical import init_canonical
from portal.infra.content_pack import ContentPack, PackFolder, init_content
from portal.infra.db import Database
from portal.infra.errors import init_errors
from portal.infra.flask_config import init_flask, init_middleware
from portal.infra.forgery import init_forgery
from portal.infra.health import init_health
from portal.infra.i18n import init_i18n
from portal.infra.keys import Keys, load_keys
from portal.infra.limits import init_limits
from portal.infra.logs import init_access_log
from portal.infra.templates import TranslatedEnvironment
from portal.notifications.services import SEALER
from portal.offer.content import Council
from portal.offer.layout import init_layout
from portal.pack import load_pack
from portal.quality.queries.addresses import Addresses
from portal.settings import Face, Settings


def create_public_app(settings: Settings, pack: ContentPack | None = None) -> Flask:
    """Make the app for families, young people and professionals; it holds no private key."""
    return _create(settings, pack, PUBLIC)


def create_staff_app(settings: Settings, pack: ContentPack | None = None) -> Flask:
    """Make the app for triage officers, commissioners and editors."""
    return _create(settings, pack, STAFF)


def open_database(settings: Settings, keys: Keys) -> Database:
    """Open the database; every session carries the audit key and the sealer."""
    travelling = {CHAIN_KEY: keys.audit_key, SEALER: keys.seal_for_worker}
    # The worker leaves three quarters of a busy database to families who are sending, and catches up after them.
    return Database(settings.database_url, travelling, patience=3.0 if settings.face is Face.WORKER else 0.0)


def _create(
    settings: Settings,
    pack: ContentPack | None,
    blueprints: tuple[Blueprint, ...],
) -> Flask:
    app = Flask("portal", static_folder=None)
    app.jinja_environment = TranslatedEnvironment  # type: ignore[assignment]  # Typed as one class only.
    keys = load_keys(settings.keys, settings.face)
    content = pack or load_pack(settings.content)
    council = content.of(Council)
    init_flask(app, settings, keys)
    app.extensions["portal.database"] = open_database(settings, keys)
    init_content(app, content)
    is_staff = settings.face is Face.STAFF
    init_access_log(app)
    languages = council.offered_languages()
    init_i18n(app, languages[:1] if is_staff else languages, content.of(PackFolder).own_words)
    init_canonical(app)
    init_forgery(app)
    init_access(app)
    init_limits(app, keys.limits_key, WRITE_NOTHING)
    init_errors(app)
    init_caching(app, private=is_staff)
    init_assets(app, council.brand)
    init_health(app)
    init_layout(app, council)
    app.jinja_env.globals["staff_links"] = accounts_staff.links_here
    if is_staff:
        quality_staff.init_quality(app, Addresses(PUBLIC), lambda folder: load_pack(folder, samples=True))
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    init_middleware(app, settings)
    return app
