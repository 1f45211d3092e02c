// Rà soát by keys. A key acts only where nobody types and no input method composes: Unikey is
// always on. What the server has saved comes back as the next task.
"use strict";

const CALM = 300;
const NEWS = 15000;
// By then the program has learnt of an answer, in most folders; else it is asked some times more.
const SOON = 600;
const TIMES = 20;
const COMPOSED = "Bộ gõ vừa ghép phím, chưa có ý kiến nào được lưu. Bấm lại số của ý kiến.";

let shownAt = performance.now();
let pending = false;

const desk = () => document.getElementById("ra-soat");
const told = () => document.getElementById("da-luu");
// A screen reader listens to the frame's line, which is there all the time; the bar is put anew.
const listened = document.getElementById("trang-thai");
const tell = (text) => {
  told().textContent = text;
  listened.textContent = text.trim();
};
const kept = (name, otherwise) => localStorage.getItem(name) ?? otherwise;
const usesKeys = () => kept("phim-tat", "1") === "1";

// Where the window is small the list is folded into a button; what a person has opened stays open.
const small = matchMedia("(max-width: 1099px)");
const fold = () => { document.getElementById("danh-sach").open = !small.matches; };
small.addEventListener("change", fold);

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

// Whoever works by keyboard goes on at the same button of the next task, else at its heading.
const placeOf = (at) => {
  if (!desk().contains(at)) return null;
  const button = at.matches("button[name=verdict]") && `.answer[value="${at.value}"]`;
  return button || (at.id && `#${at.id}`) || "h1";
};

const focusOn = (place) => {
  const there = desk().querySelector(place);
  const on = there && there.matches("button:enabled, a, summary") ? there : desk().querySelector("h1");
  on.focus({ preventScroll: true });
};

const put = (html, address) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const next = fresh.getElementById("ra-soat");
  if (!next) {
    location.assign(address);
    return;
  }
  const place = placeOf(document.activeElement);
  const opened = document.getElementById("phim").open;
  desk().replaceWith(next);
  document.getElementById("phim").open = opened;
  fold();
  const bar = fresh.querySelector(".bar");
  if (bar) document.querySelector(".bar").replaceWith(bar);
  document.title = fresh.title;
  page.alert(fresh.getElementById("bao-loi")?.textContent ?? "");
  if (address !== location.pathname) history.pushState(null, "", address);
  shownAt = performance.now();
  listened.textContent = told().textContent.trim();
  dress();
  if (place) focusOn(place);
};

const send = async (form, button) => {
  if (pending) return;
  pending = true;
  const body = new FormData(form, button);
  const slow = setTimeout(() => { tell("Đang lưu…"); }, CALM);
  try {
    const to = button?.hasAttribute("formaction") ? button.formAction : form.action;
    const post = () => page.ask(to, { method: "POST", headers: { "X-Part": "1", "X-Token": page.token }, body });
    let answer = await post();
    // A program that was started again knows this browser by another token.
    if (answer.status === 403 && (await page.ready())) answer = await post();
    if (!answer.ok) {
      tell("Chưa lưu được. Tải lại trang rồi bấm lại số của ý kiến.");
      return;
    }
    put(await answer.text(), answer.headers.get("X-Address") ?? new URL(answer.url).pathname);
    setTimeout(() => { look(TIMES).catch(() => {}); }, SOON);
  } catch {
    tell("Chưa lưu được. Thử lại khi chương trình chạy lại.");
  } finally {
    clearTimeout(slow);
    pending = false;
  }
};

// “Another document” asks for its number: Enter saves it; without one only “Lưu, ghi sau” does.
const OTHER = "other-document";
const NUMBER = "Ghi số, ký hiệu văn bản khác rồi bấm Enter.";
const NO_NUMBER = "Chưa ghi số, ký hiệu.";

const lacksNumber = (button) => {
  const field = document.getElementById("van-ban-khac");
  if (button?.value !== OTHER || button.id === "ghi-sau" || field.value.trim()) return false;
  const box = document.getElementById("khac");
  const asksAgain = !box.hidden && (document.activeElement === field || box.contains(button));
  box.hidden = false;
  if (asksAgain) {
    box.classList.add("wrong");
    field.setAttribute("aria-invalid", "true");
    document.getElementById("thieu-so").textContent = NO_NUMBER;
    document.getElementById("ghi-sau").hidden = false;
  } else {
    tell(NUMBER);
  }
  field.focus();
  return true;
};

document.addEventListener("submit", (event) => {
  if (!desk()?.contains(event.target) || event.target.method !== "post") return;
  event.preventDefault();
  if (!lacksNumber(event.submitter)) send(event.target, event.submitter);
});

document.addEventListener("change", (event) => {
  if (event.target.id === "dung-phim") localStorage.setItem("phim-tat", event.target.checked ? "1" : "0");
  if (event.target.id === "an-tin-cay") localStorage.setItem("an-tin-cay", event.target.checked ? "1" : "0");
  if (["dung-phim", "an-tin-cay"].includes(event.target.id)) dress();
});

document.addEventListener("toggle", (event) => {
  if (event.target.id === "phim") document.body.classList.toggle("keys-shown", event.target.open);
}, true);

const isTyping = (target) => target.closest("input, textarea, select, .menu[open] ul, [contenteditable]") && !target.matches("input[type=checkbox]");

// What the layout “Vietnamese” of Windows has on the digits; any other sign there was composed.
const LAYOUT = { 1: "ă", 2: "â", 3: "ê", 4: "ô", 5: "\u0300", 6: "\u0309", 7: "\u0303", 8: "\u0301", 9: "\u0323", 0: "đ" };
const DIGIT = /^(Digit|Numpad)([0-9])$/;
const LETTER = /[^\u0000-\u007f]/;

const isComposed = (event) => {
  if (event.isComposing || event.keyCode === 229 || !event.code) return true;
  if (["Process", "Dead", "Unidentified"].includes(event.key)) return true;
  const [, kind, number] = DIGIT.exec(event.code) ?? [];
  return LETTER.test(event.key) && !(kind === "Digit" && event.key === LAYOUT[number]);
};

const digit = (event) => {
  const [, kind, number] = DIGIT.exec(event.code) ?? [];
  return number && (event.key === number || (kind === "Digit" && event.key === LAYOUT[number])) ? number : null;
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

// Esc closes what is unfolded over the view, and does nothing else.
const closesMenu = (at) => {
  const folded = small.matches ? "#danh-sach[open], .menu[open]" : ".menu[open]";
  const opened = [...document.querySelectorAll(folded)].pop();
  if (!opened) return false;
  opened.open = false;
  if (opened.contains(at)) opened.querySelector("summary").focus();
  return true;
};

document.addEventListener("keydown", (event) => {
  if (!desk() || page.gone) return;
  // Held down, Enter answers once.
  const isHeld = event.repeat || performance.now() - shownAt < CALM;
  if (event.target.matches(".answer") && ["Enter", " "].includes(event.key) && isHeld) {
    event.preventDefault();
    return;
  }
  if (event.key === "Escape" && closesMenu(event.target)) {
    event.preventDefault();
    return;
  }
  if (event.key === "Enter" && event.target.id === "van-ban-khac" && !isComposed(event)) {
    event.preventDefault();
    const button = document.querySelector(`.answers button[value="${OTHER}"]`);
    if (!event.repeat && !lacksNumber(button)) send(event.target.form, button);
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
    // A field for searching would be emptied by it.
    event.preventDefault();
    event.target.blur();
    return;
  }
  if (isTyping(event.target) || event.altKey || event.metaKey || event.repeat) return;
  if (event.getModifierState("AltGraph") || (event.shiftKey && !["?", "/"].includes(event.key))) return;
  const undoes = event.ctrlKey && event.key === "z";
  if (event.ctrlKey && !undoes) return;
  if (!undoes && !usesKeys() && event.key !== "?") return;
  if (isComposed(event)) {
    tell(COMPOSED);
    return;
  }
  // A list or a text that has the focus is scrolled.
  if (event.target.closest(".queue, .scroll") && event.key.startsWith("Arrow")) return;
  if (event.target.closest(".pair, .beside") && ["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const target = undoes ? document.querySelector("#hoan-tac button:not(:disabled)") : act(event);
  if (!target) return;
  event.preventDefault();
  if (pending || performance.now() - shownAt < CALM) return;
  if (!target.matches("input")) {
    target.click();
    return;
  }
  const folded = target.closest("details");
  if (folded) folded.open = true;
  target.focus();
});

const link = (address, text) => {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = text;
  return made;
};

// News stand behind what was saved, and take nothing of it away.
const addNews = (news) => {
  const told = document.getElementById("tin-moi");
  const said = [news.taught, news.changed ? "Nhiệm vụ này có ý kiến mới." : ""].filter(Boolean).join(" ");
  told.replaceChildren(` ${said} `);
  (news.concluded ?? []).forEach(([number, place], at) => told.append(at ? ", " : "Xem: ", link(place, number)));
  told.append(" ", link(location.href, "Cập nhật"));
  listened.textContent = `${listened.textContent} ${said}`.trim();
};

const look = async (again = 0) => {
  const now = desk();
  if (!now || document.hidden || pending) return;
  const news = await (await page.ask(now.dataset.news)).json();
  // What the program learns is asked for until it has: nobody waits for the next time round.
  if (news.learns && again) setTimeout(() => { look(again - 1).catch(() => {}); }, CALM);
  if ((news.taught || news.changed) && now === desk()) addNews(news);
};
setInterval(() => { look().catch(() => {}); }, NEWS);
document.addEventListener("visibilitychange", () => { look().catch(() => {}); });
addEventListener("popstate", () => location.reload());
fold();
dress();
