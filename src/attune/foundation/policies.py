"""The one typed accessor to an edition's policies: what differs between editions is a value here."""

from functools import cache
from importlib import import_module
from typing import TypeVar, cast

from django.conf import settings

P = TypeVar("P")


def policy(kind: type[P]) -> P:
    """Return the running edition's value of a policy dataclass.

    The edition's ``policies.py`` lists its values in ``POLICIES``; a missing one is an error at start.
    """
    return cast("P", _policies()[kind])


def every_policy() -> list[object]:
    """Return all the edition's policies in the order they are documented."""
    return list(_policies().values())


@cache
def _policies() -> dict[type, object]:
    module = import_module(settings.POLICIES)
    return {type(value): value for value in module.POLICIES}
