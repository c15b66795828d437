"""``attune members``: the first one of a place, whom nobody there can invite."""

import argparse
from typing import Any

from attune.cli.environment import Refusal, add_edition, configure


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("members", help="who may work in a practice, or on the platform")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    first = parts.add_parser(
        "invite-first", help="invite a practice's first owner, or the platform's first compliance officer"
    )
    first.add_argument("email")
    first.add_argument("--name", required=True, help="the name the person goes by")
    first.add_argument("--place", default="platform", help="the practice's address (slug); else the platform")
    first.add_argument("--site", required=True, help="where the product is reached, as https://care.example.org")
    add_edition(first)
    first.set_defaults(run=invite_first)


def invite_first(arguments: argparse.Namespace) -> int:
    """Mail the invitation and print its link too, as mail may not work yet; it is good for 14 days and once."""
    configure(arguments)
    from django.urls import reverse

    from attune.foundation.authorization import system_actor
    from attune.foundation.tenancy import Plane, scope
    from attune.identity.errors import InvitedAlready, PracticeHasMembers
    from attune.identity.queries.invitation_links import invitation_letter
    from attune.practices.errors import NoSuchPractice
    from attune.practices.queries.registry import registered_by_slug
    from attune.workflows.invite_somebody import invite_the_first

    def link_to(token: str) -> str:
        return str(arguments.site).rstrip("/") + reverse("accept_invitation", kwargs={"token": token})

    try:
        place = registered_by_slug(arguments.place)
        with scope(place.practice_id, plane=Plane.BUSINESS if place.is_platform else Plane.CARE) as opened:
            actor = system_actor(place.practice_id)
            invitation_id = invite_the_first(actor, email=arguments.email, name=arguments.name, link_to=link_to)
            letter = invitation_letter(invitation_id, now=opened.now)
    except NoSuchPractice as error:
        raise Refusal(
            f"There is no practice {arguments.place!r}. Its address stands on the operators' list."
        ) from error
    except PracticeHasMembers as error:
        raise Refusal("Somebody works there already. They can invite others.") from error
    except InvitedAlready as error:
        raise Refusal(f"{arguments.email} is invited already.") from error
    print(link_to(letter.token))
    return 0
