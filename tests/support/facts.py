"""Facts followed by a test's own table for a while, and by the edition's again afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps

from attune.foundation.facts import Fact, follow


@contextmanager
def heard_of(happened: Fact) -> Iterator[list[object]]:
    """Follow one fact alone; gives the references it was recorded with, in their order."""
    references: list[object] = []
    follow({happened: (lambda _actor, reference: references.append(reference),)})
    try:
        yield references
    finally:
        apps.get_app_config("workflows").ready()
