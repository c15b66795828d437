"""A practice that strangers find in the browser, and nobody at its desk."""

from attune.credentialing.actions.update_profile import ProfileChange, update_profile
from attune.identity.models import Session, User
from tests.scheduling.booking import Bookable
from tests.support.world import CastPractice, cast
from tests.workflows.bookable import open_practice

WELCOMING = ProfileChange(
    approach="I listen first. Then we look at what keeps it going, and try small things between sessions.",
    specialties=("anxiety", "sleep"),
    modalities=("cbt",),
    languages=("en",),
    gender="woman",
    age_groups=("child", "teen", "adult"),
    payers=("self_pay",),
    takes_new_patients=True,
)


def open_to_everyone(practice: CastPractice | None = None) -> Bookable:
    """Let a practice's provider, the cast's unless told, be found and booked in Texas by people of every age."""
    where = open_practice(practice or cast().a)
    with where.open():
        update_profile(where.provider, provider_id=where.provider_id, change=WELCOMING)
    return where


def disable_everybody() -> None:
    """Close every account there is, and end every session: whoever comes now is on their own."""
    User.objects.update(is_active=False)
    Session.objects.all().delete()
