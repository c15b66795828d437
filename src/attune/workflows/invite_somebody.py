"""Asking somebody in: the invitation, and the letter with its link."""

from collections.abc import Callable, Collection
from uuid import UUID

from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import current_scope
from attune.identity.actions.invite_first_keeper import invite_first_keeper
from attune.identity.actions.invite_member import invite_member
from attune.identity.actions.resend_invitation import resend_invitation
from attune.identity.message_kinds import INVITATION
from attune.identity.queries.invitation_links import invitation_letter
from attune.identity.rules.role_names import role_names
from attune.notifications.actions.notify import notify
from attune.notifications.rules.recipient import Recipient
from attune.practices.queries.registry import registered
from attune.workflows.people_changed import people_changed

LinkTo = Callable[[str], str]
"""From an invitation's token to the address of its page."""


def invite_somebody(actor: Actor, *, email: str, name: str, roles: Collection[Role], link_to: LinkTo) -> UUID:
    """Invite an address into the actor's place, mail the link, and return the invitation's id.

    Raises what invite_member raises.
    """
    invitation_id = invite_member(actor, email=email, name=name, roles=roles)
    _write(invitation_id, link_to)
    people_changed(actor)
    return invitation_id


def invite_the_first(actor: Actor, *, email: str, name: str, link_to: LinkTo) -> UUID:
    """Invite who may do everything in the system actor's place, which has no members yet; mail the link.

    Raises what invite_first_keeper raises.
    """
    invitation_id = invite_first_keeper(actor, email=email, name=name)
    _write(invitation_id, link_to)
    return invitation_id


def invite_again(actor: Actor, *, invitation_id: UUID, link_to: LinkTo) -> None:
    """Mail a new link for an invitation; the one before leads nowhere. Raises what resend_invitation raises."""
    resend_invitation(actor, invitation_id=invitation_id)
    _write(invitation_id, link_to)
    people_changed(actor)


def _write(invitation_id: UUID, link_to: LinkTo) -> None:
    letter = invitation_letter(invitation_id, now=current_scope("A message").now)
    link, place = letter.link, registered(letter.link.practice_id)
    notify(
        INVITATION,
        recipient=Recipient(link.email, zone="America/New_York" if place.is_platform else place.zone),
        facts={
            "name": link.name,
            "inviter": link.invited_by,
            "roles": role_names(link.roles).lower(),
            "link": link_to(letter.token),
            "expires_at": link.expires_at,
        },
        practice_name=link.practice_name,
        run_soon=True,
    )
