"""``attune user``: the first people of an installation, and help for those who cannot sign in."""

import argparse
from typing import Any

from attune.cli.environment import Refusal, add_edition, configure


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("user", help="the first people, and help for those who cannot sign in")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    recover = parts.add_parser(
        "recover", help="remove the second factors of somebody who lost them all; they are told by mail"
    )
    add_edition(recover)
    recover.add_argument("email", help="the address they sign in with")
    recover.add_argument("--by", required=True, help="who proved that it is them, by name and office")
    recover.add_argument("--why", required=True, help="how it was proved, in a sentence")
    recover.set_defaults(run=run_recover)
    first = parts.add_parser("invite-first", help="invite the first owner of a practice, or compliance officer")
    add_edition(first)
    first.add_argument("email", help="where the invitation goes")
    first.add_argument("--name", required=True, help="the name they go by")
    first.add_argument("--place", default="platform", help="the practice's slug; platform for the operators")
    first.add_argument("--origin", help="how browsers reach this installation; else https and the first allowed host")
    first.set_defaults(run=run_invite_first)


def run_recover(arguments: argparse.Namespace) -> int:
    """Remove the factors, with the decision on record. Refuses an address nobody signs in with."""
    if not arguments.by.strip() or not arguments.why.strip():
        raise Refusal("Say who decided (--by) and why (--why): both stand in the trail.")
    configure(arguments)
    from attune.identity.errors import NoSuchPerson
    from attune.workflows.recover_sign_in import recover_sign_in

    try:
        removed = recover_sign_in(email=arguments.email, decided_by=arguments.by, reason=arguments.why)
    except NoSuchPerson as unknown:
        raise Refusal(f"Nobody signs in with {unknown.email}.") from None
    print(f"{removed} second factors removed, every session ended. They sign in with their password now.")
    return 0


def run_invite_first(arguments: argparse.Namespace) -> int:
    """Invite whoever keeps a place that has no members yet; everybody else is invited by them."""
    configure(arguments)
    from django.conf import settings
    from django.urls import reverse

    from attune.foundation.authorization import system_actor
    from attune.foundation.tenancy import Plane, scope
    from attune.identity.errors import InvitedAlready, PracticeHasMembers
    from attune.practices.errors import NoSuchPractice
    from attune.practices.queries.registry import registered_by_slug
    from attune.workflows.invite_somebody import invite_the_first

    origin = (arguments.origin or f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}").rstrip("/")
    try:
        place = registered_by_slug(arguments.place)
        with scope(place.practice_id, plane=Plane.BUSINESS if place.is_platform else Plane.CARE):
            invite_the_first(
                system_actor(place.practice_id),
                email=arguments.email,
                name=arguments.name,
                link_to=lambda token: f"{origin}{reverse('accept_invitation', args=[token])}",
            )
    except NoSuchPractice:
        raise Refusal(f"No practice has the slug {arguments.place}.") from None
    except InvitedAlready:
        raise Refusal(f"{arguments.email} has an open invitation to {place.name} already.") from None
    except PracticeHasMembers:
        raise Refusal(f"{place.name} has members already: they invite everybody else.") from None
    print(f"{place.name}: the invitation goes to {arguments.email}.")
    return 0
