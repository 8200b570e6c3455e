"""What the form of a file offers of a score model with moulds: each wording once, in the form that the file has."""

from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.game.profile import Entry, Shown
from higherthanthou.game.score import Level, Trait
from higherthanthou.game.texts.wording import parse_wording
from higherthanthou.web.hosting.record_forms import facts_of, usual_record

WORDINGS = tuple(map(parse_wording, ("Never", "Owes {a florist|two plumbers}")))
TRAIT = Trait("bills", "Bills", "history", 1, "", (Level(-9, 1, WORDINGS, ""),))


def offered(text: str) -> list[tuple[int, list[str]]]:
    """The choices for that trait on a file that says so of it."""
    model = load_model("sesame")
    entry = Entry("Bills", text, Shown.FILE, "history", -9)
    [choice, *_] = facts_of((entry,), model).choices
    return choice._replace(trait=TRAIT).offered


def test_each_wording_is_offered_once() -> None:
    """In its first form, unless the file has another; what no level says is offered by none."""
    first = [(-9, ["Never", "Owes a florist"])]
    assert offered("Never") == first
    assert offered("Owes a florist") == first
    assert offered("Owes two plumbers") == [(-9, ["Never", "Owes two plumbers"])]
    assert offered("Owes three plumbers") == first


def test_any_form_is_in_the_models_words() -> None:
    """The second form of a mould is no text of the host's own."""
    model = load_model("sesame")
    for trait, usual in zip(model.traits, usual_record(model), strict=True):
        for text in trait.levels[0].texts:
            found = facts_of((usual._replace(text=text),), model)
            [choice] = [one for one in found.choices if one.trait is trait]
            assert not choice.own
            assert any(text in texts for _, texts in choice.offered)
            assert found.rows == ()
