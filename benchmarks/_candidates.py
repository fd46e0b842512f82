"""Real candidates, as many as are wanted: those of the samples, no two of the same content."""

from __future__ import annotations

from assay.domain.task import Task

SAMPLES = ("calculator-service", "cart-service")
"""Their candidates are examined in a second or two each: what is measured is the queue and its machines."""


def real_tasks(count: int) -> list[Task]:
    """Tasks with one candidate each. A remark at the end keeps each from counting as examined before."""
    from assay import read_tasks
    from assay_cli.platform.demo import samples_folder

    found = [one for name in SAMPLES for one in read_tasks(samples_folder() / name)]
    pairs = [(task, candidate) for task in found if isinstance(task, Task) for candidate in task.candidates]
    made = []
    for number in range(count):
        task, candidate = pairs[number % len(pairs)]
        files = {path: f"{text}\n# copy {number}\n" for path, text in candidate.files.items()}
        made.append(
            task.model_copy(
                update={
                    "id": f"{task.id}-{number}",
                    "title": f"{task.title} {number}",
                    "candidates": (candidate.model_copy(update={"files": files}),),
                }
            )
        )
    return made


def queue(slug: str, lead: object, count: int) -> None:
    """Import them into a project of that name, with a job for each."""
    from assay_web.accounts.models import User
    from assay_web.projects.services import create_project
    from assay_web.tasks import evidence_queue
    from assay_web.tasks.services import import_tasks

    assert isinstance(lead, User)
    evidence_queue.CHUNK = 1
    import_tasks(create_project(slug=slug, name=slug.title(), lead=lead, price_minor=1000), real_tasks(count))
