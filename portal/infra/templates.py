"""Templates that are translated once for a language, when they are compiled, and not word by word on each page."""

import re
from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import BaseLoader, Template
from markupsafe import escape

from portal.infra.i18n import _, current_language, speaking

# A message without values, alone in its braces: {{ _("Find things to do") }}.
_MESSAGE = re.compile(r"""\{\{ _\((?:"([^"\\]+)"|'([^'\\]+)')\) \}\}""")
_BETWEEN = ":"


class TranslatedEnvironment(Environment):
    """Compiles each template once for each language in which it is asked for."""

    def __init__(self, app: Flask, **options: Any) -> None:
        """Put the translation between the files and the compiler."""
        options["loader"] = _TranslatingLoader(app.create_global_jinja_loader())
        # By language and name. Jinja's own cache asks a lock and the loader each time.
        self._compiled: dict[tuple[str, str], Template] = {}
        super().__init__(app, **options)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # Jinja's own name for it.
    ) -> Template:
        """Give a template in the current language; what it extends and includes is in that language too."""
        if not isinstance(name, str):
            return super().get_template(name, parent, globals)
        key = (current_language(), name)
        template = self._compiled.get(key) if globals is None else None
        if template is None:
            template = super().get_template(f"{key[0]}{_BETWEEN}{name}", parent, globals)
            if globals is None and not self.auto_reload:
                self._compiled[key] = template
        return template


class _TranslatingLoader(BaseLoader):
    """Reads a template with its messages already in the language that stands before its name."""

    def __init__(self, files: BaseLoader) -> None:
        self._files = files

    def get_source(
        self, environment: Any, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        language, _between, name = template.partition(_BETWEEN)
        source, path, is_fresh = self._files.get_source(environment, name)
        return translated(source, language), path, is_fresh

    def list_templates(self) -> list[str]:
        return self._files.list_templates()


def translated(source: str, language: str) -> str:
    """Give the source of a template with its plain messages in a language; those with values stay as they are."""

    def in_language(match: re.Match[str]) -> str:
        text = escape(_(match[1] or match[2]))
        return match[0] if "{" in text or "\n" in text else str(text)

    with speaking(language):
        return _MESSAGE.sub(in_language, source)
