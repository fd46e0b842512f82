"""The WSGI application, for granian or any other server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from assay_web.operations.migrating import wait_until_migrated

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assay_web.settings.base")

application = get_wsgi_application()
wait_until_migrated()
gc.freeze()  # all that is loaded stays: no collection looks through it again, and no request waits for that
gc.set_threshold(20_000, 20, 20)  # a request makes thousands of objects, and nearly all end with it
