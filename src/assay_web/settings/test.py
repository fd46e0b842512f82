"""Settings of the tests: as in production, with a quick password hasher and e-mail kept in memory."""

from __future__ import annotations

from assay_web.settings.base import *  # noqa: F403 - the point of this module
from assay_web.settings.base import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["OPTIONS"].pop("pool", None)
ACCOUNT_RATE_LIMITS = False
WHITENOISE_AUTOREFRESH = True
ADD_UP_WHILE_SERVING = False  # a test's database is not for threads that outlive it
