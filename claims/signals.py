"""What `claims` tells who wants to notify people; each is sent inside the transaction that it tells of."""

from django.dispatch import Signal

claim_corrected = Signal()
"""Sent with `correction_id`."""

claim_contested = Signal()
"""Sent with `dispute_id`, when a dispute is opened; nothing is sent when it is answered."""

claim_shaken = Signal()
"""Sent with `claim_ids`: decided claims of which a report no longer says what they rest on."""
