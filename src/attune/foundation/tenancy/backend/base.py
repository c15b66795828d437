"""Django's entry into the backend."""

from django.db.backends.postgresql import base

from attune.foundation.tenancy.backend.schema import WallingSchemaEditor


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL whose schema editor walls tables off."""

    SchemaEditorClass = WallingSchemaEditor
