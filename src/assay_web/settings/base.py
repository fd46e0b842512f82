"""Settings of every instance. What differs between instances comes from :mod:`assay_web.settings.env`."""

from __future__ import annotations

import secrets
from pathlib import Path

from assay_web.settings.database import database
from assay_web.settings.env import read_environment
from assay_web.settings.mail import mail

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).parents[1]

SECRET_KEY = ENVIRONMENT.secret_key or secrets.token_urlsafe(48)
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
DEMO_ACCOUNTS = ENVIRONMENT.demo_accounts
CRITICS = ENVIRONMENT.critics

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "assay_web.kit",
    "assay_web.accounts",
    "assay_web.projects",
    "assay_web.tasks",
    "assay_web.review",
    "assay_web.adjudication",
    "assay_web.assessments",
    "assay_web.insight",
    "assay_web.gold",
    "assay_web.applications",
    "assay_web.ledger",
    "assay_web.exchange",
    "assay_web.hooks",
    "assay_web.operations",
    "assay_web.site",
    # below ours, so that our templates win
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "assay_web.site.security.SecurityHeaders",
    "assay_web.site.gate.Gate",
    "assay_web.operations.requests.Observed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "assay_web.accounts.backend.PeopleOfSessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "assay_web.kit.history.HistoryOnce",
    "assay_web.site.refusals.RefusalsAreNoted",
    "assay_web.site.api_requests.ApiRequests",
]

ROOT_URLCONF = "assay_web.site.urls"
WSGI_APPLICATION = "assay_web.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": database(ENVIRONMENT.database_url or "postgresql:///assay", pool_size=ENVIRONMENT.pool_size),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["assay_web.accounts.backend.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "assay_web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"signup": "assay_web.accounts.sign_up.SignUpForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if ENVIRONMENT.email_url else "none"
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {"signup": "10/h/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
MFA_ADAPTER = "assay_web.accounts.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Assay"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come by invitation, and may never get mail from this instance
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
OPEN_REGISTRATION = ENVIRONMENT.open_registration
MAIL = mail(ENVIRONMENT.email_url)
EMAILS_LEAVE = bool(ENVIRONMENT.email_url)
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
EMAIL_FILE_PATH = MAIL.folder
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from

SESSION_ENGINE = "assay_web.accounts.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

API_PER_MINUTE = ENVIRONMENT.api_per_minute
ADDRESS_PER_SECOND = ENVIRONMENT.address_per_second
PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
STORAGE_URL = ENVIRONMENT.storage_url
EVIDENCE_CACHE = ENVIRONMENT.evidence_cache
WEBHOOK_HOSTS = ENVIRONMENT.webhook_hosts

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [folder for folder in (PACKAGE / "static",) if folder.is_dir()]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # attempts to sign in, over all web processes
        "LOCATION": "accounts_attempts",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {"()": "assay_web.kit.logs.Text"}, "json": {"()": "assay_web.kit.logs.Json"}},
    "filters": {"route-only": {"()": "assay_web.kit.logs.RouteOnly"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json" if ENVIRONMENT.log == "json" else "text",
            "filters": ["route-only"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"assay": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
METRICS_TOKEN = ENVIRONMENT.metrics_token
ADD_UP_WHILE_SERVING = True
