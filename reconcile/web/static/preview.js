// A table as it was read: a click anywhere on a row takes it for the header, as its button does.
"use strict";

const body = document.querySelector("tbody[data-heads]");
body.addEventListener("click", (event) => {
  // Who marks words to copy them chooses no row.
  if (event.target.closest("button") || !getSelection().isCollapsed) return;
  const button = event.target.closest("tr")?.querySelector("button[name=dong]");
  button?.form.requestSubmit(button);
});
