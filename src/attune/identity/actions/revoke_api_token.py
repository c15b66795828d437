"""Revoking an API token, and with it every token that was made with it."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from attune.audit.actions.record import record_many
from attune.foundation import clock
from attune.foundation.authorization import Actor, authorize, may
from attune.identity.errors import NoSuchToken
from attune.identity.models import ApiToken
from attune.identity.queries.api_tokens import belongs_to
from attune.identity.token_permissions import OVERSEE_TOKENS, REVOKE_OWN_TOKEN


@transaction.atomic
def revoke_api_token(actor: Actor, *, token_id: UUID) -> None:
    """End a token of the actor's, or as an overseer any token of their practice; at once; inside a scope there.

    A second time changes nothing. Raises NoSuchToken for one that is not theirs.
    """
    authorize(actor, REVOKE_OWN_TOKEN)
    token = ApiToken.objects.select_for_update().filter(_reach(actor), id=token_id).first()
    if token is None:
        raise NoSuchToken(token_id)
    if token.revoked_at is not None:
        return
    now, ending, ended = clock.now(), [token.id], list[UUID]()
    while ending:
        ApiToken.objects.filter(id__in=ending).update(revoked_at=now, revoked_by_id=actor.person_id)
        ended += ending
        made = ApiToken.objects.select_for_update().filter(made_with__in=ending, revoked_at=None)
        ending = list(made.values_list("id", flat=True))
    record_many(actor, "identity.token.revoked", object_kind="api_token", objects=[(one, None) for one in ended])


def _reach(actor: Actor) -> Q:
    if actor.practice_id is not None and may(actor, OVERSEE_TOKENS):
        return belongs_to(actor) | Q(practice_id=actor.practice_id)
    return belongs_to(actor)
