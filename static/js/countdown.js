// Counts down what is left of the time for a file, from what the server said when it was drawn.
let until = 0;
let told = "";

function count() {
  const shown = document.querySelector("[data-left]");
  if (!shown) return;
  const { left, round } = shown.dataset;
  if (`${round} ${left}` !== told) until = performance.now() + Number(left);
  told = `${round} ${left}`;
  shown.textContent = `${Math.max(0, Math.ceil((until - performance.now()) / 1000))} s left.`;
}

document.addEventListener("htmx:after:swap", count);
setInterval(count, 250);
