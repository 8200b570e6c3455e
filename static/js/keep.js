// Answers of a form with data-keep survive a reload; once they are taken, or the player is erased, they are gone.
// A browser may refuse its storage: then nothing is kept, and nothing else is different.
const SENT = "sent";
const form = document.querySelector("form[data-keep]");
const radio = (name, value) => form.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);

const storage = (use) => {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
};

// What was sent is taken if the answer leads to another page; a refusal stands where the form was sent to.
storage((kept) => {
  const sent = kept.getItem(SENT);
  if (sent && sent !== location.href) kept.removeItem(sent);
  kept.removeItem(SENT);
});

if (form) {
  const answers = storage((kept) => JSON.parse(kept.getItem(form.action))) ?? {};
  for (const [name, value] of Object.entries(answers)) radio(name, value)?.click();
  form.addEventListener("change", ({ target }) => {
    answers[target.name] = target.value;
    storage((kept) => kept.setItem(form.action, JSON.stringify(answers)));
  });
}

document.addEventListener("submit", ({ target }) => {
  if (target === form) storage((kept) => kept.setItem(SENT, form.action));
  else if (target.matches("[data-forget]")) storage((kept) => kept.clear());
});
