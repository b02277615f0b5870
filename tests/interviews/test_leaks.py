"""Names and addresses that were planted in an invented interview are found, and little else."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from common import CATALOG
from runner import fine, snag

from snaglist.interviews.leaks import LeakSearch
from snaglist.interviews.name_key import NamedThing

PLANTED = Path(__file__).with_name("planted.txt")

NAMES = """
    Zofia Brandtner; Kofi Adjei-Mensah; Zofia; Halvorsen Shipping; Trondheim; Larkspur Analytics;
    HLSA; Mark; Grace; Émile Dürrenmatt-Roux; Émile; Ingunn; Oyelaran; Pemberwick; Gdynia;
    Skjervøy; Ansah; Whitlock
"""
OTHERS = {
    "leak-web": ["github.com/edurroux/tide-tables"],
    "leak-mail": ["emile.roux@halvorsen-shipping.example", "support at pemberwick dot example"],
    "leak-street": ["14 Kestrel Street"],
    "leak-phone": ["+47 73 55 01 99"],
    "leak-handle": ["@ingunn_tower"],
    "leak-birth": ["born on 4 March 1971"],
    "leak-iban": ["NO93 8601 1117 947"],
}
FALSE_ALARMS = {"UTC"}
"""What is no name, and is stopped at: words in capitals may be somebody's."""


def found_in(text: str, *things: NamedThing) -> Counter[tuple[str, str]]:
    return Counter((each.rule, each.words) for each in LeakSearch(things).in_text(text))


def test_what_was_planted_is_found_and_hardly_anything_else() -> None:
    found = found_in(PLANTED.read_text(encoding="utf-8"))
    planted = {("leak-capital", name.strip()) for name in NAMES.split(";")}
    planted |= {(rule, words) for rule, each in OTHERS.items() for words in each}
    assert planted - found.keys() == set()
    assert found.keys() - planted == {("leak-capital", words) for words in FALSE_ALARMS}


UNSEEN = """
    Rosalind; Tobiasz Wieczorek; Tobi; Goldammer; Graz; Priyanka; Jean-Baptiste; Crane; Rose;
    Frau Obermayr; Obermayr; Herr Lindqvist; Hauptplatz; KTZ Systems; Ferreira
"""


def test_a_text_that_the_rules_were_not_made_on() -> None:
    text = PLANTED.with_name("planted-unseen.txt").read_text(encoding="utf-8")
    found = found_in(text)
    names = {words for rule, words in found if rule == "leak-capital"}
    # A month that is a name as well, and a language.
    assert names - {name.strip() for name in UNSEEN.split(";")} == {"May", "Slovak"}
    assert {name.strip() for name in UNSEEN.split(";")} <= names
    assert {words for rule, words in found if rule != "leak-capital"} == {
        "tobi-bakes.example.net/flags", "tobiasz at goldammer dot example", "0664 555 01 77",
        "Mühlgasse 7",
    }  # fmt: skip
    # What rules cannot see, a key can: a word that begins a sentence, one in small letters.
    things = [NamedThing(name, "[x]", "name") for name in ("Will", "Nettle and Crane", "Priyanka")]
    keyed = {words for rule, words in found_in(text, *things) if rule == "leak-key"}
    assert keyed == {"Will", "Nettle and Crane", "Priyanka", "priyanka"}


def test_the_shipped_interview_has_few_false_alarms() -> None:
    text = (CATALOG / "interviews" / "I07" / "transcript.txt").read_text(encoding="utf-8")
    labels = ["Interviewer1", "Interviewer2", "Interviewer3", "Interviewee"]
    found = list(LeakSearch().in_text(text, labels))
    # Places are named in it, which the catalogue keeps as they were published.
    assert {each.line for each in found} >= {11, 23, 26}
    assert len(found) / len(text.split()) * 1000 < 3.5


def test_what_was_looked_at_in_the_shipped_interview_is_all_there_is() -> None:
    assert fine("interview", "leaks", "I07") == "Nothing found in 8,459 words.\n"


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("Mail me: a.b+c@d.example, please.", "leak-mail", "a.b+c@d.example"),
        ("it is a dot moe at mail dot example ok", "leak-mail", "a dot moe at mail dot example"),
        ("See https://a.example/x?y=1.", "leak-web", "https://a.example/x?y=1"),
        ("it's on example.org somewhere", "leak-web", "example.org"),
        ("call 514-555-0199 now", "leak-phone", "514-555-0199"),
        ("call (514) 555 0199.", "leak-phone", "(514) 555 0199"),
        ("so five one four, five, zero one, ok", "leak-phone", "five one four, five, zero one"),
        ("he wohnt in der Lindenstraße 12a, ja", "leak-street", "Lindenstraße 12a"),
        ("at 3, rue des Lilas, I think", "leak-street", "3, rue des Lilas"),
        ("the code is H2X 1Y4 there", "leak-street", "H2X 1Y4"),
        ("DE89 3704 0044 0532 0130 00", "leak-iban", "DE89 3704 0044 0532 0130 00"),
        ("it was on 1980-03-12, I think", "leak-birth", "1980-03-12"),
        ("it was on 12.03.1980 that", "leak-birth", "12.03.1980"),
        ("on March 12th, 1980 we", "leak-birth", "March 12th, 1980"),
        ("I was born in the spring of 1980", "leak-birth", "born in the spring of 1980"),
    ],
)  # fmt: skip
def test_each_form_is_found(text: str, rule: str, words: str) -> None:
    assert found_in(text) == {(rule, words): 1}


@pytest.mark.parametrize(
    "text",
    [
        "It was in 2006 and 2012, about 1,000,000 rows at 12:30:00.000, 99.95 percent.",
        "I'd say that's it, we've seen it. I'll see. Couldn't we? Mm-hmm, uh-huh. It's OK.",
        "00:01:02.000 --> 00:01:04.500",
        "The API and the GPU: a KPI. On Monday, in December.",
        "It failed in the end.So we stopped.",
        "We told [interviewer 1] and [Company X Ltd] so.",
        "one two three, four five",
    ],
)
def test_what_names_nobody_is_passed_over(text: str) -> None:
    assert found_in(text) == {}


ANNA = NamedThing("Anna Müller", "[participant]", "name")


@pytest.mark.parametrize(
    "written",
    [
        *("Anna Müller", "anna müller", "ANNA MUELLER", "anna muller's", "Müllers", "mueller's"),
        *("Anna’s", "d'Anna", "annamueller", "AnnaMüller", "anna_mueller", "anna.mueller42"),
        *("Anna-Müller", "Mu\u0308ller", "Müller, Anna", "Anna\nMüller"),
    ],
)
def test_a_name_of_the_key_is_found_however_it_is_written(written: str) -> None:
    assert ("leak-key", True) in {
        (rule, bool(words)) for rule, words in found_in(f"so {written} said", ANNA)
    }


@pytest.mark.parametrize("text", ["the mullet", "annals", "a mull", "Annapolis is", "banana"])
def test_words_that_only_look_like_it_are_none(text: str) -> None:
    assert "leak-key" not in {rule for rule, _ in found_in(text, ANNA)}


def test_a_part_that_is_a_word_counts_with_a_capital_only() -> None:
    will = NamedThing("Will Long", "[participant]", "name")
    text = "it will take long. I told Will about it, and will long came."
    assert found_in(text, will) == {("leak-key", "Will"): 1, ("leak-key", "will long"): 1}
    assert found_in("i told will", NamedThing("Will", "[p]", "name")) == {("leak-key", "will"): 1}


def test_a_name_in_a_script_without_spaces_is_found() -> None:
    assert found_in("我叫王小明。", NamedThing("王小明", "[p]", "name")) == {
        ("leak-key", "王小明"): 1
    }


def key_file(folder: Path, text: str = 'Gardener Jo: "[participant]"\n') -> Path:
    path = folder / "key.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_and_the_names_of_a_key(tmp_path: Path) -> None:
    file = tmp_path / "raw.txt"
    file.write_text("Hello.\nSo gardener jo's bell rang.\n")
    done = snag("interview", "leaks", file, "--key", key_file(tmp_path))
    assert done.code == 1
    assert f"{file}:2: 'gardener jo': a name of the key." in done.err
    done = snag("interview", "leaks", file, "--key", key_file(tmp_path), "--places")
    assert done.code == 1
    assert "jo" not in done.err
    assert f"{file}:2: A name of the key." in done.err
    done = snag("interview", "leaks", file, "--key", key_file(tmp_path), "--json")
    assert done.code == 1
    (finding,) = json.loads(done.out)["findings"]
    assert (finding["line"], finding["rule"]) == (2, "leak-key")


@pytest.mark.parametrize("sign", [".git/HEAD", ".git", ".hg/x", "catalogue.yaml"])
def test_a_key_where_files_are_shared_is_refused(tmp_path: Path, sign: str) -> None:
    place = tmp_path / "repo" / "private" / "deep"
    place.mkdir(parents=True)
    (tmp_path / "repo" / sign).parent.mkdir(exist_ok=True)
    (tmp_path / "repo" / sign).write_text("x")
    key = key_file(place)
    (tmp_path / "raw.txt").write_text("nothing")
    (tmp_path / "link.yaml").symlink_to(key)
    for path in (key, tmp_path / "link.yaml"):
        done = snag("interview", "leaks", tmp_path / "raw.txt", "--key", path)
        assert done.code == 2
        assert "Names never go there" in done.err
        assert "Gardener" not in done.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "is no key"),
        ("a: 3\n", "is no key"),
        ("Jo: participant\n", "is no placeholder"),
        ('"?": "[x]"\n', "without letters"),
    ],
)
def test_a_key_that_cannot_be_used_is_told(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "raw.txt").write_text("nothing")
    done = snag("interview", "leaks", tmp_path / "raw.txt", "--key", key_file(tmp_path, text))
    assert done.code == 2
    assert said in done.err


def test_what_was_reviewed_is_allowed_but_never_a_name_of_the_key(
    sample: Path, tmp_path: Path
) -> None:
    folder = sample / "interviews" / "I01"
    metadata = folder / "interview.yaml"
    told = metadata.read_text().replace("A few summers", "A few summers in Skjervøy with Jo")
    metadata.write_text(told)
    done = snag("interview", "leaks", "I01", "--catalog", sample)
    assert done.code == 1
    assert re.findall(r"'(.*?)': a word", done.err) == ["Jo", "Skjervøy"]
    (folder / "reviewed-words.yaml").write_text(
        "reviewed:\n- {word: Skjervøy, why: A town.}\n- {word: Jo, why: Nobody.}\n"
        "- {word: Nowhere, why: Gone.}\n"
    )
    done = snag("interview", "leaks", "I01", "--catalog", sample)
    assert done.code == 0
    assert "lists what stands nowhere: 'Nowhere'" in done.err
    key = key_file(tmp_path, 'Skjervøy: "[town]"\n')
    done = snag("interview", "leaks", "I01", "--catalog", sample, "--key", key)
    assert done.code == 1
    assert sorted(re.findall(r"I01/(\S+?): '.*?: a name of the key", done.err)) == [
        "interview.yaml:6",
        "reviewed-words.yaml:2",
    ]


@pytest.mark.parametrize(
    "item", ["{word: a}", "{why: x}", "{word: a, line: 2, why: x}", "{line: 0, why: x}"]
)
def test_a_list_of_reviewed_words_that_says_nothing_is_told(sample: Path, item: str) -> None:
    path = sample / "interviews" / "I01" / "reviewed-words.yaml"
    path.write_text(f"reviewed:\n  - {item}\n")
    for words in (("check", "--quick"), ("interview", "leaks", "I01")):
        done = snag(*words, "--catalog", sample)
        assert done.code == 1
        assert "reviewed-words.yaml:2: " in done.err


def test_a_line_is_reviewed_with_as_many_findings_as_it_has(sample: Path) -> None:
    folder = sample / "interviews" / "I01"
    with (folder / "transcript.txt").open("a") as file:
        file.write("Interviewee: Ask Halvorsen, not Oyelaran.\n")
    number = (folder / "transcript.txt").read_text().count("\n")
    for count, code in ((1, 1), (2, 0), (3, 1)):
        (folder / "reviewed-words.yaml").write_text(
            f"reviewed: [{{line: {number}, count: {count}, why: Invented.}}]\n"
        )
        assert snag("interview", "leaks", folder / "transcript.txt").code == code


def test_the_hook_is_given_files_and_knows_their_interview(sample: Path) -> None:
    folder = sample / "interviews" / "I01"
    fine("interview", "leaks", folder / "transcript.txt", folder / "interview.yaml", folder)
    with (folder / "transcript.txt").open("a") as file:
        file.write("Interviewee: Ask Halvorsen.\n")
    done = snag("interview", "leaks", folder / "transcript.txt")
    assert done.code == 1
    assert re.search(r"transcript\.txt:\d: 'Halvorsen'", done.err)


def test_the_key_of_an_interview_is_found_by_itself(sample: Path, tmp_path: Path) -> None:
    keys = tmp_path / "share" / "snaglist" / "keys"
    keys.mkdir(parents=True)
    (keys / "I01.yaml").write_text('the dial: "[thing]"\n')
    done = snag(
        "interview", "leaks", "I01", "--catalog", sample, XDG_DATA_HOME=str(tmp_path / "share")
    )
    assert done.code == 1
    found = r"transcript\.txt:\d: 'the dial': a name of the key\. Also at line \d\."
    assert re.search(found, done.err)


def test_a_text_without_capitals_is_told_to_hide_names(tmp_path: Path) -> None:
    file = tmp_path / "small.txt"
    file.write_text("and then i told ingunn that it was wrong. " * 10)
    done = snag("interview", "leaks", file)
    assert done.code == 0
    assert "only those of a key are found" in done.err


def test_what_is_neither_interview_nor_file_is_told(sample: Path) -> None:
    done = snag("interview", "leaks", "I02", "--catalog", sample)
    assert done.code == 1
    assert "Did you mean I01?" in done.err
