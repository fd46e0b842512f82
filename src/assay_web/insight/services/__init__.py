"""What keeps the figures of projects true."""

from assay_web.insight.services.consensus import update_consensus
from assay_web.insight.services.reading import read_reviews
from assay_web.insight.services.taking_in import take_in

__all__ = ["read_reviews", "take_in", "update_consensus"]
