/* Where a node is to be seen on the map, and in which community it lies. */
page.where = (function () {
  "use strict";
  var points = page.points, rows = null;
  var WHERE = ["COVERS", "RESPONSIBLE_FOR", "LEADS", "SERVES", "ESTABLISHED_IN", "SEATED_IN", "PART_OF"];
  /* Where a node is: its own point; its points; what it covers, leads or serves; its community; or nowhere. */
  function whereIs(node, deep) {
    var i = points.at(node), found = { point: i, place: -1, also: [], bounds: null };
    if (i >= 0) {
      found.place = points.place[i];
      found.bounds = [points.x[i], points.y[i], points.x[i], points.y[i]];
      return found;
    }
    points.places.forEach(function (one, row) { if (one.node === node) found.place = row; });
    if (found.place >= 0) {
      found.bounds = points.places[found.place].bounds || points.boundsOf(function (i) { return points.place[i] === found.place; });
      return found;
    }
    var block = points.blockRow(node);
    if (block >= 0) {
      for (i = 0; i < points.count; i++) if (points.block[i] === block) found.also.push(i);
    } else if (node === page.data.opening) {
      found.bounds = points.home;
      return found;
    } else {
      if (points.subdistricts.some(function (one) { return one.node === node; })) {
        for (i = 0; i < points.count; i++) {
          if (points.place[i] >= 0 && points.places[points.place[i]].above === node) found.also.push(i);
        }
      } else if (!deep && node < page.data.names.length) {
        var ties = page.ties()[node] || [];
        WHERE.some(function (type) {
          ties.forEach(function (tie) {
            var table = page.data.ties[tie[0]];
            if (table.type !== type || !tie[2] || table.in_force[tie[1]] === false) return;
            var other = whereIs(table.to[tie[1]], true);
            if (other.point >= 0) found.also.push(other.point);
            else if (other.also.length) found.also = found.also.concat(other.also);
            else if (other.place >= 0) found.place = other.place;
          });
          return found.also.length || found.place >= 0;
        });
      }
    }
    if (found.also.length) {
      found.bounds = [Infinity, Infinity, -Infinity, -Infinity];
      found.also.forEach(function (i) { points.wider(found.bounds, points.x[i], points.y[i]); });
      if (block < 0 && points.isPlaceable(node)) found.also = []; // its neighbours: there to go to, not to be ringed
    } else if (!deep) {
      if (found.place < 0) found.place = placeOf(node);
      if (found.place >= 0) found.bounds = whereIs(points.places[found.place].node).bounds;
    }
    return found;
  }

  /* The row of a node's community; -1 where it lies in none that is known. */
  function placeOf(node) {
    if (!rows) {
      rows = new Map();
      points.places.forEach(function (one, row) { rows.set(one.node, row); });
    }
    var row = rows.get(page.communityOf(node));
    return row === undefined ? -1 : row;
  }
  return { find: function (node) { return whereIs(node, false); }, placeOf: placeOf };
})();
