// Keys press the button that names them in data-key: arrows on the desk, Enter on the result.
// For data-reading milliseconds after a new file the desk is not ready: a doubled press must not judge it unread.
const desk = () => document.querySelector("[data-reading]");
const ready = () => desk()?.dataset.ready === "true";

// What is drawn anew around the same file, such as the count of a room's calls, stays as ready as it was.
let read = null;

function makeReady() {
  const at = desk(), turn = at?.dataset.turn;
  if (!at) return;
  if (read?.at !== at || read.turn !== turn) {
    const begun = read = { at, turn, over: false };
    setTimeout(() => { begun.over = true; if (read === begun) at.dataset.ready = "true"; }, Number(at.dataset.reading));
  }
  if (read.over) at.dataset.ready = "true";
}

document.addEventListener("htmx:after:swap", makeReady);

document.addEventListener("keydown", (event) => {
  if (event.repeat && event.key === "Enter" && event.target.closest("button")) event.preventDefault(); // held, it would press on and on
  if (event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  const radio = event.target.closest("input[type=radio]");
  if (radio && event.key === "Enter") event.preventDefault(); // it would press the first button of the form
  if (radio ? event.key.startsWith("Arrow") || event.key === "Enter" : event.target.closest("input, textarea, select, pre")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key; // Caps Lock
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!button) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  event.preventDefault();
  if (ready() && !button.disabled) button.click();
});

// Whoever points at a radio button goes on with the arrows, which would else choose among the radio buttons.
document.addEventListener("click", (event) => {
  if (event.detail && event.target.matches("input[type=radio][data-key]")) event.target.blur();
});

document.addEventListener("submit", (event) => {
  if (!event.target.closest("[data-guess]") || ready()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

makeReady();
