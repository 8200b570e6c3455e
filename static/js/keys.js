// Keys press the button that names them in data-key: arrows on the desk, Enter on the result.
// A second press within this many milliseconds of a new file would judge it unread, and is ignored.
const READING = 300;
let changed = 0;

const fresh = () => performance.now() - changed < READING;

document.addEventListener("htmx:after:swap", () => { changed = performance.now(); });

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  const button = document.querySelector(`[data-key="${event.key}"]`);
  if (!button || event.target.closest("input, textarea, select, pre")) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  event.preventDefault();
  if (!fresh() && !button.disabled) button.click();
});

document.addEventListener("submit", (event) => {
  if (event.target.closest("[data-guess]") && fresh()) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
