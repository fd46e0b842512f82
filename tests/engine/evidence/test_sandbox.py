from __future__ import annotations

from collections.abc import Callable

import pytest

from assay.errors import InputError, SandboxUnavailable
from assay.evidence import sandbox
from assay.evidence.sandbox import REQUIRED_LAYERS, Execution, LayerProof, Program, choose_sandbox, missing_layers
from assay.testing import FakeSandbox


def fake(name: str, *missing: str, preference: int = 0) -> FakeSandbox:
    return FakeSandbox(lambda _: Execution(stop=None), missing=missing, name=name, preference=preference)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def install(*sandboxes: FakeSandbox) -> None:
        monkeypatch.setattr(sandbox, "SANDBOXES", sandboxes)
        monkeypatch.setattr(sandbox, "_examined", {})

    return install


@pytest.mark.parametrize("name", ["/etc/passwd", "../up", "a/../b", "a//b", "", "./a"])
def test_a_program_cannot_name_files_outside_its_folder(name: str) -> None:
    with pytest.raises(InputError, match="no usable file name"):
        Program(("true",), files={name: "x"})


def test_a_program_cannot_be_changed_after_it_was_checked() -> None:
    files = {"a.py": "1"}
    program = Program(("true",), files=files)
    files["../b"] = "2"
    assert dict(program.files) == {"a.py": "1"}
    with pytest.raises(TypeError):
        program.files["../b"] = "2"  # type: ignore[index]


def test_a_layer_that_is_not_mentioned_is_missing() -> None:
    proofs = tuple(LayerProof(layer, True, "") for layer in REQUIRED_LAYERS if layer != "seccomp")
    assert missing_layers(proofs) == ("seccomp",)
    assert missing_layers((*proofs, LayerProof("seccomp", False, "refused"))) == ("seccomp",)
    assert missing_layers((*proofs, LayerProof("seccomp", True, "tried"))) == ()


def test_the_preferred_whole_sandbox_is_chosen(only: Callable[..., None]) -> None:
    only(fake("broken", "seccomp", preference=1), fake("second", preference=3), fake("first", preference=2))
    assert choose_sandbox().name == "first"
    assert choose_sandbox(allow_degraded=True).name == "first"


def test_a_missing_layer_is_named_with_its_remedy(only: Callable[..., None]) -> None:
    only(fake("worse", "seccomp", "no-network"), fake("better", "pid-namespace", preference=5))
    with pytest.raises(SandboxUnavailable) as caught:
        choose_sandbox()
    message = str(caught.value)
    assert caught.value.code == "sandbox-unavailable"
    assert "pid-namespace is missing" in message
    assert "use a real sandbox" in message
    assert "\n" not in message
    assert choose_sandbox(allow_degraded=True).name == "better"


def test_a_sandbox_that_proves_nothing_is_not_used_even_degraded(only: Callable[..., None]) -> None:
    only(fake("nothing", *REQUIRED_LAYERS))
    with pytest.raises(SandboxUnavailable, match="no sandbox works"):
        choose_sandbox(allow_degraded=True)


def test_each_sandbox_is_examined_once(only: Callable[..., None]) -> None:
    class Counting(FakeSandbox):
        examined = 0

        def examine(self) -> tuple[LayerProof, ...]:
            self.examined += 1
            return super().examine()

    one = Counting(lambda _: Execution(stop=None))
    only(one)
    assert choose_sandbox() is choose_sandbox() is one
    assert one.examined == 1
