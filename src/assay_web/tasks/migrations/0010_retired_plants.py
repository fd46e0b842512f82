from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0009_collections"),
    ]

    operations = [
        migrations.AddField(
            model_name="golditem",
            name="retired_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="golditem",
            name="retired_because",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddConstraint(
            model_name="golditem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retired_at", None), ("retired_because", "")),
                    models.Q(
                        ("retired_at__isnull", False),
                        ("task__isnull", False),
                        models.Q(("retired_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="gold_item_retired_for_a_reason",
            ),
        ),
    ]
