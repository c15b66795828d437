"""The counters of rate limits: lost in a crash, which costs nobody anything."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("foundation", "0001_a_transaction_says_whose_rows_it_touches")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="RateCounter",
            fields=[
                ("bucket", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("window_started_at", models.DateTimeField()),
                ("used", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE foundation_ratecounter SET UNLOGGED; ALTER TABLE foundation_ratecounter SET (fillfactor = 50)",
            migrations.RunSQL.noop,
        ),
    ]
