"""Passwords that are kept quickly while a world is made: one that is printed for everybody needs no slow guessing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.signals import setting_changed

HASHERS: Final = "PASSWORD_HASHERS"


class QuickArgon2(Argon2PasswordHasher):
    """The product's own algorithm with the least it takes. Whoever signs in with it has it made anew with all of it."""

    time_cost, memory_cost, parallelism = 1, 64, 1


@contextmanager
def quick_passwords() -> Iterator[None]:
    """Keep new passwords quickly, in this process and in those it forks, until the world is made."""
    before = settings.PASSWORD_HASHERS
    _take([f"{QuickArgon2.__module__}.{QuickArgon2.__qualname__}"])
    try:
        yield
    finally:
        _take(before)


def _take(hashers: list[str]) -> None:
    setattr(settings, HASHERS, hashers)
    # Django keeps the hashers it has loaded until it hears of this.
    setting_changed.send(sender=quick_passwords, setting=HASHERS, value=hashers, enter=True)
