"""What a session holds is believed because it is signed."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core import signing
from django.test import override_settings

from assay_web.accounts.session_store import SessionStore

HELD = {"_auth_user_id": "7", "methods": [{"method": "password"}]}


def signed(held: object = HELD) -> str:
    return signing.dumps(held, salt=SessionStore().key_salt, serializer=SessionStore().serializer)


def test_each_reader_gets_its_own_copy_of_what_is_signed() -> None:
    data = signed()
    first = SessionStore().decode(data)
    assert first == HELD
    first["methods"].append("mine")
    assert SessionStore().decode(data) == HELD


@pytest.mark.parametrize("wrong", ["", "eyJhIjoxfQ:1abc:AAAA", "nothing", "é"])
def test_what_is_not_signed_holds_nothing(wrong: str) -> None:
    assert SessionStore().decode(wrong) == {}


def test_what_was_changed_after_it_was_signed_holds_nothing(caplog: pytest.LogCaptureFixture) -> None:
    data = signed()
    assert SessionStore().decode(data) == HELD
    payload, rest = data.split(":", 1)
    assert SessionStore().decode(f"{signed({'_auth_user_id': '1'}).split(':', 1)[0]}:{rest}") == {}
    assert "Session data corrupted" in caplog.text
    assert SessionStore().decode(f"{payload}:{rest}") == HELD


def test_another_key_makes_an_end_of_it_even_for_what_is_known() -> None:
    data = signed()
    assert SessionStore().decode(data) == HELD
    with override_settings(SECRET_KEY="x" * 60):
        assert SessionStore().decode(data) == {}
    with override_settings(SECRET_KEY="x" * 60, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert SessionStore().decode(data) == HELD
