"""Reference numbers that people read out on the telephone, such as SB-7K3M-92QX-4HTD."""

import re
import secrets

# No I, L, O, U, 0 or 1: nothing that is misheard, misread or spells a word by accident.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_BODY_LENGTH = 11


def _check_character(body: str) -> str:
    """Give the Luhn check character to base 30, which finds any single wrong character and most swaps."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // len(ALPHABET) + value % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]


def _shown(code: str) -> str:
    return f"SB-{code[:4]}-{code[4:8]}-{code[8:]}"


def new_reference() -> str:
    """Make a reference of 11 random characters (53 bits) and one check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_BODY_LENGTH))
    return _shown(body + _check_character(body))


def parse_reference(text: str) -> str | None:
    """Read a reference however it was typed (case, spaces, hyphens) and give its one right form, or None."""
    code = re.sub(r"[\s\-–]+", "", text[:60]).upper()
    if code.startswith("SB") and len(code) == _BODY_LENGTH + 3:
        code = code[2:]
    if len(code) != _BODY_LENGTH + 1 or any(character not in ALPHABET for character in code):
        return None
    return _shown(code) if _check_character(code[:-1]) == code[-1] else None
