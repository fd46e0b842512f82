"""The reviewers of ``_reviewers.py`` at work in Label Studio: the next task, opening it, a draft, ten findings."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from _reviewers import SAYS, Refused, Reviewer, main, told


class Annotator(Reviewer):
    """One person with a session; ``project`` is set before any begins.

    Asked again, Label Studio gives the same task until it is annotated: many tasks at once are therefore numbered from
    ``first_task``, which everybody annotates as everybody takes the same of Assay.
    """

    project = 0
    first_task = 0

    async def sign_in(self, email: str, password: str) -> None:
        """By the form."""
        page = f"{self.base}/user/login/"
        async with self.http.get(page, headers=self.headers) as answer:
            cookies = {name: one.value for name, one in answer.cookies.items()}
        form = {"email": email, "password": password, "csrfmiddlewaretoken": cookies.get("csrftoken", "")}
        sent = {**self.headers, "Cookie": _cookie(cookies), "Referer": page}
        async with self.http.post(page, data=form, headers=sent, allow_redirects=False) as answer:
            if answer.status != 302:
                raise Refused(f"signing in: {answer.status} {(await answer.text())[:300]}")
            cookies |= {name: one.value for name, one in answer.cookies.items()}
        token = cookies.get("csrftoken", "")
        self.headers |= {"Cookie": _cookie(cookies), "X-CSRFToken": token, "Content-Type": "application/json"}

    async def review(self) -> None:
        """One annotation, from the next task to its submission."""
        path = await self.take("next task")
        shown = await self.ask("open", "GET", f"{path}/")
        result = findings(shown["data"]["code"])
        draft = {"result": result, "lead_time": 1.0, "project": self.project}
        saved = await self.ask("save a draft", "POST", f"{path}/drafts", draft)
        body = {"result": result, "lead_time": 2.0, "draft_id": saved["id"], "project": self.project}
        await self.submit(path, body)

    async def prepared(self, reviews: int) -> list[tuple[str, object]]:
        """So many tasks, and what to submit of each."""
        numbers = range(self.first_task, self.first_task + reviews)
        shown = [await self.ask("", "GET", f"api/tasks/{number}/") for number in numbers]
        bodies = [{"result": findings(one["data"]["code"]), "lead_time": 2.0, "project": self.project} for one in shown]
        return [(f"api/tasks/{number}", body) for number, body in zip(numbers, bodies, strict=True)]

    async def take(self, what: str = "") -> str:
        """The next task."""
        return f"api/tasks/{(await self.ask(what, 'GET', f'api/projects/{self.project}/next'))['id']}"

    async def submit(self, path: str, body: object) -> None:
        """As an annotation."""
        await self.ask("submit", "POST", f"{path}/annotations/", body)
        self.log.reviewed()


def findings(code: str) -> list[dict[str, Any]]:
    """Ten regions, each with a category and an explanation, of as much text as a review of Assay's has."""
    found = []
    lines = code.split("\n")
    for number in range(10):
        start = sum(len(line) + 1 for line in lines[:number])
        where = {"start": start, "end": start + len(lines[number]), "text": lines[number]}
        common = {"id": f"region-{number}", "from_name": "category", "to_name": "code", "origin": "manual"}
        found.append({**common, "type": "labels", "value": {**where, "labels": ["logic"]}})
        said = [f"Off by one in step {number}", SAYS * 3, SAYS]
        found.append({**common, "from_name": "explanation", "type": "textarea", "value": {**where, "text": said}})
    return found


def _cookie(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    Annotator.project, Annotator.first_task = asked["project"], asked.get("first_task", 0)
    Annotator.wired = asked.get("wired", False)
    print(told(asyncio.run(main(asked, Annotator))))
