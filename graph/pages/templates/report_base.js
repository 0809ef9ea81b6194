/* What the parts of the report share: how shares read, and how tables are sorted. */
var report = (function () {
  "use strict";
  var say = shared.say, element = shared.element, button = shared.button;

  function link(text, address) {
    var made = element("a", text);
    made.setAttribute("href", address);
    return made;
  }
  function perCent(value) {
    /* not quite nothing and not quite all are not rounded to it */
    if (value > 0 && value < 1) value = Math.min(Math.max(value, 0.001), 0.999);
    return (100 * value).toFixed(1) + "%";
  }
  /* Compare as people count: blanks last whichever way, 2 before 10. */
  var order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  function compare(a, b, down) {
    var blank = (a === "" || a === null) - (b === "" || b === null);
    if (blank || a === b) return blank;
    var difference = typeof a === "number" && typeof b === "number" ? a - b : order.compare(String(a), String(b));
    return down ? -difference : difference;
  }
  var said = document.getElementById("said");
  function announce(text) { said.textContent = text; }
  function each(selector, act, within) {
    Array.prototype.forEach.call((within || document).querySelectorAll(selector), act);
  }
  /* Buttons in the headings of a table; `act` gets the number of the column and whether downwards. */
  function sortable(table, act) {
    var headings = Array.prototype.slice.call(table.tHead.rows[0].cells);
    headings.forEach(function (heading, column) {
      var text = heading.textContent, number = heading.classList.contains("number") || heading.hasAttribute("data-slug");
      heading.textContent = "";
      heading.appendChild(button(text, function () {
        var before = heading.getAttribute("aria-sort");
        var down = before ? before === "ascending" : number;
        headings.forEach(function (other) { other.removeAttribute("aria-sort"); });
        heading.setAttribute("aria-sort", down ? "descending" : "ascending");
        act(column, down);
        announce(down ? say("report_sorted_down", { column: text }) : say("report_sorted_up", { column: text }));
      }));
    });
  }
  /* What scrolls sideways can be scrolled by the keyboard. */
  function reachable() {
    each(".scroll", function (box) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; else box.removeAttribute("tabindex");
    });
  }
  return Object.assign({}, shared, {
    link: link, perCent: perCent, compare: compare, announce: announce, each: each,
    sortable: sortable, reachable: reachable
  });
})();
