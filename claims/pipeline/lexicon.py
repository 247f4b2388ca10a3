"""The words by which English says that someone says, thinks, wants or judges something, grouped by what follows them.

Membership is linguistic (the verb takes this complement and reports a source's words or stance); which border cases
stay was settled by precision on PolNeAR's training articles. Lemmas are lower case.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPEECH = _words("""
    accuse acknowledge add admit admonish affirm agree allege announce argue ask assert assure attest aver avow
    bark beg boast brag caution charge chide chime cite clarify complain concede conclude concur confess
    confide confirm contend counter cry declare decree demand deny describe detail disclose discuss dispute
    emphasise emphasize estimate exclaim exhort explain express forecast grumble hint implore imply indicate
    inform inquire insinuate insist instruct interject joke lament lecture maintain mention muse mutter note
    notify object observe opine order plead pledge point posit post predict proclaim promise prophesy propose
    protest query question quip quote read reaffirm reassure recall recommend recount reiterate relate remark
    remind reply report request respond restate retort retweet reveal rule say scoff scream shout sigh signal
    speculate state stipulate stress submit suggest summarise summarize swear tell testify text theorise
    theorize thunder tout tweet underline underscore urge vow warn whisper write yell
""")

ADDRESSING = _words(
    "advise ask assure convince inform instruct notify persuade promise reassure remind show tell urge warn"
)

CITING = _words("allude call cite describe echo point quote refer")

LINKING = _words("about against as for in into like of on over than to toward towards with")

QUOTING = _words("bark beg cheer continue cry cut interrupt intone reason reflect repeat resume sneer wail")

THOUGHT = _words("""
    anticipate believe bet calculate conclude consider convince decide determine discover doubt envision expect
    fear feel figure forget fret gather guess hold hope imagine know learn mention notice press presume publish
    realise realize reckon recognise recognize regret require sense suppose surmise suspect think tout
    understand want wonder worry
""")

EVIDENCE = _words("demonstrate document find highlight illustrate indicate project show suggest reveal warn")

FINDING = _words("give have put")

OPINIONS = _words("assessment estimation opinion telling view word")

POLLS = _words("poll survey")

INFINITIVE = _words("""
    agree aim aspire claim decide decline demand desire expect hesitate hope intend like look offer opt plan
    pledge prefer press promise propose push refuse seek strive swear threaten undertake vote vow want wish
""")

DIRECTED = _words("advise ask beg call challenge command direct encourage exhort implore order press tell urge warn")

RAISING = _words("appear seem")

RAISING_PASSIVE = _words(
    "allege assume believe claim deem estimate expect fear forecast know predict presume project "
    "report rumor rumour say think understand"
)

HEARSAY = _words("allege believe claim report rumor rumour say think understand")

ASKING = _words("ask inquire query question wonder")

OBJECT = _words("""
    accuse acknowledge admire advocate announce applaud approve articulate attack back bash bemoan blame blast
    boo brush champion cheer cite compare condemn confirm congratulate consider credit criticise criticize
    declare decry defend denounce deride describe detail disavow disclose dislike dismiss disparage display
    dispute document downplay echo emphasise emphasize endorse expect explain explore express extol favor
    favour feel hail hate herald highlight ignore insult interpret lambast lament laud like list love mention
    mock mull note offer oppose order praise predict prefer proclaim project promise propose protest question
    quote rebuke rebut recall recite recognise recognize recommend recount reference refute regard reiterate
    reject relish renounce report repudiate resist restrict reveal ridicule savage say seek show slam sound
    spell state stress suggest support thank tout trash trumpet voice want witness
""")

PREPOSITIONS: dict[str, frozenset[str]] = {
    "advocate": _words("for"),
    "agree": _words("on with"),
    "apologise": _words("for"),
    "apologize": _words("for"),
    "argue": _words("against for"),
    "ask": _words("about for"),
    "balk": _words("at"),
    "believe": _words("in"),
    "boast": _words("about of"),
    "brag": _words("about of"),
    "bristle": _words("at"),
    "call": _words("for on"),
    "campaign": _words("against for"),
    "care": _words("about"),
    "caution": _words("against"),
    "cheer": _words("for"),
    "chime": _words("in"),
    "comment": _words("on"),
    "complain": _words("about of"),
    "disagree": _words("with"),
    "divide": _words("over"),
    "fight": _words("about"),
    "focus": _words("on"),
    "hint": _words("at"),
    "hope": _words("for"),
    "inform": _words("of"),
    "joke": _words("about"),
    "know": _words("about"),
    "lash": _words("out"),
    "object": _words("to"),
    "open": _words("up"),
    "point": _words("to"),
    "protest": _words("against"),
    "push": _words("for on"),
    "rail": _words("against"),
    "refer": _words("to"),
    "report": _words("about"),
    "respond": _words("to"),
    "rip": _words("for"),
    "say": _words("of to"),
    "side": _words("with"),
    "speak": _words("about against of out"),
    "speculate": _words("about"),
    "split": _words("on"),
    "talk": _words("about"),
    "testify": _words("about"),
    "think": _words("about of"),
    "touch": _words("on"),
    "turn": _words("against"),
    "vote": _words("for"),
    "vouch": _words("for"),
    "warn": _words("about against of"),
    "weigh": _words("in"),
    "wonder": _words("about"),
    "worry": _words("about"),
}

DIRECTED_PREPOSITIONS: dict[str, frozenset[str]] = {
    "accuse": _words("of"),
    "assail": _words("for"),
    "assure": _words("of"),
    "attack": _words("for over"),
    "blame": _words("for on"),
    "blast": _words("for"),
    "challenge": _words("on to"),
    "charge": _words("with"),
    "chide": _words("for"),
    "congratulate": _words("for"),
    "criticise": _words("for"),
    "criticize": _words("for"),
    "defend": _words("against"),
    "distance": _words("from"),
    "endorse": _words("for"),
    "fault": _words("for"),
    "hit": _words("for"),
    "know": _words("for"),
    "liken": _words("to"),
    "mock": _words("for"),
    "nominate": _words("for"),
    "praise": _words("for"),
    "recognize": _words("for"),
    "rip": _words("for"),
    "slam": _words("for"),
    "support": _words("for"),
    "thank": _words("for"),
    "throw": _words("behind"),
}

NAMING = _words("brand call consider declare deem dub label name pronounce")

AS = _words("""
    cast characterise characterize cite decry deride describe dismiss frame identify interpret lambast list
    mock paint perceive portray position praise present refer regard savage see tout view
""")

NOUNS = _words("""
    admission advice agreement allegation argument assertion assessment assumption assurance belief call case
    claim commitment complaint concern conclusion confidence contention criticism declaration demand denial
    description desire doubt fear feeling forecast hope impression inclination insistence message notion
    opinion opposition perception plan pledge prediction promise question reassurance recommendation refusal
    reluctance remark request speculation statement suggestion suspicion talk testimony thought threat
    unwillingness view vow warning
""")

NOUN_PREPOSITIONS: dict[str, frozenset[str]] = {
    "admission": _words("of"),
    "advocate": _words("for"),
    "allegiance": _words("to"),
    "apology": _words("for"),
    "attack": _words("against"),
    "attitude": _words("about"),
    "call": _words("for"),
    "comment": _words("about on"),
    "complaint": _words("about"),
    "concern": _words("about"),
    "consensus": _words("on"),
    "conversation": _words("about"),
    "critic": _words("of"),
    "criticism": _words("of on over"),
    "defence": _words("of"),
    "defender": _words("of"),
    "defense": _words("of"),
    "denial": _words("of"),
    "denunciation": _words("of"),
    "enthusiasm": _words("for"),
    "favor": _words("of"),
    "favour": _words("of"),
    "fear": _words("about"),
    "hope": _words("of"),
    "joke": _words("about"),
    "mention": _words("of"),
    "message": _words("of"),
    "opinion": _words("about of on"),
    "opposition": _words("to"),
    "passion": _words("for"),
    "praise": _words("for"),
    "proponent": _words("of"),
    "proposal": _words("for"),
    "protest": _words("against"),
    "question": _words("about"),
    "reference": _words("to"),
    "refusal": _words("of"),
    "rejection": _words("of"),
    "remark": _words("about"),
    "report": _words("about"),
    "story": _words("about"),
    "talk": _words("about of"),
    "thought": _words("about on"),
    "understanding": _words("of"),
    "view": _words("of"),
    "warning": _words("against of"),
    "word": _words("about"),
}

ADJECTIVES = _words("""
    adamant afraid angry aware clear concerned confident convinced critical devoted eager fearful glad happy
    hopeful inclined interested opposed optimistic pessimistic proud reluctant sceptical shocked skeptical
    supportive unwilling upbeat upset wary willing worried
""")

ADJECTIVE_PREPOSITIONS = _words("about for in of to with")

LIGHT_VERBS = _words("air deliver express give have hold issue make offer raise release repeat share show voice")

UNSTATED_ADVERBS = _words("allegedly purportedly reportedly supposedly rumoredly")

DENIALS = _words("deny denial dispute rebut refute reject repudiate dismiss disavow")

HYPOTHETICAL = _words("can could may might must should would will ’d 'd ’ll 'll wo ca")

POSSIBLE = _words("could may might perhaps possibly")

PLANNED = _words("will ’ll 'll wo shall")

PLANNING = _words("aim intend plan pledge promise schedule set slate vow")

EXPECTING = _words("anticipate expect forecast predict project")

CONDITIONS = _words("if unless provided providing")

UNNAMED: dict[str, frozenset[str]] = {
    "media": _words("media press newspaper outlet broadcaster"),
    "sources": _words("source insider"),
    "officials": _words("official diplomat aide authority adviser advisor staffer lawmaker"),
    "reports": _words("report rumor rumour account"),
}

DOCUMENTS = _words("""
    article audit bill book cable column communique communiqué data document editorial email figure filing
    indictment journal law letter memo paper poll record release report ruling statement study survey text
    transcript treaty tweet
""")

GOVERNMENTS = _words("""
    administration army authorities cabinet commission congress council court department embassy government
    house kingdom kremlin military ministry monarchy office parliament police republic senate state treasury
""")

ORGANISATIONS = _words("""
    academy agency alliance association bank campaign club committee company corporation federation firm
    foundation fund group institute network organisation organization party team union university
""")

TITLES = _words("""
    adm. admiral ambassador archbishop bishop capt. captain chairman chairwoman chancellor chief col. colonel
    commissioner congressman congresswoman councillor deputy director doctor dr dr. emir foreign former gen.
    general gov. governor imam judge justice king lady lord lt. maj. major marshal mayor minister mr mr. mrs
    mrs. ms ms. pope premier president prime prince princess prof. professor queen rep. representative rev.
    reverend secretary sen. senator sergeant sgt. sheikh sir speaker spokesman spokesperson spokeswoman sultan
""")

CHANNELS = _words("""
    address article blog book briefing broadcast call column communique communiqué conference debate document
    editorial email facebook filing hearing instagram interview lecture letter memo memoir message newsletter
    note op-ed podcast post radio rally release remarks report sermon speech statement study telegram
    television testimony tweet twitter video website youtube
""")

STANCE = SPEECH | INFINITIVE | OBJECT | NAMING | DIRECTED
