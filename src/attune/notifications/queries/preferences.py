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


def preferences() -> list[Choice]:
    """Return every category with what the scope's person chose; what nobody switched off is wanted."""
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
    ]
