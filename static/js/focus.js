// After a swap the same button keeps the focus; when the run is over, its heading takes it.
// An answer that never came is said where errors are said.
const notice = document.getElementById("notice");
let kept = null;

document.addEventListener("submit", () => { kept = document.activeElement?.id || null; }, true);

document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx?.response?.status >= 400) notice.scrollIntoView({ block: "nearest" });
  else notice?.replaceChildren();
  const heading = document.querySelector("[data-focus]");
  if (heading) {
    heading.removeAttribute("data-focus");
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  } else {
    if (kept) (document.getElementById(kept) ?? document.getElementById("guess-higher"))?.focus({ preventScroll: true });
    if (document.querySelector(".verdict")?.getBoundingClientRect().top < 0) scrollTo(0, 0);
  }
});

document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx?.response || !notice) return;
  const lost = notice.nextElementSibling.content.cloneNode(true);
  notice.replaceChildren(lost);
  if (kept) document.getElementById(kept)?.focus({ preventScroll: true });
});
