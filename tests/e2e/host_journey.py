"""A host's way that other engines are taken along: from signing in to a deck that players find."""

from pathlib import Path

from PIL import Image
from tests.e2e.journeys import button, link
from tests.e2e.visitors import Visitor
from tests.web.hosts import PASSWORD


def host(visitor: Visitor, name: str, folder: Path) -> None:
    """Sign in, generate a deck, publish it; import one, edit a line, add a file and a picture, publish; a stranger plays it."""
    visitor.open("/host")
    found = visitor.axe()
    visitor.fill("[name=name]", name)
    visitor.fill("[name=password]", PASSWORD)
    visitor.click(button("Sign in"))
    visitor.click(link("Generate one"))
    generate(visitor)
    visitor.open("/host/decks/import")
    visitor.attach("[name=file]", sheet(folder))
    visitor.fill("[name=title]", f"Paper planes of {name}")
    found += visitor.axe()
    visitor.click(button("Import"))
    visitor.sees("#files")
    deck = visitor.look("location.pathname")
    found += visitor.axe()
    edit(visitor)
    add(visitor, folder)
    found += visitor.axe()
    publish(visitor, deck)
    found += visitor.axe()
    visitor.click(link("its page for players"))
    visitor.sees(".modes")
    assert f"Paper planes of {name}" in visitor.text("h1")
    assert found + visitor.axe() == []


def generate(visitor: Visitor) -> None:
    """A small deck of the first theme, watched while it is made."""
    visitor.fill("[name=size]", "40")
    visitor.click(button("Generate"))
    visitor.sees("#files")
    visitor.says("#files-title", "40 files")
    publish(visitor, visitor.look("location.pathname"))


def edit(visitor: Visitor) -> None:
    """A line becomes a form, which takes the focus, and a line again, without a page load."""
    document = visitor.look("performance.timeOrigin")
    visitor.click('[aria-label="Edit Person 4"]')
    visitor.until("document.activeElement.name === 'name'")
    visitor.fill(".sheet-form [name=name]", "Person Four")
    visitor.click(button("Save"))
    visitor.sees('[aria-label="Edit Person Four"]')
    assert visitor.look("performance.timeOrigin") == document


def add(visitor: Visitor, folder: Path) -> None:
    """A file of its own with a fact, and a picture on it."""
    visitor.click(link("Add a file"))
    visitor.fill("[name=name]", "Person Twenty-one")
    visitor.fill("[name=score]", "512")
    visitor.fill("[name=label_0]", "Wings")
    visitor.fill("[name=text_0]", "21 wings")
    visitor.click(button("Add"))
    visitor.says("[data-testid=file]", "21 wings")
    picture = folder / "disc.png"
    Image.new("RGB", (800, 600), "#8fa7df").save(picture)
    visitor.attach("[name=picture]", picture)
    visitor.fill("form[action$='/picture'] [name=picture_alt]", "A blue sheet")
    visitor.click(button("Upload"))
    visitor.sees('[data-testid=file] img[alt="A blue sheet"]')


def publish(visitor: Visitor, deck: str) -> None:
    """From the check to players."""
    visitor.open(f"{deck}/check")
    visitor.click("form[action$='/publish'] button")
    visitor.says(".host-state", "Published, version 1")


def sheet(folder: Path) -> Path:
    """A spreadsheet of twenty people."""
    lines = [f"Person {n},{400 + 25 * n},{20 + n},folder,Hall {n % 3},{n} wings" for n in range(20)]
    path = folder / "planes.csv"
    path.write_text("\n".join(["name,score,age,occupation,place,fact: Wings", *lines]), encoding="utf-8")
    return path
