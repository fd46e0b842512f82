"""Label Studio's part of ``peers.py``, run by the Python of ``.venv-peers``: migrations, people, a project with tasks.

It reads ``people``, ``password``, ``tasks`` (a number), ``code`` and ``overlap`` from standard input as JSON, and
prints last the project's id, that of its first task, and those of two empty projects whose tasks have two candidates.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

CONFIG = """
<View>
  <Text name="code" value="$code"/>
  <Labels name="category" toName="code"><Label value="logic"/><Label value="security"/></Labels>
  <TextArea name="explanation" toName="code" perRegion="true"/>
</View>
"""

OF_TWO = """
<View>
  <Text name="prompt" value="$prompt"/>
  <Text name="code" value="$a"/>
  <Text name="other" value="$b"/>
  <Labels name="category" toName="code"><Label value="logic"/><Label value="security"/></Labels>
  <TextArea name="explanation" toName="code" perRegion="true"/>
  <Choices name="better" toName="prompt"><Choice value="a"/><Choice value="b"/></Choices>
</View>
"""


def main(work: dict[str, object]) -> tuple[int, ...]:
    """Make all of it; the ids."""
    import label_studio  # type: ignore[import-not-found]  # in its own environment only

    sys.path.insert(0, str(Path(label_studio.__file__).parent))
    os.environ["DJANGO_SETTINGS_MODULE"] = "core.settings.label_studio"
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password
    from django.core.management import call_command
    from organizations.models import Organization  # type: ignore[import-not-found]
    from projects.models import Project  # type: ignore[import-not-found]
    from tasks.models import Task  # type: ignore[import-not-found]
    from users.models import User  # type: ignore[import-not-found]

    call_command("migrate", verbosity=0)
    lead = User.objects.create_user(email="lead@example.org", password=str(work["password"]))
    organization = Organization.create_organization(created_by=lead, title="Crowd")
    people = [User.objects.create_user(email=email) for email in work["people"]]  # type: ignore[attr-defined]
    User.objects.update(password=make_password(work["password"]), active_organization=organization)
    for one in people:
        organization.add_user(one)
    common = {"created_by": lead, "organization": organization, "is_published": True}
    project = Project.objects.create(title="Crowd", label_config=CONFIG, maximum_annotations=work["overlap"], **common)
    others = [
        Project.objects.create(title=title, label_config=OF_TWO, maximum_annotations=2, **common)
        for title in ("Imported", "Exported")
    ]
    codes = [{"code": work["code"], "number": number} for number in range(int(str(work["tasks"])))]
    Task.objects.bulk_create(
        Task(project=project, data=data, overlap=work["overlap"], inner_id=at) for at, data in enumerate(codes, 1)
    )
    first = Task.objects.filter(project=project).order_by("pk").values_list("pk", flat=True).first()
    return int(project.pk), int(first), *(int(one.pk) for one in others)


if __name__ == "__main__":
    print(*main(json.load(sys.stdin)))
