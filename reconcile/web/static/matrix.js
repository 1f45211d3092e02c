// The matrix as a grid: one stop for Tab, arrow keys from cell to cell, Enter or a click opens the pair.
"use strict";

const grid = document.querySelector("[role=grid]");
if (grid) {
  const units = grid.dataset.units.trim().split(" ");
  const names = [...grid.tHead.rows[0].cells].slice(2).map((each) => each.querySelector("a").textContent.trim());
  const WORDS = { carried: "Đã cụ thể hóa", partial: "Cụ thể hóa một phần", review: "Cần rà soát", missed: "Chưa cụ thể hóa", none: "Không có vai trò" };
  const said = document.getElementById("o-dang-xem");
  const rows = [...grid.tBodies[0].rows];
  const FIRST = 2;
  let now = null;

  // What has the focus in a cell: the button of a head, the link of a task, else the cell itself.
  const target = (cell) => cell.querySelector("button, a:only-child") ?? cell;
  const focus = (cell) => {
    if (now) target(now).tabIndex = -1;
    now = cell;
    target(cell).tabIndex = 0;
    target(cell).focus();
    const row = cell.parentElement;
    const head = cell.textContent.replace(/[▲▼⇅]/g, "").trim();
    said.textContent = row.parentElement === grid.tHead
      ? `Sắp xếp theo: ${head}${cell.cellIndex < FIRST ? "" : "; phím ↑ đến tên, Enter để xem riêng đơn vị này"}`
      : cell.cellIndex < FIRST ? `Xem riêng: ${cell.cellIndex ? `đơn vị thiếu nhiệm vụ ${row.cells[0].textContent}` : head}` : `${names[cell.cellIndex - FIRST]} – nhiệm vụ ${row.cells[0].textContent.replace(/\.\s*$/, "")}: ${WORDS[cell.className]}`;
  };
  const open = (cell) => {
    page.go(`/ra-soat/${units[cell.cellIndex - FIRST]}/${cell.parentElement.dataset.task}`);
  };
  const isCell = (element) => element instanceof HTMLTableCellElement && element.tagName === "TD" && element.cellIndex >= FIRST;
  const stop = (element) => (isCell(element) ? element : element.closest("thead th, tbody th, td.num"));

  // A table that is wider than the window says so.
  const view = grid.parentElement;
  const left = document.getElementById("con-lai");
  const heads = [...grid.tHead.rows[0].cells].slice(FIRST);
  const count = () => {
    const edge = view.getBoundingClientRect().right;
    const beyond = heads.filter((each) => each.getBoundingClientRect().left + each.offsetWidth / 2 > edge).length;
    left.hidden = !beyond;
    left.textContent = `Còn ${beyond} đơn vị ở bên phải; cuộn ngang hoặc dùng phím mũi tên.`;
  };
  view.addEventListener("scroll", count, { passive: true });
  addEventListener("resize", count);
  count();

  for (const each of grid.querySelectorAll("button, a")) each.tabIndex = -1;
  // Whoever has just sorted by a column goes on there.
  const column = /^#sap-([\w-]+)$/.exec(location.hash)?.[1];
  const sorted = column && grid.tHead.querySelector(`button[data-column="${column}"]`);
  now = sorted ? sorted.closest("th") : rows.length ? rows[0].cells[FIRST] : null;
  if (now) target(now).tabIndex = 0;
  if (sorted) {
    // The head stays where it is; only a column beyond the window is brought into it.
    sorted.focus({ preventScroll: true });
    view.scrollLeft += Math.max(0, now.getBoundingClientRect().right - view.getBoundingClientRect().right);
  }
  grid.addEventListener("click", (event) => { if (isCell(event.target)) open(event.target); });
  grid.addEventListener("focusin", (event) => {
    const cell = stop(event.target);
    if (cell && cell !== now) focus(cell);
  });
  grid.addEventListener("keydown", (event) => {
    const cell = stop(event.target);
    if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
    const every = [grid.tHead.rows[0], ...rows];
    const at = every.indexOf(cell.parentElement);
    const column = cell.cellIndex;
    // In a head the name stands over the button that sorts.
    const [name, sorter] = at ? [] : [cell.querySelector("a"), cell.querySelector("button")];
    if (name && event.key === "ArrowUp") {
      event.preventDefault();
      name.focus();
      said.textContent = `Xem riêng đơn vị: ${name.textContent.trim()}`;
      return;
    }
    if (event.target === name && event.key === "ArrowDown") { event.preventDefault(); sorter.focus(); return; }
    const to = {
      ArrowDown: every[at + 1]?.cells[column],
      ArrowUp: every[at - 1]?.cells[column],
      ArrowRight: cell.nextElementSibling,
      ArrowLeft: column ? cell.previousElementSibling : null,
      Home: cell.parentElement.cells[0],
      End: cell.parentElement.cells[cell.parentElement.cells.length - 1],
    }[event.key];
    if (event.key === "Enter" && isCell(cell)) { event.preventDefault(); open(cell); }
    if (to) { event.preventDefault(); focus(to); }
  });
}
