/* The gap lists: the first rows stand in the page; all of them are unpacked when somebody filters or
   sorts a list, asks for more, or comes to it from a figure of one place. */
var lists = (function () {
  "use strict";
  var STEP = 200, made = Object.create(null); // an address asks for any name

  function List(table) {
    this.table = table;
    this.slug = table.id.slice("list-".length);
    this.named = Number(table.getAttribute("data-named"));
    this.total = Number(table.getAttribute("data-total"));
    this.limit = table.tBodies[0].rows.length;
    this.place = null;
    this.sorting = null;
    this.tools();
  }
  List.prototype.tools = function () {
    var self = this, box = report.element("div", null, "tools"), id = "filter-" + this.slug;
    var label = report.element("label", report.say("report_filter_list"));
    label.htmlFor = id;
    this.text = report.element("input");
    this.text.type = "search";
    this.text.id = id;
    this.text.autocomplete = "off";
    this.text.addEventListener("input", function () { self.limit = STEP; self.show(); });
    this.all = report.button(report.say("report_all_places"), function () { self.at(null); self.text.focus(); });
    this.all.hidden = true;
    this.where = report.element("strong");
    this.count = report.element("span", null, "quiet");
    this.count.setAttribute("role", "status");
    [label, this.text, this.where, this.all, this.count].forEach(function (part) {
      box.appendChild(part);
      box.appendChild(document.createTextNode(" "));
    });
    var scroll = this.table.parentNode;
    scroll.parentNode.insertBefore(box, scroll);
    this.further = report.button("", function () { self.more(); }, "further");
    this.further.hidden = this.limit >= this.total;
    scroll.parentNode.insertBefore(this.further, scroll.nextSibling);
    this.further.textContent = report.say("report_more", { count: Math.min(STEP, this.total - this.limit) });
    report.sortable(this.table, function (column, down) {
      self.limit = Math.max(self.limit, STEP);
      self.sorting = { column: column, down: down };
      self.show();
    });
  };
  List.prototype.load = function () {
    if (!this.data) this.data = report.unpacked("rows-" + this.slug);
  };
  /* What a row, by its number, has in a column. */
  List.prototype.value = function (row, column) {
    var place = this.data.places[this.data.at[row]], key = this.data.columns[column].key;
    if (key === "subdistrict") return place[0];
    if (key === "community") return place[1];
    return this.data.columns[column].values[row];
  };
  List.prototype.worded = function (row, column) {
    var value = this.value(row, column), kind = this.data.columns[column].kind;
    if (value === null || value === undefined) return "";
    if (kind === "number") return report.number(value);
    if (kind === "share") return report.perCent(value);
    return kind === "source" ? report.noted(value.split("; ").map(report.source)) : String(value);
  };
  /* The numbers of the rows that are at the place and hold the words, in the order chosen. */
  List.prototype.found = function () {
    var self = this, data = this.data, wanted = this.text.value.trim().toLowerCase(), rows = [];
    var here = data.places.map(function (place) {
      return self.place === null || place[2] === self.place || place[3] === self.place;
    });
    function holds(column, row) { return self.worded(row, column).toLowerCase().indexOf(wanted) >= 0; }
    for (var row = 0; row < data.at.length; row++) {
      if (!here[data.at[row]]) continue;
      for (var column = 0, found = !wanted; !found && column < data.columns.length; column++) found = holds(column, row);
      if (found) rows.push(row);
    }
    if (this.sorting) {
      var by = this.sorting.column, down = this.sorting.down;
      rows.sort(function (a, b) { return report.compare(self.value(a, by), self.value(b, by), down) || a - b; });
    }
    return rows;
  };
  List.prototype.show = function () {
    this.load();
    var self = this, rows = this.found(), body = document.createElement("tbody");
    rows.slice(0, this.limit).forEach(function (row) { body.appendChild(self.line(row)); });
    if (!rows.length) {
      var none = report.element("td", report.say("report_none_left"));
      none.colSpan = this.data.columns.length;
      body.appendChild(report.element("tr")).appendChild(none);
    }
    this.table.replaceChild(body, this.table.tBodies[0]);
    var shown = Math.min(rows.length, this.limit);
    this.count.textContent = report.say("report_shown_first", {
      found: report.number(rows.length), total: report.number(this.data.at.length), shown: report.number(shown)
    });
    this.further.hidden = shown >= rows.length;
    this.further.textContent = report.say("report_more", { count: Math.min(STEP, rows.length - shown) });
    report.each(".standing", function (note) { note.hidden = true; }, this.table.parentNode.parentNode);
    report.reachable();
  };
  List.prototype.more = function () {
    var first = this.limit;
    this.limit += STEP;
    this.show();
    var row = this.table.tBodies[0].rows[first];
    if (!this.further.hidden || !row) return;
    row.tabIndex = -1; // the button is gone: read on where it stood
    row.focus();
  };
  List.prototype.line = function (row) {
    var line = document.createElement("tr");
    for (var column = 0; column < this.data.columns.length; column++) {
      var text = this.worded(row, column), kind = this.data.columns[column].kind, cell;
      var numeric = kind === "number" || kind === "share";
      if (column === this.named && this.data.ids[row] && report.opening.network && text) {
        cell = report.element("td");
        cell.dir = "auto";
        cell.appendChild(report.link(text, report.opening.network + "#" + this.data.ids[row]));
      } else {
        cell = report.element("td", text, numeric ? "number" : kind === "source" ? "source" : text.length <= 12 ? "short" : "");
      }
      line.appendChild(cell);
    }
    return line;
  };
  /* Only what is in one place: a community or a subdistrict, by its address. */
  List.prototype.at = function (place) {
    this.place = place;
    this.limit = STEP;
    this.load();
    this.where.textContent = place === null ? "" : report.say("report_only_place", { place: nameOf(place) });
    this.all.hidden = place === null;
    this.show();
  };
  function nameOf(place) {
    var name = place;
    report.each("table.places tbody tr", function (row) {
      if (row.getAttribute("data-place") === place) name = row.cells[0].textContent;
    });
    return name;
  }
  report.each("table.gap-list", function (table) { made[table.id.slice("list-".length)] = new List(table); });
  return made;
})();
