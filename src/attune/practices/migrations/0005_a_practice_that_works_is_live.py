"""What was called active is live, and who was setting up has applied."""

from typing import ClassVar

from django.db import migrations

FORWARDS = """
UPDATE practices_practice SET state = 'live' WHERE state = 'active';
UPDATE practices_practice SET state = 'applied' WHERE state = 'setting_up';
"""
BACKWARDS = """
UPDATE practices_practice SET state = 'active' WHERE state IN ('live', 'paused');
UPDATE practices_practice SET state = 'setting_up' WHERE state IN ('applied', 'in_review', 'agreements');
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("practices", "0004_a_practice_applies_employs_and_opens_states")]
    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
