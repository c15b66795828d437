"""What somebody looking for care has answered so far."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import PersonKey, Plane, PracticeForeignKey
from attune.foundation.tenancy.models import WalledModel
from attune.kernel.identifiers import new_id
from attune.patients.rules.answers import CareFor, Strength

STRENGTHS = [(one.value, one.value) for one in Strength]


class OnboardingAnswers(WalledModel):
    """One person's answers, saved as they go. Codes are those of directory's vocabulary; empty is unanswered."""

    person_id = PersonKey(plane=Plane.CARE)
    journey_id = models.UUIDField(default=new_id, editable=False)
    """The random id under which the funnel counts; nothing else ties it to the person."""
    concerns = ArrayField(models.CharField(max_length=20), default=list)
    """The most important first."""
    own_words = EncryptedTextField()
    care_for = models.CharField(max_length=6, blank=True, choices=[(one.value, one.value) for one in CareFor])
    dependent = PracticeForeignKey("patients.Dependent", null=True, on_delete=models.SET_NULL)
    birth_date = models.DateField(null=True)
    """Of whoever the care is for."""
    zip_code = models.CharField(max_length=5, blank=True)
    state = models.CharField(max_length=2, blank=True)
    zone = models.CharField(max_length=40, blank=True)
    """IANA name."""
    places = ArrayField(models.CharField(max_length=10), default=list)
    windows = ArrayField(models.CharField(max_length=20), default=list)
    payer = models.CharField(max_length=20, blank=True)
    budget_minor = models.PositiveIntegerField(null=True)
    language = models.CharField(max_length=5, blank=True)
    language_strength = models.CharField(max_length=4, choices=STRENGTHS, default=Strength.NICE.value)
    gender = models.CharField(max_length=10, blank=True)
    gender_strength = models.CharField(max_length=4, choices=STRENGTHS, default=Strength.NICE.value)
    modality = models.CharField(max_length=20, blank=True)
    modality_strength = models.CharField(max_length=4, choices=STRENGTHS, default=Strength.NICE.value)
    needs_prescriber = models.BooleanField(default=False)
    steps_done = ArrayField(models.CharField(max_length=12), default=list)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        constraints = [models.UniqueConstraint(fields=["person_id"], name="a_person_has_one_set_of_answers")]

    def __str__(self) -> str:
        return str(self.id)
