"""The words by which English says that someone says, thinks, wants or judges something, grouped by what follows them.

Membership is linguistic (the verb takes this complement and reports a source's words or stance); which border cases
stay was settled by precision on PolNeAR's training articles. Lemmas are lower case.
"""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPEECH = words("""
    accuse acknowledge add admit admonish affirm agree allege announce argue ask assert assure attest aver avow
    bark beg boast brag caution charge chide chime cite claim clarify complain concede conclude concur confess
    confide confirm contend counter cry declare decree demand deny describe detail disclose discuss dispute
    emphasise emphasize estimate exclaim exhort explain express forecast grumble hint implore imply indicate
    inform inquire insinuate insist instruct interject joke lament lecture maintain mention muse mutter note
    notify object observe opine order plead pledge point posit post predict proclaim promise prophesy propose
    protest query question quip quote read reaffirm reassure recall recommend recount reiterate relate remark
    remind reply report request respond restate retort retweet reveal rule say scoff scream shout sigh signal
    speculate state stipulate stress submit suggest summarise summarize swear tell testify text theorise
    theorize thunder tout tweet underline underscore urge vow warn whisper write yell
""")

ADDRESSING = words(
    "advise ask assure convince inform instruct notify persuade promise reassure remind show tell urge warn"
)

CITING = words("allude call cite describe echo point quote refer")

LINKING = words("about against as for in into like of on over than to toward towards with")

QUOTING = words("bark beg cheer continue cry cut interrupt intone reason reflect repeat resume sneer wail")

THOUGHT = words("""
    anticipate assume believe bet calculate conclude consider convince decide determine discover doubt envision
    expect fear feel figure forget fret gather guess hold hope imagine know learn mention notice press presume
    publish realise realize reckon recognise recognize regret require sense suppose surmise suspect think tout
    understand want wonder worry
""")

FACTIVE = words("discover forget know learn notice realise realize regret remember understand")
"""Verbs that take what follows for true: who knew it is itself what is told."""

PARENTHETIC = words("believe fear hope suspect think")

EVIDENCE = words("demonstrate document find highlight illustrate indicate project show suggest reveal warn")

FINDING = words("give put")

OPINIONS = words("assessment estimation opinion telling view word")

POLLS = words("poll survey")

INFINITIVE = words("""
    agree aim aspire claim decide decline demand desire expect hesitate hope intend like look offer opt plan
    pledge prefer press promise propose push refuse seek strive swear threaten undertake vote vow want wish
""")

DIRECTED = words("advise ask beg call challenge command direct encourage exhort implore order press tell urge warn")

RAISING = words("appear seem")

RAISING_PASSIVE = words(
    "allege assume believe claim deem estimate expect fear forecast know predict presume project "
    "report rumor rumour say think understand"
)

HEARSAY = words("allege believe claim report rumor rumour say think understand")

ASKING = words("ask inquire query question wonder")

OBJECT = words("""
    accuse acknowledge admire advocate affirm announce applaud approve argue articulate attack back bash bemoan
    blame blast boo broadcast brush champion chant cheer circulate cite compare concede condemn confirm
    congratulate consider contemplate credit criticise criticize declare decry defend demand denounce deny
    deride describe detail disavow disclose discuss dislike dismiss disparage display dispute disregard document
    downplay echo emphasise emphasize endorse expect explain explore express extol favor favour fear feel float
    foresee hail hammer hate herald highlight ignore indicate insult interpret justify know lambast lament laud
    like list love mention mock mull name note offer oppose order outline pitch post praise predict prefer
    proclaim project promise promote propose protest question quote ratify reaffirm rebuke rebut recall recite
    recognise recognize recommend recount reference refute regard reiterate reject relish remember renounce
    repeat report reprimand repudiate request resist restrict retweet reveal ridicule savage say seek show
    signal slam sound spell state stress suggest support taunt thank tout trash trumpet tweet urge utter veto
    voice want witness
""")

NAMING = words("brand call consider declare deem dub label name pronounce")

UNSTATED_ADVERBS = words("allegedly purportedly reportedly supposedly rumoredly")

DENIALS = words("deny denial dispute rebut refute reject repudiate dismiss disavow")

HYPOTHETICAL = words("can could may might must should would will ’d 'd ’ll 'll wo ca")

POSSIBLE = words("could may might perhaps possibly")

PLANNED = words("will ’ll 'll wo shall")

PLANNING = words("aim intend plan pledge promise schedule set slate vow")

EXPECTING = words("anticipate expect forecast predict project")

CONDITIONS = words("if unless provided providing")

UNNAMED: dict[str, frozenset[str]] = {
    "media": words("media press newspaper outlet broadcaster"),
    "sources": words("source insider"),
    "officials": words("official diplomat aide authority adviser advisor staffer lawmaker"),
    "reports": words("report rumor rumour account"),
}

PLAIN = frozenset[str]().union(*UNNAMED.values())

ANYBODY = words("individual person people someone somebody")

WITNESSES = words("""
    analyst doctor economist employee engineer executive expert investigator lawyer manager neighbor neighbour
    physician relative researcher resident scientist villager witness worker
""")

KNOWING = words("briefed close familiar informed knowledge")

NAMELESS = words("anonymity anonymous anonymously unidentified unnamed")

DOCUMENTS = words("""
    article audit bill book brochure cable column communique communiqué count data document editorial email figure
    filing footage handbook leaflet pamphlet presentation site tally webpage website
    indictment journal law letter memo paper poll record release report ruling statement study survey text
    transcript treaty tweet
""")

GOVERNMENTS = words("""
    administration army authorities cabinet commission congress council court department embassy force government
    house kingdom kremlin military ministry monarchy navy office parliament police republic senate state treasury
""")

ORGANISATIONS = words("""
    academy agency alliance association bank campaign club committee company corporation federation firm
    foundation fund group institute network organisation organization party team union university
""")

TITLES = words("""
    adm. admiral ambassador archbishop bishop capt. captain chairman chairwoman chancellor chief col. colonel
    commissioner congressman congresswoman councillor deputy director doctor dr dr. emir foreign former gen.
    general gov. governor imam judge justice king lady lord lt. maj. major marshal mayor minister mr mr. mrs
    mrs. ms ms. pope premier president prime prince princess prof. professor queen rep. representative rev.
    reverend secretary sen. senator sergeant sgt. sheikh sir speaker spokesman spokesperson spokeswoman sultan
""")

CHANNELS = words("""
    address article blog bluesky book briefing broadcast call column communique communiqué conference debate document
    editorial email facebook filing hearing instagram interview lecture letter memo memoir message newsletter
    note op-ed podcast post radio rally release remarks report sermon speech statement study telegram
    television testimony threads tiktok tweet twitter video website wechat youtube
""")

STANCE = SPEECH | INFINITIVE | OBJECT | NAMING | DIRECTED
