"""What people can send from a page, programs can send to an operation: each page that takes a form names its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponseNotAllowed
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from assay_web.site.api import api

OPERATIONS = {
    "accept": {"acceptTask"},
    "appeal": {"appeal"},
    "applicant": {"answerApplicant"},
    "assessment": {"openAssessment", "weighItems", "beginPilot", "retireItem"},
    "assessment_plants": {"addItems"},
    "assessment_terms": {"changeAssessment"},
    "attempt_answers": {"saveAnswers"},
    "attempt_appeal": {"appealResult"},
    "attempt_clock": {"setClock"},
    "attempt_of": {"answerAppeal"},
    "cancel_export": {"cancelExport"},
    "collect": {"startCollection", "stopCollection", "resumeCollection"},
    "critics": {"decideCritics", "askCritics"},
    "edit_guidelines": {"changeGuidelines"},
    "export": {"startExport"},
    "gold": {"changeGoldPolicy", "addPlants"},
    "gold_doubt": {"settleGoldDoubt"},
    "gold_flag": {"answerFlag"},
    "gold_plants": {"withdrawPlant", "retirePlant"},
    "guidelines": {"confirmGuidelines"},
    "hand_back": {"handReviewBack"},
    "import_page": {"startImport", "cancelImport", "importFindings"},
    "insight_mute": {"muteRule", "unmuteRule"},
    "invitation": {"acceptInvitation"},
    "job": {"retryJob", "discardJob"},
    "judge": {"judge"},
    "new_project": {"createProject"},
    "next_item": {"nextItem"},
    "opening": {"apply", "withdrawApplication"},
    "payout": {"markPayoutSent", "settlePayment", "settlePayout"},
    "payouts": {"preparePayout", "auditBooks"},
    "people": {"invite", "changeMember", "removeMember", "withdrawInvitation"},
    "profile": {"changeProfile"},
    "project_assessments": {"createAssessment"},
    "project_money": {"adjust"},
    "project_settings": {"changeSettings"},
    "quiz": {"changeQuiz"},
    "requirements": {"changeRequirements"},
    "revoke_token": {"revokeToken"},
    "rubric": {"changeRubric"},
    "rule": {"rule"},
    "submitted_review": {"acceptReview", "returnReview"},
    "tokens": set(),  # a token that could make another would outlive its own end
    "webhook": {"changeWebhook", "removeWebhook", "pingWebhook", "replayDelivery"},
    "webhooks": {"makeWebhook"},
}
"""Page to what its forms do."""


def pages(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from pages(one)
        elif ".pages." in one.callback.__module__:
            yield one


def takes_a_form(page: URLPattern) -> bool:
    refused = page.callback(RequestFactory().generic("BREW", "/"))
    assert isinstance(refused, HttpResponseNotAllowed), page.name
    return "POST" in refused["Allow"]


def test_every_form_of_a_page_has_operations() -> None:
    known = {stated["operationId"] for some in api.get_openapi_schema()["paths"].values() for stated in some.values()}
    assert {page.name for page in pages(get_resolver()) if takes_a_form(page)} == set(OPERATIONS)
    assert set().union(*OPERATIONS.values()) <= known
