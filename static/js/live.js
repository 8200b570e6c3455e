// Connects a room's screen to its stream. htmx starts in a timer of its own as soon as it is there, with
// those extensions that have arrived by then; so the element is added after that start, and once.
setTimeout(() => {
  const { content } = document.getElementById("stream");
  document.body.append(content);
  htmx.process(document.getElementById("live"));
});

// A room that is over has no stream: it must not be asked for again, neither after its last word nor by a phone
// that slept through the end and has it from the page.
const end = () => document.getElementById("live")?.remove();

document.addEventListener("over", () => setTimeout(end));
document.addEventListener("htmx:after:swap", () => {
  if (document.querySelector("#room[data-over]")) end();
});

// What was asked before the answer to a form came may be older than that: it must not be shown after it.
document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  if (ctx.request?.method === "POST") htmx.trigger(document.getElementById("room"), "htmx:abort");
});
