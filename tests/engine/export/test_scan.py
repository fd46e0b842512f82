"""The scan for secrets and personal data: what it sees, what it must not cry about, and that it never quotes them."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.export.scan import KINDS, Kind, Scan
from assay.export.writers import open_writer

# Put together here, so that no file of ours holds what looks like a secret.
SEEN = {
    "private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "AWS key": "x='AKIA" + "QWERTYUIOPASDFGH'",
    "GitHub token": "ghp_" + "a1B2" * 9,
    "GitLab token": "glpat-" + "a1B2c" * 4,
    "Slack token": "xoxb-" + "1234567890-abc",
    "key of a model provider": "sk-ant-" + "a1B2" * 10,
    "Google key": "AIza" + "a1B2c" * 7,
    "Stripe key": "sk_live_" + "a1B2" * 6,
    "signed web token": "eyJ" + "hbGciOiJIUzI1" + ".eyJ" + "zdWIiOiIxMjM0" + ".SflKxwRJSMeKKF2QT4",
    "password in an address": "postgres://admin:" + "hunter22@db/x",
    "e-mail address": "write to Jo.Doe+x@Mail.Somewhere.org now",
    "telephone number": "call +49 30 1234 5678",
    "card number": "4111 1111 1111 1111",
    "IBAN": "DE89 3704 0044 0532 0130 00",
    "social security number": "078-05-1120",
}
HARMLESS = [
    "someone@example.com and root@localhost and git@github.com:org/repo",
    "@app.route('/x')\n@pytest.mark.parametrize",
    "4111 1111 1111 1112",
    "0000 0000 0000 0000 and 1234567890123456",
    "DE89 3704 0044 0532 0130 01",
    "version 1.2.3, 2025-01-31, 192.168.0.1, +1 or -1",
    "postgresql://user:{password}@host and http://localhost:8000/a@b",
    "task-123-456, sk-short, eyJ, AKIA",
    "",
]


def test_every_kind_has_an_example() -> None:
    assert set(SEEN) == {kind.name for kind in KINDS}


@pytest.mark.parametrize("name", SEEN)
def test_it_is_seen_named_and_not_quoted(name: str) -> None:
    scan = Scan()
    assert scan.look([*HARMLESS, SEEN[name]], "f", 10) == [*[False] * len(HARMLESS), True]
    assert list(scan.sightings()) == [name]
    (first,) = scan.sightings()[name].first
    assert first.startswith(f"f row {10 + len(HARMLESS) + 1}: ")
    assert len(first.partition(": ")[2]) <= 7


@pytest.mark.parametrize("kind", [one for one in KINDS if one.sign], ids=lambda one: one.name)
def test_whatever_a_pattern_matches_holds_its_sign(kind: Kind) -> None:
    @settings(max_examples=50, deadline=None)
    @given(text=st.from_regex(kind.pattern, alphabet=st.characters(codec="utf-8", exclude_characters="\0")))
    def holds(text: str) -> None:
        assert pc.match_substring_regex(pa.array([text]), kind.sign).to_pylist() == [True]

    holds()


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_it_is_passed_over(text: str) -> None:
    assert Scan().look([text]) == [False]


def test_only_some_places_are_kept_but_all_rows_are_counted() -> None:
    scan = Scan()
    scan.look([SEEN["AWS key"]] * 100)
    assert scan.sightings()["AWS key"].rows == 100
    assert len(scan.sightings()["AWS key"].first) == 5


@pytest.mark.parametrize("ending", [".parquet", ".csv"])
def test_text_is_seen_however_deep_a_format_puts_it(ending: str, tmp_path: Path) -> None:
    columns = pa.schema([("a", pa.list_(pa.struct([("b", pa.string())]))), ("n", pa.int64())])
    row = {"a": [MappingProxyType({"b": SEEN["AWS key"]})], "n": 1}
    with open_writer(tmp_path / "x", ending, columns) as writer:
        assert SEEN["AWS key"] in writer.text(row)
