// The weights of a law always sum to 100: moving one scales the others, in the proportion they had before.
const WHOLE = 100;
let before = null;

const weights = (form) => [...form.querySelectorAll("[data-weight]")];

// Whole numbers that sum to a total, by largest remainders, as the server has it.
function whole(shares, total) {
  const floors = shares.map(Math.floor);
  const rest = total - floors.reduce((sum, one) => sum + one, 0);
  const order = shares.map((share, place) => [floors[place] - share, place]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (const [, place] of order.slice(0, rest)) floors[place] += 1;
  return floors;
}

function scale(form, moved) {
  const others = weights(form).filter((one) => one !== moved);
  before ??= new Map(weights(form).map((one) => [one, Number(one.defaultValue)]));
  const left = WHOLE - Number(moved.value), sum = others.reduce((all, one) => all + before.get(one), 0);
  const shares = others.map((one) => (sum ? (before.get(one) * left) / sum : left / others.length));
  whole(shares, left).forEach((value, place) => { others[place].value = value; });
}

function tell(form) {
  for (const one of form.querySelectorAll(".lab-range")) {
    const said = one.parentElement.querySelector(".lab-was");
    said.querySelector("output").value = one.value;
    if ("was" in one.dataset) said.firstChild.data = one.value === one.dataset.was ? "as it was " : `was ${one.dataset.was} `;
  }
  form.querySelector(".lab-scaled")?.remove();
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("[data-law]");
  if (!form) return;
  if ("weight" in target.dataset) scale(form, target);
  tell(form);
});

// A move is over: the next one begins from here.
document.addEventListener("change", ({ target }) => {
  const form = target.closest?.("[data-law]");
  if (!form) return;
  for (const one of weights(form)) one.defaultValue = one.value;
  before = null;
});

// On a phone the histograms come first, and the weights are folded.
const narrow = matchMedia("(max-width: 48rem)");
const fold = () => narrow.matches && document.querySelector("[data-lab-fold]")?.removeAttribute("open");
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => ctx?.target?.id === "lab" && fold());
fold();
