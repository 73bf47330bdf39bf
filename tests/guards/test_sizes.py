"""Nothing grows past what one head can hold."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.settings import PROJECT

LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEST, LONGEST_TEMPLATE, LONGEST_CONFTEST = 300, 40, 60, 150, 200


def long_functions(source: str, most: int) -> Iterator[str]:
    """Give the functions with more lines than allowed, docstring and signature counted."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > most:
                yield f"{node.name} (line {node.lineno}) has {lines} lines, at most {most}: give a part of it a name"


def _code(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (PROJECT / folder).rglob("*.py"))


@pytest.mark.parametrize(
    "path", _code("portal", "tests", "bench"), ids=lambda path: str(path.relative_to(PROJECT))
)
def test_a_module_is_short_and_so_are_its_functions(path: Path) -> None:
    source = path.read_text()
    most = LONGEST_CONFTEST if path.name == "conftest.py" else LONGEST_MODULE
    assert source.count("\n") <= most, (
        f"{source.count(chr(10))} lines: make it a folder of files named after things"
    )
    in_portal = path.is_relative_to(PROJECT / "portal")
    assert not list(long_functions(source, LONGEST_FUNCTION if in_portal else LONGEST_TEST))


def test_no_template_is_long() -> None:
    templates = (PROJECT / "portal" / "templates").rglob("*.html")
    too_long = {
        path.name: lines for path in templates if (lines := path.read_text().count("\n")) > LONGEST_TEMPLATE
    }
    assert not too_long, "part them into files that are included"


def test_a_long_function_is_noticed() -> None:
    lines = "\n".join(f"    a{number} = {number}" for number in range(LONGEST_FUNCTION))
    assert list(long_functions(f"def short():\n    pass\n\ndef long():\n{lines}\n", LONGEST_FUNCTION))
    assert not list(long_functions("def short():\n    pass\n", LONGEST_FUNCTION))
