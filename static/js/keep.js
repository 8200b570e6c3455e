// Answers of a form with data-keep survive a reload; once they are sent, or the player is erased, they are gone.
const form = document.querySelector("form[data-keep]");
const radio = (name, value) => form.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);

if (form) {
  const answers = JSON.parse(sessionStorage.getItem(form.action) ?? "{}");
  for (const [name, value] of Object.entries(answers)) radio(name, value)?.click();
  form.addEventListener("change", ({ target }) => {
    answers[target.name] = target.value;
    sessionStorage.setItem(form.action, JSON.stringify(answers));
  });
}

document.addEventListener("submit", ({ target }) => {
  if (target === form || target.matches("[data-forget]")) sessionStorage.clear();
});
