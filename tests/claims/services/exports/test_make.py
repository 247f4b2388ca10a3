"""An export holds what is public at its position, and its manifest says so truly."""

import csv
import gzip
import hashlib
import io
import json
from pathlib import Path

from claims.models import Claim, Export, Publication
from claims.services.decide import Verdict
from claims.services.erase_publication import erase_publication
from claims.services.exports.drop import drop
from claims.services.exports.file import manifest_path, path_of
from claims.services.exports.formats import COLUMNS
from claims.services.exports.make import make_export
from claims.services.exports.order import Wanted, head, order_export
from claims.services.exports.rows import batches
from claims.services.judge_claims import judge_claims
from claims.services.publish_due import publish_due
from factcheck.access.models import User
from factcheck.log.models import LogEntry
from tests.claims.services.exports.made import claims_in, content, lines, made
from tests.factories import decide_by_two, make_claim, make_evidence, make_user, publish


def withdraw(claim: Claim, reviewer: User) -> None:
    decide_by_two(claim.pk, Verdict(claim.status, "withdrawn", "The witness took it back."), reviewer)


def test_a_full_export_has_the_very_bytes_of_each_listed_claim_in_the_order_of_their_ids(rosa: User) -> None:
    kept = [publish(make_claim(f"Bridge {number} was closed."), rosa) for number in range(3)]
    withdraw(publish(make_claim("The mill burned down."), rosa), rosa)
    documents = dict(Publication.objects.standing().values_list("claim", "document"))
    assert content(made()).decode() == "".join(f"{documents[claim.pk]}\n" for claim in kept)


def test_its_manifest_counts_hashes_and_names_the_head_of_the_log(rosa: User) -> None:
    publish(make_claim("Bridge 1 was closed."), rosa)
    publish(make_claim("Bridge 2 was closed."), rosa, to="refuted")
    row, entry = made(is_compressed=True), LogEntry.objects.get(pk=head())
    stored, manifest = path_of(row).read_bytes(), json.loads(manifest_path(row).read_text())
    assert manifest == row.manifest
    assert (manifest["claims"], manifest["by_status"]) == (2, {"refuted": 1, "verified": 1})
    assert (manifest["log_head"]["sequence"], manifest["log_head"]["hash"]) == (entry.sequence, entry.hash)
    told = {"name": path_of(row).name, "rows": 2, "bytes": len(stored), "sha256": hashlib.sha256(stored).hexdigest()}
    assert manifest["files"] == [told]
    assert (row.rows, row.size, row.sha256) == (2, told["bytes"], told["sha256"])
    assert len(gzip.decompress(stored).splitlines()) == 2


def test_it_tells_of_its_position_whatever_is_published_before_it_is_made(rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    row, _ = order_export(Wanted(is_compressed=False), "a test")
    withdraw(claim, rosa)
    publish(make_claim("The mill burned down."), rosa)
    make_export(row.pk)
    assert set(claims_in(row)) == {str(claim.pk)}


def test_a_delta_has_tombstones_merged_claims_and_nothing_that_did_not_change(rosa: User) -> None:
    one, other, gone, same = (publish(make_claim(f"Bridge {number} was closed."), rosa) for number in range(4))
    before = head()
    withdraw(gone, rosa)
    judge_claims(one.pk, other.pk, "same", "", rosa, "test/1")
    publish_due(50)
    row = made("delta", since=before)
    told = claims_in(row)
    assert set(told) == {str(claim.pk) for claim in (one, other, gone)}
    assert told[str(gone.pk)]["tombstone"] == "withdrawn"
    assert row.manifest
    assert row.manifest["tombstones"] == {"merged": 1, "withdrawn": 1}
    assert sum(bool(claim.get("same_as")) for claim in told.values()) == 1
    assert str(same.pk) not in told


def test_batches_of_any_size_hold_each_claim_once(rosa: User) -> None:
    for number in range(5):
        publish(make_claim(f"Bridge {number} was closed."), rosa)
    row = made()
    whole = [batch for found in batches(row) for batch in found]
    for size in (1, 2, 5):
        assert [batch for found in batches(row, size) for batch in found] == whole


def test_a_table_has_the_documented_columns_and_no_formula(rosa: User) -> None:
    statement = '=HYPERLINK("https://a.example", "The ""mill"", burned")\ndown.'
    claim = publish(make_claim(statement), rosa)
    written = content(made(format="csv")).decode()
    assert written.startswith(",".join(COLUMNS) + "\r\n")
    [told] = csv.DictReader(io.StringIO(written, newline=""))
    assert told["statement"] == f"'{statement}"
    assert (told["id"], told["status"], told["needs_another_look"]) == (str(claim.pk), "verified", "false")
    assert told["url"].endswith(f"/claims/{claim.pk}/")
    assert told["rationale"] == "Two outlets saw it themselves."


def test_a_table_of_changes_tells_why_a_claim_is_gone(rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    before = head()
    withdraw(claim, rosa)
    [told] = csv.DictReader(io.StringIO(content(made("delta", "csv", before)).decode(), newline=""))
    assert (told["tombstone"], told["tombstone_reason"]) == ("withdrawn", "The witness took it back.")
    assert told["statement"] == ""


def test_a_feed_is_one_json_document_with_a_review_for_each_claim(rosa: User) -> None:
    assert json.loads(content(made(format="claimreview")))["dataFeedElement"] == []
    claims = [publish(make_claim(f"Bridge {number} was closed."), rosa) for number in range(2)]
    feed = json.loads(content(made(format="claimreview")))
    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
    assert [item["item"]["claimReviewed"] for item in feed["dataFeedElement"]] == [row.statement for row in claims]
    before = head()
    withdraw(claims[0], rosa)
    [item] = json.loads(content(made("delta", "claimreview", before)))["dataFeedElement"]
    assert "dateDeleted" in item
    assert item["item"]["@id"].endswith(f"/claims/{claims[0].pk}/")


def test_what_is_called_off_while_it_is_made_leaves_no_file(rosa: User, folder: Path) -> None:
    publish(make_claim(), rosa)
    row, _ = order_export(Wanted(), "a test")
    drop(row.pk)
    assert not make_export(row.pk)
    row.refresh_from_db()
    assert (row.state, row.gone, row.error) == ("failed", "deleted", "It was called off.")
    assert not folder.exists() or not list(folder.iterdir())


def test_making_it_twice_has_one_effect(rosa: User, folder: Path) -> None:
    publish(make_claim(), rosa)
    row = made()
    assert not make_export(row.pk)
    assert Export.objects.count() == 1
    assert sorted(path.suffix for path in folder.iterdir()) == [".json", ".ndjson"]


def test_an_erased_version_comes_in_a_delta_and_its_old_words_do_not(rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    before = head()
    erase_publication(claim.pk, 1, "A court ordered it.", make_user("ada", is_superuser=True))
    make_evidence(claim)
    publish_due(10)
    [told] = lines(made("delta", since=before))
    assert told["id"] == str(claim.pk)
