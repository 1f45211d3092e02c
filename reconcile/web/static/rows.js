// Tables that are answered row by row: arrow keys go from row to row, the key on a button presses
// that of the row in focus. As in the review, no key acts while somebody types or composes.
"use strict";

const keyed = document.querySelector("table[data-keys]");
if (keyed) {
  const rows = [...keyed.tBodies[0].rows].filter((row) => row.querySelector("[data-key]"));
  const go = (row) => row?.querySelector("[data-key]").focus();
  const usesKeys = () => (localStorage.getItem("phim-tat") ?? "1") === "1";
  const named = rows.find((row) => `#${row.id}` === location.hash);
  // Going to the row of the address takes the focus away: it is given after that.
  if (named) addEventListener("load", () => setTimeout(() => go(rows[rows.indexOf(named) + 1] ?? named)));

  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.("tr");
    const types = event.target.closest?.("input:not([type=checkbox]), textarea, select");
    if (types || event.isComposing || event.keyCode === 229 || !event.code || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const at = rows.indexOf(row);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      go(rows[at + step] ?? rows[at < 0 ? 0 : at]);
      return;
    }
    const digit = /^Digit([0-9])$/.exec(event.code)?.[1];
    const button = at >= 0 && usesKeys() && row.querySelector(`[data-key="${digit ?? event.key.toLowerCase()}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
}
