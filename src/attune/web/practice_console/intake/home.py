"""What the home page says of those who wait."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attune.foundation.authorization import may
from attune.matching.permissions import OVERRIDE_ASSIGNMENT, SEE_WAITING
from attune.matching.queries.intake import undecided_count
from attune.web.access import PersonRequest
from attune.web.components.actions import Action
from attune.web.components.tasks import TaskRow, Urgency


def to_decide(request: PersonRequest) -> Iterator[TaskRow]:
    """Yield one row for all who wait and fit nobody, for who may choose for them."""
    if not (may(request.actor, SEE_WAITING) and may(request.actor, OVERRIDE_ASSIGNMENT)):
        return
    count = undecided_count(request.actor)
    if count:
        title = ngettext(
            "%(count)d person waits, and nobody is suggested",
            "%(count)d people wait, and nobody is suggested",
            count,
        )
        yield TaskRow(
            title=title % {"count": count},
            why=_("Nobody on the team meets all they need. Choose somebody for them."),
            icon="people",
            urgency=Urgency.SOON,
            action=Action(_("Open intake"), reverse("practice_intake")),
        )
