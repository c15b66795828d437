"""The pages about members, in the practice console and in the operator console."""

from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.identity.actions.change_roles import change_roles
from attune.identity.actions.withdraw_invitation import withdraw_invitation
from attune.identity.errors import InvitationRefused, MembershipRefused, NoSuchMember
from attune.identity.member_permissions import CHANGE_ROLES, END_MEMBERSHIPS, INVITE_MEMBERS
from attune.identity.queries.roster import Member, invitation_of, member_of, members_of, open_invitations
from attune.identity.rules.membership import givable_roles
from attune.identity.rules.role_names import role_names
from attune.kernel.roles import Role
from attune.web.access import PersonRequest
from attune.web.components.notices import Badge, Tone
from attune.web.components.people import Portrait
from attune.web.members.forms import EndForm, InviteForm, RolesForm
from attune.web.members.pages import (
    MemberPage,
    Moment,
    address,
    grants_table,
    is_beyond,
    members_page,
    members_title,
)
from attune.web.members.wording import sentence
from attune.web.shells import shell_for
from attune.workflows.invite_somebody import invite_again, invite_somebody
from attune.workflows.part_with_member import part_with_member
from attune.workflows.people_changed import people_changed


@require_GET
def members(request: PersonRequest) -> HttpResponseBase:
    """Show everybody who works here, was invited, or left."""
    page = members_page(
        request.area,
        members=members_of(request.actor),
        invited=open_invitations(request.actor, now=now()),
        former=members_of(request.actor, is_ended=True),
        moment=_moment(),
        may_invite=may(request.actor, INVITE_MEMBERS),
    )
    return TemplateResponse(request, "members/list.html", {"shell": shell_for(request), "page": page})


@require_http_methods(["GET", "POST"])
def invite(request: PersonRequest) -> HttpResponseBase:
    """Ask somebody in."""
    form = InviteForm(request.POST or None, givable=_givable(request))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            invite_somebody(
                request.actor,
                email=asked["email"],
                name=asked["name"],
                roles=form.wanted(),
                link_to=partial(_link, request),
            )
        except (InvitationRefused, MembershipRefused) as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Invited %(name)s. The link goes to %(email)s.") % asked)
            return redirect(address(request.area, "members"))
    return TemplateResponse(
        request,
        "members/invite.html",
        {
            "shell": shell_for(request),
            "form": form,
            "place": request.place,
            "back_url": address(request.area, "members"),
            "title": members_title(request.area),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def resend(request: PersonRequest, invitation_id: UUID) -> HttpResponseBase:
    """Send an invitation again."""
    asked = invitation_of(request.actor, invitation_id, now=now())
    try:
        invite_again(request.actor, invitation_id=invitation_id, link_to=partial(_link, request))
    except (InvitationRefused, MembershipRefused) as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(
            request, _("Sent again to %(email)s. The link before leads nowhere now.") % {"email": asked.email}
        )
    return redirect(address(request.area, "members"))


@require_POST
def withdraw(request: PersonRequest, invitation_id: UUID) -> HttpResponseBase:
    """Take an invitation back."""
    asked = invitation_of(request.actor, invitation_id, now=now())
    try:
        withdraw_invitation(request.actor, invitation_id=invitation_id)
        people_changed(request.actor)
    except (InvitationRefused, MembershipRefused) as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Withdrew the invitation of %(name)s.") % {"name": asked.name})
    return redirect(address(request.area, "members"))


@require_GET
def member(request: PersonRequest, membership_id: UUID) -> HttpResponseBase:
    """Show one member."""
    return _member_page(request, member_of(request.actor, membership_id))


@require_POST
def roles(request: PersonRequest, membership_id: UUID) -> HttpResponseBase:
    """Change what somebody is, at once or from a day on."""
    found = member_of(request.actor, membership_id)
    form = RolesForm(request.POST, givable=_givable(request))
    if form.is_valid():
        zone = timezone.get_current_timezone()
        assert isinstance(zone, ZoneInfo)
        try:
            change_roles(
                request.actor,
                membership_id=membership_id,
                roles=form.wanted(),
                starts_at=form.starts_at(today=now().astimezone(zone).date(), zone=zone),
                ends_at=form.ends_at(zone=zone),
            )
            people_changed(request.actor)
        except MembershipRefused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Changed the roles of %(name)s.") % {"name": found.name})
            return redirect(address(request.area, "member", membership_id=membership_id))
    return _member_page(request, found, roles_form=form)


@require_http_methods(["GET", "POST"])
def end(request: PersonRequest, membership_id: UUID) -> HttpResponseBase:
    """End a membership, after asking."""
    found = member_of(request.actor, membership_id)
    if found.ended_at is not None:
        raise NoSuchMember(membership_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            part_with_member(request.actor, membership_id=membership_id, reason=form.cleaned_data["reason"])
        except MembershipRefused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            if found.person_id == request.actor.person_id:
                return redirect("home_of_person")
            messages.success(request, _("%(name)s has no access any more.") % {"name": found.name})
            return redirect(address(request.area, "members"))
    return TemplateResponse(
        request,
        "members/end.html",
        {
            "shell": shell_for(request),
            "form": form,
            "member": found,
            "place": request.place,
            "end_url": address(request.area, "end_membership", membership_id=membership_id),
            "back_url": address(request.area, "member", membership_id=membership_id),
        },
        status=422 if form.errors else 200,
    )


def _member_page(request: PersonRequest, found: Member, *, roles_form: RolesForm | None = None) -> HttpResponse:
    moment, givable = _moment(), _givable(request)
    is_beyond_rights = is_beyond(found, givable=givable, at=moment.now)
    is_here = found.ended_at is None
    captured = {"membership_id": found.membership_id}
    may_change = is_here and not is_beyond_rights and may(request.actor, CHANGE_ROLES)
    may_end = is_here and not is_beyond_rights and may(request.actor, END_MEMBERSHIPS)
    left = moment.inner_day(found.ended_at or moment.now)
    page = MemberPage(
        member=found,
        portrait=Portrait(found.person_id, found.name),
        roles=role_names(found.roles_at(moment.now)),
        since=moment.day(found.started_at),
        badge=None if is_here else Badge(_("Left %(day)s") % {"day": left}, Tone.CAUTION),
        grants=grants_table(found, moment),
        back_url=address(request.area, "members"),
        back_label=members_title(request.area),
        is_self=found.person_id == request.actor.person_id,
        roles_url=address(request.area, "member_roles", **captured) if may_change else "",
        end_url=address(request.area, "end_membership", **captured) if may_end else "",
        locked_because=_locked_because(request, is_beyond_rights=is_beyond_rights and is_here),
    )
    held = [*found.roles_at(moment.now), *(grant.role for grant in found.grants_to_come(moment.now))]
    form = roles_form or RolesForm(initial={"roles": [role.value for role in held]}, givable=givable)
    return TemplateResponse(
        request,
        "members/member.html",
        {
            "shell": shell_for(request),
            "page": page,
            "form": form if may_change else None,
            "end_form": EndForm() if may_end else None,
            "place": request.place,
        },
        status=422 if form.errors else 200,
    )


def _locked_because(request: PersonRequest, *, is_beyond_rights: bool) -> str:
    if not may(request.actor, CHANGE_ROLES):
        return ""
    return _("Only an owner changes what an owner is.") if is_beyond_rights else ""


def _link(request: PersonRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("accept_invitation", kwargs={"token": token}))


def _givable(request: PersonRequest) -> frozenset[Role]:
    return givable_roles(request.actor.roles)


def _moment() -> Moment:
    zone = timezone.get_current_timezone()
    assert isinstance(zone, ZoneInfo)
    return Moment(now(), zone)
