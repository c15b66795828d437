"""Accepting an invitation by making an account: the link proves that the address is theirs."""

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from attune.foundation.authorization import Actor
from attune.identity.actions.accept_invitation import Accepted, invitation_to_answer, join
from attune.identity.actions.sign_up import sign_up
from attune.identity.errors import AccountExists
from attune.identity.models import User


@transaction.atomic
def accept_with_new_account(actor: Actor, *, token: str, name: str, password: str, zone: str) -> Accepted:
    """Make an account for the invited address and make its person a member.

    ``actor`` is nobody yet: it carries the request's id. Raises what accept_invitation raises,
    AccountExists, and Django's ValidationError for a weak password.
    """
    assert actor.person_id is None
    invitation = invitation_to_answer(token)
    if User.objects.filter(email=invitation.email).exists():
        raise AccountExists(invitation.email)
    if EmailAddress.objects.filter(email=invitation.email, verified=True).exists():
        raise AccountExists(invitation.email)
    validate_password(password, User(email=invitation.email, name=name))
    person_id = sign_up(email=invitation.email, name=name.strip(), password=password, zone=zone)
    return join(actor, person_id, invitation)
