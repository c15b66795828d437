"""A cache table: counters of sign-in attempts must be the same for every process."""

from typing import ClassVar

from django.db import migrations

TABLE = """
CREATE TABLE foundation_cache (
    cache_key bytea PRIMARY KEY CHECK (octet_length(cache_key) = 32),
    value jsonb NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX foundation_cache_expires_at ON foundation_cache (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON foundation_cache TO attune_app;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("foundation", "0004_each_holder_has_a_data_key"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(TABLE, "DROP TABLE foundation_cache"),
    ]
