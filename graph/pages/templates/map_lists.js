/* Filters, counts, and the lists beside the map: what is in view, and what has no coordinates. */
page.lists = (function () {
  "use strict";
  var points = page.points, say = page.say, element = page.element, number = page.number, states = page.opening.states;
  var MOST = 200, inView = document.getElementById("in-view"), changed = null, go = null, view = null;
  var place = document.getElementById("place"), onlyGaps = document.getElementById("only-gaps");
  var boxes = Array.prototype.slice.call(document.querySelectorAll(".filter"));
  var inOrder = new Intl.Collator(undefined, { numeric: true });

  function chosen(what) {
    return boxes.filter(function (box) { return box.name === what && box.checked; }).map(function (box) { return Number(box.value); });
  }
  /* The places that are let through, by row; null where all are. */
  function placesChosen() {
    var wanted = place.value;
    if (!wanted) return null;
    return points.places.map(function (one, row) {
      return wanted[0] === "c" ? row === Number(wanted.slice(1)) : one.above === Number(wanted.slice(1));
    });
  }
  function apply() {
    var ofState = chosen("state"), ofKind = chosen("kind"), places = placesChosen();
    // A centre has a state of its own: it is switched there.
    var hasKinds = boxes.some(function (box) { return box.name === "kind"; });
    points.filter(function (i) {
      return ofState.indexOf(points.state[i]) >= 0 && (!hasKinds || points.kind[i] > 1 || ofKind.indexOf(points.kind[i]) >= 0) &&
        (!places || (points.place[i] >= 0 && places[points.place[i]]));
    });
    onlyGaps.setAttribute("aria-pressed", String(ofState.length === 1 && states[ofState[0]] === "gap"));
    changed(false);
    document.getElementById("said").textContent = shownText();
  }
  function shownText() { return say("map_shown", { count: number(points.seenCount()), of: number(points.count) }); }
  function placeBounds() {
    var places = placesChosen();
    if (!places) return null;
    var found = points.boundsOf(function (i) { return points.place[i] >= 0 && places[points.place[i]]; });
    points.places.forEach(function (one, row) {
      if (!places[row] || !one.bounds) return;
      found = found || one.bounds.slice();
      points.wider(points.wider(found, one.bounds[0], one.bounds[1]), one.bounds[2], one.bounds[3]);
    });
    return found;
  }
  boxes.forEach(function (box) { box.addEventListener("change", apply); });
  onlyGaps.addEventListener("click", function () {
    var pressed = onlyGaps.getAttribute("aria-pressed") === "true";
    boxes.forEach(function (box) { if (box.name === "state") box.checked = pressed || states[Number(box.value)] === "gap"; });
    apply();
  });
  place.addEventListener("change", function () {
    apply();
    changed(placeBounds());
  });

  /* ---- In view ---- */
  var waiting = null, square = null;
  function moved(given) {
    view = given;
    clearTimeout(waiting);
    waiting = setTimeout(tell, 120);
  }
  function tell() {
    var found = [], within = page.drawing.bounds(view, 0), many = 0;
    points.each(within, function (i) { many++; if (inView.open) found.push(i); });
    document.getElementById("shown").textContent = shownText() + " " + say("map_in_view", { count: number(many) });
    inView.querySelector("span").textContent = number(many);
    if (!inView.open || !page.data) return;
    if (square && (square.scale !== view.scale || !page.drawing.meet(within, square.bounds))) square = null;
    if (square) {
      found = [];
      points.each(square.bounds, function (i) { found.push(i); });
    }
    list(inView, found);
  }
  /* Where a square cannot be enlarged, the list is of what is in it, until the map shows something else. */
  function showSquare(bounds) {
    square = { bounds: bounds, scale: view.scale };
    inView.open = true;
    tell();
    inView.querySelector("summary").focus();
    inView.scrollIntoView();
  }
  function list(details, found) {
    var place = details.querySelector("ul"), note = details.querySelector("p"), held = place.contains(document.activeElement);
    var before = held && document.activeElement.parentNode.getAttribute("data-node");
    found.sort(function (a, b) {
      return points.state[a] - points.state[b] || inOrder.compare(page.nameOf(points.node[a]), page.nameOf(points.node[b])) || a - b;
    });
    var most = square ? 10 * MOST : MOST;
    note.textContent = square ? say("map_list_square", { count: Math.min(found.length, most), of: number(found.length) }) : found.length > most ? say("map_list_most", { count: MOST, of: number(found.length) }) : found.length ? "" : say("map_list_none");
    place.textContent = "";
    found.slice(0, most).forEach(function (i) {
      place.appendChild(item(points.node[i], states[points.state[i]], true));
    });
    // What had the focus is made anew, or is gone.
    if (held) (place.querySelector('[data-node="' + before + '"] button') || details.querySelector("summary")).focus();
  }
  /* What is `drawn` anew when the map moves gives the focus to the panel. */
  function item(node, state, drawn) {
    var made = element("li");
    made.setAttribute("data-node", node);
    made.appendChild(page.button(page.nameOf(node), function () {
      if (drawn) document.getElementById("panel").focus();
      go(node);
    }, "link"));
    if (state !== "plain") made.appendChild(element("small", " " + page.stateText(state)));
    return made;
  }
  inView.addEventListener("toggle", function () { if (view) tell(); });

  /* ---- Without coordinates ---- */
  function withoutCoordinates(row, kind) {
    var found = [], span = points.placeable[kind];
    for (var node = span[0]; node < span[0] + span[1]; node++) {
      if (points.at(node) < 0 && page.where.placeOf(node) === row) found.push(node);
    }
    return found;
  }
  function showWithout(row, kind, name) {
    var found = withoutCoordinates(row, kind), box = document.getElementById("without"), place = box.querySelector("ul");
    found.sort(function (a, b) { return inOrder.compare(page.nameOf(a), page.nameOf(b)) || a - b; });
    box.hidden = false;
    box.querySelector("h3").textContent = say("map_without_of", { name: name, count: number(found.length) });
    place.textContent = "";
    var shown = 0, more = box.querySelector("button");
    function grow() {
      for (var until = Math.min(found.length, shown + MOST); shown < until; shown++) place.appendChild(item(found[shown], page.data.states[found[shown]]));
      more.hidden = shown >= found.length;
      more.textContent = say("pages_more", { count: found.length - shown });
    }
    more.onclick = function () {
      var first = shown;
      grow();
      place.children[first].firstChild.focus(); // the button may be gone
    };
    grow();
    box.querySelector("h3").focus();
  }
  var toWithout = document.getElementById("to-without");
  if (toWithout) toWithout.addEventListener("click", function () {
    var details = document.getElementById("by-community");
    details.open = true;
    details.scrollIntoView();
    details.querySelector("summary").focus();
  });
  function prepare(goTo) {
    go = goTo;
    document.getElementById("by-community").addEventListener("click", function (event) {
      var button = event.target.closest("button[data-row]");
      if (!button) return; // the list below the table has buttons of its own
      var row = Number(button.getAttribute("data-row"));
      if (button.className.indexOf("to-place") >= 0) { go(points.places[row].node); window.scrollTo(0, 0); document.getElementById("picture").focus(); }
      else showWithout(row, Number(button.getAttribute("data-kind")), button.getAttribute("data-name"));
    });
    boxes.forEach(function (box) { box.disabled = false; });
    place.disabled = onlyGaps.disabled = false;
    if (view) tell();
  }
  return { prepare: prepare, moved: moved, showSquare: showSquare, onChange: function (act) { changed = act; } };
})();
