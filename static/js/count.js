// The figure of a fresh verdict counts up on its panel; the number itself stands in the page from the start.
// One with separators, a unit or a colon stands still.
const LONG = 280;
const still = matchMedia("(prefers-reduced-motion: reduce)");

function count(panel) {
  const whole = Number(panel.textContent);
  if (Number.isNaN(whole)) return;
  const begun = performance.now();
  panel.removeAttribute("data-count");
  panel.classList.add("counting");
  const step = (now) => {
    const part = Math.min(1, Math.max(0, now - begun) / LONG);
    panel.dataset.shown = Math.round(whole * (1 - (1 - part) ** 3));
    if (part < 1) requestAnimationFrame(step);
    else panel.classList.remove("counting");
  };
  step(begun);
}

document.addEventListener("htmx:after:swap", () => {
  if (!still.matches) document.querySelectorAll("[data-count]").forEach(count);
});
