"""The decision on the edition, as pages show it."""

from django.utils.translation import gettext as _

from attune.foundation.clock import now
from attune.foundation.edition import DecisionRecord
from attune.web.components.figures import Fact
from attune.web.components.formatting import when
from attune.web.greetings import viewer_zone


def decision_facts(record: DecisionRecord) -> tuple[Fact, ...]:
    """Return who decided on which edition, when and why."""
    return (
        Fact(_("Edition"), record.edition.capitalize()),
        Fact(_("Decided by"), record.decided_by),
        Fact(_("Decided on"), when(record.decided_at, now=now(), zone=viewer_zone())),
        Fact(_("Reason"), record.reason),
    )
