"""What pages of entries say of each witness."""

from flask.testing import FlaskClient


def test_stance_and_note_stand_by_their_quote(client: FlaskClient) -> None:
    page = client.get("/issues/SNAG-001").text
    (said,) = [part for part in page.split('<div class="witness ')[1:] if "Only in summer." in part]
    assert said.startswith("qualifies")
    assert 'aria-label="I07-Q004 in place"' in said
    assert "the witness limits or doubts the claim" in said


def test_witnesses_of_a_claim_are_in_the_data(client: FlaskClient) -> None:
    view = client.get("/issues/SNAG-001.json").get_json()
    (claim,) = [each for each in view["claims"] if each["id"] == "SNAG-001-C2"]
    assert claim["stance"] == "qualifies"
    assert claim["witnesses"] == [
        {"quote": "I07-Q003", "finding": None, "stance": "supports", "note": None},
        {
            "quote": "I07-Q004",
            "finding": None,
            "stance": "qualifies",
            "note": "Only in summer.",
        },
    ]
    assert [arrow["witnesses"] for arrow in view["leads_to"]] == [
        [{"quote": "I07-Q003", "finding": None, "stance": "supports", "note": None}],
        [],
    ]
