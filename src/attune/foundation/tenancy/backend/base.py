"""Django's entry into the backend."""

from django.db.backends.postgresql import base

from attune.foundation.tenancy.backend.features import WallingFeatures
from attune.foundation.tenancy.backend.schema import WallingSchemaEditor


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL whose schema editor walls tables off."""

    features_class = WallingFeatures
    SchemaEditorClass = WallingSchemaEditor
