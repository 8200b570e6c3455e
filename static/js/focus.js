// After a swap the focus is where the next key makes sense: on the same element if it is still there, else on
// what its form or link names in data-then; when the run is over, on the heading of the result.
// An answer that never came is said where errors are said.
const notice = document.getElementById("notice");
const lost = () => [null, document.body].includes(document.activeElement);
let kept = null;

function restore(ctx) {
  if (kept?.ctx !== ctx || !lost()) return;
  const found = kept.ids.map((id) => document.getElementById(id)).find((one) => one && !one.disabled);
  found?.focus({ preventScroll: true });
}

// What polls by itself keeps nothing, nor does whoever presses keys with the focus nowhere.
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const from = ctx.sourceElement, then = from.dataset.then;
  if (!from.matches("form, a")) return;
  const ids = lost() && !then ? [] : [document.activeElement?.id, ...(then ?? "guess-higher").split(" ")];
  kept = { ctx, ids: ids.filter(Boolean), guess: from.matches("[data-guess]") };
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx?.response?.status >= 400) notice.scrollIntoView({ block: "nearest" });
  else notice?.replaceChildren();
  const heading = document.querySelector("[data-focus]");
  if (heading && kept?.guess) {
    heading.removeAttribute("data-focus");
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
    return;
  }
  restore(ctx);
  if (ctx?.target?.id === "table" && document.querySelector(".verdict")?.getBoundingClientRect().top < 0) scrollTo(0, 0);
});

// Buttons that waited for the answer can have the focus again only after this event.
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => setTimeout(restore, 0, ctx));

document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (ctx?.response || !notice || !ctx?.sourceElement.matches("form, a")) return; // what polls asks again by itself
  notice.replaceChildren(notice.nextElementSibling.content.cloneNode(true));
  restore(ctx);
});
