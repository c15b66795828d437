"""Hiring: who is employed, what is left before they start, and the end."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from attune.credentialing.errors import AlreadyProvider, ProviderRefused
from attune.foundation.authorization import Role, may
from attune.foundation.clock import now
from attune.identity.errors import MembershipRefused
from attune.identity.queries.roster import Member, members_of
from attune.practices.actions.employ import note_hire_items
from attune.practices.errors import EmployedAlready, EndsBeforeItBegins, ItemsMissing, NoSuchEmployment
from attune.practices.permissions import EMPLOY
from attune.practices.queries.organization import Hire, hires
from attune.web.access import PersonRequest
from attune.web.components.actions import Action, Weight
from attune.web.components.formatting import calendar_day
from attune.web.components.notices import Badge, Drawing, EmptyState, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.hiring.forms import EndEmploymentForm, HireChecklistForm, HireForm
from attune.web.hiring.wording import KINDS, MISSING
from attune.web.members.wording import sentence as membership_sentence
from attune.web.provider_portal.join import FIELDS, identity_sentence
from attune.web.shells import shell_for
from attune.workflows.hire_provider import Hiring, begin_hire, complete_hire, end_hire, hiring


@dataclass(frozen=True, slots=True)
class EmploymentPage:
    """One employment: what is left, and what can be done."""

    name: str
    told: str
    badge: Badge
    missing: tuple[str, ...]
    may_change: bool
    is_over: bool
    is_active: bool
    end_reason: str
    urls: dict[str, str]


@require_GET
def employments(request: PersonRequest) -> HttpResponseBase:
    """List everybody who is or was employed."""
    found = hires(request.actor)
    names = {one.person_id: one for one in (*members_of(request.actor), *members_of(request.actor, is_ended=True))}
    begin_it = Action(_("Hire a provider"), reverse("begin_hiring"), Weight.PRIMARY, "plus")
    words = {
        "shell": shell_for(request),
        "table": _table(found, names) if found else None,
        "empty": EmptyState(
            _("Nobody is employed yet"),
            _("Invite somebody as a provider among the members; then hire them here."),
            Drawing.DOOR,
        ),
        "actions": (begin_it,) if may(request.actor, EMPLOY) else (),
    }
    return TemplateResponse(request, "hiring/list.html", words)


@require_http_methods(["GET", "POST"])
def begin(request: PersonRequest) -> HttpResponseBase:
    """Begin to hire a member who came as a provider."""
    employed = {one.person_id for one in hires(request.actor) if one.ends_on is None}
    waiting = [
        one
        for one in members_of(request.actor)
        if one.person_id not in employed and Role.PROVIDER in one.roles_at(now())
    ]
    form = HireForm(request.POST or None, members=waiting)
    if request.method == "POST" and form.is_valid():
        try:
            employment_id = begin_hire(
                request.actor,
                person_id=form.cleaned_data["person_id"],
                kind=form.employment_kind(),
                starts_on=form.cleaned_data["starts_on"],
                provider=form.provider(),
            )
        except EmployedAlready:
            form.add_error("person_id", _("This person is employed already."))
        except AlreadyProvider:
            form.add_error("person_id", _("This person is, or was, a provider here."))
        except ProviderRefused as refusal:
            form.add_error(FIELDS.get(type(refusal)), identity_sentence(refusal))
        else:
            return redirect("employment", employment_id=employment_id)
    words = {"shell": shell_for(request), "form": form, "has_members": bool(waiting), "invite_url": reverse("invite")}
    return TemplateResponse(request, "hiring/begin.html", words, status=422 if form.errors else 200)


@require_GET
def employment(request: PersonRequest, employment_id: UUID) -> HttpResponseBase:
    """Show one employment with everything that is left."""
    return _page(request, hiring(request.actor, employment_id))


@require_POST
def checklist(request: PersonRequest, employment_id: UUID) -> HttpResponseBase:
    """Write down what is done."""
    found, form = hiring(request.actor, employment_id), HireChecklistForm(request.POST)
    if form.is_valid():
        note_hire_items(request.actor, employment_id=employment_id, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("employment", employment_id=employment_id)
    return _page(request, found, checklist_form=form)


@require_POST
def complete(request: PersonRequest, employment_id: UUID) -> HttpResponseBase:
    """Let the provider start, if nothing is left."""
    try:
        complete_hire(request.actor, employment_id=employment_id)
    except ItemsMissing as refusal:
        left = "; ".join(str(MISSING.get(item, item)) for item in refusal.items)
        messages.error(request, _("Not yet. This is left: %(left)s.") % {"left": left})
    except ProviderRefused:
        messages.error(request, _("The provider cannot start from where they stand now."))
    else:
        messages.success(request, _("Hired. From the first day on they can be booked."))
    return redirect("employment", employment_id=employment_id)


@require_POST
def end(request: PersonRequest, employment_id: UUID) -> HttpResponseBase:
    """End an employment; access ends with it."""
    found, form = hiring(request.actor, employment_id), EndEmploymentForm(request.POST)
    if found.hire.ends_on is not None:
        raise NoSuchEmployment(employment_id)
    if form.is_valid():
        reason, ends_on = form.cleaned_data["reason"], form.ends_on()
        try:
            end_hire(request.actor, employment_id=employment_id, ends_on=ends_on, reason=reason)
        except EndsBeforeItBegins:
            form.add_error("last_day", _("The last day lies before the first."))
        except MembershipRefused as refusal:
            form.add_error(None, membership_sentence(refusal))
        else:
            messages.success(request, _("Ended. They have no access any more, and nothing new can be booked."))
            return redirect("practice_hiring")
    return _page(request, found, end_form=form)


def _page(
    request: PersonRequest,
    found: Hiring,
    *,
    checklist_form: HireChecklistForm | None = None,
    end_form: EndEmploymentForm | None = None,
) -> HttpResponseBase:
    one = found.hire
    member = _member(request, one.person_id)
    page = EmploymentPage(
        name=found.provider.name if found.provider else member.name if member else "",
        told=f"{KINDS[one.kind]}, {_('from')} {_day(one.starts_on)}",
        badge=_badge(one, is_active=found.is_active),
        missing=tuple(str(MISSING.get(item, item)) for item in found.missing),
        may_change=may(request.actor, EMPLOY),
        is_over=one.ends_on is not None,
        is_active=found.is_active and one.confirmed_at is not None,
        end_reason=one.end_reason,
        urls={
            name: reverse(name, kwargs={"employment_id": one.employment_id})
            for name in ("hiring_checklist", "complete_hiring", "end_employment")
        },
    )
    known = {"done_items": list(one.done_items), "starts_on": one.starts_on}
    words = {
        "shell": shell_for(request),
        "page": page,
        "checklist": checklist_form or HireChecklistForm(initial=known),
        "end": end_form or EndEmploymentForm(),
        "back_url": reverse("practice_hiring"),
    }
    wrong = any(form is not None and form.errors for form in (checklist_form, end_form))
    return TemplateResponse(request, "hiring/employment.html", words, status=422 if wrong else 200)


def _member(request: PersonRequest, person_id: UUID) -> Member | None:
    there = (*members_of(request.actor), *members_of(request.actor, is_ended=True))
    return next((one for one in there if one.person_id == person_id), None)


def _table(found: list[Hire], names: dict[UUID, Member]) -> Table:
    columns = (
        Column(_("Person")),
        Column(_("Employed as")),
        Column(_("From")),
        Column(_("State")),
        Column(_("Open"), label_hidden=True),
    )
    return Table(_("Employment"), columns, tuple(_row(one, names.get(one.person_id)) for one in found))


def _row(one: Hire, member: Member | None) -> Row:
    name = member.name if member else str(one.person_id)
    opened = Action(
        _("Open"), reverse("employment", kwargs={"employment_id": one.employment_id}), Weight.QUIET, about=name
    )
    left = _("%(number)s items left") % {"number": len(one.missing_items)} if one.missing_items else ""
    return Row(
        (
            Cell(person=PersonLine(Portrait(one.person_id, name), member.email if member else "")),
            Cell(KINDS[one.kind]),
            Cell(_day(one.starts_on), under=f"{_('until')} {_day(one.ends_on)}" if one.ends_on else ""),
            Cell(badge=_badge(one, is_active=one.confirmed_at is not None), under="" if one.ends_on else left),
            Cell(action=opened),
        )
    )


def _badge(one: Hire, *, is_active: bool) -> Badge:
    if one.ends_on is not None:
        return Badge(_("Ended"))
    if one.confirmed_at is not None and is_active:
        return Badge(_("Hired"), Tone.GOOD)
    return Badge(_("Being hired"), Tone.NOTE)


def _day(value: object) -> str:
    return calendar_day(value, today=now().astimezone(viewer_zone()).date())  # type: ignore[arg-type]
