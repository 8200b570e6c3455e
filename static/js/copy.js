// Copying the share text, where the browser lets a page do that; without it the text can be selected.
function offer() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) button.removeAttribute("hidden");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const said = button.parentElement.querySelector("[data-passed-on]");
  try {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent);
    said.textContent = "Copied";
  } catch {
    said.textContent = "Not copied; please select the text";
  }
});

document.addEventListener("htmx:after:swap", offer);
offer();
