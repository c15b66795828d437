"""Making a person's sign-in whose address is proved already: by an invitation, or by a command."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction

from attune.identity.models import User


@transaction.atomic
def sign_up(*, email: str, name: str, password: str, zone: str) -> UUID:
    """Make the user with a verified address and return the person's id. ``zone`` is an IANA name."""
    user = User(email=email, name=name, zone=zone)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user.id
