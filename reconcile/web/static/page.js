// What every view does: long work is told while it goes on, and the program's end is noticed.
"use strict";

document.documentElement.classList.add("scripted");

const page = {
  token: document.body.dataset.token,
  alert: (text) => { document.getElementById("bao-loi").textContent = text; },
  gone: false,
  sent: null,
  // Milliseconds after which a program that says nothing is told to be slow.
  patience: 20000,
};

const GONE = "Chương trình đã dừng. Mở lại bằng Mo-reconcile.cmd, rồi làm tiếp ở đây hoặc tải lại trang; điều đang nhập và ý kiến đã lưu vẫn còn.";
const SLOW = "Chương trình chưa trả lời. Đợi một lát rồi bấm lại; điều đang nhập và ý kiến đã lưu vẫn còn.";
const LOCKED = "Phiên làm việc đã hết. Mở trang này ở một thẻ khác của trình duyệt, nhập mật khẩu, rồi gửi lại ở đây; điều đang nhập vẫn còn.";
const BEAT = 5000;
const PACE = 700;
const IDLE = 600000;

page.ask = async (address, options = {}) => {
  let answer;
  try {
    answer = await fetch(address, { credentials: "same-origin", ...options });
  } catch (error) {
    page.gone = true;
    page.alert(error.name === "TimeoutError" ? SLOW : GONE);
    throw error;
  }
  if (page.gone) {
    page.gone = false;
    page.alert("");
  }
  return answer;
};

// Asked before anything is sent: a browser would show an error of its own, and what was typed would
// be lost. A program that was started again knows this browser by another token.
page.ready = async () => {
  try {
    const answer = await page.ask("/trang-thai", { signal: AbortSignal.timeout(page.patience) });
    if (answer.redirected) {
      page.alert(LOCKED);
      return false;
    }
    const { token } = await answer.json();
    page.token = token;
    for (const each of document.querySelectorAll("input[name=token]")) each.value = token;
    return true;
  } catch {
    return !page.gone;
  }
};
page.go = async (address) => {
  if (!page.gone || (await page.ready())) location.assign(address);
};

// While somebody works here the end of the program is noticed before anything is lost by it.
let lastAct = performance.now();
for (const kind of ["pointermove", "keydown", "scroll"]) {
  addEventListener(kind, () => { lastAct = performance.now(); }, { passive: true, capture: true });
}
const beat = () => { if (!document.hidden && performance.now() - lastAct < IDLE) page.ready(); };
setInterval(beat, BEAT);
document.addEventListener("visibilitychange", beat);

// Behind the listeners of the views, on window: what they send by themselves is no longer to be sent.
let asking = false;
addEventListener("submit", async (event) => {
  if (event.defaultPrevented || event.target.method !== "post" || page.sent === event.target) return;
  event.preventDefault();
  if (asking) return;
  asking = true;
  const goes = await page.ready();
  asking = false;
  if (!goes) return;
  page.sent = event.target;
  event.target.requestSubmit(event.submitter);
  page.sent = null;
});
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!page.gone || !link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  page.go(link.href);
});

// Who is further down the page is told at the foot of the window.
for (const told of document.querySelectorAll("body > .on-top")) {
  if (location.hash) told.classList.remove("on-top");
  new MutationObserver(() => told.classList.toggle("on-top", !scrollY)).observe(told, { childList: true });
}

// A person with a keyboard goes on at the heading, not through the bar again.
const heading = document.querySelector("main h1");
if (heading && !location.hash) {
  heading.tabIndex = -1;
  addEventListener("load", () => { if (document.activeElement === document.body) heading.focus({ preventScroll: true }); });
}

const working = document.querySelector("[data-working]");
if (working) {
  const progress = document.getElementById("tien-do");
  const follow = async () => {
    setTimeout(follow, PACE);
    const now = await page.ask("/trang-thai").then((answer) => answer.json(), () => null);
    if (!now) return;
    if (!now.running) {
      location.reload();
      return;
    }
    const done = now.total ? ` ${now.done}/${now.total} đơn vị` : "";
    const left = now.left ? `, còn khoảng ${now.left} giây` : "";
    progress.textContent = done + left;
  };
  setTimeout(follow, PACE);
}

// Leaving a form with values that were not saved is the one thing that is asked about.
const settings = document.getElementById("thiet-lap");
if (settings) {
  const before = new Map([...settings.elements].map((each) => [each, each.value]));
  const changed = () => [...before].filter(([each, value]) => each.value !== value).length;
  let sent = false;
  settings.addEventListener("submit", () => { sent = page.sent === settings; });
  settings.addEventListener("input", () => {
    const count = changed();
    document.getElementById("chua-luu").textContent = count ? `Có ${count} thay đổi chưa lưu` : "";
  });
  addEventListener("beforeunload", (event) => { if (!sent && changed()) event.preventDefault(); });
  const summary = document.getElementById("tom-tat");
  if (summary) summary.focus();
}

// The button of a bulk answer carries its number.
const count = document.querySelector("[data-count]");
if (count) {
  const form = count.closest("form");
  form.addEventListener("change", () => {
    const ticked = form.querySelectorAll("input[type=checkbox]:checked").length;
    count.textContent = ticked;
    form.querySelector("button").disabled = !ticked;
  });
}

// A table that is wider than the window says so above it; the matrix does below.
const watched = (view) => {
  const said = document.createElement("p");
  said.className = "second not-printed";
  said.hidden = true;
  view.before(said);
  const count = () => {
    // One that fits is no window of its own: its heads stay at the top while the page scrolls.
    view.classList.remove("fits");
    view.classList.toggle("fits", view.scrollWidth <= view.clientWidth);
    const edge = view.getBoundingClientRect().right;
    const heads = [...view.querySelectorAll("thead tr:first-child > th")];
    const beyond = heads.filter((each) => each.getBoundingClientRect().right > edge + 1).length;
    said.hidden = !beyond || view.classList.contains("fits");
    said.textContent = `Còn ${beyond} cột ở bên phải; cuộn ngang để xem.`;
  };
  view.addEventListener("scroll", count, { passive: true });
  return count;
};
const wide = new Map();
page.measure = () => {
  for (const view of document.querySelectorAll(".scroll:not(.matrix)")) {
    if (!wide.has(view)) wide.set(view, watched(view));
    wide.get(view)();
  }
};
addEventListener("resize", page.measure);
document.addEventListener("toggle", page.measure, true);
page.measure();

for (const input of document.querySelectorAll("input[data-sends]")) {
  input.addEventListener("change", () => input.form.requestSubmit());
}

for (const select of document.querySelectorAll("form[method=get] select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
