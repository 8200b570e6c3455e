"""The game as it is served, and in each page a script before all others that keeps what goes wrong there.

WebKitGTK's driver hands out neither a log of the console nor errors of a page. What the script keeps stays in
``sessionStorage`` under the name ``faults``, also over the next page.
"""

from jinja2 import ChoiceLoader, DictLoader
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from higherthanthou import app, cli
from higherthanthou.web.html.render import templates

SCRIPT = """\
const note = (fault) => {
  const faults = JSON.parse(sessionStorage.getItem("faults") ?? "[]");
  sessionStorage.setItem("faults", JSON.stringify([...faults, `${location.pathname}: ${fault}`]));
};
addEventListener("error", (event) => note(event.message ?? `${event.target.outerHTML} did not load`), true);
addEventListener("unhandledrejection", (event) => note(event.reason));
addEventListener("securitypolicyviolation", (event) => note(`${event.violatedDirective} forbids ${event.blockedURI}`));
for (const kind of ["error", "warn"]) {
  const say = console[kind];
  console[kind] = (...words) => { note(words.join(" ")); say.apply(console, words); };
}
"""


async def watch(request: Request) -> Response:
    """The script."""
    return Response(SCRIPT, media_type="text/javascript")


def main() -> None:
    """Serve as the command line does."""
    assert templates.loader is not None
    styles, _, _ = templates.loader.get_source(templates, "_styles.html")
    first = DictLoader({"_styles.html": f'<script src="/watch.js"></script>\n{styles}'})
    templates.loader = ChoiceLoader([first, templates.loader])
    app.ROUTES.append(Route("/watch.js", watch))
    cli.main()


if __name__ == "__main__":
    main()
