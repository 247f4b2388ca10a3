"""What `sources` tells the rest of the system."""

from django.dispatch import Signal

snapshot_ready = Signal()
"""Sent with `snapshot_id`, inside the transaction that stored the snapshot's passages."""
