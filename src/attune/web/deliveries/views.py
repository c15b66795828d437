"""The page of sent messages, in the practice console and in the operator console."""

from datetime import datetime

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from attune.audit.actions.record import record
from attune.foundation.clock import now
from attune.foundation.messages import CATEGORIES, declared_kind
from attune.notifications.queries.deliveries import Delivery, deliveries
from attune.web.access import Area, PersonRequest
from attune.web.components.formatting import day_of, exact_time
from attune.web.components.notices import Badge, Drawing, EmptyState, Tone
from attune.web.components.tables import Cell, Column, Pagination, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.shells import shell_for

ON_A_PAGE = 50
STATES = {
    "queued": Badge(gettext_lazy("On its way"), Tone.NOTE),
    "sent": Badge(gettext_lazy("Handed over"), Tone.GOOD),
    "failed": Badge(gettext_lazy("Not delivered"), Tone.DANGER),
    "bounced": Badge(gettext_lazy("Came back"), Tone.DANGER),
    "unwanted": Badge(gettext_lazy("Not wanted")),
    "too_late": Badge(gettext_lazy("No longer true")),
}
COLUMNS = (
    Column(gettext_lazy("When")),
    Column(gettext_lazy("To")),
    Column(gettext_lazy("What")),
    Column(gettext_lazy("State")),
    Column(gettext_lazy("Tries")),
)
NOTHING = EmptyState(
    gettext_lazy("Nothing was sent yet"),
    gettext_lazy("Each message stands here with what became of it."),
    Drawing.LETTER,
)


@require_GET
def sent_messages(request: PersonRequest) -> HttpResponseBase:
    """List messages, newest first, without what they told; looking is recorded."""
    before = _moment(request.GET.get("before", ""))
    found = deliveries(request.actor, before=before, limit=ON_A_PAGE + 1)
    record(request.actor, "notifications.delivery.listed", object_kind="message", object_id="list")
    shown = found[:ON_A_PAGE]
    return TemplateResponse(
        request,
        "deliveries/sent.html",
        {
            "shell": shell_for(request),
            "table": Table(_("Messages, newest first"), COLUMNS, tuple(map(_row, shown))) if shown else None,
            "pages": _pages(request, shown, has_more=len(found) > ON_A_PAGE, is_first=before is None),
            "empty": NOTHING,
        },
    )


def _row(delivery: Delivery) -> Row:
    zone = viewer_zone()
    return Row(
        (
            Cell(day_of(delivery.queued_at, now=now(), zone=zone), under=exact_time(delivery.queued_at, zone)),
            Cell(delivery.address),
            Cell(_words(delivery.kind), under=_under(delivery)),
            Cell(badge=STATES[delivery.state]),
            Cell(str(delivery.tries)),
        )
    )


def _under(delivery: Delivery) -> str:
    category = CATEGORIES[declared_kind(delivery.kind).category].label
    if not delivery.attachment_name:
        return category
    return _("%(category)s, with %(file)s") % {"category": category, "file": delivery.attachment_name}


def _words(kind: str) -> str:
    """Return a kind's name as words: ``identity.password_changed`` is "Password changed"."""
    return kind.rpartition(".")[2].replace("_", " ").capitalize()


def _pages(request: PersonRequest, shown: list[Delivery], *, has_more: bool, is_first: bool) -> Pagination | None:
    if is_first and not has_more:
        return None
    here = reverse("operator_deliveries" if request.area is Area.OPERATOR else "deliveries")
    older = urlencode({"before": shown[-1].queued_at.isoformat()}) if has_more else ""
    return Pagination(
        summary=_("Newest first"),
        before_url=f"{here}?{older}" if older else "",
        after_url="" if is_first else here,
    )


def _moment(told: str) -> datetime | None:
    """Return the moment a page begins at; what cannot be read begins at the newest."""
    try:
        read = parse_datetime(told)
    except ValueError:
        return None
    return read if read is not None and read.tzinfo is not None else None
