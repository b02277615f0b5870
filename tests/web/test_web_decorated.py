"""Links that a newsletter, a chat or an advertisement has decorated lead to the same page."""

import pytest
from flask.testing import FlaskClient

from snaglist.web.decorated_links import without_tracking

DECORATIONS = (
    "fbclid=abc", "utm_source=mail", "utm_x=", "gclid=1", "GCLID=1", "msclkid=a%26b", "mc_cid=1",
    "_hsenc=p", "_ga=2.1", "utm%5Fsource=x", "srsltid=y",
)  # fmt: skip


@pytest.mark.parametrize("decoration", DECORATIONS)
@pytest.mark.parametrize(
    "address", ["/search?q=sensor", "/issues?category=data", "/strategies", "/suggest.json?q=a"]
)
def test_a_decorated_link_is_the_plain_one(
    client: FlaskClient, address: str, decoration: str
) -> None:
    plain = client.get(address)
    assert plain.status_code == 200
    sign = "&" if "?" in address else "?"
    answers = [client.get(f"{address}{sign}{decoration}")]
    if sign == "&":
        answers.append(client.get(address.replace("?", f"?{decoration}&")))
    for answer in answers:
        assert (answer.status_code, answer.data) == (200, plain.data)
        assert answer.headers["ETag"] == plain.headers["ETag"]


@pytest.mark.parametrize("parameter", ["utm=1", "fbclidx=1", "kategory=data", "q_fbclid=1", "s=1"])
def test_a_misspelled_parameter_is_still_told(client: FlaskClient, parameter: str) -> None:
    assert client.get(f"/issues?{parameter}").status_code == 400


def test_what_is_left_stands_as_it_stood() -> None:
    assert without_tracking("b=%41&&a=+&utm_a=1&c") == "b=%41&&a=+&c"
    assert without_tracking("q=utm_source%3D1&q=fbclid") == "q=utm_source%3D1&q=fbclid"
