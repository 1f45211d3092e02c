// Files, folders and archives dropped on one of the two fields are sent, then the page is shown anew.
"use strict";

const MOST = 400;
const MOST_BYTES = 300e6;

const insides = async (entry) => {
  // Of two files of one name in two folders neither is lost: each is sent with its folder.
  if (entry.isFile) return [{ file: await new Promise((found, refuse) => entry.file(found, refuse)), path: entry.fullPath }];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((list, refuse) => reader.readEntries(list, refuse));
    if (!some.length) return found;
    for (const each of some) found.push(...(await insides(each)));
  }
};

const send = async (form, files) => {
  if (!files.length) return;
  if (files.length > MOST) {
    page.alert(`Mỗi lần tối đa ${MOST} tệp; chia thành nhiều lần.`);
    return;
  }
  if (files.reduce((sum, each) => sum + each.file.size, 0) > MOST_BYTES) {
    page.alert(`Mỗi lần tối đa ${MOST_BYTES / 1e6} MB; chia thành nhiều lần.`);
    return;
  }
  if (!(await page.ready())) return;
  const told = document.getElementById("trang-thai");
  form.setAttribute("aria-busy", "true");
  told.textContent = `Đang nhận ${files.length} tệp…`;
  const body = new FormData();
  for (const each of files) body.append("tep", each.file, each.file.name);
  // In one field: the server counts fields.
  body.append("duong-dan", files.map((each) => each.path.replace(/^\/+/, "").replace(/\s/g, " ")).join("\n"));
  // Not followed: what is said of the files is said once, on the page that is shown next.
  const sent = { method: "POST", headers: { "X-Token": page.token }, body, redirect: "manual" };
  const answer = await page.ask(form.action, sent).catch(() => null);
  if (answer?.type === "opaqueredirect") {
    location.assign(location.pathname);
    return;
  }
  form.removeAttribute("aria-busy");
  told.textContent = "";
  if (answer) page.alert("Chưa nhận được tệp: quá lớn, quá nhiều, hoặc không ghi được. Thử lại với ít tệp hơn.");
};

for (const form of document.querySelectorAll(".drop")) {
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((each) => each.webkitGetAsEntry()).filter(Boolean);
    const files = (await Promise.all(entries.map(insides))).flat();
    send(form, files);
  });
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => send(form, [...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }))));
  }
}

// What lies there is read beside the page: told while it goes on, and put in its place at its end.
const LOOK = 500;
const waiting = document.querySelector("[data-reading]");

const put = (fresh, id) => {
  const old = document.getElementById(id);
  // Nothing is taken from under somebody's hands.
  if (!old.contains(document.activeElement)) old.replaceWith(fresh.getElementById(id));
};

const follow = async () => {
  const now = await (await page.ask(waiting.dataset.reading)).json();
  if (now.running) {
    const told = document.getElementById("da-doc-duoc");
    if (now.total) told.textContent = ` ${now.done}/${now.total}`;
    setTimeout(follow, LOOK);
    return;
  }
  const text = await (await page.ask(location.pathname, { headers: { "X-Quiet": "1" } })).text();
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const id of ["doc-tep", "viec"]) put(fresh, id);
  page.measure();
  const read = document.getElementById("da-doc");
  const status = document.getElementById("trang-thai");
  if (read) status.textContent = `${status.textContent} ${read.textContent}.`.trim();
};
if (waiting) setTimeout(follow, LOOK);
