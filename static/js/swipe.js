// A swipe up or down on the file is a guess, where the file needs no scrolling: on a phone the last
// receipt is folded away for that, and while the player has it open a drag scrolls as ever.
const FAR = 70;
const phone = matchMedia("(max-width: 60rem) and (pointer: coarse)");
const one = (selector) => document.querySelector(selector);
let opened = false;
let start = null;

function prepare() {
  const file = one("[data-swipe]"), fold = one("[data-fold]"), guess = one("[data-guess]");
  if (!file || !guess) return;
  if (fold) fold.open = opened || !phone.matches;
  const end = (fold ?? file).getBoundingClientRect().bottom + scrollY;
  file.classList.toggle("swipeable", phone.matches && !opened && end <= guess.getBoundingClientRect().top);
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
prepare();
