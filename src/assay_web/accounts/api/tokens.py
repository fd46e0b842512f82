"""``/api/v1/tokens``: what works in the caller's name. New ones are made on the page, by a person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel

from assay_web.accounts import selectors, services
from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.accounts.models import ApiToken, Scope

router = Router(tags=["tokens"])


class TokenShape(BaseModel):
    """A token, without its secret."""

    id: UUID
    name: str
    prefix: str
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class Tokens(BaseModel):
    """All of the caller's tokens that have not been revoked."""

    items: list[TokenShape]


@router.get("/tokens", auth=READ, response=Tokens, operation_id="listTokens")
def tokens(request: HttpRequest) -> Tokens:
    """The caller's tokens, the newest first."""
    return Tokens(items=[_shape(one) for one in selectors.tokens(caller(request))])


@router.delete("/tokens/{uuid:token_id}", auth=LEAD, response={204: None}, operation_id="revokeToken")
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Make one of the caller's tokens useless, at once."""
    services.revoke_token(caller(request), token_id)
    return HttpResponse(status=204)


def _shape(token: ApiToken) -> TokenShape:
    return TokenShape(
        id=token.public_id,
        name=token.name,
        prefix=token.prefix,
        scopes=[Scope(one) for one in token.scopes],
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
    )
