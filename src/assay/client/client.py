"""What the API offers, as methods; :meth:`Requests.request` and :meth:`Requests.pages` reach all that has none."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from assay.client.requests import Requests
from assay.client.shapes import (
    Export,
    Finding,
    FindingsIn,
    Import,
    Me,
    Offer,
    Plant,
    PlantsAdded,
    Project,
    Review,
    Task,
)
from assay.errors import ServerUnavailable

_OPEN: Final = frozenset({"queued", "running"})


class Client(Requests):
    """An instance, as the owner of the token sees it."""

    def me(self) -> Me:
        """Whose token it is, and their roles."""
        return Me.model_validate(self.request("GET", "/me"))

    def projects(self) -> Iterator[Project]:
        """The projects that the caller reads as a whole."""
        yield from map(Project.model_validate, self.pages("/projects"))

    def create_project(self, slug: str, name: str, price_minor: int, *, currency: str = "USD", **more: Any) -> Project:  # noqa: ANN401 - as the API takes them
        """Make a project that the caller leads."""
        body = {"slug": slug, "name": name, "price_minor": price_minor, "currency": currency, **more}
        return Project.model_validate(self.request("POST", "/projects", body=body))

    def tasks(self, project: str, *, which: str | None = None, language: str | None = None) -> Iterator[Task]:
        """A project's tasks by number."""
        yield from map(Task.model_validate, self.pages(f"/projects/{project}/tasks", which=which, language=language))

    def task(self, project: str, task_id: UUID) -> dict[str, Any]:
        """One task as an ``assay.task/v1`` record."""
        found: dict[str, Any] = self.request("GET", f"/projects/{project}/tasks/{task_id}")
        return found

    def reviews(self, project: str, *, state: str | None = None) -> Iterator[Review]:
        """The newest submission of each review, the newest first."""
        yield from map(Review.model_validate, self.pages(f"/projects/{project}/reviews", state=state))

    def review(self, project: str, review_id: UUID) -> dict[str, Any]:
        """One review as an ``assay.review/v1`` record."""
        found: dict[str, Any] = self.request("GET", f"/projects/{project}/reviews/{review_id}")["review"]
        return found

    def accept(self, project: str, review_id: UUID, reason: str = "") -> None:
        """Accept a submitted review."""
        self.request("POST", f"/projects/{project}/reviews/{review_id}/accept", body={"reason": reason})

    def send_back(self, project: str, review_id: UUID, reason: str) -> None:
        """Return a submitted review to its author."""
        self.request("POST", f"/projects/{project}/reviews/{review_id}/return", body={"reason": reason})

    def findings(self, project: str, **filters: object) -> Iterator[Finding]:
        """Findings of submitted reviews, by ``severity``, ``category``, ``cwe``, ``proof``, ``task``."""
        yield from map(Finding.model_validate, self.pages(f"/projects/{project}/findings", **filters))

    def queue(self, *, language: str | None = None, order: str | None = None) -> Iterator[Offer]:
        """Tasks that the caller may accept."""
        yield from map(Offer.model_validate, self.pages("/queue", language=language, order=order))

    def figures(self, project: str, name: str) -> dict[str, Any] | None:
        """A set of figures: progress, agreement, defects, people, rules, models; None while there is none."""
        found: dict[str, Any] | None = self.request("GET", f"/projects/{project}/figures/{name}")["figures"]
        return found

    def leaderboard(self, project: str, **filters: object) -> list[dict[str, Any]]:
        """Where the models stand, by ``language`` and ``category``; empty while there is no board."""
        places: list[dict[str, Any]] | None
        places = self.request("GET", f"/projects/{project}/leaderboard", query=filters)["places"]
        return places or []

    def start_import(self, project: str, file: Path, *, dry_run: bool = False, **given: str) -> Import:
        """Send a file of tasks; ``given`` is what its records do not say: ``language``, ``license``, ``model``…"""
        form = {"dry_run": str(dry_run).lower(), **given}
        content = file.read_bytes()
        sent = self.request("POST", f"/projects/{project}/imports", data=form, files={"file": (file.name, content)})
        return Import.model_validate(sent)

    def import_findings(self, project: str, log: Path, *, dry_run: bool = False) -> FindingsIn:
        """Send a SARIF log of another tool, whose results become evidence on the candidates that they name."""
        form = {"dry_run": str(dry_run).lower()}
        files = {"file": (log.name, log.read_bytes())}
        sent = self.request("POST", f"/projects/{project}/finding-imports", data=form, files=files)
        return FindingsIn.model_validate(sent)

    def plants(self, project: str) -> Iterator[Plant]:
        """The planted defects of a project that the caller leads, in the order in which they were added."""
        yield from map(Plant.model_validate, self.pages(f"/projects/{project}/gold/plants"))

    def add_plants(self, project: str, file: Path, *, title: str, prompt: str) -> PlantsAdded:
        """Send what ``assay plant --format json`` wrote; it comes in among the tasks of the next imports."""
        form = {"title": title, "prompt": prompt}
        content = file.read_bytes()
        sent = self.request("POST", f"/projects/{project}/gold/plants", data=form, files={"file": (file.name, content)})
        return PlantsAdded.model_validate(sent)

    def withdraw_plant(self, project: str, plant: str) -> None:
        """Take a plant back that still waits."""
        self.request("DELETE", f"/projects/{project}/gold/plants", query={"plant": plant})

    def start_export(self, project: str, format_name: str, ending: str = ".jsonl", **choices: object) -> Export:
        """Ask for an export; ``choices`` as the API takes them: ``languages``, ``min_p``, ``since``…"""
        body = {"format": format_name, "ending": ending, **choices}
        return Export.model_validate(self.request("POST", f"/projects/{project}/exports", body=body))

    def finished_import(self, asked: Import, *, within_s: float = 3600) -> Import:
        """The import once it has ended.

        Raises:
            ServerUnavailable: it has not, within so many seconds.
        """
        return Import.model_validate(self._ended(f"/imports/{asked.id}", within_s))

    def finished_export(self, asked: Export, *, within_s: float = 3600) -> Export:
        """The export once it has ended.

        Raises:
            ServerUnavailable: it has not, within so many seconds.
        """
        return Export.model_validate(self._ended(f"/exports/{asked.id}", within_s))

    def download(self, export: Export, folder: Path) -> list[Path]:
        """The files of a finished export, in ``folder``; each appears whole or not at all."""
        folder.mkdir(parents=True, exist_ok=True)
        found = []
        for one in export.files:
            target = folder / Path(one.name).name
            part = target.with_name(f"{target.name}.part")
            with self.stream(one.address) as pieces, part.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
            found.append(part.replace(target))
        return found

    def _ended(self, path: str, within_s: float) -> dict[str, Any]:
        end = time.monotonic() + within_s
        pause = 0.2
        while True:
            found: dict[str, Any] = self.request("GET", path)
            if found["state"] not in _OPEN:
                return found
            if time.monotonic() > end:
                raise ServerUnavailable(f"{path} has not ended", remedy="see whether a worker runs, and ask again")
            self._wait(pause)
            pause = min(pause * 1.5, 5.0)
