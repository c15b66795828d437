"""Adding a practice to the registry."""

from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.database.violations import violates
from attune.foundation.policies import policy
from attune.kernel.identifiers import new_id
from attune.practices.errors import NoMorePractices, PracticeNameMissing
from attune.practices.models import Practice
from attune.practices.permissions import CREATE_PRACTICE
from attune.practices.rules.founding import free_slug, require_room
from attune.practices.rules.policy import TenancyPolicy


@transaction.atomic
def create_practice(actor: Actor, *, name: str, zone: str) -> Practice:
    """Add a practice in an IANA zone and return it; it is ready at once, as walls are rows' own.

    Raises NotPermitted, PracticeNameMissing or NoMorePractices; the latter stands in the database too.
    """
    authorize(actor, CREATE_PRACTICE)
    if not name.strip():
        raise PracticeNameMissing
    tenancy = policy(TenancyPolicy)
    if tenancy.practices_max is not None:
        require_room(tenancy, practices=Practice.objects.filter(kind=Practice.Kind.PRACTICE).count())
    practice_id, wanted = new_id(), slugify(name)
    slug = free_slug(wanted, is_taken=Practice.objects.filter(slug=wanted).exists(), told_apart_by=practice_id.hex)
    try:
        with transaction.atomic():
            made = Practice.objects.create(id=practice_id, name=name.strip(), slug=slug, zone=str(ZoneInfo(zone)))
    except IntegrityError as error:
        if not violates(error, "practice_has_room"):
            raise
        assert tenancy.practices_max is not None
        raise NoMorePractices(tenancy.practices_max) from error
    record(actor, "practices.practice.created", object_kind="practice", object_id=practice_id)
    return made
