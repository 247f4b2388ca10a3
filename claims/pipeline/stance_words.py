"""The words of stance, by what they govern: prepositions after verbs, nouns of opinion, adjectives of attitude.

Chosen as the lexicon's words are. Lemmas are lower case.
"""

from claims.pipeline.lexicon import words

PREPOSITIONS: dict[str, frozenset[str]] = {
    "admit": words("to"),
    "advocate": words("for"),
    "agree": words("on with"),
    "apologise": words("for"),
    "apologize": words("for"),
    "argue": words("against for"),
    "ask": words("about for"),
    "balk": words("at"),
    "believe": words("in"),
    "boast": words("about of"),
    "brag": words("about of"),
    "bristle": words("at"),
    "call": words("for on"),
    "campaign": words("against for"),
    "care": words("about"),
    "caution": words("against"),
    "cheer": words("for"),
    "chime": words("in"),
    "come": words("against"),
    "comment": words("on"),
    "complain": words("about of"),
    "disagree": words("with"),
    "divide": words("over"),
    "double": words("on"),
    "feel": words("for"),
    "fight": words("about"),
    "focus": words("on"),
    "hint": words("at"),
    "hope": words("for"),
    "inform": words("of"),
    "joke": words("about"),
    "know": words("about"),
    "lash": words("at out"),
    "learn": words("of"),
    "line": words("behind"),
    "look": words("to"),
    "object": words("to"),
    "open": words("up"),
    "point": words("to"),
    "post": words("about"),
    "protest": words("against"),
    "push": words("against for on"),
    "rail": words("against"),
    "refer": words("to"),
    "report": words("about"),
    "respond": words("to"),
    "rip": words("for"),
    "say": words("of to"),
    "side": words("with"),
    "spar": words("over"),
    "speak": words("about against of out"),
    "speculate": words("about"),
    "split": words("on"),
    "stand": words("by"),
    "talk": words("about"),
    "testify": words("about"),
    "think": words("about of"),
    "touch": words("on"),
    "turn": words("against"),
    "vote": words("for"),
    "vouch": words("for"),
    "warn": words("about against of"),
    "weigh": words("in on"),
    "wonder": words("about"),
    "worry": words("about"),
    "write": words("about"),
}

DIRECTED_PREPOSITIONS: dict[str, frozenset[str]] = {
    "accuse": words("of"),
    "assail": words("for"),
    "assure": words("of"),
    "attack": words("for over"),
    "attribute": words("to"),
    "blame": words("for on"),
    "blast": words("for"),
    "challenge": words("on to"),
    "charge": words("with"),
    "chide": words("for"),
    "congratulate": words("for"),
    "criticise": words("for"),
    "criticize": words("for"),
    "defend": words("against"),
    "distance": words("from"),
    "endorse": words("for"),
    "fault": words("for"),
    "hit": words("for"),
    "know": words("for"),
    "liken": words("to"),
    "mock": words("for"),
    "nominate": words("for"),
    "praise": words("for"),
    "recognize": words("for"),
    "rip": words("for"),
    "slam": words("for"),
    "support": words("for"),
    "thank": words("for"),
    "throw": words("behind"),
}

PARTICLES: dict[str, frozenset[str]] = {
    "brush": words("off"),
    "call": words("out"),
    "lay": words("out"),
    "play": words("down"),
    "point": words("out"),
    "shrug": words("off"),
    "single": words("out"),
    "write": words("off"),
}

AS = words("""
    bill cast characterise characterize cite count decry deride describe dismiss foresee frame identify
    interpret know label lambast list mock paint perceive pitch portray position praise present refer regard
    remember savage see tout view
""")

NOUNS = words("""
    accusation admission advice agreement allegation announcement argument assertion assessment assumption
    assurance belief call case claim commitment complaint concern conclusion confidence contention criticism
    declaration demand denial description desire doubt fear feeling forecast hope impression inclination
    insistence message notion opinion opposition perception plan pledge prediction promise question reassurance
    recommendation refusal reluctance remark report request rumor rumour sense speculation statement suggestion
    suspicion talk testimony thought threat unwillingness view vow warning
""")

NOUN_PREPOSITIONS: dict[str, frozenset[str]] = {
    "admission": words("of"),
    "advocate": words("for"),
    "allegation": words("of"),
    "allegiance": words("to"),
    "announcement": words("of"),
    "anxiety": words("about"),
    "apology": words("for"),
    "assertion": words("of"),
    "assessment": words("of"),
    "attack": words("against on"),
    "attitude": words("about"),
    "call": words("for"),
    "comment": words("about on"),
    "complaint": words("about"),
    "concern": words("about over"),
    "consensus": words("on"),
    "conversation": words("about"),
    "critic": words("of"),
    "criticism": words("of on over"),
    "critique": words("of"),
    "defence": words("of"),
    "defender": words("of"),
    "defense": words("of"),
    "denial": words("of"),
    "denunciation": words("of"),
    "detail": words("about"),
    "disclosure": words("of"),
    "discussion": words("of"),
    "doubt": words("about over"),
    "embrace": words("of"),
    "endorsement": words("of"),
    "enthusiasm": words("for"),
    "favor": words("of"),
    "favour": words("of"),
    "fear": words("about"),
    "hope": words("of"),
    "joke": words("about"),
    "mention": words("of"),
    "message": words("about of"),
    "opinion": words("about of on"),
    "opposition": words("to"),
    "passion": words("for"),
    "praise": words("for"),
    "proponent": words("of"),
    "proposal": words("for"),
    "protest": words("against"),
    "question": words("about"),
    "reference": words("to"),
    "refusal": words("of"),
    "rejection": words("of"),
    "remark": words("about"),
    "report": words("about"),
    "speech": words("about"),
    "story": words("about"),
    "talk": words("about of"),
    "thought": words("about on"),
    "understanding": words("of"),
    "view": words("about of"),
    "warning": words("against of"),
    "word": words("about"),
}

ADJECTIVES = words("""
    adamant afraid angry appreciative aware certain clear concerned confident conscious content convinced critical
    devoted dismissive distrustful doubtful dubious eager enamoured enthusiastic excited fearful fond frustrated
    furious glad happy hopeful hungry impressed inclined interested keen leery mindful mistrustful opposed
    optimistic outspoken passionate pessimistic pleased proud reluctant sanguine satisfied sceptical shocked
    skeptical supportive suspicious sympathetic unaware uncertain uncomfortable uneasy unhappy unsure unwilling
    upbeat upset vocal wary willing worried
""")

ADJECTIVE_PREPOSITIONS = words("about for in of to with")

LIGHT_VERBS = words("air deliver express give have hold issue make offer raise release repeat share show voice")
