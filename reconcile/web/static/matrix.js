// The matrix as a grid: one stop for Tab, arrow keys from cell to cell, Enter or a click opens the pair.
"use strict";

const grid = document.querySelector("[role=grid]");
if (grid) {
  const units = grid.dataset.units.trim().split(" ");
  const names = [...grid.tHead.rows[0].cells].slice(2).map((each) => each.textContent);
  const WORDS = { carried: "Đã cụ thể hóa", partial: "Cụ thể hóa một phần", review: "Cần rà soát", missed: "Chưa cụ thể hóa", none: "Không có vai trò" };
  const said = document.getElementById("o-dang-xem");
  const rows = [...grid.tBodies[0].rows];
  const FIRST = 2;
  let now = null;

  const focus = (cell) => {
    if (now) now.tabIndex = -1;
    now = cell;
    cell.tabIndex = 0;
    cell.focus();
    const row = cell.parentElement;
    said.textContent = `${names[cell.cellIndex - FIRST]} – nhiệm vụ ${row.cells[0].textContent}: ${WORDS[cell.className]}`;
  };
  const open = (cell) => {
    location.assign(`/ra-soat/${units[cell.cellIndex - FIRST]}/${cell.parentElement.dataset.task}`);
  };
  const isCell = (target) => target instanceof HTMLTableCellElement && target.tagName === "TD" && target.cellIndex >= FIRST;

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

  const first = rows.length && rows[0].cells[FIRST];
  if (first) { first.tabIndex = 0; now = first; }
  grid.addEventListener("click", (event) => { if (isCell(event.target)) open(event.target); });
  grid.addEventListener("focusin", (event) => { if (isCell(event.target) && event.target !== now) focus(event.target); });
  grid.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!isCell(cell) || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = rows.indexOf(cell.parentElement);
    const column = cell.cellIndex;
    const to = {
      ArrowDown: rows[at + 1]?.cells[column],
      ArrowUp: rows[at - 1]?.cells[column],
      ArrowRight: cell.nextElementSibling,
      ArrowLeft: column > FIRST ? cell.previousElementSibling : null,
      Home: cell.parentElement.cells[FIRST],
      End: cell.parentElement.cells[cell.parentElement.cells.length - 1],
    }[event.key];
    if (event.key === "Enter") { event.preventDefault(); open(cell); }
    if (to) { event.preventDefault(); focus(to); }
  });
}
