"""The demo project: accounts, guidelines, prices and the sample tasks. Made once for a data folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import assay_cli
from assay.domain.task import Task
from assay.errors import InputError, InternalError, RecordError
from assay_cli.platform.folder import DataFolder
from assay_cli.platform.postgres import running_url

if TYPE_CHECKING:
    from assay_web.accounts.models import User

SLUG = "demo"
FIRST = ("ttl-cache",)
"""Samples that come first; the others follow by name."""

ROLES = {
    "reviewer": "Robin Reviewer",
    "reviewer2": "Sasha Second",
    "lead": "Lee Lead",
    "adjudicator": "Ari Adjudicator",
    "operator": "Ola Operator",
}

GUIDELINES = """\
## What we ask of you

Read each candidate as you would a colleague's pull request to a service that you are on call for.

1. **First pass, blind.** Read the code before you look at any machine evidence. Write down what you find, rate, rank,
   then lock the pass. Your first pass is kept as it is.
2. **Second pass.** Judge the machine evidence: *real* or *false*, with a reason. Add what it made you see.
3. **Prove what you can.** A reproducer is a test that fails on the candidate. If it also passes on your correction or
   on our reference, the finding counts as proven.

## What makes a good finding

- It stands at the line where the mistake is, not where it shows.
- It says what goes wrong, for which input or schedule, and what that costs the user.
- Its severity is the severity of the consequence: *blocker* loses data, money or safety; *major* breaks a stated
  requirement; *minor* costs quality; *nit* is taste. Mark what is *good* too.

## Ranking

Rank by what you would rather merge and maintain. Ties are allowed. Cite your findings in the justification.
"""


@dataclass(frozen=True)
class Account:
    """Who may sign in to the demo."""

    role: str
    email: str
    password: str


def samples_folder() -> Path:
    """The sample tasks: inside the package once installed, in the repository's ``samples`` otherwise.

    Raises:
        InternalError: they are in neither place.
    """
    package = Path(assay_cli.__file__).parent
    for folder in (package / "samples", package.parents[1] / "samples"):
        if folder.is_dir():
            return folder
    raise InternalError("the sample tasks are not installed", remedy="install the wheel again")


def accounts(folder: DataFolder) -> list[Account]:
    """The demo's accounts; passwords are made once for a data folder."""
    return [Account(role, f"{role}@assay.example", folder.secret(f"password-{role}", 9)) for role in ROLES]


def seed(folder: DataFolder) -> None:
    """Make accounts, project and tasks unless they are there. To be called with Django set up."""
    from django.db import transaction  # noqa: PLC0415 - Django is set up by now

    from assay_web.projects.models import Project  # noqa: PLC0415 - as above

    if Project.objects.filter(slug=SLUG).exists():
        return
    with transaction.atomic():
        _make(folder)


def reset(folder: DataFolder) -> None:
    """Delete the demo's data.

    Raises:
        InputError: the demo is running.
    """
    if running_url(folder):
        raise InputError("the demo is running", remedy="stop it with Ctrl-C, then use --reset")
    if folder.path.exists():
        shutil.rmtree(folder.path)


def environment(folder: DataFolder) -> dict[str, str]:
    """What lets the sign-in page show the accounts."""
    rows = [[one.role, one.email, one.password] for one in accounts(folder)]
    return {"ASSAY_DEMO_ACCOUNTS": json.dumps(rows)}


def price_minor(task: Task) -> int:
    """Pay of a sample task in cents: a base, a share for each candidate, and one for what is dear to review."""
    lines = sum(text.count("\n") for one in task.candidates for text in one.files.values())
    cents = 1200 + 600 * len(task.candidates) + 4 * lines
    return min(round(cents / 100) * 100, 12_000)


def _make(folder: DataFolder) -> None:
    from assay_web.accounts.services import create_user  # noqa: PLC0415 - Django is set up by now
    from assay_web.projects.models import Role  # noqa: PLC0415 - as above
    from assay_web.projects.services import add_member, create_project  # noqa: PLC0415 - as above
    from assay_web.tasks.services import import_tasks  # noqa: PLC0415 - as above

    people: dict[str, User] = {
        one.role: create_user(one.email, one.password, name=ROLES[one.role], is_operator=one.role == "operator")
        for one in accounts(folder)
    }
    project = create_project(
        slug=SLUG,
        name="Assay demo",
        lead=people["lead"],
        price_minor=4800,
        currency="USD",
        guidelines=GUIDELINES,
        overlap=2,
    )
    for role in ("reviewer", "reviewer2"):
        add_member(project, people[role], Role.REVIEWER)
    add_member(project, people["adjudicator"], Role.ADJUDICATOR)
    import_tasks(project, _samples(), price_of=price_minor)


def _samples() -> Iterator[Task | RecordError]:
    from assay import read_tasks  # noqa: PLC0415 - only a first start reads them

    folders = sorted(one for one in samples_folder().iterdir() if (one / "task.toml").is_file())
    folders.sort(key=lambda one: (one.name not in FIRST, one.name))
    for folder in folders:
        yield from read_tasks(folder)
