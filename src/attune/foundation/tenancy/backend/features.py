"""What this backend can do that differs from Django's PostgreSQL."""

from django.db.backends.postgresql import features
from django.db.models import Model

from attune.foundation.tenancy.fields import wall_key_or_none


class WallingFeatures(features.DatabaseFeatures):
    """A walled table's primary key is (holder, id): grouping by id alone does not name a row."""

    def allows_group_by_selected_pks_on_model(self, model: type[Model]) -> bool:
        """Return whether a query may group by the key Django sees instead of every column it selects."""
        return bool(super().allows_group_by_selected_pks_on_model(model)) and wall_key_or_none(model) is None
