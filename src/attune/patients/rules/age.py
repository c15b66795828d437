"""How old somebody is, and what follows from it."""

from datetime import date
from typing import Final

ADULT_FROM: Final = 18
SERVED_FROM: Final = 5
"""Years; nobody younger is served: providers declare children from 5 to 12."""
AGE_MAX: Final = 120


def age_on(birth_date: date, *, day: date) -> int:
    """Return the age in whole years on a day; who was born on February 29 has a birthday on March 1."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def age_group(birth_date: date, *, day: date) -> str:
    """Return the code of directory's age groups that an age falls into."""
    age = age_on(birth_date, day=day)
    if age < 13:
        return "child"
    if age < ADULT_FROM:
        return "teen"
    return "adult" if age < 65 else "older_adult"
