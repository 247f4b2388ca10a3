"""Trains the judge of stance. Read: stories, sets, swaps, mixture; then network, fit, export and __main__."""
