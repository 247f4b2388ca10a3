"""Cue words, by what they do to a statement. Lists are ours; they hold words, never sentences."""

from claims.pipeline import calendar_words
from claims.pipeline.compare.words import stem, stem_set, word_set

NEGATIONS = word_set("not no never neither nor none nobody nothing without cannot unable barely hardly incapable")
NOT_REALLY = word_set("only just merely doubt least matter later sooner exception")
SELF_NEGATING = stem_set("fail refuse decline lack avoid yet forbid")

DENIALS = stem_set(
    """hoax hoaxer fake false falsely bogus myth untrue debunk debunked debunks deny denies denied denial
    denying rebuff rebuffs refute refutes disprove disproved disproves satire satirical photoshop photoshopped
    fabrication incorrect baseless unfounded misinformation disinformation discredited inaccurate"""
)
HEDGES = stem_set(
    """reportedly allegedly unclear alleged alleges purported purportedly supposedly apparently possibly
    perhaps maybe likely unlikely probably rumor rumour rumors rumored rumoured claims claimed unconfirmed
    unverified suspected believed seems appears suggests speculation speculate speculates whether"""
)
# "Said" is left out: a named speaker in the past tense is how plain news is told.
REPORTING = word_set("report reports reported source sources say says")
POSSIBLE = word_set("may might could")
PLANS = stem_set(
    """will shall plan plans planned planning expect expected intends intend aims aim hopes hope scheduled set
    wants want proposes proposed considering considers vows vowed pledges pledged promises due upcoming invite
    invited invites"""
)
CONDITIONS = word_set("if unless provided assuming whether")

_PAIRS = """absent:part boycott:part skip:part absent:attend absent:present absent:participate boycott:attend
boycott:participate skip:attend miss:attend absent:join boycott:join rise:fall rise:drop rise:decline
increase:decrease increase:fall increase:drop increase:decline rise:decrease grow:shrink gain:lose up:down
higher:lower more:fewer more:less cancel:hold cancel:proceed postpone:hold cancel:happen confirm:deny
reject:accept reject:approve reject:back refuse:agree refuse:accept oppose:support oppose:back win:lose
open:close open:shut start:end begin:end begin:finish start:stop arrest:release arrest:free jail:release
guilty:innocent convict:acquit convict:clear alive:die survive:die survive:kill safe:steal safe:miss
enter:leave arrive:leave arrive:depart join:leave join:quit approve:block legal:illegal allow:ban
allow:forbid permit:ban permit:prohibit lift:impose pass:fail succeed:fail real:fake true:false true:hoax
first:last before:after male:female man:woman boy:girl father:mother brother:sister son:daughter
husband:wife north:south east:west northern:southern eastern:western positive:negative large:small big:small
long:short old:young early:late same:different public:private hot:cold strong:weak rich:poor major:minor
maximum:minimum best:worst most:least always:never all:none buy:sell import:export attack:defend
victory:defeat peace:war friend:enemy include:exclude appoint:dismiss hire:fire resign:stay remain:resign
remain:leave build:demolish create:destroy strengthen:weaken expand:shrink raise:lower raise:cut
accelerate:slow advance:retreat deploy:withdraw live:die married:single clean:dirty"""


def _both_ways(pairs: str) -> dict[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for pair in pairs.split():
        one, other = map(stem, pair.split(":"))
        out[one] = out.get(one, frozenset()) | {other}
        out[other] = out.get(other, frozenset()) | {one}
    return out


OPPOSITES = _both_ways(_PAIRS)

# Happenings that recur, so that two of them are told apart by what kind they are; a line is one kind.
_EVENT_KINDS = """meeting summit conference talks session
ceremony inauguration
election vote referendum poll
match game final
attack raid strike bombing explosion blast
earthquake quake
trial hearing
debate
launch
exercise drill
festival concert
speech interview
visit
protest rally demonstration"""
EVENTS = {stem(word): kind.split()[0] for kind in _EVENT_KINDS.splitlines() for word in kind.split()}

# Counts that only grow while a story runs: another figure is a later (or an earlier) one, no contradiction.
GROWING = stem_set(
    """dead killed died deaths toll injured wounded missing arrested detained infected cases casualties victims
    evacuated displaced rescued homeless hospitalised hospitalized votes donations signatures bodies"""
)
LATER = stem_set("now rises rose climbs climbed reaches reached updated latest revised")

WEEKDAYS = frozenset(calendar_words.WEEKDAYS)
# "May" is left out: it is nearly always the verb.
MONTHS = frozenset(calendar_words.MONTHS) - {"may"}
