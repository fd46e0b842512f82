from __future__ import annotations

import pytest

from assay.domain.task import Language
from assay.evidence import sandbox
from assay.evidence.analyzer import ANALYZERS, MissingTool
from assay.evidence.language import LANGUAGES, MissingToolchain
from assay.evidence.sandbox import REQUIRED_LAYERS, Execution
from assay.testing import FakeSandbox
from assay.workflows.diagnose import Part, diagnose


def use(monkeypatch: pytest.MonkeyPatch, *missing: str) -> None:
    fake = FakeSandbox(lambda _: Execution(stop=None), missing=missing)
    monkeypatch.setattr(sandbox, "_examined", {})
    monkeypatch.setattr("assay.workflows.diagnose.SANDBOXES", (fake,))


def parts(kind: str) -> dict[str, Part]:
    return {part.name: part for part in diagnose().parts if part.kind == kind}


def test_this_machine_is_described_whole() -> None:
    found = diagnose()
    assert found.sandbox == "namespaces"
    layers = {part.name for part in found.parts if part.kind == "layer"}
    assert {f"namespaces/{layer}" for layer in REQUIRED_LAYERS} <= layers
    whole = [part.name for part in found.parts if part.kind == "language" and "/" not in part.name]
    assert whole == list(Language)
    assert [part.name for part in found.parts if part.kind == "analyzer"] == list(ANALYZERS.names())


def test_a_missing_layer_is_shown_with_remedy_and_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "seccomp")
    assert diagnose().sandbox == ""
    missing = [part for part in parts("layer").values() if not part.available]
    assert [(part.name, part.required, part.install) for part in missing] == [
        ("fake/seccomp", True, "use a real sandbox")
    ]
    assert "--allow-degraded" in missing[0].lost


class Compiling(FakeSandbox):
    trouble = ""

    def missing_compiled_part(self) -> str:
        return self.trouble


@pytest.mark.parametrize(("trouble", "install"), [("", ""), ("no compiler", "sudo apt-get install gcc libc6-dev")])
def test_whether_runs_use_a_compiled_part_is_told(monkeypatch: pytest.MonkeyPatch, trouble: str, install: str) -> None:
    use(monkeypatch)
    fake = Compiling(lambda _: Execution(stop=None))
    fake.trouble = trouble
    monkeypatch.setattr("assay.workflows.diagnose.SANDBOXES", (fake,))
    part = parts("layer")["fake/compiled-part"]
    assert (part.available, part.required, part.install) == (not trouble, False, install)
    assert trouble in part.detail
    assert bool(part.lost) is bool(trouble)


def test_languages_say_what_is_lost_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch)
    languages = parts("language")
    assert languages["python"].available
    assert "pytest" in languages["python"].detail
    assert languages["dockerfile"].detail == "for analysis only"
    assert "duckdb" in languages["sql"].detail


def test_a_missing_toolchain_and_a_missing_tool_name_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch)
    python, analyzer = LANGUAGES.get("python"), ANALYZERS.get("ruff")
    monkeypatch.setattr(type(python), "toolchain", lambda _: MissingToolchain("gone", "install python"))
    monkeypatch.setattr(type(analyzer), "version", lambda _: MissingTool("gone too", "install ruff"))
    missing = parts("language")["python"]
    assert (missing.available, missing.install) == (False, "install python")
    assert missing.lost == "tests of python candidates answer not_run"
    ruff = parts("analyzer")["ruff"]
    assert (ruff.available, ruff.install, ruff.lost) == (False, "install ruff", "its findings on python")
