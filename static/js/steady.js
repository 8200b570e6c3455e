// A form with data-steady takes nothing for so many milliseconds after it was drawn for another state: the second
// press of a double one must not take the step that has come in the place of the first.
const form = () => document.querySelector("form[data-steady]");
const seq = () => form()?.elements.seq.value;
let seen = seq();
let since = -Infinity;

document.addEventListener("htmx:after:swap", () => {
  if (seq() !== seen) since = performance.now();
  seen = seq();
});

document.addEventListener("submit", (event) => {
  if (performance.now() - since >= Number(event.target.dataset.steady ?? 0)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
