"""Pictures by the web: drawn anew under a new name, and nothing of what was sent."""

import re
from functools import cache
from html import unescape
from io import BytesIO

import pytest
from PIL import Image
from starlette.testclient import TestClient
from tests.authoring.hostile_pictures import HOSTILE
from tests.authoring.pictures.test_archive import zipped
from tests.web.hosts import SHEET, browser, own_deck, profile_url, signed_in

from higherthanthou.authoring.pictures.picture import MOST_BYTES
from higherthanthou.store.tables import pictures
from higherthanthou.web.forms.multipart import MOST_NAMED, TOO_LONG
from higherthanthou.web.hosting import picture_pages
from higherthanthou.web.server import Server

POSTED = 15


@pytest.fixture
def host(server: Server) -> TestClient:
    """A browser in which a host has signed in."""
    return signed_in(server)


@pytest.fixture
def drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same picture is drawn anew in a process once; for what is about files and names, and not about pixels."""
    monkeypatch.setattr(picture_pages, "recode", cache(picture_pages.recode))


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
    answer = send(host, file, photograph(), picture_alt="Red and blue")
    assert "The picture is on the file: <bdi>Person 3</bdi>." in host.get(answer.headers["location"]).text
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


def deck_of(host: TestClient, *names: str) -> str:
    """A deck of twenty and files of these names, in which each is called once."""
    deck = own_deck(host)
    for name in names:
        assert host.post(f"{deck}/profiles", data={"name": name, "score": "500"}).status_code == 303
    return deck


def placed(host: TestClient, deck: str, filename: str) -> list[str]:
    """Send a picture of that name among many; the names of the files that it went to."""
    page = host.post(f"{deck}/pictures", files=[("pictures", (filename, photograph()))]).text
    return [unescape(name) for name in re.findall(r"On the file of.*?<bdi>(.*?)</bdi>", page, re.S)]


PLACED = {
    "मीना.png": "मीना", "मोना.png": "मोना", "かき.jpg": "かき", "かぎ.jpg": "かぎ", "か\u3099き.jpg": "がき",
    "Aruvia (1).jpg": "Aruvia", "Aruvia(12).JPEG": "Aruvia", "aruvia (2) (1).jpg": "Aruvia", "Team (2).png": "Team (2)",
    "Team (1).png": "Team", 'Jan "Jef" Peeters.png': 'Jan "Jef" Peeters', "zoe.png": "Zoe", "Zoë.png": "Zoë",
    "Team (2) (1).png": "Team (2)", "100%22 Club.png": "100%22 Club", "200%22 Club (1).png": '200" Club',
    "Zoe\u0308 (1).png": "Zoë", "🦊.png": "🦊", "Ann 🐻.png": "Ann 🐻",
}  # fmt: skip
NOWHERE = (
    "मना.png",
    "か\u309aぎ.png",
    "?!.png",
    "(1).png",
    "Aruvi (1).jpg",
    "Aruvia 1.jpg",
    "Ann 🐟.png",
    "Hall (3).png",
)


def test_a_picture_finds_the_file_of_its_name(host: TestClient, drawn_once: None) -> None:
    """However its script is written, as a second download, and with the signs that browsers write as others."""
    deck = deck_of(host, *set(PLACED.values()), "🐻", "Ann 🦊")
    assert {filename: placed(host, deck, filename) for filename in PLACED} == {
        f: [n] for f, n in PLACED.items()
    }


def test_a_picture_lands_on_no_file_of_a_similar_name(host: TestClient, drawn_once: None) -> None:
    """A name that differs by a mark that changes the word, or in all of its letters, is another; so is one of two."""
    deck = deck_of(host, *set(PLACED.values()), "...", "🐻", "Ann 🦊", "Hall", "Hall 3")
    assert [filename for filename in NOWHERE if placed(host, deck, filename)] == []


def test_a_drawn_portrait_can_take_its_place_again(host: TestClient) -> None:
    """And its words go with the picture."""
    file = profile_url(host, own_deck(host), "Person 3")
    send(host, file, photograph(), picture_alt="Red and blue")
    answer = host.post(f"{file}/portrait", data={"revision": "1"})
    assert (
        "A drawn portrait is on the file: <bdi>Person 3</bdi>." in host.get(answer.headers["location"]).text
    )
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


def test_one_too_large_is_named_and_the_others_are_used(host: TestClient, drawn_once: None) -> None:
    """Fourteen, the third over 25 MB."""
    deck = own_deck(host)
    sizes = {2: MOST_BYTES + 1}
    files = [
        ("pictures", (f"Person {n}.jpg", photograph() + bytes(sizes.get(n, 0)), "image/jpeg"))
        for n in range(14)
    ]
    answer = host.post(f"{deck}/pictures", files=files)
    assert answer.status_code == 200
    told = dict(re.findall(r"<bdi>(Person \d+)\.jpg</bdi></th><td>(.*?)</td>", answer.text))
    assert len(told) == 14
    assert "13 of 14 pictures are on their files; why the other is not stands beside it." in answer.text
    for n in range(14):
        refused = "<b>Not used.</b> It has more than 25 MB" in told[f"Person {n}"]
        assert refused == (n in sizes)
        assert ("On the file of" in told[f"Person {n}"]) == (n not in sizes)


def test_of_more_than_twenty_each_has_its_line_as_it_comes(server: Server, host: TestClient) -> None:
    """In a page that begins before they are all done, and ends with what they come to."""
    deck = own_deck(host, data=SHEET + b"\nPerson 20,900,40,folder,Hall 1,1 wing,none")
    files = [("pictures", (f"Person {n}.jpg", photograph(), "image/jpeg")) for n in range(22)]
    answer = host.post(f"{deck}/pictures", files=files)
    told = re.findall(r"<bdi>Person (\d+)\.jpg</bdi></th><td>(.*?)</td>", answer.text)
    assert [int(n) for n, _ in told] == list(range(22))
    assert told[21][1] == "<b>Not used.</b> No file is called so."
    assert "21 of 22 pictures are on their files." in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.rstrip().endswith("</html>")
    assert len(server.database.read_now(lambda c: c.execute(pictures.select()).all())) == 21


def test_a_zip_is_taken_like_the_pictures_in_it(server: Server, host: TestClient) -> None:
    """Beside others; what it has for no file, or what is no picture, is told; a broken one too."""
    deck = own_deck(host)
    inner = ("Person 5.jpg", photograph()), ("x/person 6.JPG", photograph()), ("Nobody.jpg", photograph())
    packed = zipped(*inner, ("Person 7.jpg", b"no picture"), ("Person 8.jpg", zipped(("a.jpg", b"x"))))
    files = [
        ("pictures", ("all.zip", packed, "application/zip")),
        ("pictures", ("Person 3.jpg", photograph(), "image/jpeg")),
        ("pictures", ("broken.zip", packed[:-30], "application/zip")),
    ]
    answer = host.post(f"{deck}/pictures", files=files)
    told = dict(re.findall(r"<bdi>([^<]*)</bdi></th><td>(.*?)</td>", answer.text))
    used = {name for name, said in told.items() if said.startswith("On the file of")}
    assert used == {"Person 5.jpg", "person 6.JPG", "Person 3.jpg"}
    assert "An archive in an archive" in told["Person 8.jpg"]
    assert "This is not a PNG" in told["Person 7.jpg"]
    assert "This ZIP cannot be opened" in told["broken.zip"]
    assert "3 of 7 pictures" in answer.text


def test_a_large_photograph_is_made_small(host: TestClient) -> None:
    """One of 48 megapixels, which a phone takes."""
    deck, drawn = own_deck(host), BytesIO()
    Image.new("RGB", (8000, 6000), "#00ff00").save(drawn, "JPEG")
    answer = host.post(
        f"{deck}/pictures", files=[("pictures", ("Person 3.jpg", drawn.getvalue(), "image/jpeg"))]
    )
    assert "On the file of" in answer.text
    shown = host.get(portrait_of(host, profile_url(host, deck, "Person 3"))).content
    assert Image.open(BytesIO(shown)).size == (512, 512)


def parts(*each: tuple[str, str, bytes]) -> bytes:
    """A multipart body: the head's parameters, more headers, and the content of each part."""
    told = [
        b"--x\r\nContent-Disposition: form-data; %s\r\n%s\r\n%s\r\n" % (head.encode(), more.encode(), data)
        for head, more, data in each
    ]
    return b"".join(told) + b"--x--\r\n"


FILE = ('name="pictures"; filename="Person 3.jpg"', "", b"x")
STRANGE = {
    "no boundary": ("multipart/form-data", parts(FILE), "That form is not readable."),
    "no name": ("", parts(("filename=a", "", b"")), "That form is not readable."),
    "many fields": ("", parts(*[(f'name="{n}"', "", b"") for n in range(600)]), "That form is not readable."),
    "long field": ("", parts(('name="form"', "", b"x" * 1_100_000)), TOO_LONG),
    "many headers": ("", parts((FILE[0], "A: b\r\n" * 20, b"")), "That form is not readable."),
    "long header": ("", parts((FILE[0], f"A: {'b' * 9000}\r\n", b"")), "That form is not readable."),
    "no end": ("", parts(FILE)[:-9], "That form is not readable."),
    "no parts": ("", b"nonsense", "That form is not readable."),
    "nul": ("", parts(('name="form"', "", b"a\0b")), "That form is not readable."),
    "charset": (
        "multipart/form-data; boundary=x; charset=nonsense",
        parts(FILE),
        "That form is not readable.",
    ),
    "no name behind many files": (
        "",
        parts(*[FILE] * MOST_NAMED, ("filename=a", "", b"")),
        "That form is not readable.",
    ),
    "very many files": ("", parts(*[FILE] * (MOST_NAMED + 1)), "choose at most 1000 at once"),
}


@pytest.mark.sqlite
@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("route", ["pictures", "picture", "import"])
def test_a_strange_form_is_refused_in_our_words(host: TestClient, route: str, name: str) -> None:
    """Whatever its parser thinks of it, and whichever form it is."""
    deck = own_deck(host)
    urls = {"pictures": f"{deck}/pictures", "import": "/host/decks/import"}
    url = urls.get(route) or f"{profile_url(host, deck, 'Person 3')}/picture"
    kind, body, sentence = STRANGE[name]
    answer = host.post(url, content=body, headers={"Content-Type": kind or "multipart/form-data; boundary=x"})
    assert answer.status_code == (413 if sentence is TOO_LONG else 422), answer.text
    if sentence in ("That form is not readable.", TOO_LONG) or route == "pictures":
        assert sentence in answer.text
    page = answer.text.replace('enctype="multipart/form-data"', "")
    for theirs in ("multipart", "Too many", "Maximum number", "exceeded", "Content-Disposition", "boundary"):
        assert theirs not in page
