"""Making a person's sign-in whose address is proved already: by an invitation, or by a command."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction

from attune.foundation.clock import now
from attune.identity.models import User


@transaction.atomic
def sign_up(*, email: str, name: str, password: str | None, zone: str) -> UUID:
    """Make the user with a verified address and return the person's id. ``zone`` is an IANA name.

    Without a password they set one by mail when they first need it.
    """
    user = User(email=email, name=name, zone=zone, joined_at=now())
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user.id
