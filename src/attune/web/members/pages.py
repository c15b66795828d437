"""What the pages about members show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attune.identity.queries.roster import Invited, Member
from attune.identity.rules.invitations import InvitationState
from attune.identity.rules.role_names import role_names
from attune.kernel.roles import Role
from attune.web.access import Area
from attune.web.components.actions import Action, Weight
from attune.web.components.formatting import day_of
from attune.web.components.navigation import place_label
from attune.web.components.notices import Badge, EmptyState, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.components.tasks import TaskList, TaskRow, Urgency
from attune.web.greetings import day_in_sentence
from attune.web.members.wording import role_name


@dataclass(frozen=True, slots=True)
class Moment:
    """The page's time and the zone of who looks."""

    now: datetime
    zone: ZoneInfo

    def day(self, at: datetime) -> str:
        """Return a day in words."""
        return day_of(at, now=self.now, zone=self.zone)

    def inner_day(self, at: datetime) -> str:
        """Return a day as it stands inside a sentence."""
        return day_in_sentence(at, now=self.now, zone=self.zone)


@dataclass(frozen=True, slots=True)
class MembersPage:
    """Everybody who works here, was invited, or left."""

    title: str
    subtitle: str
    members: Table
    invited: TaskList | None
    former: Table | None
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One member: what they are, will be and were."""

    member: Member
    portrait: Portrait
    roles: str
    since: str
    badge: Badge | None
    grants: Table
    back_url: str
    back_label: str
    is_self: bool
    end_url: str = ""
    roles_url: str = ""
    locked_because: str = ""


def address(area: Area, name: str, **captured: object) -> str:
    """Return the address of a page about members in an area."""
    prefix = "operator_" if area is Area.OPERATOR else ""
    return reverse(f"{prefix}{name}", kwargs=captured or None)


def members_title(area: Area) -> str:
    """Return what the people are called together."""
    return place_label(area, "operator_members" if area is Area.OPERATOR else "members", edition=settings.EDITION)


def members_page(
    area: Area,
    *,
    members: Sequence[Member],
    invited: Sequence[Invited],
    former: Sequence[Member],
    moment: Moment,
    may_invite: bool,
) -> MembersPage:
    """Return the list's page. Who may not invite sees who was invited, without the ways to change it."""
    actions = (Action(_("Invite someone"), address(area, "invite"), Weight.PRIMARY, "plus"),) if may_invite else ()
    told = ngettext("%(number)d person works here", "%(number)d people work here", len(members))
    waiting = ngettext("%(number)d invited", "%(number)d invited", len(invited)) if invited else ""
    numbers = [told % {"number": len(members)}, *([waiting % {"number": len(invited)}] if waiting else [])]
    return MembersPage(
        title=members_title(area),
        subtitle=f"{', '.join(numbers)}.",
        members=_members_table(area, members, moment),
        invited=_invited_list(area, invited, moment, may_change=may_invite) if invited or may_invite else None,
        former=_former_table(former, moment) if former else None,
        actions=actions,
    )


def grants_table(member: Member, moment: Moment) -> Table:
    """Return every role somebody was given, the newest first."""
    rows = tuple(
        Row(
            (
                Cell(role_name(held.role)),
                Cell(moment.day(held.starts_at)),
                Cell(moment.day(held.ends_at) if held.ends_at else _("Until further notice")),
                Cell(badge=_grant_badge(held.is_held(moment.now), is_to_come=held.is_to_come(moment.now))),
            )
        )
        for held in reversed(member.grants)
    )
    columns = (Column(_("Role")), Column(_("From")), Column(_("Until")), Column(_("Now")))
    return Table(_("Every role, the newest first"), columns, rows)


def _grant_badge(is_held: bool, *, is_to_come: bool) -> Badge:
    if is_held:
        return Badge(_("Holds it"), Tone.GOOD)
    return Badge(_("To come"), Tone.NOTE) if is_to_come else Badge(_("Over"))


def _members_table(area: Area, members: Sequence[Member], moment: Moment) -> Table:
    columns = (Column(_("Person")), Column(_("Roles")), Column(_("Since")), Column(_("Open"), label_hidden=True))
    return Table(members_title(area), columns, tuple(_member_row(area, member, moment) for member in members))


def _member_row(area: Area, member: Member, moment: Moment) -> Row:
    to_come = [
        _("%(role)s from %(day)s") % {"role": role_name(held.role), "day": moment.inner_day(held.starts_at)}
        for held in member.grants_to_come(moment.now)
    ]
    roles = role_names(member.roles_at(moment.now))
    url = address(area, "member", membership_id=member.membership_id)
    return Row(
        (
            Cell(person=PersonLine(Portrait(member.person_id, member.name), member.email)),
            Cell(roles, under=", ".join(to_come)) if roles else Cell(badge=Badge(_("No role now"), Tone.CAUTION)),
            Cell(moment.day(member.started_at)),
            Cell(action=Action(_("Open"), url, Weight.QUIET, about=member.name)),
        )
    )


def _former_table(former: Sequence[Member], moment: Moment) -> Table:
    columns = (Column(_("Person")), Column(_("Left")), Column(_("Reason")))
    rows = tuple(
        Row(
            (
                Cell(person=PersonLine(Portrait(member.person_id, member.name), member.email)),
                Cell(
                    moment.day(member.ended_at or member.started_at),
                    under=_("ended by %(person)s") % {"person": member.ended_by},
                ),
                Cell(member.end_reason),
            )
        )
        for member in former
    )
    return Table(_("Former members"), columns, rows)


def _invited_list(area: Area, invited: Sequence[Invited], moment: Moment, *, may_change: bool) -> TaskList:
    rows = tuple(_invited_row(area, one, moment) for one in invited) if may_change else ()
    nobody = _("Nobody is invited") if may_change else _("%(number)d invited") % {"number": len(invited)}
    return TaskList(
        heading=_("Invited"),
        rows=rows,
        empty=EmptyState(nobody, _("Who accepts an invitation appears among the members.")),
        key="invited",
    )


def _invited_row(area: Area, one: Invited, moment: Moment) -> TaskRow:
    is_over = one.state is InvitationState.EXPIRED
    told = (
        _("The link is too old.")
        if is_over
        else _("The link is good until %(day)s.") % {"day": moment.inner_day(one.expires_at)}
    )
    captured = {"invitation_id": one.invitation_id}
    return TaskRow(
        title=f"{one.name}, {role_names(one.roles).lower()}",
        why=f"{one.email}. {told}",
        due=_("sent %(day)s") % {"day": moment.inner_day(one.sent_at)},
        icon="person",
        urgency=Urgency.SOON if is_over else Urgency.CALM,
        action=Action(
            _("Send again"),
            address(area, "resend_invitation", **captured),
            Weight.PRIMARY if is_over else Weight.SECONDARY,
            posts=True,
            busy_label=_("Sending…"),
        ),
        other=Action(_("Withdraw"), address(area, "withdraw_invitation", **captured), Weight.QUIET, posts=True),
    )


def is_beyond(member: Member, *, givable: frozenset[Role], at: datetime) -> bool:
    """Return whether a member holds or will hold a role that may not be given or taken by who looks."""
    held = {*member.roles_at(at), *(grant.role for grant in member.grants_to_come(at))}
    return not held <= givable
