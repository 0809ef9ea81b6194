/* The points of the map: where they stand, what they are, and which of them the filter lets through.
   They come in Z-order, so the squares of any level are runs of the list: one pass counts them. */
page.points = (function () {
  "use strict";
  var INDEX_CELLS = 4096;

  function summed(Type, steps) {
    var values = new Type(steps.length), value = 0;
    for (var i = 0; i < steps.length; i++) values[i] = value += steps[i];
    return values;
  }
  function digits(text) {
    var values = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) values[i] = text.charCodeAt(i) - 48;
    return values;
  }

  var raw = page.unpacked("points"), count = raw.node.length;
  var x = summed(Int32Array, raw.x), y = summed(Int32Array, raw.y), node = summed(Int32Array, raw.node);
  var place = summed(Int32Array, raw.place), block = summed(Int32Array, raw.block);
  var kind = digits(raw.kind), state = digits(raw.state), seen = new Uint8Array(count).fill(1), version = 0;
  var seenCount = count, ofNode = null;
  raw.x = raw.y = raw.node = raw.place = raw.block = raw.kind = raw.state = null;

  /* Bounds of some points, or of rings, as [left, top, right, bottom]. */
  function wider(bounds, px, py) {
    if (px < bounds[0]) bounds[0] = px;
    if (py < bounds[1]) bounds[1] = py;
    if (px > bounds[2]) bounds[2] = px;
    if (py > bounds[3]) bounds[3] = py;
    return bounds;
  }
  function boundsOf(test) {
    var found = [Infinity, Infinity, -Infinity, -Infinity];
    for (var i = 0; i < count; i++) if (test(i)) wider(found, x[i], y[i]);
    return found[0] <= found[2] ? found : null;
  }

  /* ---- Places: their outlines, and where their names stand ---- */
  var places = raw.places.map(function (one) {
    var rings = one.rings.map(function (ring) {
      var points = [], rx = 0, ry = 0;
      for (var i = 0; i < ring[0].length; i++) {
        rx += ring[0][i]; ry += ring[1][i];
        points.push([rx - raw.left, ry - raw.top]);
      }
      return points;
    });
    var bounds = [Infinity, Infinity, -Infinity, -Infinity], path = null;
    rings.forEach(function (ring) { ring.forEach(function (p) { wider(bounds, p[0], p[1]); }); });
    if (rings.length) {
      path = new Path2D();
      rings.forEach(function (ring) {
        ring.forEach(function (p, i) { if (i) path.lineTo(p[0], p[1]); else path.moveTo(p[0], p[1]); });
        path.closePath();
      });
    }
    return { node: one.node, name: one.name, above: one.above, subdistrict: one.subdistrict, tally: one.tally, given: one.given,
      rings: rings, path: path, bounds: path ? bounds : null };
  });
  var sums = places.map(function () { return [0, 0, 0]; });
  var blocks = raw.blocks.map(function (number) { return { node: number, x: 0, y: 0, bottom: -Infinity, count: 0, own: -1 }; });
  var blockOf = {};
  blocks.forEach(function (one, row) { blockOf[one.node] = row; });
  for (var i = 0; i < count; i++) {
    if (place[i] >= 0) { var s = sums[place[i]]; s[0] += x[i]; s[1] += y[i]; s[2]++; }
    if (block[i] >= 0) { var b = blocks[block[i]]; b.x += x[i]; b.y += y[i]; b.count++; b.bottom = Math.max(b.bottom, y[i]); }
    if (blockOf[node[i]] !== undefined) blocks[blockOf[node[i]]].own = i;
  }
  places.forEach(function (one, row) {
    if (one.given) { one.x = (one.bounds[0] + one.bounds[2]) / 2; one.y = (one.bounds[1] + one.bounds[3]) / 2; }
    else if (sums[row][2]) { one.x = sums[row][0] / sums[row][2]; one.y = sums[row][1] / sums[row][2]; }
    one.count = sums[row][2];
  });
  places.forEach(function (one) {
    if (one.given) [raw.home, raw.all].forEach(function (b) { wider(wider(b, one.bounds[0], one.bounds[1]), one.bounds[2], one.bounds[3]); });
  });
  var subdistricts = [], bySubdistrict = {};
  places.forEach(function (one) {
    if (one.x === undefined || one.above < 0) return;
    var found = bySubdistrict[one.above];
    if (!found) subdistricts.push(found = bySubdistrict[one.above] = { node: one.above, name: one.subdistrict, bounds: [Infinity, Infinity, -Infinity, -Infinity] });
    wider(found.bounds, one.x, one.y);
    if (one.bounds) wider(wider(found.bounds, one.bounds[0], one.bounds[1]), one.bounds[2], one.bounds[3]);
  });
  blocks.forEach(function (one) {
    one.x = one.own >= 0 ? x[one.own] : one.x / one.count;
    one.y = one.own >= 0 ? y[one.own] : one.y / one.count;
  });
  function inside(one, px, py) {
    var odd = false;
    if (!one.bounds || px < one.bounds[0] || px > one.bounds[2] || py < one.bounds[1] || py > one.bounds[3]) return false;
    one.rings.forEach(function (ring) {
      for (var i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        var a = ring[i], b = ring[j];
        if (a[1] > py !== b[1] > py && px < (b[0] - a[0]) * (py - a[1]) / (b[1] - a[1]) + a[0]) odd = !odd;
      }
    });
    return odd;
  }

  /* ---- Squares of 2^level units: runs of the list, made once a level ---- */
  var runs = {};
  function squares(level) {
    var made = runs[level];
    if (!made) {
      var starts = [], before = -1, beforeY = -1;
      for (var i = 0; i < count; i++) {
        var cx = x[i] >> level, cy = y[i] >> level;
        if (cx !== before || cy !== beforeY) { starts.push(i); before = cx; beforeY = cy; }
      }
      made = runs[level] = { level: level, count: starts.length, version: -1, start: new Int32Array(starts.length + 1),
        x: new Int32Array(starts.length), y: new Int32Array(starts.length), tally: null, most: 0 };
      starts.forEach(function (start, cell) {
        made.start[cell] = start;
        made.x[cell] = x[start] >> level;
        made.y[cell] = y[start] >> level;
      });
      made.start[starts.length] = count;
    }
    if (made.version !== version) tally(made);
    return made;
  }
  /* For every square how many points are seen: gaps, unknown, covered, and all. */
  function tally(made) {
    var found = made.tally || (made.tally = new Int32Array(made.count * 4)), most = 0;
    found.fill(0);
    for (var cell = 0; cell < made.count; cell++) {
      for (var i = made.start[cell], end = made.start[cell + 1]; i < end; i++) {
        if (!seen[i]) continue;
        if (state[i] < 3) found[cell * 4 + state[i]]++;
        found[cell * 4 + 3]++;
      }
      most = Math.max(most, found[cell * 4 + 3]);
    }
    made.most = most;
    made.version = version;
  }
  var index = null;
  function makeIndex() {
    var level = 0, most = 0;
    for (var i = 0; i < count; i++) most = Math.max(most, x[i], y[i]);
    while (most >> level > 0) level++;
    for (; level > 0; level--) {
      var number = 0, before = -1, beforeY = -1;
      for (i = 0; i < count; i++) {
        var cx = x[i] >> (level - 1), cy = y[i] >> (level - 1);
        if (cx !== before || cy !== beforeY) { number++; before = cx; beforeY = cy; }
      }
      if (number > INDEX_CELLS) break;
    }
    return level;
  }
  /* Calls act(i) for every point seen within bounds. */
  function each(bounds, act) {
    if (index === null) index = makeIndex();
    var made = squares(index), left = bounds[0] >> index, right = bounds[2] >> index;
    var top = bounds[1] >> index, bottom = bounds[3] >> index;
    for (var cell = 0; cell < made.count; cell++) {
      if (made.x[cell] < left || made.x[cell] > right || made.y[cell] < top || made.y[cell] > bottom) continue;
      if (!made.tally[cell * 4 + 3]) continue;
      for (var i = made.start[cell], end = made.start[cell + 1]; i < end; i++) {
        if (seen[i] && x[i] >= bounds[0] && x[i] <= bounds[2] && y[i] >= bounds[1] && y[i] <= bounds[3]) act(i);
      }
    }
  }
  /* How many are seen in the squares that bounds touch: quick, a little too many. */
  function about(bounds) {
    if (index === null) index = makeIndex();
    var made = squares(index), left = bounds[0] >> index, right = bounds[2] >> index, found = 0;
    var top = bounds[1] >> index, bottom = bounds[3] >> index;
    for (var cell = 0; cell < made.count; cell++) {
      if (made.x[cell] >= left && made.x[cell] <= right && made.y[cell] >= top && made.y[cell] <= bottom) {
        found += made.tally[cell * 4 + 3];
      }
    }
    return found;
  }
  function filter(test) {
    seenCount = 0;
    for (var i = 0; i < count; i++) seenCount += seen[i] = test(i) ? 1 : 0;
    version++;
  }
  function at(number) {
    if (!ofNode) { ofNode = new Map(); for (var i = 0; i < count; i++) ofNode.set(node[i], i); }
    var found = ofNode.get(number);
    return found === undefined ? -1 : found;
  }
  function blockRow(number) { return blockOf[number] === undefined ? -1 : blockOf[number]; }
  function holds(span, number) { return number >= span[0] && number < span[0] + span[1]; }
  return {
    home: raw.home, all: raw.all, placeable: raw.placeable, blockRow: blockRow,
    isPlaceable: function (number) { return raw.placeable.some(function (span) { return holds(span, number); }); },
    count: count, top: raw.top, left: raw.left, x: x, y: y, node: node, place: place, block: block, kind: kind, state: state,
    seen: seen, places: places, subdistricts: subdistricts, blocks: blocks, squares: squares, each: each, about: about, filter: filter, at: at,
    boundsOf: boundsOf, wider: wider, inside: inside, seenCount: function () { return seenCount; }
  };
})();
