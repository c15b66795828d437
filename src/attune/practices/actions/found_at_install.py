"""Founding the one practice of an edition that has exactly one."""

from django.db import connection, transaction
from django.utils.text import slugify

from attune.foundation.policies import policy
from attune.practices.errors import PracticeNameMissing
from attune.practices.models import Practice
from attune.practices.rules.policy import Founding, TenancyPolicy


@transaction.atomic
def found_at_install(*, name: str | None, zone: str) -> Practice | None:
    """Make the edition's one practice if it has one and it is not there yet; return it.

    Run as the owner: the bound of the edition is written where the app cannot change it.
    Returns None where practices found themselves. Raises PracticeNameMissing.
    """
    with connection.cursor() as cursor:
        cursor.execute("UPDATE app.practices_bound SET practices_max = %s", [policy(TenancyPolicy).practices_max])
    if policy(TenancyPolicy).founding is not Founding.AT_INSTALL:
        return None
    founded = Practice.objects.filter(kind=Practice.Kind.PRACTICE).first()
    if founded is not None:
        return founded
    if not name:
        raise PracticeNameMissing
    return Practice.objects.create(name=name, slug=slugify(name)[:60], zone=zone)
