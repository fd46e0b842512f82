"""What changes webhooks, notes what happened, and tells it."""

from assay_web.hooks.services.registering import change_webhook, make_webhook, remove_webhook
from assay_web.hooks.services.sending import DELIVER, deliver, forget_deliveries, ping, replay
from assay_web.hooks.services.taking_in import take_in

__all__ = [
    "DELIVER",
    "change_webhook",
    "deliver",
    "forget_deliveries",
    "make_webhook",
    "ping",
    "remove_webhook",
    "replay",
    "take_in",
]
