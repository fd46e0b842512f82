"""Asking a critic that speaks chat completions about a small subject."""

from __future__ import annotations

from tests.support.chat_server import Answer, Service

from assay.domain.task import Language
from assay.evidence.critic import CRITICS, CriticSettings, CriticSubject, Critique
from assay.network import open_connection

KEY = "sk-secret-0123456789"
CODE = "def find(items, key):\n    for at in range(len(items) - 1):\n        pass\n"
SUBJECT = CriticSubject("Find a key.", Language.PYTHON, {"cache.py": CODE})


def settings(service: Service, **changes: object) -> CriticSettings:
    known = {"name": "house-model", "address": service.address, "model": "tiny-1", "key": KEY}
    return CriticSettings(**{**known, **changes})  # type: ignore[arg-type]


def ask(service: Service, *answers: Answer, subject: CriticSubject = SUBJECT, **changes: object) -> Critique:
    service.answers = list(answers)
    with open_connection() as connection:
        return CRITICS.get("openai-compatible").criticize(subject, settings(service, **changes), connection)
