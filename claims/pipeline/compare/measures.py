"""Units of measure: what they measure, and how much one of them is in the dimension's base unit."""

from claims.pipeline.compare.words import stem, word_set

# A line: dimension, then unit:factor. Base units: metre, kilogram, second, square metre, litre, metre per second.
_TABLE = """
length mm:0.001 millimetre:0.001 millimeter:0.001 cm:0.01 centimetre:0.01 centimeter:0.01 metre:1 meter:1 km:1000
length kilometre:1000 kilometer:1000 mile:1609.344 yard:0.9144 foot:0.3048 feet:0.3048 ft:0.3048 inch:0.0254
mass gram:0.001 kg:1 kilo:1 kilogram:1 tonne:1000 ton:1000 lb:0.45359 lbs:0.45359 ounce:0.02835
duration second:1 minute:60 hour:3600 hr:3600 hrs:3600 day:86400 week:604800 fortnight:1209600 month:2629800
duration year:31557600 decade:315576000 century:3155760000
area hectare:10000 acre:4046.86
volume litre:1 liter:1 gallon:3.785 barrel:158.987
power watt:1 kilowatt:1000 kw:1000 megawatt:1e6 mw:1e6 gigawatt:1e9 gw:1e9
speed mph:0.44704 kph:0.27778 knot:0.51444
"""
UNITS: dict[str, tuple[str, float]] = {}
"""Stem of a unit: its dimension and factor."""
for _line in filter(None, _TABLE.splitlines()):
    _dimension, *_units = _line.split()
    for _unit in _units:
        _name, _factor = _unit.split(":")
        UNITS[stem(_name)] = (_dimension, float(_factor))

AREAS = word_set("square sq")
PER_HOUR = {stem("mile"): ("speed", 0.44704), stem("km"): ("speed", 0.27778), stem("kilometre"): ("speed", 0.27778)}
SCALES = {"c": "c", "celsius": "c", "centigrade": "c", "f": "f", "fahrenheit": "f"}
POUND = stem("pound")
SIGNS = {"$": stem("dollar"), "€": stem("euro"), "£": POUND}
CURRENCIES = frozenset(map(stem, "dollar euro usd eur gbp yen yuan rupee rouble ruble franc peso krona lira".split()))
SAME_CURRENCY = {"usd": stem("dollar"), "eur": stem("euro"), "gbp": POUND, stem("ruble"): stem("rouble")}
KILOGRAMS_A_POUND = 0.45359
WEIGHING = frozenset(map(stem, "weigh weighed weight heavy weighing seized cocaine baby cargo kg tonne".split()))


def celsius(value: float, scale: str) -> float:
    return (value - 32) * 5 / 9 if scale == "f" else value


def currency(word: str) -> str:
    """The currency that a stem or a sign names, "" for none; "pounds" may be weight and are left to the caller."""
    if word in SIGNS:
        return SIGNS[word]
    return SAME_CURRENCY.get(word, word) if word in CURRENCIES else ""
