"""Lets the processes start each other as `python -m portal.cli`."""

from portal.cli import main

main()
