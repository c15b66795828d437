"""Founding the one practice of an edition that has exactly one."""

from django.db import transaction
from django.utils.text import slugify

from attune.foundation.policies import policy
from attune.practices.models import Practice
from attune.practices.rules.policy import Founding, TenancyPolicy


class PracticeNameMissing(Exception):
    """An edition with one practice was installed without naming it."""

    def __init__(self) -> None:
        super().__init__("Name the clinic: --practice NAME.")


@transaction.atomic
def found_at_install(*, name: str | None, zone: str) -> Practice | None:
    """Make the edition's one practice if it has one and it is not there yet; return it.

    Returns None where practices found themselves. Raises PracticeNameMissing.
    """
    if policy(TenancyPolicy).founding is not Founding.AT_INSTALL:
        return None
    founded = Practice.objects.filter(kind=Practice.Kind.PRACTICE).first()
    if founded is not None:
        return founded
    if not name:
        raise PracticeNameMissing
    return Practice.objects.create(name=name, slug=slugify(name)[:60], zone=zone)
