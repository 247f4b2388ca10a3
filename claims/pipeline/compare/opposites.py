"""Words that can't both be true of one thing: "absent" and "attend"."""

from claims.pipeline.compare.words import stem

_PAIRS = """
absent:part boycott:part skip:part absent:attend absent:present absent:participate boycott:attend
boycott:participate skip:attend miss:attend absent:join boycott:join rise:fall rise:drop rise:decline
increase:decrease increase:fall increase:drop increase:decline rise:decrease grow:shrink gain:lose up:down
higher:lower more:fewer more:less cancel:hold cancel:proceed postpone:hold cancel:happen confirm:deny reject:accept
reject:approve reject:back refuse:agree refuse:accept oppose:support oppose:back win:lose open:close open:shut
start:end begin:end begin:finish start:stop arrest:release arrest:free jail:release guilty:innocent convict:acquit
convict:clear alive:die survive:die survive:kill safe:steal safe:miss enter:leave arrive:leave arrive:depart
join:leave join:quit approve:block legal:illegal allow:ban allow:forbid permit:ban permit:prohibit lift:impose
pass:fail succeed:fail real:fake true:false true:hoax first:last before:after male:female man:woman boy:girl
father:mother brother:sister son:daughter husband:wife north:south east:west northern:southern eastern:western
positive:negative large:small big:small long:short old:young early:late same:different public:private hot:cold
strong:weak rich:poor major:minor maximum:minimum best:worst most:least always:never all:none buy:sell import:export
attack:defend victory:defeat peace:war friend:enemy include:exclude appoint:dismiss hire:fire resign:stay
remain:resign remain:leave build:demolish create:destroy strengthen:weaken expand:shrink raise:lower raise:cut
accelerate:slow advance:retreat deploy:withdraw live:die married:single clean:dirty absent:show acquit:jail
acquit:guilty clear:guilty adopt:reject pass:reject defeat:pass veto:sign reject:sign refuse:sign refuse:attend
decline:accept decline:attend sign:tear ratify:reject endorse:reject welcome:reject overturn:uphold uphold:quash
quash:confirm dismiss:uphold reopen:close reopen:shut resume:halt resume:suspend suspend:restore halt:continue
stop:continue end:continue intact:destroy intact:damage extinct:survive alive:kill alive:dead recover:die wake:sleep
healthy:sick healthy:ill harmless:toxic harmless:dangerous safe:dangerous safe:unsafe safe:contaminate
drinkable:contaminate profit:loss profit:lose surplus:deficit solvent:bankrupt hire:dismiss hire:lay expand:contract
grow:contract boom:slump strengthen:slip climb:slip climb:fall climb:drop rise:slump rise:plunge jump:fall jump:drop
surge:fall surge:plunge double:halve widen:narrow lengthen:shorten warm:cold warmer:colder wet:dry flood:drought
full:empty crowded:empty sober:drunk ally:rival ally:enemy ceasefire:war unanimous:split unite:divide agree:disagree
legalise:ban legalize:ban legalise:outlaw legalize:outlaw nationalise:privatise nationalize:privatize elect:oust
elect:unseat retain:lose authentic:forge genuine:forge genuine:fake real:forge compulsory:voluntary
mandatory:optional mandatory:voluntary indoors:outdoors qualify:eliminate advance:eliminate promote:relegate
draw:win draw:lose unbeaten:lose vaccinated:unvaccinated known:unknown solved:unsolved available:unavailable
edible:poisonous
"""


def _both_ways(pairs: str) -> dict[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for pair in pairs.split():
        one, other = map(stem, pair.split(":"))
        out[one] = out.get(one, frozenset()) | {other}
        out[other] = out.get(other, frozenset()) | {one}
    return out


OPPOSITES = _both_ways(_PAIRS)
