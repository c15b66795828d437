"""How much a token, its holder and an API may be asked for."""

from django.http import HttpResponse

from attune.api.shared.errors import LimitReached
from attune.foundation.rate_limits.counting import Bucket, Level, count_use
from attune.identity.queries.presented_token import PresentedToken


def count_request(token: PresentedToken) -> Level:
    """Count a request and return where its token stands. The answer tells only the token's own level:

    what others use up of the API is nobody's business.
    """
    audience = token.audience
    levels = count_use(
        (
            Bucket(f"token:{token.id}", audience.per_token),
            Bucket(f"holder:{audience.name}:{token.holder_id}", audience.per_holder),
            Bucket(f"api:{audience.name}", audience.in_total),
        )
    )
    exceeded = next((level for level in levels if level.is_exceeded), None)
    if exceeded is not None:
        raise LimitReached(exceeded.resets_in)
    return levels[0]


def tell_level(response: HttpResponse, token: PresentedToken, level: Level | None) -> None:
    """Add the token's limit and level. Source: draft-ietf-httpapi-ratelimit-headers-10."""
    limit = token.audience.per_token
    response.headers["RateLimit-Policy"] = f'"token";q={limit.requests};w={limit.seconds}'
    if level is not None:
        response.headers["RateLimit"] = f'"token";r={level.remaining};t={level.resets_in}'
