"""Providers: who delivers care at a practice."""

from django.db import models
from django.db.models.functions import Now

from attune.credentialing.rules.professions import Profession
from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Provider(WalledModel):
    """A clinician at one practice. Somebody who works at two practices is a provider at each."""

    class State(models.TextChoices):
        JOINING = "joining"
        ACTIVE = "active"
        SUSPENDED = "suspended"
        LEFT = "left"

    class SuspendedFor(models.TextChoices):
        EXCLUSION = "exclusion"
        DECISION = "decision"

    practice_id = PracticeKey()
    person_id = models.UUIDField(editable=False)
    """Who signs in; identity's person."""
    name = models.CharField(max_length=120)
    profession = models.CharField(max_length=30, choices=[(one.value, one.value) for one in Profession])
    npi = models.CharField(max_length=10, blank=True)
    zone = models.CharField(max_length=40)
    """IANA name; the wall clock of the provider's hours."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.JOINING)
    takes_new_patients = models.BooleanField(default=True)
    weekly_sessions_max = models.PositiveSmallIntegerField(default=25)
    legal_given_name = models.CharField(max_length=60, blank=True)
    legal_family_name = models.CharField(max_length=60, blank=True)
    """The names registers know them by; empty where ``name`` says the same."""
    birth_date = EncryptedTextField(blank=True)
    """ISO 8601; compared with exclusion lists, shown to nobody. Empty: not known."""
    suspended_for = models.CharField(max_length=10, choices=SuspendedFor.choices, blank=True)
    state_before = models.CharField(max_length=10, choices=State.choices, default=State.JOINING)
    """What a suspension interrupted; its end leads back there."""
    state_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "person_id"], name="a_person_is_one_provider"),
            models.CheckConstraint(condition=~models.Q(name=""), name="provider_has_a_name"),
        ]
