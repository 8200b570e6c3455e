"""Pictures by the web: drawn anew under a new name, and nothing of what was sent."""

import re
from io import BytesIO

import pytest
from PIL import Image
from starlette.testclient import TestClient
from tests.authoring.hostile_pictures import HOSTILE
from tests.web.hosts import browser, own_deck, profile_url, signed_in

from higherthanthou.store.tables import pictures
from higherthanthou.web.server import Server

POSTED = 15


@pytest.fixture
def host(server: Server) -> TestClient:
    """A browser in which a host has signed in."""
    return signed_in(server)


def photograph(exif: bool = True) -> bytes:
    """Left half red, right half blue, taken at a place."""
    drawn = Image.new("RGB", (600, 300), "#ff0000")
    drawn.paste("#0000ff", (300, 0, 600, 300))
    data, said = BytesIO(), Image.Exif()
    said.get_ifd(0x8825)[2] = (51.0, 2.0, 13.0)
    said[0x010F] = "A camera with a name"
    drawn.save(data, "JPEG", exif=said if exif else Image.Exif())
    return data.getvalue()


def portrait_of(client: TestClient, file: str) -> str:
    """The URL of the picture on a file."""
    found = re.search(r'class="portrait" src="([^"]+)"', client.get(file).text)
    assert found
    return found[1]


def send(host: TestClient, file: str, data: bytes, revision: str = "0", **fields: str):
    """Upload a picture for a file."""
    return host.post(
        f"{file}/picture", data={"revision": revision} | fields, files={"picture": ("IMG.JPG", data)}
    )


def test_a_picture_is_drawn_anew(server: Server, host: TestClient) -> None:
    """512 pixels square, WebP, no metadata, immutable, under a name of its own; its words are shown.

    What was published before keeps its portrait.
    """
    deck = own_deck(host)
    host.post(f"{deck}/publish")
    file = profile_url(host, deck, "Person 3")
    before = portrait_of(host, file)
    assert send(host, file, photograph(), picture_alt="Red and blue").status_code == 303
    after = portrait_of(host, file)
    assert after != before
    served = browser(server).get(after)
    assert served.headers["content-type"] == "image/webp"
    assert "immutable" in served.headers["cache-control"]
    image = Image.open(BytesIO(served.content))
    assert (image.format, image.size) == ("WEBP", (512, 512))
    assert not image.getexif()
    assert b"camera" not in served.content
    assert 'alt="Red and blue"' in host.get(file).text
    assert browser(server).get(before).headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(("focus", "colour"), [("left", "red"), ("right", "blue")])
def test_the_part_that_was_chosen_is_kept(host: TestClient, focus: str, colour: str) -> None:
    """The square stands where the host wants it."""
    file = profile_url(host, own_deck(host), "Person 3")
    send(host, file, photograph(), focus=focus)
    pixel = Image.open(BytesIO(host.get(portrait_of(host, file)).content)).convert("RGB").getpixel((256, 256))
    assert isinstance(pixel, tuple)
    assert (pixel[0] > pixel[2]) == (colour == "red")


def test_hostile_pictures_are_refused_in_a_sentence(server: Server, host: TestClient) -> None:
    """Whatever they are called, and nothing of them is kept."""
    file = profile_url(host, own_deck(host), "Person 3")
    for one in [one for one in HOSTILE if one.refused][:: max(1, len(HOSTILE) // POSTED)]:
        answer = send(host, file, one.data)
        assert answer.status_code == 422, one.name
        assert one.refused in answer.text.replace("&#39;", "'"), one.name
    assert server.database.read_now(lambda c: c.execute(pictures.select()).all()) == []


def test_many_are_matched_by_name(host: TestClient) -> None:
    """Case and folders do not matter; unknown names, names of several and no pictures are told."""
    deck = own_deck(host)
    host.post(f"{deck}/profiles", data={"name": "Person 5", "score": "500"})
    files = [
        ("pictures", ("person 3.JPG", photograph())), ("pictures", ("C:\\photos\\Person 4.jpg", photograph())),
        ("pictures", ("Nobody.jpg", photograph())), ("pictures", ("Person 5.jpg", photograph())),
        ("pictures", ("Person 6.jpg", b"no picture")),
    ]  # fmt: skip
    page = host.post(f"{deck}/pictures", files=files).text
    assert page.count("On the file of") == 2
    assert "No file is called so." in page
    assert "Several files are called so." in page
    assert "This is not a PNG, JPEG or WebP picture" in page
    assert portrait_of(host, profile_url(host, deck, "Person 3")) in host.get(f"{deck}?words=Person 3").text


def test_a_drawn_portrait_can_take_its_place_again(host: TestClient) -> None:
    """And its words go with the picture."""
    file = profile_url(host, own_deck(host), "Person 3")
    send(host, file, photograph(), picture_alt="Red and blue")
    assert host.post(f"{file}/portrait", data={"revision": "1"}).status_code == 303
    assert host.get(portrait_of(host, file)).headers["content-type"] == "image/svg+xml"
    assert "Red and blue" not in host.get(file).text


def test_a_picture_for_a_file_that_changed_is_refused(server: Server, host: TestClient) -> None:
    """409, and no picture is kept."""
    file = profile_url(host, own_deck(host), "Person 3")
    assert send(host, file, photograph(), revision="7").status_code == 409
    assert server.database.read_now(lambda c: c.execute(pictures.select()).all()) == []


def test_a_picture_without_words_keeps_a_deck_from_being_published(host: TestClient) -> None:
    """Until it has some."""
    deck = own_deck(host)
    file = profile_url(host, deck, "Person 3")
    send(host, file, photograph())
    assert host.post(f"{deck}/publish").status_code == 422
    assert host.post(file, data={"revision": "1", "picture_alt": "Red and blue"}).status_code == 303
    assert host.post(f"{deck}/publish").status_code == 303
