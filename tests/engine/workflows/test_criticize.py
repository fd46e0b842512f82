"""The file of critics: what it takes, and how it says what is wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.support.chat_server import chat_service, claim, findings, streamed

from assay.domain.task import Language
from assay.errors import InputError
from assay.network import open_connection
from assay.workflows.criticize import CritiqueOutcome, Prices, criticize, question_version, read_critics

WHOLE = """
[[critic]]
name = "house-model"
address = "http://127.0.0.1:9/v1"
model = "tiny-1"
key_variable = "HOUSE_KEY"
certificates = "authorities.pem"
timeout_s = 30
tries = 2
requests_per_minute = 60
parameters = {temperature = 0}
prices = {read = "0.15", written = 0.6, currency = "EUR"}

[[critic]]
name = "other"
address = "https://models.example/v1"
model = "m"
key_file = "key"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "critics.toml"
    path.write_text(text)
    return path


def test_a_file_sets_up_critics_with_keys_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("sk-from-file\n")
    first, second = read_critics(written(tmp_path, WHOLE), {"HOUSE_KEY": " sk-from-variable "})
    assert (first.settings.key, second.settings.key) == ("sk-from-variable", "sk-from-file")
    assert first.settings.prices == Prices(Decimal("0.15"), Decimal("0.6"), "EUR")
    assert first.settings.parameters == {"temperature": 0}
    assert first.certificates == tmp_path / "authorities.pem"
    assert (second.certificates, second.settings.prices, second.settings.tries) == (None, None, 4)
    assert question_version(first.settings) != question_version(second.settings)
    assert "sk-from" not in repr((first, second))


GOOD = '[[critic]]\nname = "a"\naddress = "https://models.example/v1"\nmodel = "m"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[critic", "is no TOML"),
        ("x = 1", "something else than critics"),
        ("critic = 1", "something else than critics"),
        ("critic = [1]", "name is missing"),
        (GOOD + 'key = "sk-1"\n', "unknown key"),
        (GOOD.replace('"a"', '"A b"'), "name is"),
        (GOOD.replace('"a"', '"ruff"'), "analyzer or a probe"),
        (GOOD.replace("https:", "file:"), "address is"),
        (GOOD.replace("https://", "https://me:pw@"), "address is"),
        (GOOD.replace('model = "m"', 'model = ""'), "model is"),
        (GOOD + 'plugin = "nonesuch"\n', "no critic 'nonesuch'"),
        (GOOD + "tries = 0\n", "tries is 0"),
        (GOOD + "tries = 1.5\n", "tries is 1.5"),
        (GOOD + "timeout_s = true\n", "timeout_s is true"),
        (GOOD + "parameters = 3\n", "parameters is 3"),
        (GOOD + "prices = {read = 1}\n", "prices are incomplete"),
        (GOOD + 'prices = {read = "x", written = 1, currency = "EUR"}\n', "no numbers"),
        (GOOD + 'prices = {read = -1, written = 1, currency = "EUR"}\n', "out of range"),
        (GOOD + 'prices = {read = "NaN", written = 1, currency = "EUR"}\n', "out of range"),
        (GOOD + 'key_variable = "NOT_SET"\n', "is not set"),
        (GOOD + 'key_file = "gone"\n', "cannot be read"),
        (GOOD + 'key_file = "a"\nkey_variable = "B"\n', "both"),
        (GOOD + GOOD, "two critics"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_critics(written(tmp_path, text), {})
    assert told in str(caught.value)
    assert "\n" not in caught.value.what.strip()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_critics(tmp_path / "gone.toml", {})


def test_a_candidate_is_put_to_a_critic(tmp_path: Path) -> None:
    with chat_service(streamed(findings(claim(path="a.py", start_line=1)))) as service:
        text = GOOD.replace("https://models.example/v1", service.address)
        (setup,) = read_critics(written(tmp_path, text), {})
        with open_connection(certificates=setup.certificates) as connection:
            critique = criticize(setup.settings, connection, Language.PYTHON, {"a.py": "x = 1\n"}, prompt="Do it.")
    assert critique.outcome is CritiqueOutcome.ANSWERED
    assert [one.title for one in critique.findings] == ["The last element is never looked at"]
