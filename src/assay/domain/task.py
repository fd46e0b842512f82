"""A task: a prompt, what is asked about it, and the AI-generated candidates that answer it (``assay.task/v1``)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from assay.domain.record import FilePath, Files, FreeValue, Identifier, Name, Record, Text, Title
from assay.domain.rubric import Rubric


class Language(StrEnum):
    """Languages that candidates are written in."""

    PYTHON = "python"
    JAVASCRIPT = "javascript"
    TYPESCRIPT = "typescript"
    GO = "go"
    RUST = "rust"
    JAVA = "java"
    C = "c"
    CPP = "cpp"
    SQL = "sql"
    DOCKERFILE = "dockerfile"
    GITHUB_ACTIONS = "github-actions"
    SHELL = "shell"


class Aspect(StrEnum):
    """What a task asks a reviewer to judge."""

    CORRECTNESS = "correctness"
    QUALITY = "quality"
    SECURITY = "security"
    RANKING = "ranking"


class Origin(Record):
    """Where a candidate came from. Hidden from reviewers until the project is closed."""

    model: Name | None = None
    tool: Name | None = None
    parameters: dict[Text, FreeValue] = {}
    bug_type: Text | None = None
    failure_symptoms: Text | None = None


class Candidate(Record):
    """One AI-generated solution."""

    id: Identifier
    files: Annotated[Files, Field(min_length=1)]
    origin: Origin = Origin()


class Tests(Record):
    """How the candidates are tested. Files not in ``visible`` are hidden from reviewers."""

    __test__: ClassVar[bool] = False  # not a test class, whatever pytest makes of the name

    files: Files = {}
    visible: tuple[FilePath, ...] = ()
    command: Annotated[str, StringConstraints(min_length=1)] | None = None
    """Shell words run in the task's folder; None means the language's own runner."""
    timeout_s: Annotated[float, Field(gt=0, le=600, strict=False)] = 10
    """Wall-clock limit of one whole test run, in seconds."""

    @model_validator(mode="after")
    def _visible_exist(self) -> Tests:
        for path in self.visible:
            if path not in self.files:
                known = ", ".join(sorted(self.files)) or "none"
                msg = f"visible names {path!r}, which is no test file (test files: {known})"
                raise ValueError(msg)
        return self

    @property
    def visible_files(self) -> dict[str, str]:
        """The test files that reviewers may see."""
        return {path: self.files[path] for path in self.visible}


class Reference(Record):
    """A solution known to be right. Never shown to reviewers."""

    files: Annotated[Files, Field(min_length=1)]


class Task(Record):
    """What is reviewed."""

    schema_: Annotated[Literal["assay.task/v1"], Field(alias="schema")] = "assay.task/v1"
    id: Identifier
    title: Title
    prompt: Annotated[Text, StringConstraints(min_length=1)]
    language: Annotated[Language, Field(strict=False)]
    aspects: Annotated[tuple[Aspect, ...], Field(min_length=1, strict=False)]
    files: Files = {}
    """Base files that a candidate changes."""
    tests: Tests = Tests()
    entry_point: Text | None = None
    """The function or class that the prompt asks for."""
    reference: Reference | None = None
    rubric: Annotated[str, StringConstraints(min_length=1)] | Rubric = "default"
    """Name of a built-in rubric, or a rubric of the task's own."""
    source: Text | None = None
    license: Text | None = None
    training_allowed: bool = True
    candidates: Annotated[tuple[Candidate, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _distinct(self) -> Task:
        for name, values in (
            ("aspects", [aspect.value for aspect in self.aspects]),
            ("candidates", [candidate.id for candidate in self.candidates]),
        ):
            if len(set(values)) < len(values):
                twice = next(value for value in values if values.count(value) > 1)
                msg = f"{name} lists {twice!r} twice; each may stand once"
                raise ValueError(msg)
        if Aspect.RANKING in self.aspects and len(self.candidates) < 2:
            msg = "aspects asks for a ranking, but there is only one candidate; add another or leave the aspect out"
            raise ValueError(msg)
        return self

    def candidate(self, candidate_id: str) -> Candidate | None:
        """The candidate with this id, or None."""
        return next((one for one in self.candidates if one.id == candidate_id), None)
