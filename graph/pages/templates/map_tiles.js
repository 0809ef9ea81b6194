/* Background tiles, where an address was given: on a canvas of their own, under the points. */
page.tiles = (function () {
  "use strict";
  var address = page.opening.tiles, world = page.opening.world, kept = new Map(), MOST_KEPT = 300, MOST_ZOOM = 19;
  var canvas = document.getElementById("tiles");

  function tile(z, x, y, ready, ask) {
    var key = z + "/" + x + "/" + y, found = kept.get(key);
    if (!found && ask) {
      found = new Image();
      found.referrerPolicy = "no-referrer";
      found.onload = ready;
      found.src = filled(filled(filled(address, "{z}", z), "{x}", x), "{y}", y);
    }
    if (!found) return null;
    kept.delete(key); // the ones not used for longest are let go first
    kept.set(key, found);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
    return found.complete && found.naturalWidth ? found : null;
  }
  /* Everywhere: an address may hold a blank twice. */
  function filled(text, blank, number) { return text.split(blank).join(number); }
  function draw(view, ratio, ready) {
    if (!address) return;
    canvas.width = Math.round(view.width * ratio);
    canvas.height = Math.round(view.height * ratio);
    var context = canvas.getContext("2d"), points = page.points;
    context.scale(ratio, ratio);
    var z = Math.max(0, Math.min(MOST_ZOOM, Math.round(Math.log(view.scale * world / 256) / Math.LN2)));
    var unit = world / Math.pow(2, z), side = unit * view.scale, x = view.x + points.left, y = view.y + points.top;
    var left = Math.floor((x - view.width / 2 / view.scale) / unit), right = Math.floor((x + view.width / 2 / view.scale) / unit);
    var top = Math.floor((y - view.height / 2 / view.scale) / unit), bottom = Math.floor((y + view.height / 2 / view.scale) / unit);
    for (var row = Math.max(0, top); row <= Math.min(bottom, Math.pow(2, z) - 1); row++) {
      for (var column = Math.max(0, left); column <= Math.min(right, Math.pow(2, z) - 1); column++) {
        var atX = (column * unit - x) * view.scale + view.width / 2, atY = (row * unit - y) * view.scale + view.height / 2;
        var image = tile(z, column, row, ready, true), up = 0;
        while (!image && up < 5 && z - up > 0) { // a coarser one until it is there
          up++;
          image = tile(z - up, column >> up, row >> up, ready, false);
        }
        if (!image) continue;
        var part = image.naturalWidth / Math.pow(2, up);
        context.drawImage(image, (column % Math.pow(2, up)) * part, (row % Math.pow(2, up)) * part, part, part, atX, atY, side + 0.5, side + 0.5);
      }
    }
  }
  return { draw: draw };
})();
