"""The steps from arriving to the first session, as the funnel counts them."""

from enum import StrEnum


class FunnelPoint(StrEnum):
    """A point a journey reaches, beside the questions themselves."""

    RECOMMENDED = "recommended"
    TIME_CHOSEN = "time_chosen"
    SIGNED_UP = "signed_up"
    CONSENTED = "consented"
    BOOKED = "booked"
    MET = "met"
