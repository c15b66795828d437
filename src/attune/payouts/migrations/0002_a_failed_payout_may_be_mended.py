from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0001_what_is_promised_is_paid"),
    ]

    operations = [
        migrations.AddField(
            model_name="operatingpayout",
            name="is_mended",
            field=models.BooleanField(
                default=False, help_text="It failed, and what it gave back went on with another one."
            ),
        ),
    ]
