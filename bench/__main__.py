"""Runs one benchmark by its name, or lists them: python -m bench [NAME] [ARGUMENTS]."""

import importlib
import sys
from pathlib import Path

_PARTS = {"__init__", "__main__", "figures"}


def names() -> list[str]:
    """Give the benchmarks that there are."""
    modules = Path(__file__).parent.glob("*.py")
    return sorted(path.stem.replace("_", "-") for path in modules if path.stem not in _PARTS)


def main() -> None:
    """Run what the command line names."""
    if len(sys.argv) < 2:
        for name in names():
            module = importlib.import_module(f"bench.{name.replace('-', '_')}")
            print(f"make bench NAME={name:<12} {(module.__doc__ or '').splitlines()[0]}")
        return
    if sys.argv[1] not in names():
        sys.exit(f"there is no benchmark {sys.argv[1]}; there are: {', '.join(names())}")
    importlib.import_module(f"bench.{sys.argv[1].replace('-', '_')}").main(sys.argv[2:])


main()
