"""A token by which a program acts for a person, in one practice or in that person's own care."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from attune.identity.models.membership import Membership
from attune.kernel.identifiers import new_id


class ApiToken(models.Model):
    """Found by the hash of its text, which is stored nowhere.

    It names a membership, not roles: what it may do is looked up at each use.
    Without a practice it acts for the person in their own care.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    audience = models.CharField(max_length=16)
    scopes = ArrayField(models.CharField(max_length=32))
    label = models.CharField(max_length=80)
    person = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="api_tokens")
    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, null=True, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="api_tokens")
    made_with = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="made")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, help_text="UTC; written once a day.")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(practice=None, membership=None) | Q(practice__isnull=False, membership__isnull=False),
                name="a_practice_token_names_a_membership",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="a_token_expires_after_it_was_made"
            ),
            models.CheckConstraint(condition=~Q(label=""), name="a_token_has_a_label"),
        ]
        indexes = [
            models.Index(fields=["person", "practice"], name="tokens_of_a_person"),
            models.Index(fields=["practice"], name="tokens_in_a_practice"),
        ]

    def __str__(self) -> str:
        return str(self.id)
