// Connects a room's screen to its stream. htmx starts in a timer of its own as soon as it is there, with
// those extensions that have arrived by then; so the element is added after that start, and once.
setTimeout(() => {
  const { content } = document.getElementById("stream");
  document.body.append(content);
  htmx.process(document.getElementById("live"));
});
