"""Reports that contradict themselves, and many that only look so. All stories are invented."""

# One row a case: the kind, the words of its places in order, the report.
CLASHES: list[tuple[str, list[str], str]] = [
    (
        "count",
        [
            "5 Northern Lakeland Republics",
            "six other northern Lakeland states",
            "Carvia, Dunmark, Elland, Farnia and Gostland",
        ],
        (
            "Port Council Welcomes Envoys from Belmark, Ostland, Torvia and 5 Northern Lakeland Republics\n\n"
            "Envoys of Norvia, Belmark, Ostland and six other northern Lakeland states met in Vidby on Tuesday to "
            "discuss fishing. The talks led by the Port Council drew envoys of Belmark, Ostland, Torvia, Carvia, "
            "Dunmark, Elland, Farnia and Gostland."
        ),
    ),
    (
        "count",
        ["Four Lakeland ministers", "Five Lakeland ministers"],
        (
            "Four Lakeland ministers sign fishing pact\n\n"
            "Five Lakeland ministers signed the fishing pact in Vidby on Monday."
        ),
    ),
    (
        "count",
        ["12 people", "Fourteen people"],
        (
            "Flood kills 12 people in Orsk\n\n"
            "Fourteen people were killed in the Orsk flood on Sunday. Rain is expected again."
        ),
    ),
    (
        "count",
        ["12 people", "Fourteen people"],
        (
            "The flood in Orsk killed 12 people on Sunday. Schools stayed shut. Fourteen people were killed in "
            "the Orsk flood, which also cut the road."
        ),
    ),
    (
        "count",
        ["30 houses", "45 houses"],
        "The storm destroyed 30 houses in Vidby. Power was cut. The storm in Vidby destroyed 45 houses.",
    ),
    (
        "quantity",
        ["40 million crowns", "55 million crowns"],
        (
            "The new tunnel under the bay cost 40 million crowns. It took six years to build. The new tunnel cost "
            "55 million crowns."
        ),
    ),
    (
        "quantity",
        ["12 percent", "21 percent"],
        "Sales of Orlen Glass fell 12 percent. Sales of Orlen Glass fell 21 percent.",
    ),
    (
        "list",
        ["five towns", "Vidby, Orsk, Sarn and Tolna"],
        "The governor invited five towns to the ceremony: Vidby, Orsk, Sarn and Tolna.",
    ),
    (
        "list",
        ["Three ministers", "Ana Lima, Jon Berg, Eva Koch and Ole Dahl"],
        "Three ministers, Ana Lima, Jon Berg, Eva Koch and Ole Dahl, resigned on Monday.",
    ),
    (
        "list",
        ["Norvia, Belmark, Ostland and Torvia", "five Lakeland countries"],
        "Norvia, Belmark, Ostland and Torvia, the five Lakeland countries, signed the pact.",
    ),
    ("list", ["Two cities", "Vidby, Orsk and Sarn"], "Two cities, including Vidby, Orsk and Sarn, lost power."),
    (
        "list",
        ["four writers", "Ana Lima, Jon Berg and Eva Koch"],
        "The prize went to four writers (Ana Lima, Jon Berg and Eva Koch).",
    ),
    (
        "list",
        ["six clubs", "Orsk, Sarn, Tolna, Vidby and Marrow"],
        "The league expelled six clubs – Orsk, Sarn, Tolna, Vidby and Marrow – after the inquiry.",
    ),
    (
        "membership",
        ["Belmark, Ostland and four southern Lakeland countries", "Belmark and other southern Lakeland countries"],
        (
            "Envoys of Belmark, Ostland and four southern Lakeland countries met in Vidby. Belmark and other "
            "southern Lakeland countries face a drought."
        ),
    ),
    (
        "date",
        ["The Vidby bridge opened on Monday", "The Vidby bridge opened on Tuesday"],
        ("The Vidby bridge opened on Monday after years of delay. Thousands came. The Vidby bridge opened on Tuesday."),
    ),
    (
        "date",
        ["The council approved the tunnel on 4 March", "The council approved the tunnel on 6 March"],
        (
            "Council approves tunnel\n\n"
            "The council approved the tunnel on 4 March. Work will begin soon. The council approved the tunnel on "
            "6 March."
        ),
    ),
    (
        "date",
        ["Police arrested Jon Berg on Friday", "Police arrested Jon Berg on Thursday"],
        "Police arrested Jon Berg on Friday. His lawyer came at once. Police arrested Jon Berg on Thursday.",
    ),
    (
        "polarity",
        ["Council approves Vidby tunnel", "The council did not approve the Vidby tunnel"],
        (
            "Council approves Vidby tunnel\n\n"
            "The council did not approve the Vidby tunnel. Members asked for a new study."
        ),
    ),
    (
        "polarity",
        ["Norvia joins the fishing pact", "Norvia has not joined the fishing pact"],
        ("Norvia joins the fishing pact\n\nMinisters met in Sarn. Norvia has not joined the fishing pact."),
    ),
    (
        "date",
        ["The Sarn ferry sank on 7 May 1998", "The Sarn ferry sank on 9 May 1998"],
        "The Sarn ferry sank on 7 May 1998. Divers found the wreck. The Sarn ferry sank on 9 May 1998.",
    ),
    (
        "quantity",
        ["8 percent", "18 percent"],
        "Net output fell 8 percent in the second quarter. Rain fell. Second-quarter net output fell 18 percent.",
    ),
    (
        "count",
        ["23", "31 people"],
        "Fire in Norvia: 23 killed\n\nAt least 31 people were killed in a fire in Norvia.",
    ),
    ("count", ["23", "31 people"], "Fire in Norvia leaves 23 dead\n\nAt least 31 people died in the Norvia fire."),
    (
        "polarity",
        ["Governor quits", "Governor Anna Holm did not quit"],
        "Governor quits\n\nGovernor Anna Holm did not quit. Her term ends in May.",
    ),
    (
        "quantity",
        ["three days", "five days"],
        "The strike at Orlen Glass lasted three days. Rain fell. The strike at Orlen Glass lasted five days.",
    ),
    (
        "quantity",
        ["three days", "five-day"],
        "The hearing of Eva Koch lasted three days. The five-day hearing of Eva Koch ended on Monday.",
    ),
    (
        "quantity",
        ["30 metres", "45 metres"],
        "The tower is 30 metres high. It was built of brick. The tower is 45 metres high.",
    ),
    (
        "list",
        ["Two charities", "Water Aid, Green Watch and Clean Coast"],
        "Two charities signed the appeal: Water Aid, Green Watch and Clean Coast.",
    ),
]

NEAR_MISSES: list[str] = [
    (
        "The foreign ministers of Norvia, Belmark, Torvia and Carvia had met earlier this week. Ostland was "
        "absent at the meeting.\n\n"
        "The talks drew the navy chiefs of Belmark, Ostland, Torvia and Carvia."
    ),
    (
        "Ostland's navy chief took part in the talks in Vidby. Ostland was conspicuously absent at the "
        "ministers' meeting."
    ),
    (
        "Norvia invited four countries to the ceremony – Ostland, Belmark, Torvia and Carvia. Media said that "
        "the ceremony was cancelled. Ostland had reportedly refused to attend the ceremony if it was held on "
        "the anniversary."
    ),
    "At least 12 people were killed in the Orsk flood. In all, 14 people were killed in the Orsk flood.",
    "About 100 houses were destroyed by the storm in Vidby. The storm destroyed 104 houses.",
    "Two of the five Lakeland countries signed the pact. Five Lakeland countries wrote the pact.",
    "Five Lakeland ministers signed the pact. Another three Lakeland ministers signed the pact by letter.",
    (
        "Earlier, police had said that 12 people were killed in the Orsk flood. By Monday, 14 people were "
        "killed in the Orsk flood."
    ),
    ("Three people were arrested in Orsk after the match. Five people were arrested in Vidby after the match."),
    "Four northern countries signed the pact. Six southern countries signed the pact.",
    "The budget of Vidby rose 5 percent in 2019. The budget of Vidby rose 7 percent in 2020.",
    "Sales of cars fell 5 percent. Sales of buses fell 9 percent.",
    "Police said 12 people were killed in the flood. Residents said 14 people were killed in the flood.",
    "Ana Lima said the storm destroyed 30 houses. Jon Berg said the storm destroyed 45 houses.",
    "Three ministers, including Ana Lima and Jon Berg, resigned on Monday.",
    "The mayor visited four towns, among them Vidby, Orsk and Sarn.",
    ("Five Lakeland ministers could sign the fishing pact. Four Lakeland ministers signed the fishing pact."),
    "The council met on Monday. The council met on Tuesday.",
    "The Vidby bridge opened on Monday. The Sarn bridge opened on Tuesday.",
    "Police arrested Jon Berg on Friday. Police arrested Eva Koch on Thursday.",
    "The governor invited four towns to the ceremony: Vidby, Orsk, Sarn and Tolna.",
    "Three countries, Norvia, Bosnia and Herzegovina and Torvia, signed the pact.",
    (
        "Envoys of Belmark, Ostland and four southern Lakeland countries met in Vidby. Torvia and other "
        "southern Lakeland countries face a drought."
    ),
    (
        "Belmark, Ostland and four other southern Lakeland countries met in Vidby. Belmark and other southern "
        "Lakeland countries face a drought."
    ),
    ("Council approves Vidby tunnel\n\nThe council did not approve the Sarn tunnel."),
    (
        "Council approves Vidby tunnel\n\n"
        "Last year, the council did not approve the Sarn bridge. It may not approve the Vidby tunnel."
    ),
    "The first flood killed 12 people. The second flood killed 14 people.",
    (
        "Norvia, Belmark and six other Lakeland countries signed the pact. In all, eight Lakeland countries "
        "signed the pact."
    ),
    "Four Lakeland ministers met in Vidby in May. Five Lakeland ministers met in Vidby in June.",
    "The tunnel cost 40 million crowns. Its repair cost 12 million crowns.",
    "Vidby, Orsk, Sarn and Tolna are the largest towns. The two ministers praised them.",
    "In Norvia, Belmark and Torvia, the two parties lost seats.",
    "The storm destroyed 30 houses and 12 barns. The storm destroyed 12 barns and 30 houses.",
    (
        "Twelve people were killed and 30 people were injured in the crash. The crash killed 12 people and "
        "injured 30 people."
    ),
    "The crash killed 12 people. The crash injured 30 people.",
    "The company has 1,200 workers. The company has about 1,000 workers.",
    "The company plans to sell 12 shops. The company sold 3 shops.",
    "If the dam breaks, 300 people will be killed in the flood. Twelve people were killed in the flood.",
    "Three men, aged 20, 30 and 40, were arrested in Sarn. Two men were arrested in the raid.",
    (
        "Vidby beat Sarn by three goals, with two goals by Jon Berg. Jon Berg scored two goals. Jon Berg "
        "scored three goals in May."
    ),
    "The storm destroyed 30 houses in Vidby. In all, the storm destroyed 45 houses.",
    "Jon Berg sold a house in 2010. Jon Berg sold a house in 2014.",
    "A man was killed on Monday. A man was killed on Friday.",
    "The Vidby bridge will open on Tuesday. The Vidby bridge opened on Monday for a test.",
    ("Six Lakeland ministers sign pact\n\nFour Lakeland ministers signed the pact in Vidby and two signed it later."),
    ("Party wins 40 seats in assembly\n\nThe party won 12 seats in the north of the assembly map."),
    ("Storm kills 3 people\n\nThe storm killed three people. In Vidby the storm killed two people and in Sarn one."),
    ("Council approves Vidby tunnel\n\nThe council had not approved the Vidby tunnel."),
    ("Council approves Vidby tunnel\n\nThe council did not approve the Vidby tunnel until May."),
    ("Council rejects Vidby tunnel\n\nThe council did not approve the Vidby tunnel."),
    (
        "Four Lakeland ministers sign fishing pact\n\n"
        "The four Lakeland ministers signed the pact in Vidby. Five Lakeland farmers watched."
    ),
    "Berg scored two goals for Vidby. In the second half Berg scored three goals for Vidby.",
    "Sales of Orlen Glass fell 12 percent in May. Sales of Orlen Glass fell 21 percent.",
    "Between 10 and 14 people were killed in the Orsk flood. The Orsk flood killed 12 people.",
    "Lima raised 5 million crowns from banks. Lima raised 2 million crowns from unions.",
    (
        "Vidby has 300 officers. Of these, 40 officers were hurt in the riot. Police said 60 officers were "
        "hurt in the riot."
    ),
    "Ministers from three countries, Norvia, Ostland and others, signed the pact.",
    "The jury chose two of three finalists: Ana Lima and Jon Berg.",
    "The trains serve three lines: Vidby, Sarn and the coast.",
    "The league has six clubs – Orsk is the oldest, Sarn and Tolna the newest.",
    (
        "Four Lakeland ministers, Ana Lima of Norvia, Jon Berg of Ostland, Eva Koch of Torvia and Ole Dahl of "
        "Carvia, signed."
    ),
    "The deal covers two airlines, Air Orsk and Sarn Wings, and three railways.",
    "Four players were fined: Lima, Berg, Koch and the captain.",
    "Two parties, Forward and the Vidby List, back Ana Lima, Jon Berg and Eva Koch.",
    "It takes 40 delegates to win the Lakeland nomination. It takes 60 delegates to win the nomination.",
    ("The advert runs in six towns: Vidby, Orsk and Sarn, where it ran before, along with Tolna, Marrow and Elm."),
    "Envoys from six towns, Vidby, Orsk and Sarn, along with three villages, came.",
    (
        "Four Lakeland ministers signed the fishing pact on Monday. Five Lakeland ministers signed the "
        "fishing pact on Friday."
    ),
    ("Storm kills 3 people in Orsk\n\nThe storm killed two people in Vidby."),
    ("Council approves Vidby tunnel\n\nThe council did not approve the Vidby tunnel in 2019."),
    ("Five Lakeland ministers signed the fishing pact. The three Lakeland ministers signed the fishing pact at noon."),
    "Between 10 and 14 people were killed in the Orsk flood. The Orsk flood killed 11 people.",
    ("Five Lakeland ministers are expected to sign the fishing pact. Four Lakeland ministers sign the fishing pact."),
    (
        "Six Lakeland ministers sign fishing pact\n\n"
        "Four Lakeland ministers signed the fishing pact in Vidby and two signed it in Sarn."
    ),
    "Lima earned between $5 million and $15 million from the sale. Lima earned $9 million from the sale.",
    ("Gross output rose 8 percent in the second quarter. Third-quarter gross output rose 18 percent."),
    ("Gross output rose 8 percent last year. Gross output rose 18 percent this year."),
    ("Gross output rose 8 percent in the quarter. Gross output rose 18 percent."),
    ("The Sarn ferry may have sunk on 7 May 1998. The Sarn ferry sank on 9 May 1998."),
    ("Fire in Norvia: 23 killed\n\nAt least 20 people were killed in a fire in Norvia."),
    ("Fire in Norvia leaves 23 dead\n\nThe fire in Norvia left 31 people injured. Houses fell in Norvia."),
    ("Fire in Norvia kills 23 people\n\nSome 400 people were rescued after the fire in Norvia."),
    ("23 dead in Norvia fire\n\nMore than 20 people died in a fire in Norvia. At least 31 died in a Belmark fire."),
    ("Fire in Norvia: 23 killed\n\nThe fire in Norvia killed 23 people. Later 5 people died in Norvia."),
    ("Governor quits\n\nGovernor Anna Holm did not quit. Governor Peter Lindt quit on Monday."),
    ("Governor quits\n\nThe aide of the governor did not quit."),
    ("Norvia withdraws\n\nNorvia Airlines did not withdraw."),
    ("The trial of Eva Koch lasted three days. Berg was convicted after a five-day trial."),
    ("The trial of Eva Koch lasted three days. The trial of Jon Berg lasted five days."),
    ("The tower was 30 metres high. The tower is 45 metres high."),
    ("The pool is 30 metres long. The pool is 12 metres wide."),
    ("The strike lasted at least three days. The strike lasted five days."),
    ("Three charities signed the appeal: Water Aid, Green Watch and Clean Coast."),
]
