"""Who signed which exact words, and when."""

from django.db import models

from attune.agreements.rules.kinds import AgreementKind
from attune.foundation.tenancy import PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Signature(WalledModel):
    """One signature: the words as they were shown, their hash, the document. It is never changed.

    An agreement of the practice is signed once for all (``signatory_id`` empty); what each member signs
    for themselves names them.
    """

    practice_id = PracticeKey(append_only=True)
    kind = models.CharField(max_length=30, choices=[(one.value, one.value) for one in AgreementKind])
    version = models.PositiveSmallIntegerField()
    renewal = models.PositiveSmallIntegerField(default=0, help_text="How many contracts of the practice ended before.")
    title = models.CharField(max_length=120)
    signatory_id = models.UUIDField(null=True, help_text="The member who is bound; empty: the practice is.")
    signed_by = models.UUIDField(help_text="The person who signed.")
    typed_name = models.CharField(max_length=120)
    signed_at = models.DateTimeField(help_text="Real time.")
    exact_text = models.TextField()
    text_hash = models.CharField(max_length=64, help_text="SHA-256 of the exact text, in hexadecimal.")
    document = models.BinaryField(help_text="The signed text as PDF.")

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "kind", "text_hash", "renewal"],
                condition=models.Q(signatory_id=None),
                name="a_practice_signs_a_text_once",
            ),
            models.UniqueConstraint(
                fields=["practice_id", "kind", "text_hash", "signatory_id"],
                condition=models.Q(signatory_id__isnull=False),
                name="a_member_signs_a_text_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
