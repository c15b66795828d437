"""The practice whose scope is open, locked for a change of its state."""

from attune.foundation.tenancy import current_scope
from attune.practices.errors import NoSuchPractice
from attune.practices.models import Practice


def locked_practice() -> Practice:
    """Return the scope's practice; others who lock it wait until the transaction ends. Raises NoSuchPractice."""
    practice_id = current_scope("A practice").holder_id
    found = Practice.objects.select_for_update(no_key=True).filter(id=practice_id, kind=Practice.Kind.PRACTICE).first()
    if found is None:
        raise NoSuchPractice(practice_id)
    return found
