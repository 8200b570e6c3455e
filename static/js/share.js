// Sharing the text by the system's own dialog, where the browser has one; elsewhere it is copied.
function offer() {
  if (!navigator.share) return;
  for (const button of document.querySelectorAll("[data-share]")) button.removeAttribute("hidden");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-share]");
  if (!button) return;
  const said = button.parentElement.querySelector("[data-passed-on]");
  said.textContent = "";
  try {
    // The text ends with the address. Told apart from it, some apps would take only one of the two.
    await navigator.share({ text: document.querySelector(button.dataset.share).textContent });
  } catch (error) {
    if (error.name !== "AbortError") said.textContent = "Not shared; please copy the text";
  }
});

document.addEventListener("htmx:after:swap", offer);
offer();
