import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

_ONCE = """
INSERT INTO tasks_storedrubric (key, content)
SELECT encode(sha256(convert_to(said, 'UTF8')), 'hex'), said FROM (SELECT DISTINCT said FROM tasks_task) AS found
"""
_POINT = "UPDATE tasks_task SET rubric_id = encode(sha256(convert_to(said, 'UTF8')), 'hex')"


class Migration(migrations.Migration):
    """Rubrics move from each task into a table of their own, each of them once."""

    dependencies = [
        ("tasks", "0010_retired_plants"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredRubric",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("content", models.TextField()),
            ],
        ),
        migrations.RenameField("task", "rubric", "said"),
        migrations.AddField(
            "task",
            "rubric",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tasks.storedrubric",
            ),
        ),
        migrations.RunSQL(_ONCE),
        migrations.RunSQL(_POINT),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.RemoveField("task", "said"),
        migrations.AlterField(
            "task",
            "rubric",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tasks.storedrubric",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="storedrubric",
            trigger=pgtrigger.compiler.Trigger(
                name="rubric_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7978ff7fdec577b656ef1e642f42d1bc98aa3ca2",
                    operation="UPDATE",
                    pgid="pgtrigger_rubric_stays_fea68",
                    table="tasks_storedrubric",
                    when="BEFORE",
                ),
            ),
        ),
    ]
