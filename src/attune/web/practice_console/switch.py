"""Choosing which of one's practices to work in."""

from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from attune.identity.actions.switch_practice import switch_practice
from attune.identity.errors import NoSuchPlace
from attune.identity.queries.signed_in import key_hash
from attune.web.access import PersonRequest, account_page


@account_page
@require_POST
def switch(request: PersonRequest) -> HttpResponseBase:
    """Make the posted ``practice`` the active one and lead to its home page."""
    key = request.session.session_key
    assert key is not None
    switch_practice(
        request.actor, session_key_hash=key_hash(key), practice_id=_told_id(request.POST.get("practice", ""))
    )
    return redirect("home_of_person")


def _told_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NoSuchPlace(UUID(int=0)) from None
