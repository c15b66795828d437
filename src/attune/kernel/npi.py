"""National provider identifiers: ten digits, the last of which follows from the others.

Source: 45 CFR 162.406; docs/explanation/credentialing.md#npi.
"""

from typing import Final

PREFIX_SUM: Final = 24
"""What the constant prefix 80840 (health, United States) adds to the Luhn sum."""


def is_npi(text: str) -> bool:
    """Return whether the text is an NPI: form and check digit. Whether it was issued, the registry knows."""
    if len(text) != 10 or not text.isascii() or not text.isdigit() or text[0] not in "12":
        return False
    return check_digit(text[:9]) == int(text[9])


def check_digit(base: str) -> int:
    """Return the digit that completes nine digits to an NPI."""
    total = PREFIX_SUM
    for place, digit in enumerate(reversed(base)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return -total % 10
