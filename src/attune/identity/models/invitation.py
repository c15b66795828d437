"""An invitation into a practice, answered once by the person it was sent to."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from attune.kernel.identifiers import new_id


class Invitation(models.Model):
    """Sent by mail; only the token's hash is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    roles = ArrayField(models.CharField(max_length=16))
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        "identity.User",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty for the first one of a place, invited at install.",
    )
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")),
                name="invited_address_is_in_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
