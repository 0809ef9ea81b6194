/* Search by name, alternative name, code, pinyin (dachong) and the initials of pinyin (dcsq). */
page.search = (function () {
  "use strict";
  var MOST = 30, field = document.getElementById("search"), found = document.getElementById("found");
  var data = null, haystack = null, readings = {}, go = null, element = page.element, say = page.say;

  function search() {
    var wanted = field.value.trim().toLowerCase(), list = found.querySelector("ul");
    list.textContent = "";
    found.hidden = !wanted;
    if (!wanted) return;
    // Names that begin so come first, then those that hold it; of both, first as written.
    var ranks = [[], [], [], []], many = 0, sounds = /[a-z]/.test(wanted);
    var typed = sounds ? wanted.replace(/[' ]/g, "") : "";
    for (var node = 0; node < data.names.length; node++) {
      var at = haystack[node].indexOf(wanted), rank = at === 0 ? 0 : at > 0 ? 2 : -1;
      if (rank < 0 && sounds) {
        at = sounding(haystack[node], typed);
        rank = at === 0 ? 1 : at > 0 ? 3 : -1;
      }
      if (rank < 0) continue;
      many++;
      if (ranks[rank].length < MOST) ranks[rank].push(node);
    }
    [].concat.apply([], ranks).slice(0, MOST).forEach(function (node) {
      var item = element("li"), label = page.labelOf(node), place = [];
      label.columns.forEach(function (column) {
        if (column.key === "subdistrict" || column.key === "community") {
          var value = column.values[node - label.start];
          if (value && value !== page.nameOf(node)) place.unshift(value);
        }
      });
      var choice = page.button(page.nameOf(node), function () { found.hidden = true; go(node); document.getElementById("picture").focus(); });
      choice.appendChild(element("small", [label.title].concat(place.reverse()).join(" · ")));
      item.appendChild(choice);
      list.appendChild(item);
    });
    found.querySelector("p").textContent = !many ? say("pages_search_none")
      : many > MOST ? say("pages_search_more", { count: MOST }) : say("pages_search_found", { count: many });
  }
  /* Where in a text what is typed begins, letters read as pinyin or initials; -1 where nowhere. */
  function sounding(text, typed) {
    var failed = new Set(); // else a name of forty letters alike is tried in as many ways as there are sums
    for (var at = 0; at < text.length; at++) {
      var known = readings[text[at]];
      if (text[at] !== typed[0] && (known === undefined || known.first.indexOf(typed[0]) < 0)) continue;
      if (follows(text, at, typed, 0, failed)) return at;
    }
    return -1;
  }
  function follows(text, at, typed, done, failed) {
    if (done === typed.length) return true;
    if (at === text.length) return false;
    if (text[at] === typed[done]) return follows(text, at + 1, typed, done + 1, failed);
    var known = readings[text[at]];
    if (known === undefined) {
      return /[^a-z0-9\n]/.test(text[at]) && follows(text, at + 1, typed, done, failed);
    }
    var here = at * (typed.length + 1) + done;
    if (failed.has(here)) return false;
    if (known.first.indexOf(typed[done]) >= 0 && follows(text, at + 1, typed, done + 1, failed)) return true;
    var found = known.whole.some(function (reading) {
      var left = typed.slice(done, done + reading.length);
      if (left.length > 1 && done + left.length === typed.length) return reading.indexOf(left) === 0;
      return left === reading && follows(text, at + 1, typed, done + reading.length, failed);
    });
    if (!found) failed.add(here);
    return found;
  }
  function prepare(given, goTo) {
    data = given;
    go = goTo;
    haystack = data.names.map(function (name) { return name.toLowerCase(); });
    data.labels.forEach(function (label) {
      label.columns.forEach(function (column) {
        if (["code", "alternative_names", "uscc"].indexOf(column.key) < 0) return;
        column.values.forEach(function (value, row) {
          if (value && value.length) haystack[label.start + row] += "\n" + String(value).toLowerCase();
        });
      });
    });
    Object.keys(data.readings || {}).forEach(function (character) {
      var whole = data.readings[character].split(" ");
      readings[character] = { whole: whole, first: whole.map(function (reading) { return reading[0]; }).join("") };
    });
    field.disabled = false;
  }
  field.addEventListener("input", search);
  field.addEventListener("keydown", function (event) {
    var first = found.querySelector("button");
    if (event.key === "Escape") { field.value = ""; found.hidden = true; }
    else if (event.key === "Enter" && first) first.click();
    else if (event.key === "ArrowDown" && first) { found.hidden = false; first.focus(); event.preventDefault(); }
  });
  found.addEventListener("keydown", function (event) {
    var all = Array.prototype.slice.call(found.querySelectorAll("button")), at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && at < all.length - 1) all[at + 1].focus();
    else if (event.key === "ArrowUp") (at > 0 ? all[at - 1] : field).focus();
    else if (event.key === "Escape") { found.hidden = true; field.focus(); }
    else return;
    event.preventDefault();
  });
  // Not where nothing else gets the focus: a press on the list itself is no way out.
  field.parentNode.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !field.parentNode.contains(event.relatedTarget)) found.hidden = true;
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest(".search")) found.hidden = true;
  });
  return { prepare: prepare };
})();
