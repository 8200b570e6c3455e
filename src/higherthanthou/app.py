"""The application: every URL in one list, the middleware, and what happens at start and shutdown."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from .chores import CHORES
from .garbage_collector import freeze
from .web.boards import boards
from .web.days import daily
from .web.decks import decks
from .web.decks.portraits import Portraits
from .web.front import landing, pages, site_files
from .web.html.static_files import ForeverFiles
from .web.later import LaterModule
from .web.link_pictures import places
from .web.middleware import metrics
from .web.middleware.compression import Compress
from .web.middleware.errors import HANDLERS
from .web.middleware.guards import Guard
from .web.middleware.load_shedding import Shed
from .web.play import intake, runs
from .web.players import me
from .web.reviews import reviews
from .web.rooms.events import Events
from .web.server import Application, Server

GET, POST = ["GET"], ["POST"]

checks, deck_pages, exports, file_pages, generate, new_decks, picture_pages, sign_in, statistics_pages = (
    LaterModule(f"hosting.{name}")
    for name in (
        "checks", "deck_pages", "exports", "file_pages", "generate", "new_decks", "picture_pages", "sign_in",
        "statistics_pages",
    )
)  # fmt: skip
copies, listing, many_pictures, replacing, undoing = (
    LaterModule(f"hosting.care.{name}")
    for name in ("copies", "listing", "many_pictures", "replacing", "undoing")
)
operator_pages, player_pages, report_pages, zero_pages = (
    LaterModule(f"hosting.people.{name}")
    for name in ("operator_pages", "player_pages", "report_pages", "zero_pages")
)
imports = LaterModule("importing.imports")
joining, own_rooms, wall_page, phone, phone_forms = (
    LaterModule(f"rooms.{name}")
    for name in ("joining", "own_rooms", "wall_page", "phones.phone", "phones.phone_forms")
)
control_page, controls, guest_controls, host_rooms, reports, sums = (
    LaterModule(f"rooms.hosts.{name}")
    for name in ("control_page", "controls", "guest_controls", "host_rooms", "reports", "sums")
)
challenges, lab, lesson, mirrors, privacy_page, replays = (
    LaterModule(name)
    for name in (
        "challenges.challenges", "lab.lab", "front.lesson", "mirror.mirrors", "players.privacy_page",
        "reviews.replays",
    )
)  # fmt: skip
host_polls, player_polls = (LaterModule(f"polls.{name}") for name in ("host_polls", "player_polls"))
public_pages = LaterModule("public_results.public_pages")

# Routes are tried in order, so the busiest come first.
ROUTES: list[BaseRoute] = [
    Route("/runs/{run}/guesses",                            runs.decide,             methods=POST),
    Route("/runs/{run}",                                    runs.show_run),
    Route("/portraits/{portrait}",                          Portraits(),             methods=GET),
    Route("/runs/{run}/lifelines",                          runs.use_lifeline,       methods=POST),
    Route("/runs/{run}/stars",                              runs.give_stars,         methods=POST),
    Route("/runs/{run}/reports",                            runs.report_file,        methods=POST),
    Route("/runs/{run}/review",                             reviews.show_review),
    Route("/runs/{run}/challenge",                          challenges.make_challenge, methods=POST),
    Route("/c/{token}.png",                                 challenges.show_picture),
    Route("/c/{token}",                                     challenges.show_challenge),
    Route("/c/{token}/runs",                                challenges.take_up,      methods=POST),
    Route("/c/{token}/end",                                 challenges.end_challenge, methods=POST),
    Route("/runs/{run}/public",                             public_pages.make_public,        methods=POST),
    Route("/runs/{run}/public/end",                         public_pages.take_back,          methods=POST),
    Route("/r/{token}.png",                                 public_pages.show_public_picture),
    Route("/r/{token}",                                     public_pages.show_public),
    Route("/runs",                                          runs.open_run,           methods=POST),
    Route("/static/{fingerprint}/{path:path}",              ForeverFiles(),          methods=GET),
    Route("/",                                              landing.landing),
    Route("/healthz",                                       pages.healthz),
    Route("/readyz",                                        pages.readyz),
    Route("/metrics",                                       metrics.show_metrics),
    Route("/robots.txt",                                    site_files.show_robots),
    Route("/manifest.webmanifest",                          site_files.show_manifest),
    Route("/game.png",                                      places.show_game_picture),
    Route("/credits",                                       pages.show_credits),
    Route("/lesson",                                        lesson.show_lesson),
    Route("/claims",                                        pages.show_claims),
    Route("/intake",                                        intake.show_intake),
    Route("/intake",                                        intake.score_intake,     methods=POST),
    Route("/me",                                            me.show_me),
    Route("/me/mirror",                                     mirrors.show_mirror),
    Route("/me/name",                                       me.rename,               methods=POST),
    Route("/me/wall",                                       me.agree_to_wall,        methods=POST),
    Route("/me/replays",                                    me.agree_to_replays,     methods=POST),
    Route("/me/privacy",                                    privacy_page.show_privacy),
    Route("/me/export",                                     me.export),
    Route("/me/delete",                                     me.delete,               methods=POST),
    Route("/decks",                                         decks.list_decks),
    Route("/decks/{slug}.png",                              places.show_deck_picture),
    Route("/decks/{slug}",                                  decks.show_deck),
    Route("/lab/{deck}",                                    lab.show_lab),
    Route("/daily.png",                                     places.show_daily_picture),
    Route("/daily",                                         daily.show_daily),
    Route("/rooms/{code}/events",                           Events(),                methods=GET),
    Route("/leaderboard",                                   boards.leaderboard),
    Route("/replays",                                       replays.show_replay),
    Route("/wall",                                          boards.wall),
    Route("/join",                                          joining.show_join),
    Route("/join",                                          joining.find_room,               methods=POST),
    Route("/j/{code}.png",                                  joining.show_door_picture),
    Route("/j/{code}",                                      joining.show_door),
    Route("/polls/{code}",                                  player_polls.show_poll),
    Route("/polls/{code}",                                  player_polls.answer,             methods=POST),
    Route("/rooms",                                         own_rooms.open_room,             methods=POST),
    Route("/rooms/{code}",                                  phone.show_room),
    Route("/rooms/{code}/guests",                           joining.come_in,                 methods=POST),
    Route("/rooms/{code}/calls",                            phone_forms.call,                methods=POST),
    Route("/rooms/{code}/stars",                            phone_forms.give_stars,          methods=POST),
    Route("/rooms/{code}/votes",                            phone_forms.vote,                methods=POST),
    Route("/rooms/{code}/poll",                             phone_forms.answer_poll,         methods=POST),
    Route("/rooms/{code}/poll/close",                       phone_forms.close_poll,          methods=POST),
    Route("/rooms/{code}/knock",                            phone_forms.knock,               methods=POST),
    Route("/rooms/{code}/leave",                            phone_forms.leave,               methods=POST),
    Route("/rooms/{code}/again",                            own_rooms.go_on,                 methods=POST),
    Route("/rooms/{code}/steps",                            phone_forms.take_step,           methods=POST),
    Route("/host",                                          deck_pages.show_deck_list),
    Route("/host/sign-in",                                  sign_in.show_sign_in),
    Route("/host/sign-in",                                  sign_in.sign_in,                 methods=POST),
    Route("/host/sign-out",                                 sign_in.sign_out,                methods=POST),
    Route("/host/password",                                 sign_in.show_password),
    Route("/host/password",                                 sign_in.change_password,         methods=POST),
    Route("/host/rooms",                                    host_rooms.show_rooms),
    Route("/host/rooms",                                    host_rooms.open_one,             methods=POST),
    Route("/host/rooms/{code}",                             control_page.show_room),
    Route("/host/rooms/{code}/steps",                       controls.take_step,              methods=POST),
    Route("/host/rooms/{code}/lock",                        controls.lock,                   methods=POST),
    Route("/host/rooms/{code}/knob",                        controls.turn_knob,              methods=POST),
    Route("/host/rooms/{code}/again",                       controls.go_on,                  methods=POST),
    Route("/host/rooms/{code}/poll",                        controls.close_poll,             methods=POST),
    Route("/host/rooms/{code}/report",                      reports.show_report),
    Route("/host/rooms/{code}/report.csv",                  reports.export_report),
    Route("/host/rooms/{code}/sums.csv",                    sums.export_sums),
    Route("/host/rooms/{code}/guests/{number}",             guest_controls.show_guest),
    Route("/host/rooms/{code}/guests/{number}/out",         guest_controls.send_out,         methods=POST),
    Route("/host/rooms/{code}/guests/{number}/back",        guest_controls.bring_back,       methods=POST),
    Route("/host/rooms/{code}/guests/{number}/rename",      guest_controls.rename,           methods=POST),
    Route("/rooms/{code}/wall",                             wall_page.show_wall),
    Route("/rooms/{code}/qr.svg",                           wall_page.show_qr),
    Route("/host/decks/generate",                           generate.show_generate),
    Route("/host/decks/generate",                           generate.generate,               methods=POST),
    Route("/host/decks/import",                             imports.show_import),
    Route("/host/decks/import",                             imports.take_upload,             methods=POST),
    Route("/host/imports/{upload}",                         imports.show_columns),
    Route("/host/imports/{upload}",                         imports.import_file,             methods=POST),
    Route("/host/imports/{upload}/drop",                    imports.drop,                    methods=POST),
    Route("/host/imports/{upload}/bad.csv",                 imports.bad_rows),
    Route("/host/operator",                                 operator_pages.show_operator),
    Route("/host/operator",                                 operator_pages.look_after,       methods=POST),
    Route("/host/operator/remove",                          operator_pages.remove,           methods=POST),
    Route("/host/decks/{deck}",                             deck_pages.show_deck),
    Route("/host/decks/{deck}/check",                       checks.show_check),
    Route("/host/decks/{deck}/publish",                     checks.publish,                  methods=POST),
    Route("/host/decks/{deck}/statistics",                  statistics_pages.show_statistics),
    Route("/host/decks/{deck}/statistics.csv",              statistics_pages.export_statistics),
    Route("/host/decks/{deck}/players",                     player_pages.show_players),
    Route("/host/decks/{deck}/players",                     player_pages.look_after,         methods=POST),
    Route("/host/decks/{deck}/results.csv",                 player_pages.export_results),
    Route("/host/decks/{deck}/poll",                        host_polls.show_poll),
    Route("/host/decks/{deck}/poll",                        host_polls.lead_on,              methods=POST),
    Route("/host/decks/{deck}/zero",                        zero_pages.ask_zero),
    Route("/host/decks/{deck}/zero",                        zero_pages.put_to_zero,          methods=POST),
    Route("/host/decks/{deck}/reports",                     report_pages.show_reports),
    Route("/host/decks/{deck}/reports",                     report_pages.settle,             methods=POST),
    Route("/host/decks/{deck}/export.csv",                  exports.export_csv),
    Route("/host/decks/{deck}/export.json",                 exports.export_json),
    Route("/host/decks/{deck}/pictures",                    many_pictures.show_pictures),
    Route("/host/decks/{deck}/pictures",                    many_pictures.add_pictures,      methods=POST),
    Route("/host/decks/{deck}/profiles/{profile}/picture",  picture_pages.set_picture,       methods=POST),
    Route("/host/decks/{deck}/profiles/{profile}/portrait", picture_pages.draw_portrait,     methods=POST),
    Route("/host/decks/{deck}/progress",                    new_decks.show_progress),
    Route("/host/decks/{deck}/cancel",                      new_decks.cancel,                methods=POST),
    Route("/host/decks/{deck}/settings",                    deck_pages.show_settings),
    Route("/host/decks/{deck}/settings",                    deck_pages.describe,             methods=POST),
    Route("/host/decks/{deck}/replace",                     replacing.show_replace),
    Route("/host/decks/{deck}/replace",                     replacing.take_sheet,            methods=POST),
    Route("/host/decks/{deck}/replace/{upload}",            replacing.show_difference),
    Route("/host/decks/{deck}/replace/{upload}",            replacing.replace,               methods=POST),
    Route("/host/decks/{deck}/copy",                        copies.copy_deck,                methods=POST),
    Route("/host/decks/{deck}/undo",                        undoing.show_undo),
    Route("/host/decks/{deck}/undo",                        undoing.undo,                    methods=POST),
    Route("/host/decks/{deck}/unlisted",                    listing.set_unlisted,            methods=POST),
    Route("/host/decks/{deck}/archive",                     deck_pages.archive,              methods=POST),
    Route("/host/decks/{deck}/delete",                      deck_pages.delete_deck,          methods=POST),
    Route("/host/decks/{deck}/profiles",                    file_pages.show_new),
    Route("/host/decks/{deck}/profiles",                    file_pages.add,                  methods=POST),
    Route("/host/decks/{deck}/profiles/{profile}",          file_pages.show_file),
    Route("/host/decks/{deck}/profiles/{profile}",          file_pages.save,                 methods=POST),
    Route("/host/decks/{deck}/profiles/{profile}/remove",   file_pages.remove,               methods=POST),
    Route("/host/decks/{deck}/profiles/{profile}/restore",  file_pages.restore,              methods=POST),
]  # fmt: skip


def build_app(server: Server) -> Application:
    """The application around an open database."""
    app = Application(
        routes=ROUTES,
        middleware=[
            Middleware(Compress),
            Middleware(Guard, settings=server.settings),
            Middleware(Shed, settings=server.settings),
        ],
        exception_handlers=HANDLERS,
        lifespan=_lifespan,
    )
    app.router.redirect_slashes = False
    app.server = server
    return app


@asynccontextmanager
async def _lifespan(app: Application) -> AsyncIterator[None]:
    """At start, freeze long-lived objects and start the chores; at shutdown, let the writer finish."""
    server = app.server
    freeze()
    chores = [asyncio.create_task(chore(server)) for chore in CHORES]
    yield
    for chore in chores:
        chore.cancel()
    metrics.leave()
    await to_thread.run_sync(server.drawer.close)
    await to_thread.run_sync(server.fill_jobs.close)  # they wait for writes, which may need this loop
    server.database.close()
