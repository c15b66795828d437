"""The answers kept for writes that are sent again."""

from typing import ClassVar

from django.db import migrations, models

import attune.foundation.tenancy.fields
import attune.foundation.tenancy.walls
import attune.kernel.identifiers


class Migration(migrations.Migration):
    dependencies: ClassVar = [("foundation", "0002_uses_are_counted_in_windows")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="IdempotentRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=attune.kernel.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "holder_id",
                    attune.foundation.tenancy.fields.HolderKey(plane=attune.foundation.tenancy.walls.Plane["CARE"]),
                ),
                ("key_hash", models.CharField(max_length=64)),
                ("request_hash", models.CharField(help_text="Method, address and body.", max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("sealed_answer", models.BinaryField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["holder_id", "expires_at"], name="answers_by_expiry")],
                "constraints": [models.UniqueConstraint(fields=("holder_id", "key_hash"), name="a_key_has_one_answer")],
            },
        ),
    ]
