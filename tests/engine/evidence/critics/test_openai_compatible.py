"""A critic against a service that speaks the protocol for real: streams, limits, failures, and hostile answers."""

from __future__ import annotations

import email.utils
import json
import time
from decimal import Decimal

import pytest
from tests.support.chat_server import (
    Answer,
    Service,
    at_once,
    chat_service,
    claim,
    cut_off,
    findings,
    raw,
    refused,
    streamed,
    unless_asked_for_a_schema,
)
from tests.support.criticizing import KEY, SUBJECT, ask, settings

from assay.domain.finding import SourceKind
from assay.domain.task import Language
from assay.evidence.critic import CRITICS, CriticSubject, CritiqueOutcome, Prices
from assay.evidence.critics._chat import answering
from assay.network import open_connection


def test_a_streamed_answer_becomes_findings_with_tokens_and_cost(service: Service) -> None:
    prices = Prices(Decimal("0.50"), Decimal(2), "USD")
    critique = ask(service, streamed(findings(claim())), prices=prices)

    assert critique.outcome is CritiqueOutcome.ANSWERED
    (finding,) = critique.findings
    assert (finding.path, finding.start_line, finding.cwe, finding.severity) == ("cache.py", 2, 193, "major")
    assert (finding.source.kind, finding.source.name) == (SourceKind.CRITIC, "house-model")
    assert finding.snippet_hash
    assert (critique.usage.tokens_read, critique.usage.tokens_written, critique.usage.requests) == (1200, 340, 1)
    assert critique.usage.cost == Decimal("0.00128")
    assert critique.usage.currency == "USD"


def test_what_is_sent_is_the_prompt_and_the_files_and_asks_for_the_schema(service: Service) -> None:
    ask(service, streamed(findings()), parameters={"temperature": 0})
    (asked,) = service.requests
    assert service.paths == ["/v1/chat/completions"]
    assert service.headers[0]["authorization"] == f"Bearer {KEY}"
    assert asked["model"] == "tiny-1"
    assert asked["temperature"] == 0
    assert asked["stream"] is True
    assert asked["response_format"]["json_schema"]["strict"] is True
    text = asked["messages"][1]["content"]
    assert "2|     for at in range(len(items) - 1):" in text
    assert "> Find a key." in text


def test_a_service_that_does_not_stream_is_read_as_well(service: Service) -> None:
    critique = ask(service, at_once(findings(claim())))
    assert critique.outcome is CritiqueOutcome.ANSWERED
    assert len(critique.findings) == 1


def test_a_service_without_schemas_is_asked_in_words_and_json_is_found_in_its_prose(service: Service) -> None:
    prose = f"Sure! Here is what I found:\n```json\n{findings(claim())}\n```\nLet me know if [this] helps."
    critique = ask(service, unless_asked_for_a_schema(streamed(prose)))
    assert critique.outcome is CritiqueOutcome.ANSWERED
    assert len(critique.findings) == 1
    assert ["response_format" in one for one in service.requests] == [True, False]


def test_a_rate_limit_is_waited_for_as_long_as_the_service_says(service: Service, waits: list[float]) -> None:
    critique = ask(service, refused(429, headers={"retry-after": "7"}), streamed(findings(claim())))
    assert critique.outcome is CritiqueOutcome.ANSWERED
    assert waits == [7.0]
    assert critique.usage.requests == 2


def test_a_date_to_come_back_at_is_kept_to(service: Service, waits: list[float]) -> None:
    at = email.utils.formatdate(time.time() + 30, usegmt=True)
    ask(service, refused(503, headers={"retry-after": at}), streamed(findings()))
    assert waits == [pytest.approx(29, abs=2)]


def test_waiting_for_a_rate_limit_really_happens(service: Service) -> None:
    begin = time.monotonic()
    ask(service, refused(429, headers={"retry-after": "1"}), streamed(findings()))
    assert time.monotonic() - begin >= 1


def test_a_service_that_wants_to_be_left_alone_for_long_is_asked_another_time(
    service: Service, waits: list[float]
) -> None:
    critique = ask(service, refused(429, headers={"retry-after": "3600"}))
    assert critique.outcome is CritiqueOutcome.RATE_LIMITED
    assert critique.retry_after_s == 3600
    assert waits == []
    assert not critique.outcome.counts


def test_server_errors_are_tried_again_with_growing_waits_and_a_bound(service: Service, waits: list[float]) -> None:
    critique = ask(service, refused(500), tries=4)
    assert critique.outcome is CritiqueOutcome.FAILED
    assert "500" in critique.problem
    assert len(service.requests) == 4
    assert [0.5 <= waits[0] <= 1, 1 <= waits[1] <= 2, 2 <= waits[2] <= 4] == [True, True, True]
    assert not critique.outcome.counts


def test_connections_that_break_off_are_tried_again(service: Service, waits: list[float]) -> None:
    critique = ask(service, cut_off('{"findings": ['), streamed(findings(claim())))
    assert critique.outcome is CritiqueOutcome.ANSWERED
    assert len(critique.findings) == 1
    assert len(waits) == 1


def test_a_service_that_always_breaks_off_has_failed(service: Service, waits: list[float]) -> None:
    critique = ask(service, cut_off('{"findings": ['), tries=2)
    assert critique.outcome is CritiqueOutcome.FAILED
    assert "broke off" in critique.problem


def test_nobody_there_is_a_failure_and_no_exception(waits: list[float]) -> None:
    with chat_service(refused(500)) as gone:
        pass
    critique = ask(gone, refused(500), tries=2)
    assert critique.outcome is CritiqueOutcome.FAILED
    assert "cannot be reached" in critique.problem


def test_a_refusal_is_not_repeated_and_never_tells_the_key(service: Service, waits: list[float]) -> None:
    critique = ask(service, refused(401, said=f"bad key {KEY}\x1b[31m"))
    assert critique.outcome is CritiqueOutcome.FAILED
    assert len(service.requests) == 1
    assert KEY not in str(critique)
    assert KEY not in repr(settings(service))
    assert "\x1b" not in critique.problem


def test_redirections_are_not_followed_with_the_key(service: Service, waits: list[float]) -> None:
    with chat_service(streamed(findings(claim()))) as elsewhere:
        to = {"location": f"{elsewhere.address}/chat/completions"}
        critique = ask(service, refused(307, headers=to))
        assert critique.outcome is CritiqueOutcome.FAILED
        assert elsewhere.requests == []


@pytest.mark.parametrize(
    "answer",
    [
        raw(200, "data: {not json}\n\ndata: [DONE]\n\n"),
        raw(200, "data: [1, 2]\n\ndata: [DONE]\n\n"),
        raw(200, "<html>maintenance</html>", "text/html"),
        raw(200, "data: " + "[" * 100_000 + "\n\n"),
        raw(200, 'data: {"error": {"message": "overloaded"}}\n\n'),
        raw(200, 'data: {"choices": [{"delta": {"content": "{"}}]}\n\n'),
    ],
    ids=["no JSON", "no object", "a page", "nested without end", "an error in the stream", "no end"],
)
def test_malformed_replies_are_tried_again_and_then_a_failure(
    service: Service, waits: list[float], answer: Answer
) -> None:
    critique = ask(service, answer, tries=2)
    assert critique.outcome is CritiqueOutcome.FAILED
    assert critique.problem
    assert len(service.requests) == 2


def test_an_answer_that_takes_too_long_is_cut(service: Service) -> None:
    def dripping(exchange: object) -> None:
        exchange.begin_stream()  # type: ignore[attr-defined]
        text = findings(claim(), claim(start_line=3, end_line=3))[:-2]
        exchange.send_event({"choices": [{"delta": {"content": text}}]})  # type: ignore[attr-defined]
        for _ in range(100):
            time.sleep(0.1)
            try:
                exchange.send_event({"choices": [{"delta": {"content": " "}}]})  # type: ignore[attr-defined]
            except OSError:
                return

    critique = ask(service, dripping, timeout_s=0.5)
    assert critique.outcome is CritiqueOutcome.CUT
    assert len(critique.findings) == 2


def test_silence_ends(service: Service, waits: list[float]) -> None:
    service.answers = [lambda _: time.sleep(2)]
    critic = CRITICS.get("openai-compatible")
    with open_connection(silence_s=0.2) as connection:
        critique = critic.criticize(SUBJECT, settings(service, tries=1), connection)
    assert critique.outcome is CritiqueOutcome.FAILED


@pytest.mark.parametrize(("text", "outcome"), [
    ("", CritiqueOutcome.EMPTY),
    ("   \n", CritiqueOutcome.EMPTY),
    ("The code looks good to me, ship it!", CritiqueOutcome.UNREADABLE),
    ("null", CritiqueOutcome.UNREADABLE),
    ('{"verdict": "accept"}', CritiqueOutcome.UNREADABLE),
    ('{"findings": []}', CritiqueOutcome.ANSWERED),
    ("[]", CritiqueOutcome.ANSWERED),
    ('{"findings": "none"}', CritiqueOutcome.UNREADABLE),
    ('{"findings": [', CritiqueOutcome.CUT),
    ('{"findings": [' + "[" * 50_000, CritiqueOutcome.CUT),
])  # fmt: skip
def test_answers_that_say_nothing(service: Service, text: str, outcome: CritiqueOutcome) -> None:
    critique = ask(service, streamed(text, piece=4096))
    assert critique.outcome is outcome
    assert critique.findings == ()
    assert critique.outcome.counts


def test_an_answer_at_its_token_limit_keeps_the_claims_that_are_whole(service: Service) -> None:
    text = findings(claim(), claim(start_line=1, end_line=1, title="Another"), claim())[:-40]
    critique = ask(service, streamed(text, finish="length"))
    assert critique.outcome is CritiqueOutcome.CUT
    assert len(critique.findings) == 2


def test_ten_thousand_findings_are_bounded_and_the_gravest_kept(service: Service) -> None:
    many = [claim(title=f"Claim {number}", severity="nit") for number in range(10_000)]
    many[9_000]["severity"] = "blocker"
    critique = ask(service, streamed(findings(*many), piece=60_000))
    assert len(critique.findings) == 200
    assert critique.findings[0].title == "Claim 9000"
    assert critique.dropped == {"beyond the most findings": 9_800}


def test_a_huge_answer_ends_at_the_bound(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "MOST_LETTERS", 50_000)
    many = [claim(title=f"Claim {number}") for number in range(2_000)]
    critique = ask(service, streamed(findings(*many), piece=9_000))
    assert critique.outcome is CritiqueOutcome.CUT
    assert 0 < len(critique.findings) <= 200


def test_more_bytes_than_any_answer_are_refused(
    service: Service, monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    monkeypatch.setattr(answering, "MOST_BYTES", 100_000)
    critique = ask(service, raw(200, ": nothing\n" * 20_000), tries=1)
    assert critique.outcome is CritiqueOutcome.FAILED
    assert "larger than" in critique.problem


def test_a_subject_that_is_too_large_is_not_sent(service: Service) -> None:
    subject = CriticSubject("", Language.PYTHON, {"big.py": "x = 1\n" * 100_000})
    critique = ask(service, streamed(findings()), subject=subject)
    assert critique.outcome is CritiqueOutcome.NOT_SENT
    assert service.requests == []
    assert not critique.outcome.counts


@pytest.mark.parametrize("usage", [None, "lots", {"prompt_tokens": -1, "completion_tokens": 1e30}, {}])
def test_tokens_that_the_service_does_not_count_are_unknown_and_so_is_the_cost(service: Service, usage: object) -> None:
    prices = Prices(Decimal(1), Decimal(1), "EUR")
    critique = ask(service, at_once(findings(claim()), usage=usage), prices=prices)
    assert (critique.usage.tokens_read, critique.usage.tokens_written, critique.usage.cost) == (None, None, None)


def test_requests_are_spread_over_the_minute(service: Service, waits: list[float]) -> None:
    for _ in range(3):
        ask(service, streamed(findings()), name="paced-here", requests_per_minute=30)
    assert [round(one) for one in waits] == [0, 2, 4]


def test_a_declined_request_is_told_as_such(service: Service) -> None:
    message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
    document = {"choices": [{"message": message, "finish_reason": "stop"}]}
    critique = ask(service, lambda exchange: exchange.send_document(200, document))
    assert critique.outcome is CritiqueOutcome.UNREADABLE
    assert "declined" in critique.problem


def test_the_version_changes_with_whatever_decides_the_question(service: Service) -> None:
    critic = CRITICS.get("openai-compatible")
    plain = critic.version(settings(service))
    assert plain == critic.version(settings(service, key="other", tries=1))
    assert plain.startswith("tiny-1+")
    others = {critic.version(settings(service, **one)) for one in ({"model": "m"}, {"parameters": {"top_p": 1}})}
    assert len(others | {plain}) == 3


def test_the_whole_request_is_plain_json_whatever_the_code_holds(service: Service) -> None:
    subject = CriticSubject("p\ud800", Language.PYTHON, {"cache.py": "a\ud800\x00\n"})
    critique = ask(service, streamed(findings()), subject=subject)
    assert critique.outcome is CritiqueOutcome.ANSWERED
    assert json.dumps(service.requests[0])
