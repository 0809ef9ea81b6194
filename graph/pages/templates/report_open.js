/* Addresses: #c-CODE opens a community (the end of its id, where it has no code), #QUESTION/PLACE a
   list at a place. The communities of a city are written when they are opened. */
(function () {
  "use strict";
  var sections = null;
  function blocks(place) {
    if (!sections) {
      sections = Object.create(null);
      report.unpacked("packed-sections").forEach(function (section) { sections[section.address] = section; });
    }
    return sections[place];
  }
  function tableOf(block, place) {
    var table = report.element("table", null, "of-" + block.key), head = document.createElement("tr");
    var first = block.columns.length - block.numbers;
    block.columns.forEach(function (title, column) {
      var heading = report.element("th", title, column >= first ? "number" : "");
      heading.scope = "col";
      head.appendChild(heading);
    });
    table.appendChild(document.createElement("thead")).appendChild(head);
    var body = table.appendChild(document.createElement("tbody"));
    block.rows.forEach(function (row) {
      var line = body.appendChild(document.createElement("tr"));
      row.forEach(function (value, column) {
        var linked = Array.isArray(value), cell = report.element("td", linked ? null : value, column >= first ? "number" : "");
        if (linked) cell.appendChild(report.link(value[0], "#" + value[1] + "/" + encodeURIComponent(place)));
        line.appendChild(cell);
      });
    });
    var box = report.element("div", null, "scroll");
    box.appendChild(table);
    return box;
  }
  function write(details) {
    var place = details.id.slice(2), section = blocks(place);
    if (!section || details.hasAttribute("data-written")) return;
    details.setAttribute("data-written", "");
    if (report.opening.network) {
      var address = report.opening.network + "#" + section.id.slice(report.opening.base.length);
      details.appendChild(document.createElement("p")).appendChild(report.link(report.say("report_in_network"), address));
    }
    section.blocks.forEach(function (block) {
      details.appendChild(report.element("h4", block.title));
      if (block.note) details.appendChild(report.element("p", block.note, "quiet"));
      if (block.rows.length) details.appendChild(tableOf(block, place));
      else if (!block.note) details.appendChild(report.element("p", report.say("report_nothing_there"), "quiet"));
    });
  }
  report.each("#sections details", function (details) {
    if (report.opening.standing) return;
    if (details.open) write(details);
    details.addEventListener("toggle", function () { if (details.open) write(details); });
  });
  report.each("#sections details", function (details) {
    details.addEventListener("toggle", report.reachable);
  });
  report.each("a[data-place]", function (link) {
    link.setAttribute("href", link.getAttribute("href") + "/" + encodeURIComponent(link.getAttribute("data-place")));
  });

  function go(target) {
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  }
  function arrive() {
    var address = location.hash.slice(1), slash = address.indexOf("/");
    document.getElementById("missing").hidden = true;
    if (address.indexOf("c-") === 0) { // first: a code may hold a slash
      var details = document.getElementById(report.decoded(address));
      if (!details) { missing(report.decoded(address.slice(2))); return; }
      details.open = true;
      if (!report.opening.standing) write(details);
      go(details.querySelector("summary"));
    } else if (slash > 0) {
      var list = lists[address.slice(0, slash)];
      if (!list) { missing(report.decoded(address)); return; }
      list.at(report.decoded(address.slice(slash + 1)));
      go(document.getElementById(list.slug));
    }
  }
  function missing(id) {
    var said = document.getElementById("missing"), text = said.getAttribute("data-text").split("{id}").join(id);
    said.textContent = text;
    said.hidden = false;
    said.scrollIntoView();
    report.announce(text);
  }
  window.addEventListener("hashchange", arrive);
  /* a second click on the same figure leads there again */
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href^='#']") : null;
    if (link && link.getAttribute("href") === location.hash) arrive();
  });

  var opened = [];
  window.addEventListener("beforeprint", function () {
    if (!document.getElementById("print-all").checked) return;
    report.each("#sections details:not([open])", function (details) {
      if (!report.opening.standing) write(details);
      details.open = true;
      opened.push(details);
    });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
    opened = [];
  });
  if (location.hash) {
    arrive();
    // The browser goes to the place by itself while it loads, and takes the focus from the summary.
    window.addEventListener("load", arrive);
  }
  report.reachable();
})();
