/* What the parts of the report share: its words, how an element is made, how numbers read, and how
   packed data come out. Every text is set as text, never as markup. */
var report = (function () {
  "use strict";
  var opening = JSON.parse(document.getElementById("opening").textContent);

  function say(key, values) {
    return opening.texts[key].replace(/\{(\w+)\}/g, function (whole, name) {
      return values && name in values ? values[name] : whole;
    });
  }
  function element(tag, text, className) {
    var made = document.createElement(tag);
    if (text !== undefined && text !== null) { made.textContent = text; made.dir = "auto"; }
    if (className) made.className = className;
    return made;
  }
  function button(text, act, className) {
    var made = element("button", text, className);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  function link(text, address) {
    var made = element("a", text);
    made.setAttribute("href", address);
    return made;
  }
  /* Whatever one asks for by its address; the address may be written with %. */
  function decoded(text) {
    try { return decodeURIComponent(text); } catch (error) { return text; }
  }
  function number(value) {
    if (Math.floor(value) !== value) return String(Number(value.toPrecision(4)));
    return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
  }
  function perCent(value) {
    /* not quite nothing and not quite all are not rounded to it */
    if (value > 0 && value < 1) value = Math.min(Math.max(value, 0.001), 0.999);
    return (100 * value).toFixed(1) + "%";
  }
  function source(text) {
    return text.split("; ").map(function (one) {
      var parts = one.split("|");
      if (parts.length < 3) return one;
      return say("source", { file: parts.slice(0, -2).join("|"), sheet: parts[parts.length - 2],
        row: parts[parts.length - 1] });
    }).join("；");
  }
  function unpack(id) {
    var text = atob(document.getElementById(id).textContent.trim()), bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return JSON.parse(new TextDecoder().decode(inflate(bytes)));
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
        announce(say(down ? "sorted_down" : "sorted_up", { column: text }));
      }));
    });
  }
  /* What scrolls sideways can be scrolled by the keyboard. */
  function reachable() {
    each(".scroll", function (box) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; else box.removeAttribute("tabindex");
    });
  }
  return {
    opening: opening, say: say, element: element, button: button, link: link, decoded: decoded, number: number,
    perCent: perCent, source: source, unpack: unpack, compare: compare, announce: announce, each: each,
    sortable: sortable, reachable: reachable
  };
})();
