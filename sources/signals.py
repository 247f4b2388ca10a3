"""What `sources` tells the rest of the system."""

from django.dispatch import Signal

snapshot_ready = Signal()
"""Sent with `snapshot_id`, inside the transaction that stored the snapshot's passages."""

report_turned = Signal()
"""Sent with `report_id`, inside the transaction after which a report no longer counts, or counts again."""

source_rated = Signal()
"""Sent with `source_id`, inside the transaction after which another grade may hold for it and what it owns."""
