/* The tables of figures: they sort by their headings; those by place show the chosen questions, can
   be narrowed to some places, and lead from a figure to its list. */
(function () {
  "use strict";
  function valueOf(row, column) {
    var cell = row.cells[column], given = cell.getAttribute("data-sort");
    if (given !== null) return given !== "" && !isNaN(given) ? Number(given) : given;
    var text = cell.firstChild ? cell.firstChild.textContent.trim() : "";
    var share = /^(\d+)\/(\d+)$/.exec(text.replace(/,/g, ""));
    if (share) return Number(share[1]) / Number(share[2]);
    return text === "—" || cell.querySelector(".bar") ? "" : cell.textContent.trim();
  }
  report.each("table.sortable", function (table) {
    report.sortable(table, function (column, down) {
      var body = table.tBodies[0];
      Array.prototype.map.call(body.rows, function (row, at) {
        return { row: row, value: valueOf(row, column), at: at };
      }).sort(function (a, b) {
        return report.compare(a.value, b.value, down) || a.at - b.at;
      }).forEach(function (item) { body.appendChild(item.row); });
    });
  });

  var tables = document.querySelectorAll("table.places");
  var boxes = Array.prototype.slice.call(document.querySelectorAll("#chosen input"));
  var many = document.getElementById("chosen-many"), most = report.opening.most;
  function chosen() {
    return boxes.filter(function (box) { return box.checked; });
  }
  function columnOf(table, box) {
    return Number(box.getAttribute("data-column")) + (table.classList.contains("communities") ? 2 : 1);
  }
  /* The figures that are seen lead to their lists. */
  function lead(table) {
    chosen().forEach(function (box) {
      var column = columnOf(table, box), slug = table.tHead.rows[0].cells[column].getAttribute("data-slug");
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        var cell = row.cells[column], place = row.getAttribute("data-place");
        if (!place || !cell.classList.contains("has") || cell.firstChild.nodeType !== 3) return;
        cell.replaceChild(report.link(cell.firstChild.textContent, "#" + slug + "/" + encodeURIComponent(place)), cell.firstChild);
      });
    });
  }
  function show() {
    var count = chosen().length;
    boxes.forEach(function (box) {
      box.disabled = !box.checked && count >= most;
      Array.prototype.forEach.call(tables, function (table) {
        table.classList.toggle("k" + box.getAttribute("data-column"), box.checked);
      });
    });
    Array.prototype.forEach.call(tables, lead);
    many.textContent = report.say("report_most_columns", { count: count, most: most });
    report.reachable();
    narrow();
  }
  report.each("#chosen [data-set]", function (button) {
    button.addEventListener("click", function () {
      var set = button.getAttribute("data-set"), count = 0;
      boxes.forEach(function (box) {
        var wanted = set === "main" ? box.hasAttribute("data-main") : box.getAttribute("data-coverage") === set;
        box.checked = wanted && count++ < most;
      });
      show();
    });
  });
  boxes.forEach(function (box) { box.addEventListener("change", show); });

  var text = document.getElementById("place-text"), gaps = document.getElementById("place-gaps");
  var left = document.getElementById("place-many"), communities = document.querySelector("table.communities");
  function narrow() {
    var wanted = text.value.trim().toLowerCase(), shown = 0, total = 0, rows = communities.tBodies[0].rows;
    var columns = chosen().map(function (box) { return columnOf(communities, box); });
    Array.prototype.forEach.call(rows, function (row) {
      var named = (row.cells[0].textContent + " " + row.cells[1].textContent).toLowerCase().indexOf(wanted) >= 0;
      /* what is of no community stands there only while it has something to say */
      var bare = !row.hasAttribute("data-place") && columns.every(function (column) {
        return !row.cells[column].querySelector(".bar");
      });
      if (!bare) total++;
      row.hidden = bare || !named || gaps.checked && !columns.some(function (column) {
        return row.cells[column].classList.contains("has");
      });
      if (!row.hidden) shown++;
    });
    left.textContent = report.say("report_shown_of", { shown: shown, total: total });
    if (communities.tFoot) communities.tFoot.hidden = shown < total;
  }
  text.addEventListener("input", narrow);
  gaps.addEventListener("change", narrow);
  document.getElementById("chosen").hidden = false;
  document.getElementById("place-filter").hidden = false;
  show();
  window.addEventListener("resize", report.reachable);
})();
