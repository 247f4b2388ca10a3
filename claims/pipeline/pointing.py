"""Nouns by which a text points back to what it called by a fuller name before."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VAGUE = _words("""
    accident agency agreement army attack bank bill blast bridge campaign case ceremony city club company conference
    conflict country court crash deal decision delegation demonstration discussion document event explosion factory
    film fire firm flight force government group hearing incident investigation island law leader man match measure
    meeting ministry minister mission move movement negotiation official operation organisation organization outbreak
    pact parliament party plan plane plant president project proposal protest province region regime report ruling
    session ship spokesman spokesperson spokeswoman state statement storm strike study summit survey suspect talk team
    town treaty trial union victim village visit vote war woman
""")
"""Without a fuller name these say nothing by themselves; others ("the sun", "the economy") may."""

OCCASIONS = _words("ceremony conference event gathering hearing meeting negotiation session summit talk vote")
"""Of these it must be said which one also where an adjective stands before them ("the high-level meeting")."""

ORGANISED = _words(
    "agency bank broadcaster club company faction firm group militia ministry movement newspaper organisation "
    "organization party team union university"
)
"""Classes that a named organisation may be called by."""

EVENTS: dict[str, frozenset[str]] = {
    "meeting": _words("meet"), "talk": _words("meet talk confer"), "visit": _words("visit"), "attack": _words("attack"),
    "decision": _words("decide"), "election": _words("elect"), "agreement": _words("agree"),
    "explosion": _words("explode"), "crash": _words("crash"), "vote": _words("vote"), "strike": _words("strike"),
    "protest": _words("protest"), "trip": _words("travel"), "arrest": _words("arrest"),
    "resignation": _words("resign"), "withdrawal": _words("withdraw"), "gathering": _words("gather meet"),
    "march": _words("march"),
}  # fmt: skip
"""A noun for what one of these verbs told of."""

GENERIC = _words("rain snow thunder freeze")
"""Verbs whose "it" stands for nothing."""
