// Rà soát by keys. A key acts only where nobody types and no input method composes: Unikey is
// always on. What the server has saved comes back as the next task.
"use strict";

const CALM = 300;
const NEWS = 15000;
// By then the program has learnt of an answer, in most folders.
const SOON = 1500;
const COMPOSED = "Bộ gõ vừa ghép phím, chưa có ý kiến nào được lưu. Bấm lại số của ý kiến.";

let shownAt = performance.now();
let pending = false;

const desk = () => document.getElementById("ra-soat");
const told = () => document.getElementById("da-luu");
const kept = (name, otherwise) => localStorage.getItem(name) ?? otherwise;
const usesKeys = () => kept("phim-tat", "1") === "1";

const dress = () => {
  const keys = document.getElementById("dung-phim");
  const blind = document.getElementById("an-tin-cay");
  keys.checked = usesKeys();
  blind.checked = kept("an-tin-cay", "0") === "1";
  document.body.classList.toggle("no-keys", !keys.checked);
  document.body.classList.toggle("blind", blind.checked);
  // The list alone is scrolled: the page stays where it is.
  const queue = document.querySelector(".queue");
  const now = queue.querySelector("ol [aria-current=true]");
  if (now) queue.scrollTop = Math.max(0, now.offsetTop - queue.offsetTop - queue.clientHeight / 2);
};

const put = (html, address) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const next = fresh.getElementById("ra-soat");
  if (!next) {
    location.assign(address);
    return;
  }
  desk().replaceWith(next);
  const bar = fresh.querySelector(".bar");
  if (bar) document.querySelector(".bar").replaceWith(bar);
  document.title = fresh.title;
  page.alert(fresh.getElementById("bao-loi")?.textContent ?? "");
  if (address !== location.pathname) history.pushState(null, "", address);
  shownAt = performance.now();
  dress();
};

const send = async (form, button) => {
  if (pending) return;
  pending = true;
  const body = new FormData(form, button);
  const slow = setTimeout(() => { told().textContent = "Đang lưu…"; }, CALM);
  try {
    const to = button?.hasAttribute("formaction") ? button.formAction : form.action;
    const answer = await page.ask(to, { method: "POST", headers: { "X-Part": "1", "X-Token": page.token }, body });
    if (!answer.ok) {
      told().textContent = "Chưa lưu được. Tải lại trang rồi bấm lại số của ý kiến.";
      return;
    }
    put(await answer.text(), answer.headers.get("X-Address") ?? new URL(answer.url).pathname);
    setTimeout(() => { look().catch(() => {}); }, SOON);
  } catch {
    told().textContent = "Chưa lưu được. Thử lại khi chương trình chạy lại.";
  } finally {
    clearTimeout(slow);
    pending = false;
  }
};

// “Another document” asks once for its number; Enter saves, and a second Enter without a number too.
const OTHER = "other-document";
const NUMBER = "Ghi số, ký hiệu văn bản khác rồi bấm Enter; chưa có thì bấm Enter để lưu, ghi sau.";

const asksNumber = (button) => {
  const field = document.getElementById("van-ban-khac");
  if (button?.value !== OTHER || field.value.trim() || document.activeElement === field) return false;
  field.focus();
  told().textContent = NUMBER;
  return true;
};

document.addEventListener("submit", (event) => {
  if (!desk()?.contains(event.target) || event.target.method !== "post") return;
  event.preventDefault();
  if (!asksNumber(event.submitter)) send(event.target, event.submitter);
});

document.addEventListener("change", (event) => {
  if (event.target.id === "dung-phim") localStorage.setItem("phim-tat", event.target.checked ? "1" : "0");
  if (event.target.id === "an-tin-cay") localStorage.setItem("an-tin-cay", event.target.checked ? "1" : "0");
  if (["dung-phim", "an-tin-cay"].includes(event.target.id)) dress();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#xem-phim")) document.body.classList.toggle("keys-shown");
});

const isTyping = (target) => target.closest("input, textarea, select, details[open] ul, [contenteditable]") && !target.matches("input[type=checkbox]");

const isComposed = (event) =>
  event.isComposing || event.keyCode === 229 || !event.code || ["Process", "Dead", "Unidentified"].includes(event.key);

const digit = (event) => {
  const row = /^Digit([0-9])$/.exec(event.code);
  if (row) return row[1];
  const pad = /^Numpad([0-9])$/.exec(event.code);
  return pad && /^[0-9]$/.test(event.key) ? pad[1] : null;
};

const candidate = (step) => {
  const all = [...document.querySelectorAll(".candidate")];
  const at = all.findIndex((each) => each.getAttribute("aria-current") === "true");
  return all[at + step];
};

const answerBy = (key) => document.querySelector(`.answers [data-key="${key}"]:not(:disabled)`);

const act = (event) => {
  const number = digit(event);
  if (number !== null) return answerBy(number);
  switch (event.key) {
    case "ArrowUp": return document.getElementById("truoc");
    case "ArrowDown": return document.getElementById("sau");
    case "ArrowLeft": return candidate(-1);
    case "ArrowRight": return candidate(1);
    case "/": return document.getElementById("tim");
    case "n": case "N": return document.getElementById("ghi-chu");
    case "u": case "U": return document.querySelector("#hoan-tac button:not(:disabled)");
    case "?": return document.getElementById("xem-phim");
    default: return null;
  }
};

document.addEventListener("keydown", (event) => {
  if (!desk() || page.gone) return;
  if (event.key === "Enter" && event.target.id === "van-ban-khac" && !isComposed(event)) {
    event.preventDefault();
    send(event.target.form, document.querySelector(`.answers button[value="${OTHER}"]`));
    return;
  }
  // A note alone is saved, too: by Enter, and by who leaves the field.
  if (event.target.id === "ghi-chu" && ["Enter", "Escape"].includes(event.key) && !isComposed(event)) {
    event.preventDefault();
    event.target.blur();
    const isNew = event.target.value.trim() !== event.target.defaultValue.trim();
    if (isNew) send(event.target.form, document.getElementById("luu-ghi-chu"));
    return;
  }
  if (event.key === "Escape" && isTyping(event.target)) {
    event.target.blur();
    return;
  }
  if (isTyping(event.target) || event.altKey || event.metaKey || event.repeat) return;
  const undoes = event.ctrlKey && event.key === "z";
  if (event.ctrlKey && !undoes) return;
  if (!undoes && !usesKeys() && event.key !== "?") return;
  if (isComposed(event)) {
    told().textContent = COMPOSED;
    return;
  }
  if (event.target.closest(".queue, .scroll") && event.key.startsWith("Arrow")) return;
  const target = undoes ? document.querySelector("#hoan-tac button:not(:disabled)") : act(event);
  if (!target) return;
  event.preventDefault();
  if (pending || performance.now() - shownAt < CALM) return;
  if (target.matches("input")) target.focus();
  else target.click();
});

const look = async () => {
  const now = desk();
  if (!now || document.hidden || pending) return;
  const news = await (await page.ask(now.dataset.news)).json();
  const said = [news.taught, news.changed ? "Nhiệm vụ này có ý kiến mới." : ""].filter(Boolean);
  if (said.length && now === desk()) {
    told().textContent = `${said.join(" ")} `;
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = "Cập nhật";
    told().append(link);
  }
};
setInterval(() => { look().catch(() => {}); }, NEWS);
document.addEventListener("visibilitychange", () => { look().catch(() => {}); });
addEventListener("popstate", () => location.reload());
dress();
