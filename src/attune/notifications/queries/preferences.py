"""What a person wants to get."""

from dataclasses import dataclass

from attune.foundation.messages import CATEGORIES, Category
from attune.notifications.models import Preference


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the preferences page."""

    category: Category
    label: str
    explanation: str
    is_required: bool
    is_wanted: bool


def preferences(*, is_staff: bool) -> list[Choice]:
    """Return each category that concerns the scope's person, with what they chose; unless switched off it is wanted.

    ``is_staff``: they work in a practice.
    """
    off = set(Preference.objects.filter(is_wanted=False).values_list("category", flat=True))
    return [
        Choice(
            category,
            text.label,
            text.explanation,
            text.is_required,
            is_wanted=text.is_required or category.value not in off,
        )
        for category, text in CATEGORIES.items()
        if is_staff or not text.is_for_staff
    ]
