"""Whom a report credits with its text."""

import pytest

from sources.text.credit import Credit, agency, credit, is_agency

STORY = "The bridge at Orsk is shut, the mayor said."
CREDITED = [
    ("ORSK, May 6 (Harbour Wire) - {}", ("Harbour Wire",), "Orsk"),
    ("ORSK, May 6. /TASS/. {}", ("TASS",), "Orsk"),
    ("(Reuters) - {}", ("Reuters",), ""),
    ("PORT ALMA — {}", (), "Port Alma"),
    ("By Jo Reed, Associated Press\n{}", ("Associated Press",), ""),
    ("{}\n\n- TASS", ("TASS",), ""),
    ("{} (AP)", ("Associated Press",), ""),
    ("{}\nSource: Interfax", ("Interfax",), ""),
    ("{}\nWith inputs from PTI", ("Press Trust of India",), ""),
    ("{}\nwith AP", ("Associated Press",), ""),
    ("{}\nReporting by Harbour Wire.", ("Harbour Wire",), ""),
    ("{}\nThis story was supplied by Harbour Wire.", ("Harbour Wire",), ""),
    ("{}\nAP and Reuters contributed to this report.", ("Associated Press", "Reuters"), ""),
    ("{}\n© 2024 AFP", ("Agence France-Presse",), ""),
]
NOT_CREDITED = ["{}", "By Jo Reed\n{}", "{} (Photo)", "The alliance (NATO) met.\n{}", "{}\nTASS reported it on Monday."]


@pytest.mark.parametrize(("text", "names", "place"), CREDITED)
def test_a_credit_is_read_where_credits_stand(text: str, names: tuple[str, ...], place: str) -> None:
    assert credit(text.format(STORY)) == Credit(names, place)


@pytest.mark.parametrize("text", NOT_CREDITED)
def test_what_a_story_tells_is_no_credit(text: str) -> None:
    assert credit(text.format(STORY)).names == ()


def test_an_agency_is_the_same_under_its_short_name() -> None:
    assert agency("AP") == agency("The Associated Press") == "Associated Press"
    assert agency("Harbour Wire") == "Harbour Wire"
    assert is_agency("AFP")
    assert not is_agency("Harbour Wire")
