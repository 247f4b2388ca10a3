"""Contradictions inside one report: places of its text or headline that can not all be right. Pure."""

from claims.pipeline.contradictions.ledger import Ledger, contradictions

__all__ = ["Ledger", "contradictions"]
