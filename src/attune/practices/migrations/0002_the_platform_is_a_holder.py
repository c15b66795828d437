"""The platform's reserved holder exists from the first row on."""

from typing import ClassVar

from django.db import migrations

PLATFORM = """
INSERT INTO practices_practice (id, kind, name, slug, zone, state)
VALUES ('00000000-0000-7000-8000-000000000001', 'platform', 'Attune', 'platform', 'UTC', 'active')
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("practices", "0001_a_practice_is_an_accountable_holder")]
    operations: ClassVar = [migrations.RunSQL(PLATFORM, migrations.RunSQL.noop)]
