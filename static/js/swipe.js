// A swipe up or down on the file is a guess while all of the file is in sight: on a phone the last
// receipt is folded away for that. Elsewhere, and while the player has it open, a drag scrolls as ever.
const FAR = 70;
const phone = matchMedia("(max-width: 60rem) and (pointer: coarse)");
const one = (selector) => document.querySelector(selector);
let opened = false;
let start = null;

function look() {
  const file = one("[data-swipe]"), guess = one("[data-guess]");
  if (!file || !guess) return;
  const { top, bottom } = file.getBoundingClientRect();
  const whole = top >= 0 && bottom <= Math.min(innerHeight, guess.getBoundingClientRect().top);
  file.classList.toggle("swipeable", phone.matches && !opened && whole);
}

function prepare() {
  const fold = one("[data-fold]");
  if (fold) fold.open = opened || !phone.matches;
  look();
}

function show(file, distance) {
  file.classList.toggle("swiping-up", distance < -FAR / 2);
  file.classList.toggle("swiping-down", distance > FAR / 2);
}

document.addEventListener("click", (event) => {
  const fold = event.target.closest("[data-fold] > summary")?.parentElement;
  if (!fold) return;
  opened = !fold.open;
  setTimeout(prepare);
});

document.addEventListener("touchstart", (event) => {
  const file = event.target.closest("[data-swipe].swipeable");
  const { clientX: x, clientY: y } = event.touches[0];
  start = file && event.touches.length === 1 ? { file, x, y } : null;
}, { passive: true });

document.addEventListener("touchmove", (event) => {
  if (start) show(start.file, event.touches[0].clientY - start.y);
}, { passive: true });

document.addEventListener("touchend", (event) => {
  if (!start) return;
  const { file, x, y } = start, { clientX, clientY } = event.changedTouches[0];
  const down = clientY - y;
  start = null;
  show(file, 0);
  if (Math.abs(down) < FAR || Math.abs(clientX - x) > Math.abs(down)) return;
  one(`[data-key="${down < 0 ? "ArrowUp" : "ArrowDown"}"]`)?.click();
});

document.addEventListener("htmx:after:swap", prepare);
addEventListener("resize", prepare);
addEventListener("scroll", look, { passive: true });
addEventListener("animationend", look);
prepare();
