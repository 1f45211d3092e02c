// Văn bản: what is made beside the page is put in its place when it is there; turning a page
// changes the preview alone, so that what was ticked stays.
"use strict";

const WAIT = 700;
const pane = () => document.getElementById("xem-truoc");

const put = (html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const held = document.activeElement?.closest("#xem-truoc") ? document.activeElement.id : null;
  for (const part of document.querySelectorAll("#xem-truoc, [data-part]")) {
    const next = fresh.getElementById(part.id);
    if (next) part.replaceWith(next);
  }
  // The button that was pressed is gone on the last page: its heading is next to it.
  if (held !== null) (document.getElementById(held) ?? document.getElementById("xem-truoc-ten"))?.focus();
};

const show = async (address) => {
  const answer = await page.ask(address, { headers: { "X-Quiet": "1" } });
  if (answer.ok) put(await answer.text());
  wait();
};

let timer = null;
const wait = () => {
  clearTimeout(timer);
  const now = pane();
  if (!now?.dataset.waits) return;
  timer = setTimeout(async () => {
    try {
      const { left } = await (await page.ask(now.dataset.waits)).json();
      if (now !== pane()) return;
      if (left < Number(now.dataset.left)) await show(location.href);
      else wait();
    } catch {
      // The program has stopped, which the page tells.
    }
  }, WAIT);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-pane]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.replaceState(null, "", link.href);
  show(link.href).catch(() => {});
});

wait();
