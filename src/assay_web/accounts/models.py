"""Accounts."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from assay_web.accounts.rules import new_pseudonym, normalised_email


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:  # noqa: ANN401 - as Django's
        """An account that signs in with ``email``; without a password it cannot sign in yet."""
        user = self.model(email=normalised_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Find by e-mail address, whatever its case."""
        return self.get(email=normalised_email(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do follows from memberships of projects, and from ``is_operator``."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=150, blank=True)
    pseudonym = models.CharField(max_length=20, unique=True, default=new_pseudonym, editable=False)
    is_operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower_case")]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        """The name, or the address while there is none."""
        return self.name or self.email

    def get_short_name(self) -> str:
        """What stands in the top bar."""
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Django's word for an operator."""
        return self.is_operator

    @classmethod
    def normalize_username(cls: type[Self], username: str) -> str:
        """One spelling per mailbox."""
        return normalised_email(username)
