"""What the log tells the rest of the house."""

from django.dispatch import Signal

check_failed = Signal()
"""A scheduled check of the log found a bad row. Sent with `check`, the saved Check, whose `failure` is a sentence.

Sent in the transaction that saves the check, so that what a receiver writes is kept with it, or not at all.
"""
