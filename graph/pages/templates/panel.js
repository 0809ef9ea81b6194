/* The panel: a node's facts, gaps, ties and source rows, and the boxes of a picture as a list. */
page.panel = (function () {
  "use strict";
  var panel = document.getElementById("panel"), data = null, tallies = {}, go = null;
  var say = page.say, element = page.element, button = page.button, nameOf = page.nameOf;
  var inOrder = new Intl.Collator(undefined, { numeric: true }); // row 9 before row 10

  function prepare(given, goTo) {
    data = given;
    go = goTo;
    data.tallies.forEach(function (t) { tallies[t[0]] = { of: t[1], gaps: t[2], unknown: t[3] }; });
  }
  /* Where the focus was on what is drawn anew, it goes to the heading. */
  function draw(node, picture) {
    var held = panel.contains(document.activeElement), heading = element("h2", nameOf(node));
    heading.tabIndex = -1;
    panel.textContent = "";
    panel.scrollTop = 0;
    panel.appendChild(heading);
    if (node < data.names.length) drawRecord(node); else drawMembers(node);
    if (picture) drawContents(picture);
    if (held) heading.focus();
  }
  /* A remark at the top of the panel, until something else is drawn. */
  function note(text) { panel.insertBefore(element("p", text, "unsure"), panel.firstChild); }
  function drawRecord(node) {
    var label = page.labelOf(node), row = node - label.start, kind = null, facts = element("dl"), code = null;
    var qualifiers = Object.create(null);
    label.columns.forEach(function (column) {
      if (column.key === "qualifiers") {
        (column.values[row] || []).forEach(function (item) {
          var parts = item.split(":");
          qualifiers[parts[0]] = page.wordFor(column, parts[1]);
        });
      }
      if (column.key === "code") code = column.values[row];
    });
    label.columns.forEach(function (column) {
      var text = page.worded(column, row);
      if (text === null || column.key === "qualifiers") return;
      if (column.key === "kind") { kind = text; return; }
      if (column.key === "community_code" && text === code) return;
      if ((column.key === "community" || column.key === "subdistrict") && text === nameOf(node)) return;
      facts.appendChild(element("dt", column.title));
      facts.appendChild(element("dd", qualifiers[column.key] ? say("pages_with", { name: text, said: qualifiers[column.key] }) : text));
    });
    panel.appendChild(element("p", kind === null || kind === label.title ? label.title : label.title + " · " + kind, "kind"));
    var state = data.states[node];
    if (state !== "plain" && state !== "gap" && !tallies[node]) {
      var look = page.opening.fills[state], chip = element("p", page.stateText(state), "chip");
      chip.style.background = look[0]; chip.style.borderColor = look[1]; chip.style.color = look[2];
      chip.style.borderStyle = look[3] ? "dashed" : "solid";
      panel.appendChild(chip);
    }
    if (tallies[node]) panel.appendChild(element("p", say("pages_tally", tallies[node])));
    var community = page.inReport(node);
    if (page.opening.report && community) {
      panel.appendChild(element("p", null, "to-report")).appendChild(inReport(say("pages_in_report"), "c-" + encodeURIComponent(community)));
    }
    drawGaps(node, community);
    if (facts.children.length) { panel.appendChild(element("h3", say("pages_facts"))); panel.appendChild(facts); }
    drawTies(node);
    drawSources(node);
  }
  /* A link to a place of the report that stands beside this page. */
  function inReport(text, place) {
    var link = element("a", text);
    link.href = page.opening.report + "#" + place;
    return link;
  }
  function drawGaps(node, community) {
    var list = element("ul");
    data.gaps.forEach(function (question) {
      if (question.gap.indexOf(node) >= 0) {
        var linked = page.opening.report && community, item = element("li", linked ? null : question.title, "gap");
        if (linked) item.appendChild(inReport(question.title, question.slug + "/" + encodeURIComponent(community)));
        list.appendChild(item);
      } else if (question.unknown.indexOf(node) >= 0) {
        list.appendChild(element("li", question.title + " · " + page.stateText("unknown"), "unsure"));
      }
    });
    if (!list.children.length) return;
    panel.appendChild(element("h3", say("pages_gaps")));
    panel.appendChild(list);
  }
  function drawTies(node) {
    var found = page.ties()[node] || [], groups = {}, order = [];
    found.forEach(function (tie) {
      var key = tie[0] * 2 + (tie[2] ? 0 : 1);
      if (!groups[key]) { groups[key] = []; order.push(key); }
      groups[key].push(tie);
    });
    if (!order.length) return;
    panel.appendChild(element("h3", say("pages_ties")));
    order.sort(function (a, b) { return a - b; }).forEach(function (key) {
      var table = data.ties[key >> 1], group = groups[key];
      panel.appendChild(element("h4", (key % 2 ? table.inverse : table.title) + (group.length > 1 ? " " + group.length : "")));
      longList(group, function (tie) { return tieItem(table, tie[1], tie[2]); });
    });
  }
  function tieItem(table, row, outward) {
    var other = outward ? table.to[row] : table.from[row], item = element("li"), notes = [];
    item.appendChild(button(nameOf(other), function () { go(other); }, "link"));
    table.columns.forEach(function (column) {
      var text = page.worded(column, row);
      if (text !== null) notes.push(column.title + " " + text);
    });
    if (table.in_force.length && table.in_force[row] === false) notes.push(say("pages_not_in_force"));
    if (table.in_force.length && table.in_force[row] === null) notes.push(say("pages_perhaps_in_force"));
    if (notes.length) item.appendChild(element("small", " " + page.noted(notes)));
    return item;
  }
  function longList(items, make) {
    var list = element("ul"), shown = 0, more = null;
    function grow() {
      var first = shown, until = Math.min(items.length, shown + (shown ? 100 : 8));
      for (; shown < until; shown++) list.appendChild(make(items[shown]));
      if (more) { moveTo(list.children[first]); more.remove(); more = null; }
      if (shown < items.length) {
        more = button(say("pages_more", { count: items.length - shown }), grow, "link more");
        list.insertAdjacentElement("afterend", more);
      }
    }
    panel.appendChild(list);
    grow();
  }
  function moveTo(item) {
    var target = item.querySelector("button");
    if (!target) { target = item; item.tabIndex = -1; }
    target.focus();
  }
  function drawSources(node) {
    var source = data.sources[node];
    if (!source) return;
    panel.appendChild(element("h3", say("pages_sources")));
    longList(source.split("; ").sort(inOrder.compare), function (one) { return element("li", page.source(one)); });
  }
  function drawMembers(node) {
    var members = data.gathered[node - data.names.length].members;
    panel.appendChild(element("h3", say("pages_members") + " " + members.length));
    longList(members, function (member) {
      var item = element("li");
      item.appendChild(button(nameOf(member), function () { go(member); }, "link"));
      return item;
    });
  }
  /* The same boxes as a list: what a screen reader, or a hand without a mouse, walks through. */
  function drawContents(picture) {
    var details = element("details"), list = element("ul");
    details.appendChild(element("summary", say("pages_contents") + " " + picture.n.length));
    details.addEventListener("toggle", function () {
      if (!details.open || list.children.length) return;
      picture.n.forEach(function (number, i) {
        var item = element("li"), state = picture.g[i].split(":")[1];
        item.appendChild(button(nameOf(number), function () { go(number); }, "link"));
        if (state === "gap" || state === "unknown") item.appendChild(element("small", " " + page.stateText(state)));
        list.appendChild(item);
      });
    });
    details.appendChild(list);
    panel.appendChild(details);
  }
  return { prepare: prepare, draw: draw, note: note };
})();
