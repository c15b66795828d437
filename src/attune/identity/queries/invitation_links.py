"""What the page behind an invitation's link, and the mail that carries it, show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Role
from attune.identity.errors import NoSuchInvitation
from attune.identity.invitation_tokens import invitation_token
from attune.identity.models import Invitation, User
from attune.identity.rules.invitations import InvitationLife, InvitationState, state_of, token_hash
from attune.practices.queries.registry import registered


@dataclass(frozen=True, slots=True)
class InvitationLink:
    """An invitation as the one who has the link sees it. ``has_account``: the address signs in already."""

    invitation_id: UUID
    practice_id: UUID
    practice_name: str
    is_platform: bool
    email: str
    name: str
    roles: tuple[Role, ...]
    invited_by: str
    sent_at: datetime
    expires_at: datetime
    state: InvitationState
    has_account: bool


@dataclass(frozen=True, slots=True)
class InvitationLetter:
    """What the mail says."""

    link: InvitationLink
    token: str


def invitation_link(token: str, *, now: datetime) -> InvitationLink:
    """Return the invitation a link's token leads to, whatever became of it. Raises NoSuchInvitation."""
    return _link(token_hash=token_hash(token), now=now)


def invitation_letter(invitation_id: UUID, *, now: datetime) -> InvitationLetter:
    """Return what the mail of an invitation says, for the job that sends it. Raises NoSuchInvitation."""
    link = _link(id=invitation_id, now=now)
    return InvitationLetter(link, invitation_token(link.invitation_id, link.sent_at))


def _link(*, now: datetime, **wanted: object) -> InvitationLink:
    row = Invitation.objects.filter(**wanted).select_related("invited_by").first()
    if row is None:
        raise NoSuchInvitation
    practice = registered(row.practice_id)
    if practice.is_closed:
        raise NoSuchInvitation
    return InvitationLink(
        invitation_id=row.id,
        practice_id=row.practice_id,
        practice_name=practice.name,
        is_platform=practice.is_platform,
        email=row.email,
        name=row.name,
        roles=tuple(sorted(Role(role) for role in row.roles)),
        invited_by=row.invited_by.name if row.invited_by else "",
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        state=state_of(InvitationLife(row.expires_at, row.accepted_at, row.withdrawn_at), now=now),
        has_account=User.objects.filter(email=row.email).exists(),
    )
