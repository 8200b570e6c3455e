// A sound and a tremor with the stamp. Both are off until somebody turns them on, which this browser remembers;
// one that refuses its storage remembers it as long as the page stands. Less motion means no tremor.
const still = matchMedia("(prefers-reduced-motion: reduce)");
const touch = matchMedia("(pointer: coarse)");
const able = {
  sound: () => "AudioContext" in window,
  vibration: () => "vibrate" in navigator && touch.matches && !still.matches,
};
const chosen = {};

const storage = (use) => {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
};

const on = (kind) => able[kind]() && (chosen[kind] ?? storage((kept) => kept.getItem(kind)) ?? "off") === "on";

function show() {
  for (const button of document.querySelectorAll("[data-feel]")) {
    button.hidden = !able[button.dataset.feel]();
    button.setAttribute("aria-pressed", on(button.dataset.feel));
  }
  for (const place of document.querySelectorAll("[data-feeling]")) place.hidden = !place.querySelector("[data-feel]:not([hidden])");
}

const hear = (detail) => document.dispatchEvent(new CustomEvent("heard", { detail }));

function stamp(right) {
  if (on("vibration")) navigator.vibrate(right ? 20 : [30, 50, 30]);
  if (on("sound")) hear(right ? "right" : "wrong");
}

// A page may be heard only after a press, and makes nothing that could be before one.
for (const press of ["click", "keydown"]) document.addEventListener(press, ({ target }) => {
  const kind = target.closest?.("[data-feel]")?.dataset.feel;
  if (kind && press === "click") {
    chosen[kind] = on(kind) ? "off" : "on";
    storage((kept) => kept.setItem(kind, chosen[kind]));
    show();
  }
  if (on("sound")) hear("press");
  if (kind && press === "click" && on(kind)) stamp(true);
}, true);

let guess = null;
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  guess = ctx.sourceElement.matches("[data-guess]") ? ctx : null;
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const verdict = ctx && ctx === guess && document.querySelector("#table .verdict");
  if (verdict) stamp(verdict.matches(".verdict-right"));
});

show();
