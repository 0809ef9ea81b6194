/* Search by name, alternative name and code. */
page.search = (function () {
  "use strict";
  var MOST = 30, field = document.getElementById("search"), found = document.getElementById("found");
  var data = null, haystack = null, go = null, element = page.element, say = page.say;

  function search() {
    var wanted = field.value.trim().toLowerCase(), list = found.querySelector("ul"), hits = [], many = 0;
    list.textContent = "";
    found.hidden = !wanted;
    if (!wanted) return;
    for (var node = 0; node < data.names.length; node++) {
      if (haystack[node].indexOf(wanted) < 0) continue;
      many++;
      if (hits.length < MOST) hits.push(node);
    }
    hits.forEach(function (node) {
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
    found.querySelector("p").textContent = !many ? say("search_none")
      : many > MOST ? say("search_more", { count: MOST }) : say("search_found", { count: many });
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
    field.disabled = false;
  }
  field.addEventListener("input", search);
  field.addEventListener("keydown", function (event) {
    var first = found.querySelector("button");
    if (event.key === "Escape") { field.value = ""; found.hidden = true; }
    else if (event.key === "Enter" && first) first.click();
    else if (event.key === "ArrowDown" && first) { first.focus(); event.preventDefault(); }
  });
  found.addEventListener("keydown", function (event) {
    var all = Array.prototype.slice.call(found.querySelectorAll("button")), at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && at < all.length - 1) all[at + 1].focus();
    else if (event.key === "ArrowUp") (at > 0 ? all[at - 1] : field).focus();
    else if (event.key === "Escape") { found.hidden = true; field.focus(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest(".search")) found.hidden = true;
  });
  return { prepare: prepare };
})();
