"""How much a claim is worth checking, as a sum of terms that an editor can read. Pure."""

from collections.abc import Mapping

from spacy.tokens import Token

from claims.pipeline.draft import Modality, Polarity, Relation

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW"})
_FIGURES = frozenset({"CARDINAL", "PERCENT", "MONEY", "QUANTITY"})
_SHORT = 5
_MODAL: Mapping[Modality, float] = {"asserted": 0.0, "expected": -0.05, "planned": -0.05, "possible": -0.15}


def features(
    words: list[Token], polarity: Polarity, modality: Modality, chain: tuple[Relation, ...], unsettled: int
) -> dict[str, float]:
    """The terms of a claim's worth, by name; `words` are what its statement speaks of. The weights are set by hand.

    A claim that names somebody, gives a figure or tells of an event that has happened can be checked and matters more;
    one that hangs in the air, only may come true, or does not say whom it is about can hardly be checked.
    """
    labels = {token.ent_type_ for token in words}
    terms = {
        "is a claim": 0.3,
        "names somebody or something": 0.2 * bool(labels & _NAMED),
        "gives a figure": 0.15 * bool(labels & _FIGURES),
        "tells what happened": 0.15 * any(t.tag_ in ("VBD", "VBN") for t in words),
        "has a date": 0.05 * ("DATE" in labels),
        "denies something": 0.05 * (polarity == "negated"),
        "has a named speaker": 0.1 * any(hop.speaker.name for hop in chain),
        f"is only {modality}": _MODAL[modality],
        "leaves open what it is about": -0.1 * min(unsettled, 2),
        "is short": -0.1 * (sum(t.is_alpha for t in words) < _SHORT),
    }
    return {name: round(term, 2) for name, term in terms.items() if term}


def worth(terms: Mapping[str, float]) -> float:
    """From 0 (nobody would check it) to 1."""
    return round(min(1.0, max(0.0, sum(terms.values()))), 2)
