/* Drawing: outlines, then squares that count points or the points themselves, names, and the scale.
   Nothing here moves the view; `draw` draws it as it is, on the page, for print or into a file. */
page.drawing = (function () {
  "use strict";
  var points = page.points, marks = page.marks, fills = page.opening.fills, states = page.opening.states;
  var FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif';
  var FEW = 600, LESS = 3000, MANY = 4500, CROWDED = 3, MARK = 16, SQUARE = 34, SMALLEST = 40, NEW_NAMES = 25;
  var DRAWN = ["outside", "excluded", "covered", "plain", "unknown", "gap"]; // what matters most is drawn last
  var SHARES = ["covered", "plain", "unknown", "part", "much", "gap"];
  var asSquares = null, ratioNow = 1, budget = 0, names = new Map();

  function bounds(view, margin) {
    var halfX = (view.width / 2 + margin) / view.scale, halfY = (view.height / 2 + margin) / view.scale;
    return [Math.floor(view.x - halfX), Math.floor(view.y - halfY), Math.ceil(view.x + halfX), Math.ceil(view.y + halfY)];
  }
  function meet(a, b) { return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]; }
  function metresAUnit(view) {
    var world = page.opening.world, y = (view.y + points.top) / world;
    return page.opening.equator / world / Math.cosh(Math.PI * (1 - 2 * y));
  }
  /* Squares where there are many points in view, or where they lie on each other: the marks drawn last
     would hide the others. Else the points. Between the two ways lies a gap, so that a small step does
     not change from one to the other and back. */
  function chooseForm(view) {
    var within = bounds(view, 0), number = points.about(within), seats = Infinity;
    if (number < 10 * MANY) {
      var level = Math.max(0, Math.floor(Math.log(MARK / view.scale) / Math.LN2)), seat = [-1, -1];
      number = seats = 0;
      points.each(within, function (i) { // in Z-order: what shares a seat follows on each other
        var x = points.x[i] >> level, y = points.y[i] >> level;
        number++;
        if (x !== seat[0] || y !== seat[1]) { seats++; seat = [x, y]; }
      });
    }
    if (number > MANY || (number > FEW && number > CROWDED * seats)) asSquares = true;
    else if (asSquares === null || (number < LESS && (number < 0.8 * FEW || number < 0.7 * CROWDED * seats))) asSquares = false;
    return asSquares;
  }

  /* Draws it all; unless it shall be `whole` at once, names that are new may wait for the next frame. */
  function draw(context, view, ratio, chosen, whole) {
    var within = bounds(view, 16);
    ratioNow = ratio;
    budget = whole ? Infinity : NEW_NAMES;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, view.width, view.height);
    drawOutlines(context, view, ratio, within, chosen.place);
    var squares = chooseForm(view), drawn = squares ? drawSquares(context, view, within) : drawPoints(context, view, ratio, within);
    (chosen.also || []).forEach(function (i) { drawRing(context, view, i, 10, 1.5); });
    if (chosen.point >= 0) drawChosen(context, view, chosen.point);
    drawNames(context, view, within, drawn, chosen);
    drawScale(context, view);
    return { squares: squares, count: drawn.count, unfinished: budget < 0 };
  }
  function drawOutlines(context, view, ratio, within, chosen) {
    points.places.forEach(function (one, row) {
      if (!one.path || !meet(one.bounds, within)) return;
      if (row !== chosen && (one.bounds[2] - one.bounds[0]) * view.scale < SMALLEST) return; // its dashes would be noise
      var k = ratio * view.scale;
      context.setTransform(k, 0, 0, k, ratio * (view.width / 2 - view.x * view.scale), ratio * (view.height / 2 - view.y * view.scale));
      context.fillStyle = row === chosen ? "rgba(31,78,140,.10)" : "rgba(31,78,140,.035)";
      context.fill(one.path, "evenodd");
      context.strokeStyle = row === chosen ? "#1f4e8c" : "#8b99ab";
      context.lineWidth = (row === chosen ? 2.5 : 1.2) / view.scale;
      context.setLineDash(one.given ? [] : [5 / view.scale, 4 / view.scale]);
      context.stroke(one.path);
    });
    context.setLineDash([]);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }
  function squareLevel(view) { return Math.max(0, Math.ceil(Math.log(SQUARE / view.scale) / Math.LN2)); }
  function drawSquares(context, view, within) {
    var level = squareLevel(view), made = points.squares(level);
    var side = Math.pow(2, level) * view.scale, left = within[0] >> level, right = within[2] >> level;
    var top = within[1] >> level, bottom = within[3] >> level, lots = {}, cell;
    var originX = view.width / 2 - view.x * view.scale, originY = view.height / 2 - view.y * view.scale;
    SHARES.forEach(function (name) { lots[name] = []; });
    for (cell = 0; cell < made.count; cell++) {
      if (made.x[cell] < left || made.x[cell] > right || made.y[cell] < top || made.y[cell] > bottom) continue;
      var at = cell * 4;
      if (made.tally[at + 3]) lots[marks.share(made.tally[at], made.tally[at + 1], made.tally[at + 2])].push(cell);
    }
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.font = "11px " + FONT;
    SHARES.forEach(function (name) {
      var look = fills[name];
      context.fillStyle = look[0];
      context.strokeStyle = look[1];
      context.lineWidth = look[4];
      context.setLineDash(look[3] ? [3, 2] : []);
      context.beginPath();
      lots[name].forEach(function (cell) {
        var size = sized(made, cell, side), inset = (side - size) / 2;
        context.rect(originX + made.x[cell] * side + inset, originY + made.y[cell] * side + inset, size, size);
      });
      context.fill();
      context.stroke();
      context.fillStyle = look[2];
      lots[name].forEach(function (cell) {
        var text = String(made.tally[cell * 4 + 3]);
        if (text.length * 6.6 + 4 > 0.96 * side) return;
        context.fillText(text, originX + (made.x[cell] + 0.5) * side, originY + (made.y[cell] + 0.5) * side + 0.5);
      });
    });
    context.setLineDash([]);
    return { count: 0, found: [] };
  }
  function sized(made, cell, side) {
    var number = made.tally[cell * 4 + 3], text = String(number).length * 6.6 + 4;
    return Math.max(text <= 0.96 * side ? text : 0, side * (0.42 + 0.52 * Math.sqrt(number / made.most)));
  }
  function drawPoints(context, view, ratio, within) {
    var found = [], larger = enlarged(view), originX = view.width / 2 - view.x * view.scale, originY = view.height / 2 - view.y * view.scale;
    points.each(within, function (i) { found.push(i); });
    DRAWN.forEach(function (name) {
      var state = states.indexOf(name);
      for (var at = 0; at < found.length; at++) {
        var i = found[at];
        if (points.state[i] !== state) continue;
        var stamp = marks.stamp(name, points.kind[i], ratio, larger), size = 2 * stamp.half;
        context.drawImage(stamp, originX + points.x[i] * view.scale - stamp.half, originY + points.y[i] * view.scale - stamp.half, size, size);
      }
    });
    return { count: found.length, found: found };
  }
  /* Near by, marks grow a little: a building of 20 m shall not be a speck. */
  function enlarged(view) {
    var metres = metresAUnit(view) / view.scale;
    return metres > 2 ? 0.8 : metres > 0.8 ? 1 : 1.3;
  }
  function drawChosen(context, view, i) {
    marks.draw(context, states[points.state[i]], points.kind[i], (points.x[i] - view.x) * view.scale + view.width / 2,
      (points.y[i] - view.y) * view.scale + view.height / 2, enlarged(view));
    drawRing(context, view, i, 14, 2.5);
  }
  function drawRing(context, view, i, radius, width) {
    context.beginPath();
    context.arc((points.x[i] - view.x) * view.scale + view.width / 2, (points.y[i] - view.y) * view.scale + view.height / 2, radius, 0, 2 * Math.PI);
    context.strokeStyle = "#ffffff"; context.lineWidth = 2 * width; context.stroke();
    context.strokeStyle = "#111111"; context.lineWidth = width; context.stroke();
  }

  /* ---- Names, where there is room: the chosen one, communities, estates, single points ---- */
  function drawNames(context, view, within, drawn, chosen) {
    var taken = [[view.width - 190, view.height - 40, view.width, view.height]];
    if (chosen.point >= 0 && page.data) {
      put(context, view, taken, points.x[chosen.point], points.y[chosen.point], page.nameOf(points.node[chosen.point]), 14, "#111111", -26, true);
    }
    keepClear(view, taken, drawn.found);
    // A community's name stands on the top of its outline, in view as long as a part of that is.
    points.places.forEach(function (one) {
      if (one.x === undefined || (one.bounds && !meet(one.bounds, within))) return;
      if (!one.bounds) { put(context, view, taken, one.x, one.y, one.name, 14, "#123a6b", -20, false); return; }
      var room = (one.bounds[2] - one.bounds[0]) * view.scale, top = (one.bounds[1] - view.y) * view.scale + view.height / 2;
      var below = top - 13 < 4 && (one.bounds[3] - view.y) * view.scale + view.height / 2 > 30 ? 14 - top : -13;
      put(context, view, taken, middle(one.bounds, within), one.bounds[1], one.name, 14, "#123a6b", below, false, Math.max(room * 1.15, asSquares ? 0 : 90));
    });
    if (asSquares) {
      points.subdistricts.forEach(function (one) {
        if (meet(one.bounds, within)) put(context, view, taken, (one.bounds[0] + one.bounds[2]) / 2, (one.bounds[1] + one.bounds[3]) / 2, one.name, 17, "#0f2b4d", 0, false, (one.bounds[2] - one.bounds[0]) * view.scale * 0.7);
      });
    }
    if (asSquares || !page.data) return;
    points.blocks.forEach(function (one) {
      if (one.x < within[0] || one.x > within[2] || one.y < within[1] || one.y > within[3]) return;
      put(context, view, taken, one.x, one.bottom, page.nameOf(one.node), 13, "#1d2733", 17, false);
    });
    if (drawn.count > 150) return;
    drawn.found.forEach(function (i) {
      if (i !== chosen.point) put(context, view, taken, points.x[i], points.y[i], page.nameOf(points.node[i]), 12, "#374151", 15, false);
    });
  }
  /* The middle of what is in view of a width. */
  function middle(bounds, within) { return (Math.max(bounds[0], within[0]) + Math.min(bounds[2], within[2])) / 2; }
  /* No name covers a gap. */
  function keepClear(view, taken, found) {
    var gap = states.indexOf("gap"), many = 0;
    for (var at = 0; at < found.length && many < 400; at++) {
      if (points.state[found[at]] !== gap) continue;
      var x = (points.x[found[at]] - view.x) * view.scale + view.width / 2, y = (points.y[found[at]] - view.y) * view.scale + view.height / 2;
      taken.push([x - 4, y - 4, x + 4, y + 4]);
      many++;
    }
  }
  function put(context, view, taken, ux, uy, text, size, color, below, always, room) {
    var letters = text.length > 16 ? Array.from(text) : [], short = letters.length > 16 ? letters.slice(0, 15).join("") + "…" : text;
    var x = (ux - view.x) * view.scale + view.width / 2, y = (uy - view.y) * view.scale + view.height / 2 + below;
    if (x < -60 || y < -20 || x > view.width + 60 || y > view.height + 20) return;
    var width = size * ems(short);
    if (room !== undefined && width > room) return;
    var box = [x - width / 2 - 4, y - size / 2 - 3, x + width / 2 + 4, y + size / 2 + 3];
    if (!always && taken.some(function (other) { return meet(box, other); })) return;
    taken.push(box);
    var stamp = nameStamp(short, size, color, ratioNow);
    if (stamp) context.drawImage(stamp, Math.round(x - stamp.wide / 2) - 4, Math.round(y - size / 2) - 5, stamp.width / ratioNow, stamp.height / ratioNow);
  }
  /* About how wide a text is, in letters of Chinese. */
  function ems(text) {
    var found = 0;
    for (var i = 0; i < text.length; i++) found += text.charCodeAt(i) > 0x2000 ? 1 : 0.57;
    return found;
  }
  /* A name with its white edge, drawn once: edges are slow. */
  function nameStamp(text, size, color, ratio) {
    var key = text + "|" + size + color + ratio, made = names.get(key);
    if (made) return made;
    if (--budget < 0) return null;
    made = document.createElement("canvas");
    var context = made.getContext("2d"), font = (size > 13 ? "600 " : "") + size + "px " + FONT;
    context.font = font;
    made.wide = Math.ceil(context.measureText(text).width);
    made.width = Math.ceil((made.wide + 8) * ratio);
    made.height = Math.ceil((size + 10) * ratio);
    context.scale(ratio, ratio);
    context.font = font;
    context.lineJoin = "round";
    context.textBaseline = "middle";
    context.strokeStyle = "rgba(255,255,255,.92)";
    context.lineWidth = 4;
    context.strokeText(text, 4, size / 2 + 5);
    context.fillStyle = color;
    context.fillText(text, 4, size / 2 + 5);
    if (names.size > 800) names.clear();
    names.set(key, made);
    return made;
  }

  /* A round length of 60 to 150 pixels, in metres or kilometres. */
  function scaleOf(view) {
    var perPixel = metresAUnit(view) / view.scale, most = 150 * perPixel, power = Math.pow(10, Math.floor(Math.log(most) / Math.LN10));
    var metres = [5, 2, 1].map(function (n) { return n * power; }).filter(function (n) { return n <= most; })[0];
    return { metres: metres, pixels: metres / perPixel,
      text: metres >= 1000 ? page.say("map_kilometres", { count: metres / 1000 }) : page.say("map_metres", { count: metres }) };
  }
  function drawScale(context, view) {
    var scale = scaleOf(view), right = view.width - 14, y = view.height - 14;
    context.fillStyle = "rgba(255,255,255,.85)";
    context.fillRect(right - scale.pixels - 8, y - 22, scale.pixels + 16, 30);
    context.beginPath();
    context.moveTo(right - scale.pixels, y - 5); context.lineTo(right - scale.pixels, y);
    context.lineTo(right, y); context.lineTo(right, y - 5);
    context.strokeStyle = "#1d2733"; context.lineWidth = 2; context.stroke();
    context.fillStyle = "#1d2733";
    context.font = "12px " + FONT;
    context.textAlign = "center"; context.textBaseline = "alphabetic";
    context.fillText(scale.text, right - scale.pixels / 2, y - 8);
  }
  return { few: FEW, draw: draw, squareLevel: squareLevel, bounds: bounds, meet: meet, metresAUnit: metresAUnit, scaleOf: scaleOf, font: FONT,
    squares: function () { return asSquares; } };
})();
