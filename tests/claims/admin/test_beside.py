"""The claim's words beside the evidence's."""

from claims.admin.beside import beside, marked
from claims.admin.dossier import dossier
from tests.claims.admin.scene import make_scene


def test_a_few_words_that_differ_are_marked_and_wholly_other_words_are_not() -> None:
    ours, theirs = marked("The mill burned on Friday.", "The mill burned on Sunday.")
    assert [part.text for part in ours if part.differs] == ["Friday."]
    assert [part.text for part in theirs if part.differs] == ["Sunday."]
    ours, theirs = marked("The mill burned.", "Nobody was hurt, said Ivo Marek.")
    assert not any(part.differs for part in ours + theirs)


def test_each_piece_names_its_voice_and_whether_the_finding_counts_it(db: None) -> None:
    scene = make_scene()
    shown = dossier(scene.claim)
    supports, refutes = beside(scene.claim.statement, shown["sides"], scene.finding)
    assert len(supports.rows) == 2
    assert all(row.counts_in for row in [*supports.rows, *refutes.rows])
    assert refutes.rows[0].voice.startswith("Kestrel Tribune, ")
    assert not any(row.voice or row.counts_in for row in beside("x", shown["sides"], None)[0].rows)
