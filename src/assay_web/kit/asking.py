"""What callers of the API send: shapes that refuse what they do not know, and the bounds of numbers."""

from __future__ import annotations

from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Asked(BaseModel):
    """What a request asks for; unknown names are refused, for they are misspelt known ones."""

    model_config = ConfigDict(extra="forbid")


MinorUnits = Annotated[int, Field(ge=0, le=10**12, description="Minor units of the currency, such as cents.")]
Reason = Annotated[str, Field(max_length=10_000)]


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValueError(error.messages[0]) from error
    return text


def some_of(names: tuple[str, ...]) -> AfterValidator:
    """Of a list of texts: nothing but these, each once."""

    def check(given: list[str]) -> list[str]:
        odd = sorted(set(given) - set(names))
        if odd:
            msg = f"{odd[0]!r} is none of {', '.join(names)}"
            raise ValueError(msg)
        return list(dict.fromkeys(given))

    return AfterValidator(check)


Years = Annotated[int, Field(ge=0, le=60)]
Email = Annotated[str, AfterValidator(_email), Field(max_length=254, json_schema_extra={"format": "email"})]
