"""What forks.py imports for all its copies, and what each would do once: read locales and formats, compile templates."""

import gc

from PIL import Image

import higherthanthou.authoring.pictures.decoding
import higherthanthou.cli
import higherthanthou.making.tasks
import higherthanthou.serving  # noqa: F401
from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.pictures.portrait import draw
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import themes
from higherthanthou.web.html.render import load_templates

for recipe in themes():
    [person] = make_people(load_model(recipe.model), recipe, 1, 1)
    draw(person.look)

Image.init()
load_templates("")
gc.collect()
gc.freeze()  # a collection in a copy would touch, and so copy, the memory of all this
