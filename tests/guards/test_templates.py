"""Templates show; they do not think."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from portal.settings import PROJECT

TEMPLATES = PROJECT / "portal" / "templates"
DEEPEST = 4
MOST_TERMS = 3
# For each thousand lines of pages; a component may hold what its callers need not repeat.
MOST_ASSIGNMENTS = 10
# A script without an address is code, unless it is a block of data for search engines.
_INLINE = re.compile(
    r"""style=|javascript:|\son[a-z]+=|<script(?![^>]*\ssrc=)(?!\stype="application/ld\+json">)"""
)
_SUMS = (nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)


def _parsed(source: str) -> nodes.Template:
    return Environment(extensions=["jinja2.ext.do"], autoescape=True).parse(source)


def logic_in(source: str) -> Iterator[str]:
    """Give the places where a template computes or nests deeper than a reader follows."""
    tree = _parsed(source)
    for sum_node in tree.find_all(_SUMS):
        if not (isinstance(sum_node, nodes.Mod) and isinstance(sum_node.left, nodes.Const)):
            yield f"line {sum_node.lineno}: it computes; let the page value hold the result"
    for condition in (*tree.find_all(nodes.If), *tree.find_all(nodes.CondExpr)):
        terms = len(list(condition.test.find_all((nodes.And, nodes.Or)))) + 1
        terms += isinstance(condition.test, nodes.And | nodes.Or)
        if terms > MOST_TERMS:
            yield f"line {condition.lineno}: a condition of {terms} terms; let the page value decide it"
    yield from _too_deep(tree, 0)


def _too_deep(node: nodes.Node, depth: int) -> Iterator[str]:
    for child in node.iter_child_nodes():
        below = depth + isinstance(child, nodes.If | nodes.For)
        if below > DEEPEST:
            yield f"line {child.lineno}: {below} levels of if and for, at most {DEEPEST}"
        else:
            yield from _too_deep(child, below)


def assignments_in(source: str) -> int:
    """Count the values that a template works out for itself."""
    return len(list(_parsed(source).find_all((nodes.Assign, nodes.AssignBlock, nodes.ExprStmt))))


def names_in(source: str) -> set[str]:
    """Give the templates that this one extends, includes or imports from."""
    kinds = (nodes.Extends, nodes.Include, nodes.FromImport, nodes.Import)
    found = (node.template for node in _parsed(source).find_all(kinds))
    return {str(name.value) for name in found if isinstance(name, nodes.Const)}


def unused_imports(source: str) -> set[str]:
    """Give the components that a template imports and never calls."""
    tree = _parsed(source)
    imported = {
        name if isinstance(name, str) else name[1]
        for node in tree.find_all(nodes.FromImport)
        for name in node.names
    }
    return imported - {node.name for node in tree.find_all(nodes.Name)}


def _all() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("path", _all(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_no_logic_and_no_loose_ends(path: Path) -> None:
    source = path.read_text()
    assert not list(logic_in(source))
    assert not unused_imports(source), "take these out of the import"
    assert not _INLINE.findall(source), "the content security policy forbids it"
    assert "|safe" not in source or path.parent.name in {"offer", "activities"}, (
        "only rendered content is safe"
    )


def test_pages_assign_little() -> None:
    pages = [path.read_text() for path in _all() if path.parent.name != "components"]
    lines = sum(source.count("\n") for source in pages)
    assert sum(map(assignments_in, pages)) <= max(1, MOST_ASSIGNMENTS * lines // 1000)


def test_every_template_is_used_and_exists() -> None:
    there = {str(path.relative_to(TEMPLATES)) for path in _all()}
    named = {name for path in _all() for name in names_in(path.read_text())}
    code = "\n".join(path.read_text() for path in (PROJECT / "portal").rglob("*.py"))
    assert not named - there
    unused = {name for name in there - named if f'"{name}"' not in code}
    assert not unused, "delete them"


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.total * 2 }}",
        "{% if a and b and c and d %}x{% endif %}",
        "{% if a %}" * (DEEPEST + 1) + "x" + "{% endif %}" * (DEEPEST + 1),
    ],
)
def test_logic_in_a_template_is_noticed(source: str) -> None:
    assert list(logic_in(source))


@pytest.mark.parametrize(
    "source",
    [
        '<p style="color:red">',
        "<script>run()</script>",
        '<script type="module">run()</script>',
        '<script type="application/json">{}</script>',
        '<script defer type="text/javascript">run()</script>',
        '<a href="javascript:run()">',
        '<button onclick="run()">',
    ],
)
def test_inline_code_is_noticed(source: str) -> None:
    assert _INLINE.search(source)


@pytest.mark.parametrize(
    "source",
    ['<script src="/static/js/here.js" defer></script>', '<script type="application/ld+json">{}</script>'],
)
def test_scripts_with_an_address_and_data_pass(source: str) -> None:
    assert not _INLINE.search(source)


def test_loose_ends_are_noticed() -> None:
    source = '{% from "a.html" import one, two %}{% set n = 1 %}{{ one() }}{% include "b.html" %}'
    assert unused_imports(source) == {"two"}
    assert names_in(source) == {"a.html", "b.html"}
    assert assignments_in(source) == 1
