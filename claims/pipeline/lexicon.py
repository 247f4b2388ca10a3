"""The words by which English says that someone says, thinks, wants or judges something, grouped by what follows them.

Membership is linguistic (the verb takes this complement and reports a source's words or stance); which border cases
stay was settled by precision on PolNeAR's training articles. Lemmas are lower case.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPEECH = _words("""
    accuse acknowledge add admit admonish affirm agree allege announce argue ask assert assure attest
    aver avow bark beg boast brag caution charge chide chime cite clarify complain concede conclude
    concur confess confide confirm contend counter cry declare decree demand deny describe detail disclose
    dispute emphasise emphasize estimate exclaim exhort explain forecast grumble hint implore
    imply indicate inform inquire insinuate insist instruct interject joke lament lecture maintain
    muse mutter note notify object observe opine order plead pledge point post predict proclaim promise
    prophesy propose protest query question quip quote read reaffirm reassure recall recommend recount
    reiterate relate remark remind reply report request respond restate retort retweet reveal rule say scoff
    scream shout sigh signal speculate state stipulate stress submit suggest summarise summarize swear tell
    testify text theorise theorize thunder tweet underline underscore urge vow warn whisper write yell
""")

ADDRESSING = _words(
    "advise ask assure convince inform instruct notify persuade promise reassure remind show tell urge warn"
)

CITING = _words("allude call cite describe echo point quote refer")

LINKING = _words("about against as for into like of on over than to toward towards with")

QUOTING = _words("bark beg begin cheer continue cry cut intone interrupt reason reflect repeat resume sneer start wail")

THOUGHT = _words("""
    anticipate assume believe bet calculate conclude consider doubt envision expect fear feel
    figure fret gather guess hold hope imagine know learn presume reckon recognise recognize regret remember
    sense suppose surmise suspect think understand wonder worry
""")

EVIDENCE = _words("demonstrate document find highlight illustrate indicate project show suggest reveal warn")

INFINITIVE = _words("""
    agree aim aspire claim decide decline demand desire expect hope offer opt plan pledge prefer
    promise propose refuse seek swear threaten undertake volunteer vow want wish
""")

DIRECTED = _words("ask beg call challenge command direct encourage exhort implore instruct order tell urge warn")

RAISING = _words("appear seem")

RAISING_PASSIVE = _words(
    "allege assume believe claim deem estimate expect fear forecast know predict presume project "
    "report rumor rumour say think understand"
)

HEARSAY = _words("allege believe claim report rumor rumour say think understand")

ASKING = _words("ask inquire query question wonder")

OBJECT = _words("""
    acknowledge advocate announce applaud attack bemoan blame blast champion cite condemn confirm
    criticise criticize decry defend denounce deny deride describe detail disavow disclose discuss dismiss
    dispute echo emphasise emphasize endorse express hail highlight insult lambast lament laud
    list mention mock note oppose outline praise predict prefer propose question quote rebut recommend
    reference reiterate reject repudiate reveal ridicule savage slam stress suggest support tout trumpet
    underscore voice
""")

PREPOSITIONS: dict[str, frozenset[str]] = {
    "advocate": _words("for"),
    "agree": _words("with on"),
    "allude": _words("to"),
    "apologise": _words("for"),
    "apologize": _words("for"),
    "argue": _words("for against"),
    "ask": _words("about for"),
    "boast": _words("about of"),
    "brag": _words("about of"),
    "call": _words("for on"),
    "campaign": _words("for against"),
    "comment": _words("on"),
    "complain": _words("about of"),
    "disagree": _words("with"),
    "focus": _words("on"),
    "hint": _words("at"),
    "hope": _words("for"),
    "insist": _words("on"),
    "joke": _words("about"),
    "object": _words("to"),
    "point": _words("to"),
    "protest": _words("against"),
    "push": _words("for"),
    "rail": _words("against"),
    "refer": _words("to"),
    "report": _words("on about"),
    "respond": _words("to"),
    "speak": _words("about of against"),
    "speculate": _words("about"),
    "talk": _words("about"),
    "testify": _words("about"),
    "vouch": _words("for"),
    "warn": _words("of about against"),
    "wonder": _words("about"),
    "worry": _words("about"),
}

DIRECTED_PREPOSITIONS: dict[str, frozenset[str]] = {
    "accuse": _words("of"),
    "assure": _words("of"),
    "attack": _words("for"),
    "blame": _words("for"),
    "blast": _words("for"),
    "charge": _words("with"),
    "chide": _words("for"),
    "criticise": _words("for"),
    "criticize": _words("for"),
    "fault": _words("for"),
    "praise": _words("for"),
    "thank": _words("for"),
}

NAMING = _words("brand call consider declare deem dub label name pronounce")

AS = _words("""
    cast characterise characterize cite decry deride describe dismiss frame identify interpret lambast list
    mock paint perceive portray position praise present refer regard savage see tout view
""")

NOUNS = _words("""
    admission advice agreement allegation announcement argument assertion assessment assumption
    assurance belief call claim comment commitment complaint concern conclusion confidence contention
    criticism declaration demand denial description desire doubt expectation fear feeling forecast hope
    impression insistence intention message notion opinion opposition perception pledge prediction promise
    proposal question reassurance recommendation remark report request statement suggestion suspicion
    talk testimony thought threat view vow warning
""")

NOUN_PREPOSITIONS: dict[str, frozenset[str]] = {
    "admission": _words("of"),
    "apology": _words("for"),
    "call": _words("for"),
    "claim": _words("of about"),
    "comment": _words("about on"),
    "complaint": _words("about"),
    "concern": _words("about over"),
    "conversation": _words("about"),
    "criticism": _words("of"),
    "denial": _words("of"),
    "doubt": _words("about"),
    "enthusiasm": _words("for"),
    "fear": _words("of about"),
    "hope": _words("of for"),
    "joke": _words("about"),
    "opinion": _words("of on about"),
    "praise": _words("for"),
    "promise": _words("of"),
    "question": _words("about"),
    "rejection": _words("of"),
    "talk": _words("about of"),
    "thought": _words("on about"),
    "warning": _words("of about against"),
}

ADJECTIVES = _words("""
    adamant afraid angry aware clear concerned confident convinced critical eager fearful glad hopeful
    opposed optimistic pessimistic sceptical shocked skeptical supportive surprised
    unwilling upset worried
""")

ADJECTIVE_PREPOSITIONS = _words("about of to with for")

LIGHT_VERBS = _words("air deliver express give have hold issue make offer raise release repeat share voice")

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
