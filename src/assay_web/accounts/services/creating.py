"""What changes accounts."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from assay.errors import InputError
from assay_web.accounts.models import User
from assay_web.accounts.rules import normalised_email


@transaction.atomic
def create_user(email: str, password: str | None, *, name: str = "", is_operator: bool = False) -> User:
    """Make an account for an address that an operator, or an invitation, vouches for.

    Raises:
        InputError: the address has an account already.
    """
    if User.objects.filter(email=normalised_email(email)).exists():
        raise InputError(f"{email} has an account already", remedy="sign in, or use another address")
    user = User.objects.create_user(email, password, name=name, is_operator=is_operator)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
