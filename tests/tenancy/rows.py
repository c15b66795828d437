"""Making a row of any walled model, so that a new model is attacked from its first day."""

from collections.abc import Callable
from datetime import time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from attune.foundation.clock import now
from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import current_scope
from attune.foundation.tenancy.fields import PracticeForeignKey, WallKey, wall_key_or_none
from attune.kernel.identifiers import new_id

_numbers = count(1)

# Values for fields whose constraints a blind guess would break: model label, field name -> value.
PARTICULAR: dict[tuple[str, str], Callable[[], Any]] = {
    ("agreements.ContractTerms", "commission_bps"): lambda: 1_500,
    ("directory.Listing", "base_day"): lambda: now().date(),
    ("scheduling.TimeOff", "ends_on"): lambda: now().date() + timedelta(days=1),
    ("ledger.Entry", "number"): lambda: next(_numbers),
    ("matching.Recommendation", "score"): lambda: 0.5,
    ("matching.Recommendation", "propensity"): lambda: 1.0,
    ("credentialing.License", "expires_on"): lambda: now().date() + timedelta(days=365),
    ("credentialing.Provider", "zone"): lambda: "America/Denver",
    ("measures.Assessment", "closes_at"): lambda: now() + timedelta(days=8),
    ("scheduling.Appointment", "ends_at"): lambda: now() + timedelta(days=2),
    ("scheduling.Seat", "hold_expires_at"): lambda: now() + timedelta(minutes=10),
    ("payouts.PayoutLine", "net_minor"): lambda: 0,
    ("scheduling.Occupancy", "ends_at"): lambda: now() + timedelta(days=2),
    ("care_records.Encounter", "ends_at"): lambda: now() + timedelta(days=2),
    ("care_records.Cover", "ends_at"): lambda: now() + timedelta(days=2),
    ("care_records.PsychotherapyNote", "author_id"): lambda: current_scope().person_id,
}


def walled_models() -> list[type[models.Model]]:
    """Return every installed model with a wall."""
    return [model for model in apps.get_models() if wall_key_or_none(model) is not None]


def make_row(model: type[models.Model]) -> models.Model:
    """Write one row of the model in the open scope and return it."""
    values = {
        field.name: value
        for field in model._meta.local_concrete_fields
        if not isinstance(field, WallKey) and (value := _value(model, field)) is not None
    }
    row = model(**values)
    row.save(force_insert=True)
    return row


def _value(model: type[models.Model], field: Any) -> Any:
    particular = PARTICULAR.get((model._meta.label, field.name))
    if particular is not None:
        return particular()
    if isinstance(field, PracticeForeignKey):
        return None if field.null else make_row(field.related_model)
    if field.has_default() or field.null or field.db_default is not models.NOT_PROVIDED:
        return None
    if field.choices:
        return field.choices[0][0]
    return _guess(field)


def _guess(field: Any) -> Any:
    if isinstance(field, EncryptedTextField):
        return "sealed"
    if isinstance(field, models.BinaryField):
        return b"bytes"
    if isinstance(field, models.UUIDField):
        return new_id()
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, models.DateTimeField):
        return now() + timedelta(days=1)
    if isinstance(field, models.DateField):
        return now().date()
    if isinstance(field, models.TimeField):
        return time(0)
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField):
        return 1
    if isinstance(field, models.CharField | models.TextField):
        return new_id().hex[: field.max_length or 32]
    raise AssertionError(f"{field}: say in PARTICULAR how a value is made")


def key_of(row: models.Model) -> UUID:
    """Return the row's own id."""
    assert isinstance(row.pk, UUID)
    return row.pk
