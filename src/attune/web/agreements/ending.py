"""Ending the contract between a practice and the platform: by its owner, or by the platform's compliance officer."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from attune.agreements.actions.terms import end_contract
from attune.agreements.errors import EndsInThePast, NoTerms, NoticeTooShort, ReasonMissing
from attune.agreements.queries.in_force import Terms, terms
from attune.agreements.rules.terms import NOTICE_DAYS
from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.foundation.tenancy import current_scope
from attune.kernel.interval import Interval
from attune.practices.queries.registry import registered
from attune.scheduling.booking_permissions import SEE_CALENDARS
from attune.scheduling.queries.appointments import AppointmentFacts, week_of
from attune.web.access import Area, PersonRequest
from attune.web.agreements.views import terms_facts
from attune.web.components.actions import Action, Weight
from attune.web.components.figures import Fact
from attune.web.components.formatting import calendar_day, full_instant, when_span
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.shells import shell_for

LOOK_AHEAD = timedelta(days=400)


class EndContractForm(forms.Form):
    """The last day, why, and whether the other side broke the contract."""

    last_day = forms.DateField(
        label=gettext_lazy("Last day of the contract"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Choose the last day."),
            "invalid": gettext_lazy("Choose a day of the calendar."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Both sides see it. No health facts."),
        error_messages={"required": gettext_lazy("Say why.")},
    )
    is_breached = forms.BooleanField(
        label=gettext_lazy("The other side broke the contract gravely, so it ends without notice."), required=False
    )

    def ends_at(self, zone: ZoneInfo) -> datetime:
        """Return the first instant without the contract, by the practice's clock."""
        last_day: date = self.cleaned_data["last_day"]
        return datetime.combine(last_day + timedelta(days=1), time(), zone)


@dataclass(frozen=True, slots=True)
class EndPage:
    """How the contract stands; ``after`` is what is booked after its end, for who sees the calendars."""

    facts: tuple[Fact, ...]
    ends: str
    reason: str
    notice_days: int
    after: Table | None
    sees_after: bool
    back_url: str
    back: str


@require_http_methods(["GET", "POST"])
def end_own_contract(request: PersonRequest) -> HttpResponseBase:
    """Show what an end means and what is booked after it; end the contract of one's practice."""
    return _ending(request, back=(reverse("practice_agreements"), _("Agreements")), here="practice_end_contract")


@require_http_methods(["GET", "POST"])
def end_practices_contract(request: PersonRequest, practice_id: UUID) -> HttpResponseBase:
    """End a practice's contract for the platform; nothing of its calendars is read."""
    back = (reverse("operator_practice", kwargs={"practice_id": practice_id}), registered(practice_id).name)
    return _ending(request, back=back, here="end_contract", practice_id=practice_id)


def _ending(request: PersonRequest, *, back: tuple[str, str], here: str, **captured: UUID) -> HttpResponseBase:
    found = terms(request.actor)
    is_open = found is not None and found.begins_at is not None and found.ends_at is None
    form = EndContractForm(request.POST if request.method == "POST" and is_open else None)
    if form.is_bound and form.is_valid() and _end(request, form):
        messages.success(request, _("The contract ends. What is booked after its end is listed here."))
        return redirect(reverse(here, kwargs=captured or None))
    words = {
        "shell": shell_for(request),
        "page": _page(request, found, back),
        "form": form if is_open else None,
    }
    return TemplateResponse(request, "agreements/end.html", words, status=422 if form.errors else 200)


def _end(request: PersonRequest, form: EndContractForm) -> bool:
    zone = ZoneInfo(registered(current_scope("Contract").holder_id).zone)
    told = form.cleaned_data
    try:
        end_contract(request.actor, ends_at=form.ends_at(zone), reason=told["reason"], is_breached=told["is_breached"])
    except EndsInThePast:
        form.add_error("last_day", _("This day is over. A contract ends today at the earliest."))
    except NoticeTooShort as refusal:
        # It ends with the first instant after its last day.
        earliest = calendar_day(refusal.earliest - timedelta(days=1), today=now().astimezone(zone).date())
        text = _("The contract asks for %(days)d days of notice: its last day is %(day)s at the earliest.")
        form.add_error("last_day", text % {"days": NOTICE_DAYS, "day": earliest})
    except ReasonMissing:
        form.add_error("reason", _("Say why."))
    except NoTerms:
        form.add_error(None, _("No contract runs any more. This is how it stands now."))
    else:
        return True
    return False


def _page(request: PersonRequest, found: Terms | None, back: tuple[str, str]) -> EndPage:
    sees = request.area is Area.PRACTICE and may(request.actor, SEE_CALENDARS)
    ends_at = found.ends_at if found else None
    after = _after(request, ends_at) if ends_at and sees else ()
    return EndPage(
        facts=terms_facts(found) if found else (),
        ends=full_instant(ends_at, viewer_zone()) if ends_at else "",
        reason=found.end_reason if found else "",
        notice_days=NOTICE_DAYS,
        after=_table(after) if after else None,
        sees_after=sees and ends_at is not None,
        back_url=back[0],
        back=back[1],
    )


def _after(request: PersonRequest, ends_at: datetime) -> tuple[AppointmentFacts, ...]:
    since = max(ends_at, now())
    found = week_of(request.actor, None, Interval(since, since + LOOK_AHEAD))
    return tuple(one for one in found if one.starts_at >= since and one.state == "confirmed")


def _table(found: tuple[AppointmentFacts, ...]) -> Table:
    columns = (Column(_("When")), Column(_("With")), Column(_("What")), Column(_("Open"), label_hidden=True))
    return Table(_("Sessions after the end"), columns, tuple(map(_row, found)))


def _row(one: AppointmentFacts) -> Row:
    told = when_span(one.starts_at, one.ends_at, now=now(), zone=viewer_zone())
    url = reverse("practice_session", kwargs={"appointment_id": one.appointment_id})
    settle = Action(_("Move or cancel"), url, Weight.SECONDARY, about=told)
    return Row((Cell(told), Cell(one.provider_name), Cell(one.offering_name), Cell(action=settle)))
