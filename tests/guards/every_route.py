"""Every route of both faces, with an example address of each; guards ask them all."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask

from portal.infra.access import access_of

# One good value for each name that stands in a rule; a rule with another name fails until it has one here.
EXAMPLES: Mapping[str, str] = {
    "number": "2",
    "digest": "0000000000",
    "name": "portal.css",
    "page_id": "child-name",
    "reference": "{reference}",
    "slug": "{slug}",
    "page_slug": "privacy",
    "version": "2025-11",
    "survey_id": "parent-survey",
    "question_id": "best_thing",
    "questionnaire_id": "referral",
    "token": "A" * 43,
    "code": "{code}",
    "layout": "short-breaks-record",
    "round_code": "parents-2026",
    "group_code": "negative",
    "key": "0" * 32,
    "merge_id": "1",
    "queued": "2",
    "shown": "1",
    "layout_code": "parents",
}
# Pages whose name stands in the rule as a list of what it may be.
_ANY = re.compile(r"<any\(([^)]*)\):\w+>")
_ARGUMENT = re.compile(r"<(?:[^:<>]+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """One rule and method of a face."""

    face: str
    method: str
    rule: str
    access: str

    @property
    def line(self) -> str:
        """Give the route as the snapshot names it."""
        return f"{self.method} {self.rule}"

    def address(self, values: Mapping[str, str]) -> str:
        """Give an address of this route; raises KeyError for an argument without an example."""
        rule = _ANY.sub(lambda match: match[1].split(",")[0].strip(" '"), self.rule)
        return _ARGUMENT.sub(lambda match: EXAMPLES[match[1]].format(**values), rule)


def routes_of(face: str, app: Flask) -> Iterator[Route]:
    """Give every route of an app, with who may open it."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Route(face, method, rule.rule, access_of(app.view_functions[rule.endpoint]))
