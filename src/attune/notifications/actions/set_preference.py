"""Switching a category of messages off or on."""

from attune.foundation.authorization import Actor
from attune.foundation.messages import CATEGORIES, Category
from attune.foundation.tenancy import current_scope
from attune.notifications.errors import CategoryRequired
from attune.notifications.models import Preference


def set_preference(actor: Actor, *, category: Category, is_wanted: bool) -> None:
    """Keep whether the actor wants messages of this category; in a scope of that person.

    Raises CategoryRequired for what is always sent.
    """
    opened = current_scope("A preference")
    assert opened.person_id is not None
    assert opened.person_id == actor.person_id, "a person decides for themselves"
    if CATEGORIES[category].is_required and not is_wanted:
        raise CategoryRequired(category)
    Preference.objects.update_or_create(
        person_id=opened.person_id,
        category=category,
        defaults={"is_wanted": is_wanted, "changed_at": opened.now},
    )
