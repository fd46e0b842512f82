"""What a project asked of its reviewers becomes its requirements."""

from django.db import migrations


def move(apps, schema_editor):
    project, requirements = apps.get_model("projects", "Project"), apps.get_model("projects", "Requirements")
    for one in project.objects.exclude(languages=[], min_years=0):
        requirements.objects.get_or_create(
            project=one, defaults={"languages": dict.fromkeys(one.languages, 0), "min_years": one.min_years}
        )


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0008_requirements_and_holds'),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
