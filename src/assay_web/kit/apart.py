"""Work on many things of which one may be broken: it is left out, and the others are done."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, transaction

log = logging.getLogger("assay.apart")


def done_apart(what: str, work: Callable[[], object]) -> Exception | None:
    """Do ``work`` in a transaction of its own. What goes wrong is undone, logged as being about ``what``, and answered.

    Raises:
        OperationalError, InterfaceError: the database is away, so that nothing else would be done either.
    """
    try:
        with transaction.atomic():
            work()
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.exception("%s is left out", what)
        return error
    return None
