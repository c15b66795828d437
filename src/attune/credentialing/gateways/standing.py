"""Where the practice stands: live, agreements in force, states open. Those who know stand above or beside us."""

from collections.abc import Callable
from functools import cache
from typing import cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from attune.credentialing.rules.clearance import PracticeFacts

StandingSource = Callable[[UUID], PracticeFacts]
"""Reads, in the open scope of the practice, what clearance needs to know of it."""


def practice_facts(practice_id: UUID) -> PracticeFacts:
    """Return the practice's part of clearance's facts, by the source the settings name."""
    return _source()(practice_id)


@cache
def _source() -> StandingSource:
    return cast("StandingSource", import_string(settings.PRACTICE_STANDING))
