"""Accounts, the API tokens that act for them, and what is kept of requests."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
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


class Scope(models.TextChoices):
    """What a token may be used for, of what its owner may do."""

    READ = "read", "read what you can read"
    REVIEW = "review", "claim and submit reviews, settle conflicts"
    LEAD = "lead", "change projects, decide, pay out"
    EXPORT = "export", "start and download exports"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange("revoked_at")),
    exclude=["token_hash", "last_used_at"],
    append_only=True,
)
class ApiToken(models.Model):
    """A secret with which a program acts for a person, never with more than their rights. Only a hash is kept."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=20)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope.choices))
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values) & ~Q(scopes=[]), name="api_token_known_scopes"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("created_at")), name="api_token_expires_later"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… of {self.user_id}"

    @property
    def expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()

    def scopes_written(self) -> str:
        """Its scopes, for people."""
        return ", ".join(self.scopes)


class Allowance(models.Model):
    """How many requests a token or an address has left: a bucket that fills by ``per_second`` up to ``most``."""

    subject = models.CharField(primary_key=True, max_length=100)
    most = models.FloatField()
    per_second = models.FloatField()
    left = models.FloatField()
    granted = models.BooleanField()
    """Whether the last request was."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.left:.1f} for {self.subject}"


class Answer(models.Model):
    """What a request with an idempotency key was answered, so that it is done once however often it is sent."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=100, blank=True)
    body = models.BinaryField(default=b"")
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="answer_once")]

    def __str__(self) -> str:
        return f"answer to {self.key}"


class Profile(models.Model):
    """What a person says of themselves, to be matched. Nobody else reads it; an application carries a copy."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile", primary_key=True)
    languages = models.JSONField(default=dict)
    """Language to years."""
    review_years = models.PositiveSmallIntegerField(default=0)
    frameworks = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    continuous_integration = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    docker = models.BooleanField(default=False)
    english_sample = models.TextField(blank=True)
    time_zone = models.CharField(max_length=64)
    hours_per_week = models.PositiveSmallIntegerField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hours_per_week__gte=1, hours_per_week__lte=80), name="profile_hours_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"profile of {self.user_id}"
