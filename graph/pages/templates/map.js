/* The map page: the view, and hands upon it. */
(function () {
  "use strict";
  var $ = function (id) { return document.getElementById(id); };
  var points = page.points, drawing = page.drawing, say = page.say, states = page.opening.states;
  var box = $("picture"), canvas = $("map"), context = canvas.getContext("2d"), tip = $("tip");
  var view = { x: 0, y: 0, scale: 1, width: 1, height: 1 }, data = null, asked = false, stay = false, paper = false;
  var chosen = { point: -1, place: -1, also: [] }, home = points.home, fitted = null, clicked = null, CLOSE = 0.35, NEAREST = 2;

  /* ---- The view ---- */
  function change() {
    hideTip();
    ask();
  }
  function ask() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(function () { asked = false; frame(); });
  }
  function frame() {
    if (!paper && measure() && fitted) place(fitted); // a line more in the legend makes the picture smaller
    var ratio = paper ? 2 : Math.min(window.devicePixelRatio || 1, 3);
    var width = Math.round(view.width * ratio), height = Math.round(view.height * ratio);
    if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
    page.tiles.draw(view, ratio, ask);
    var drawn = drawing.draw(context, view, ratio, chosen, paper);
    if (drawn.unfinished) ask();
    document.body.classList.toggle("squares", drawn.squares);
    page.lists.moved(view);
  }
  /* Takes the size of the picture; says whether it is another. */
  function measure() {
    var width = Math.max(1, box.clientWidth), height = Math.max(1, box.clientHeight), same = width === view.width && height === view.height;
    view.width = width;
    view.height = height;
    return !same;
  }
  function limit() {
    var widest = Math.max(home[2] - home[0], home[3] - home[1], 2000);
    view.scale = Math.min(Math.max(view.scale, Math.min(view.width, view.height) / widest / 8), NEAREST);
    var all = points.all;
    view.x = Math.min(Math.max(view.x, all[0]), all[2]);
    view.y = Math.min(Math.max(view.y, all[1]), all[3]);
  }
  /* Shows bounds as large as they fit, and again when the picture changes its size. */
  function fit(bounds) {
    place(bounds);
    fitted = bounds;
    change();
  }
  function place(bounds) {
    var across = Math.max(1, bounds[2] - bounds[0]), down = Math.max(1, bounds[3] - bounds[1]);
    view.scale = Math.min((view.width - 60) / across, (view.height - 60) / down, CLOSE * 2);
    view.x = (bounds[0] + bounds[2]) / 2;
    view.y = (bounds[1] + bounds[3]) / 2;
    limit();
  }
  function pan(dx, dy) { fitted = null; view.x -= dx / view.scale; view.y -= dy / view.scale; limit(); change(); }
  /* Zooms about a place on the screen, which stays where it is. */
  function zoom(factor, sx, sy) {
    var dx = (sx === undefined ? 0 : sx - view.width / 2), dy = (sy === undefined ? 0 : sy - view.height / 2), before = view.scale;
    fitted = null;
    view.scale *= factor;
    limit();
    view.x += dx / before - dx / view.scale;
    view.y += dy / before - dy / view.scale;
    limit();
    change();
  }
  function screenOf(i) { return [(points.x[i] - view.x) * view.scale + view.width / 2, (points.y[i] - view.y) * view.scale + view.height / 2]; }
  function unitsAt(sx, sy) { return [view.x + (sx - view.width / 2) / view.scale, view.y + (sy - view.height / 2) / view.scale]; }

  /* ---- What is where ---- */
  /* The points within reach of a place on the screen, the nearest first. */
  function pointsAt(sx, sy) {
    var u = unitsAt(sx, sy), reach = 14 / view.scale, found = [];
    points.each([Math.floor(u[0] - reach), Math.floor(u[1] - reach), Math.ceil(u[0] + reach), Math.ceil(u[1] + reach)], function (i) {
      var dx = points.x[i] - u[0], dy = points.y[i] - u[1];
      found.push({ point: i, far: dx * dx + dy * dy + points.state[i] * 1e-3 });
    });
    return found.sort(function (a, b) { return a.far - b.far || a.point - b.point; }).map(function (one) { return one.point; });
  }
  function squareAt(sx, sy) {
    var u = unitsAt(sx, sy), made = drawing.squareLevel(view), side = Math.pow(2, made);
    var left = Math.floor(u[0] / side) * side, top = Math.floor(u[1] / side) * side, found = { count: 0, gaps: 0, unknown: 0 };
    found.bounds = [left, top, left + side - 1, top + side - 1];
    points.each(found.bounds, function (i) {
      found.count++;
      if (states[points.state[i]] === "gap") found.gaps++;
      if (states[points.state[i]] === "unknown") found.unknown++;
    });
    return found.count ? found : null;
  }
  function placeAt(sx, sy) {
    var u = unitsAt(sx, sy), found = -1;
    points.places.forEach(function (one, row) { if (points.inside(one, u[0], u[1])) found = row; });
    return found;
  }

  /* ---- Going somewhere: the address of the page says where ---- */
  function go(node, still) {
    var address = "#" + page.addressOf(node);
    stay = still === true;
    if (location.hash === address) arrive(); else location.hash = address;
  }
  function arrive() {
    if (!data) return;
    var address = location.hash.slice(1), node = page.nodeAt(address), missing = node === null, still = stay;
    if (missing) { node = data.opening; still = still || !address; }
    stay = false;
    var found = page.where.find(node);
    chosen = { point: found.point, place: found.place, also: found.also.length > 500 ? [] : found.also };
    if (found.bounds && !still) {
      if (found.point < 0) fit(found.bounds);
      else { fitted = null; view.x = found.bounds[0]; view.y = found.bounds[1]; view.scale = Math.max(view.scale, CLOSE); limit(); }
    }
    if (found.point >= 0) keepInView(found.point);
    change();
    page.panel.draw(node);
    if (address && missing) page.panel.note(say("pages_not_here", { id: page.decoded(address) }));
    var text = page.nameOf(node);
    if (!found.bounds) text += " " + say("map_nowhere");
    else if (found.point < 0 && points.isPlaceable(node)) text += " " + (found.also.length ? say("map_only_buildings") : say("map_only_community"));
    if (text !== page.nameOf(node)) $("panel").insertBefore(page.element("p", text.slice(page.nameOf(node).length + 1), "note"), $("panel").children[1]);
    if (found.point >= 0 && !points.seen[found.point]) text += " " + say("map_filtered");
    $("said").textContent = text;
  }
  function keepInView(i) {
    var at = screenOf(i);
    if (at[0] < 20 || at[1] < 20 || at[0] > view.width - 20 || at[1] > view.height - 20) { fitted = null; view.x = points.x[i]; view.y = points.y[i]; limit(); }
  }
  function click(sx, sy) {
    if (!data) return;
    if (drawing.squares()) {
      var square = squareAt(sx, sy);
      if (square && view.scale >= NEAREST) { page.lists.showSquare(square.bounds); return; }
      if (square) { zoom(4, sx, sy); return; }
    } else {
      var within = pointsAt(sx, sy), next = 0;
      if (again(sx, sy)) { within = clicked.within; next = within.indexOf(chosen.point) + 1; }
      else clicked = { at: unitsAt(sx, sy), scale: view.scale, within: within };
      if (within.length) { go(points.node[within[next % within.length]], true); return; }
    }
    var row = placeAt(sx, sy);
    if (row >= 0) go(points.places[row].node, true);
  }

  /* Whether a click is a further one on the same place: it goes to the next of what lies there on each other. */
  function again(sx, sy) {
    var u = unitsAt(sx, sy);
    return clicked !== null && clicked.scale === view.scale && clicked.within.indexOf(chosen.point) >= 0 &&
      Math.max(Math.abs(u[0] - clicked.at[0]), Math.abs(u[1] - clicked.at[1])) * view.scale < 6;
  }

  /* ---- Hands: mouse, finger, pen ---- */
  var down = new Map(), pressed = null, apart = 0;
  function local(event) { var edge = box.getBoundingClientRect(); return [event.clientX - edge.left, event.clientY - edge.top]; }
  box.addEventListener("pointerdown", function (event) {
    if (event.button) return;
    var at = local(event);
    down.set(event.pointerId, at);
    pressed = down.size === 1 ? { x: at[0], y: at[1], moved: false } : null;
    apart = spread();
    box.setPointerCapture(event.pointerId);
  });
  box.addEventListener("pointermove", function (event) {
    var at = local(event), before = down.get(event.pointerId);
    if (!before) { if (event.pointerType === "mouse") hover(at); return; }
    down.set(event.pointerId, at);
    if (pressed && Math.abs(at[0] - pressed.x) + Math.abs(at[1] - pressed.y) > 5) { pressed.moved = true; box.classList.add("dragged"); }
    if (down.size === 1) { if (!pressed || pressed.moved) pan(at[0] - before[0], at[1] - before[1]); return; }
    var now = spread(), middle = centre();
    pan((at[0] - before[0]) / down.size, (at[1] - before[1]) / down.size);
    if (apart > 0 && now > 0) zoom(now / apart, middle[0], middle[1]);
    apart = now;
  });
  function spread() {
    if (down.size < 2) return 0;
    var two = Array.from(down.values());
    return Math.sqrt(Math.pow(two[0][0] - two[1][0], 2) + Math.pow(two[0][1] - two[1][1], 2));
  }
  function centre() { var two = Array.from(down.values()); return [(two[0][0] + two[1][0]) / 2, (two[0][1] + two[1][1]) / 2]; }
  function up(event) {
    var at = down.get(event.pointerId);
    down.delete(event.pointerId);
    apart = spread();
    box.classList.remove("dragged");
    if (event.type === "pointerup" && at && pressed && !pressed.moved) click(at[0], at[1]);
    pressed = null;
  }
  box.addEventListener("pointerup", up);
  box.addEventListener("pointercancel", up);
  box.addEventListener("pointerleave", hideTip);
  box.addEventListener("wheel", function (event) {
    var at = local(event), step = event.deltaY * (event.deltaMode === 1 ? 20 : event.deltaMode === 2 ? 400 : 1);
    event.preventDefault();
    zoom(Math.pow(2, -Math.max(-240, Math.min(240, step)) / 240), at[0], at[1]);
  }, { passive: false });
  function hideTip() { tip.hidden = true; }
  function hover(at) {
    if (!data) return;
    var text = null;
    if (drawing.squares()) {
      var square = squareAt(at[0], at[1]);
      if (square) text = view.scale < NEAREST ? say("map_square", square) : say("map_square_nearest", square);
    } else {
      var within = pointsAt(at[0], at[1]), i = within.length ? within[0] : -1, state = i < 0 ? "plain" : states[points.state[i]];
      if (i >= 0) text = page.nameOf(points.node[i]) + (state === "plain" ? "" : " · " + page.stateText(state));
      var many = within.filter(function (other) { return points.x[other] === points.x[i] && points.y[other] === points.y[i]; }).length;
      if (many > 1) text += " · " + say("map_on_each_other", { count: many });
    }
    box.classList.toggle("over", text !== null);
    tip.hidden = text === null;
    if (text === null) return;
    tip.textContent = text;
    tip.style.left = Math.max(4, Math.min(at[0] + 14, view.width - tip.offsetWidth - 4)) + "px";
    tip.style.top = Math.max(4, at[1] > view.height - 60 ? at[1] - 40 : at[1] + 16) + "px";
  }

  /* ---- Hands: keys ---- */
  box.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    var way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way && event.shiftKey) step(way);
    else if (way) pan(-80 * way[0], -80 * way[1]);
    else if (event.key === "Enter") { if (chosen.point >= 0) $("panel").focus(); else step([0, 0]); }
    else if (event.key === "+" || event.key === "=") zoom(1.5);
    else if (event.key === "-") zoom(1 / 1.5);
    else if (event.key === "0" || event.key === "Home") fit(home);
    else return;
    event.preventDefault();
  });
  $("panel").addEventListener("keydown", function (event) { if (event.key === "Escape") box.focus(); });
  /* The nearest point that way from the chosen one, or from the middle of the view. Those at one place stand
     in a row, as it were, from left to right. */
  function step(way) {
    if (!data) return;
    var inView = chosen.point >= 0 && drawing.meet(drawing.bounds(view, 0), [points.x[chosen.point], points.y[chosen.point], points.x[chosen.point], points.y[chosen.point]]);
    var fromX = inView ? points.x[chosen.point] : view.x, fromY = inView ? points.y[chosen.point] : view.y, best = -1, least = Infinity, onward = way[0] + way[1];
    points.each(drawing.bounds(view, 200), function (i) {
      if (i === chosen.point) return;
      var dx = points.x[i] - fromX, dy = points.y[i] - fromY, along = dx * way[0] + dy * way[1], aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
      if (inView && !dx && !dy) along = (i - chosen.point) * onward / points.count;
      if (onward ? along <= 0 || aside > along * 2 : false) return;
      var far = onward ? along + aside * 2 : dx * dx + dy * dy;
      if (far < least || (far === least && onward < 0)) { least = far; best = i; }
    });
    if (best >= 0) go(points.node[best], true);
  }
  $("fit").addEventListener("click", function () { fit(home); });
  $("in").addEventListener("click", function () { zoom(1.5); });
  $("out").addEventListener("click", function () { zoom(1 / 1.5); });
  $("save").addEventListener("click", function () { page.saving.save(view, chosen); });
  window.addEventListener("hashchange", arrive);
  window.addEventListener("resize", change);
  page.lists.onChange(function (bounds) { clicked = null; if (bounds) fit(bounds); else change(); });

  /* ---- On paper: A4 across, drawn anew at twice the fineness ---- */
  window.addEventListener("beforeprint", function () {
    var before = [view.width, view.height];
    paper = true;
    view.width = 1030; view.height = 520;
    view.scale *= Math.min(view.width / before[0], view.height / before[1]);
    frame();
  });
  window.addEventListener("afterprint", function () {
    var before = [view.width, view.height];
    paper = false;
    measure();
    view.scale /= Math.min(before[0] / view.width, before[1] / view.height);
    change();
  });

  /* ---- The points first, then everything else ---- */
  page.map = { view: view, frame: frame, zoom: zoom, pan: pan, fit: fit, screenOf: screenOf, home: home,
    chosen: function () { return chosen; } };
  document.body.classList.toggle("few", points.count <= drawing.few);
  measure();
  fit(home);
  requestAnimationFrame(function () {
    performance.mark("first-map");
    setTimeout(function () {
      data = page.unpack();
      page.panel.prepare(data, go);
      page.search.prepare(data, go);
      page.lists.prepare(go);
      arrive();
      performance.mark("map-ready");
      document.documentElement.setAttribute("data-ready", "");
    }, 0);
  });
})();
