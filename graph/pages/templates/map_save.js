/* The map as an image with its title, date and legend in it; and the map on paper. */
page.saving = (function () {
  "use strict";
  var drawing = page.drawing, marks = page.marks, fills = page.opening.fills, RATIO = 2;
  function text(id) { var found = document.querySelector(id); return found ? found.textContent.trim() : ""; }

  /* Draws the legend's entries from (x, y) on, line by line; returns where the last line ends. */
  function drawLegend(context, x, y, width) {
    var at = x;
    function entry(words, draw) {
      var room = context.measureText(words).width + 34;
      if (at > x && at + room > x + width) { at = x; y += 24; }
      draw(at + 10, y);
      context.fillStyle = "#1d2733";
      context.fillText(words, at + 24, y);
      at += room + 12;
    }
    context.font = "14px " + drawing.font;
    context.textAlign = "left";
    context.textBaseline = "middle";
    if (drawing.squares()) {
      ["covered", "part", "much", "gap", "unknown"].forEach(function (share) {
        entry(text("#share-" + share), function (cx, cy) {
          context.fillStyle = fills[share][0]; context.strokeStyle = fills[share][1]; context.lineWidth = fills[share][4];
          context.setLineDash(fills[share][3] ? [3, 2] : []);
          context.beginPath(); context.rect(cx - 8, cy - 7, 16, 14); context.fill(); context.stroke(); context.setLineDash([]);
        });
      });
    } else {
      Array.prototype.forEach.call(document.querySelectorAll(".states input[name=state]:checked"), function (box) {
        var state = page.opening.states[Number(box.value)];
        entry(box.parentNode.querySelector(".word").textContent, function (cx, cy) { marks.draw(context, state, 0, cx, cy, 1.4); });
      });
    }
    entry(text("#outlines"), function (cx, cy) {
      context.strokeStyle = "#8b99ab"; context.lineWidth = 1.5;
      context.beginPath(); context.moveTo(cx - 9, cy); context.lineTo(cx + 9, cy); context.stroke();
    });
    return y;
  }
  function image(view, chosen) {
    var canvas = document.createElement("canvas"), map = document.createElement("canvas"), top = 76, foot = 96;
    var context = canvas.getContext("2d");
    map.width = view.width * RATIO; map.height = view.height * RATIO;
    drawing.draw(map.getContext("2d"), view, RATIO, chosen, true);
    canvas.width = view.width * RATIO; canvas.height = (view.height + top + foot) * RATIO;
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(map, 0, top * RATIO);
    context.scale(RATIO, RATIO);
    context.strokeStyle = "#8b99ab";
    context.strokeRect(0.5, top + 0.5, view.width - 1, view.height - 1);
    context.fillStyle = "#1d2733";
    context.textBaseline = "middle";
    context.font = "600 22px " + drawing.font;
    context.fillText(text("#title"), 16, 28, view.width - 32);
    context.font = "14px " + drawing.font;
    context.fillStyle = "#55606e";
    context.fillText(text(".date") + "   " + text("#shown"), 16, 56, view.width - 32);
    drawLegend(context, 16, top + view.height + 24, view.width - 32);
    return canvas;
  }
  function save(view, chosen) { page.saveImage(image(view, chosen), text("#title")); }
  return { save: save, image: image };
})();
