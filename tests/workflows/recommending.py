"""What somebody is recommended, as tests ask for it."""

from attune.foundation.authorization import Role
from attune.workflows.recommend import recommend_to, recommending

STAFF = frozenset({Role.SCHEDULER})


def recommended(actor):
    with recommending(actor.person_id):
        return recommend_to(actor)


def names(told):
    return [one.listing.provider_name for one in told.made.best]
