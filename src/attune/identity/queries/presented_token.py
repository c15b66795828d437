"""The token a program presents, with the person and the roles behind it, in one query."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from attune.foundation.authorization import Role
from attune.foundation.policies import policy
from attune.identity.models import ApiToken
from attune.identity.queries.signed_in import moment
from attune.identity.rules.policy import ApiPolicy, Audience
from attune.identity.rules.tokens import token_hash

# One row or none, whatever is wrong with the token; expiry and roles follow the product's clock.
# It comes as one text, of a statement prepared once a connection, as the session's does: see signed_in.
ONE_QUERY = """
SELECT json_build_array(t.id, t.audience, t.scopes, t.person_id, u.name, t.practice_id, p.name,
       (extract(epoch FROM t.expires_at) * 1000000)::bigint, t.last_used_on,
       (extract(epoch FROM c.at) * 1000000)::bigint,
       CASE WHEN t.membership_id IS NULL THEN ARRAY['patient'] ELSE
            (SELECT coalesce(array_agg(g.role), '{}') FROM identity_grant g
             WHERE g.membership_id = t.membership_id AND g.starts_at <= c.at
               AND (g.ends_at IS NULL OR g.ends_at > c.at)) END)
FROM (SELECT app.now() AS at) c
JOIN identity_apitoken t ON t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > c.at
JOIN identity_user u ON u.id = t.person_id AND u.is_active
LEFT JOIN identity_membership m ON m.id = t.membership_id AND m.practice_id = t.practice_id
      AND m.user_id = t.person_id AND m.started_at <= c.at AND (m.ended_at IS NULL OR m.ended_at > c.at)
LEFT JOIN practices_practice p ON p.id = t.practice_id
WHERE t.membership_id IS NULL OR (m.id IS NOT NULL AND p.state <> 'closed')
"""


@dataclass(frozen=True, slots=True)
class PresentedToken:
    """A working token, with the roles its person holds at this moment."""

    id: UUID
    audience: Audience
    scopes: frozenset[str]
    person_id: UUID
    person_name: str
    practice_id: UUID | None
    practice_name: str
    """Empty without a practice."""
    roles: frozenset[Role]
    expires_at: datetime
    last_used_on: date | None
    seen_at: datetime

    @property
    def holder_id(self) -> UUID:
        """The practice it is bound to, else the person."""
        return self.practice_id or self.person_id


def presented_token(text: str, *, audience_name: str) -> PresentedToken | None:
    """Return the token with this text if it works for this audience at this moment.

    None for every other text, whatever is wrong: unknown, revoked, expired, made
    for another audience, its person locked out, the membership or every fitting
    role ended, the practice closed. Needs no scope.
    """
    told = connection.prepared_text(ONE_QUERY, [token_hash(text)])  # type: ignore[attr-defined]
    if told is None:
        return None
    id_, name, scopes, person_id, person_name, practice_id, practice_name, *times, held = json.loads(told)
    expires_at, last_used_on, seen_at = times
    audience, roles = policy(ApiPolicy).audience(name), frozenset(map(Role, held))
    if name != audience_name or audience is None or not roles & audience.holders:
        return None
    return PresentedToken(
        id=UUID(id_),
        audience=audience,
        scopes=frozenset(scopes),
        person_id=UUID(person_id),
        person_name=person_name,
        practice_id=UUID(practice_id) if practice_id else None,
        practice_name=practice_name or "",
        roles=roles,
        expires_at=moment(expires_at),
        last_used_on=date.fromisoformat(last_used_on) if last_used_on else None,
        seen_at=moment(seen_at),
    )


def note_use(token: PresentedToken) -> None:
    """Remember the day (UTC) a token was used; writes once a day."""
    if token.last_used_on != token.seen_at.date():
        ApiToken.objects.filter(id=token.id).update(last_used_on=token.seen_at.date())
