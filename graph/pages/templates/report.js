/* Tables that sort by a click or a key on their headings. */
(function () {
  "use strict";
  var order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  function valueOf(row, column) {
    var cell = row.cells[column];
    var given = cell.getAttribute("data-sort");
    if (given === null) return cell.textContent.trim();
    return given !== "" && !isNaN(given) ? Number(given) : given;
  }
  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    return order.compare(String(a), String(b));
  }
  function sort(table, heading, column) {
    var down = heading.getAttribute("aria-sort") === "ascending";
    if (!heading.hasAttribute("aria-sort")) {
      down = table.tBodies[0].querySelector("tr > :nth-child(" + (column + 1) + ").number") !== null;
    }
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute("aria-sort"); });
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    var rows = Array.prototype.map.call(table.tBodies[0].rows, function (row, at) {
      return { row: row, value: valueOf(row, column), at: at };
    });
    rows.sort(function (a, b) {
      /* what is not known stands last, whichever way */
      var blank = (a.value === "" || a.value === "—") - (b.value === "" || b.value === "—");
      return blank || (down ? -1 : 1) * compare(a.value, b.value) || a.at - b.at;
    });
    rows.forEach(function (item) { table.tBodies[0].appendChild(item.row); });
  }
  Array.prototype.forEach.call(document.querySelectorAll("table.sortable"), function (table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (heading, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = heading.textContent;
      heading.textContent = "";
      heading.appendChild(button);
      button.addEventListener("click", function () { sort(table, heading, column); });
    });
  });
})();
