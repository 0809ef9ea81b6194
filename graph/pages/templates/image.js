/* The whole picture as a PNG file: white, at twice its size, with title, date and legend. */
page.image = (function () {
  "use strict";
  var EDGE = 48, MOST_SIDE = 14000, MOST_PIXELS = 9e7, INK = "#1d2733", QUIET = "#55606e";
  var family = getComputedStyle(document.body).fontFamily;

  /* vis-network draws what its element shows: an element out of sight shows everything. */
  function draw(content, bounds, options, ready) {
    var wide = bounds.right - bounds.left, high = bounds.bottom - bounds.top, ratio = window.devicePixelRatio || 1;
    var scale = Math.min(2, MOST_SIDE / wide, MOST_SIDE / high, Math.sqrt(MOST_PIXELS / wide / high));
    var stage = document.createElement("div");
    stage.style.position = "fixed";
    stage.style.left = "-30000px";
    stage.style.top = "0";
    stage.style.width = Math.ceil(wide * scale / ratio) + "px";
    stage.style.height = Math.ceil(high * scale / ratio) + "px";
    stage.setAttribute("aria-hidden", "true");
    document.body.appendChild(stage);
    var network = new vis.Network(stage, content, Object.assign({}, options, { interaction: { hover: false }, autoResize: false }));
    network.once("afterDrawing", function () {
      network.moveTo({
        position: { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 },
        scale: scale / ratio, animation: false
      });
      network.once("afterDrawing", function () {
        compose(stage.querySelector("canvas"), ready);
        setTimeout(function () { network.destroy(); stage.remove(); }, 0);
      });
      network.redraw();
    });
    network.redraw();
  }
  function compose(picture, ready) {
    var image = document.createElement("canvas"), pen = image.getContext("2d");
    var title = page.titleNow(), date = document.querySelector(".date").textContent;
    pen.font = "600 40px " + family;
    var width = Math.max(picture.width, 1400) + 2 * EDGE;
    title = cut(pen, title, width - 2 * EDGE);
    var legend = legendLines(pen, width - 2 * EDGE);
    image.width = width;
    image.height = 150 + picture.height + 60 + legend.length * 52 + EDGE;
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, image.width, image.height);
    pen.textBaseline = "middle";
    write(pen, title, EDGE, 60, "600 40px ", INK);
    write(pen, date, EDGE, 112, "26px ", QUIET);
    pen.drawImage(picture, Math.round((width - picture.width) / 2), 150);
    legend.forEach(function (line, number) {
      line.forEach(function (item) { drawItem(pen, item, 150 + picture.height + 60 + number * 52); });
    });
    ready(image);
  }
  function cut(pen, text, room) {
    if (pen.measureText(text).width <= room) return text;
    while (text && pen.measureText(text + "…").width > room) text = text.slice(0, -1);
    return text + "…";
  }
  function write(pen, text, x, y, font, color) {
    pen.font = font + family;
    pen.fillStyle = color;
    pen.fillText(text, x, y);
  }
  /* The items of the page's legend that are on, broken into lines. */
  function legendLines(pen, room) {
    var lines = [[]], x = 0;
    pen.font = "26px " + family;
    document.querySelectorAll(".legend li").forEach(function (shown) {
      var box = shown.querySelector("input"), text = shown.textContent.trim();
      if (box && !box.checked) return;
      var width = 68 + pen.measureText(text).width + 40;
      if (x > 0 && x + width > room) { lines.push([]); x = 0; }
      lines[lines.length - 1].push({
        x: EDGE + x, text: text, fill: shown.getAttribute("data-fill"), stroke: shown.getAttribute("data-stroke")
      });
      x += width;
    });
    return lines;
  }
  function drawItem(pen, item, y) {
    pen.save();
    if (item.fill) {
      var look = page.opening.fills[item.fill];
      pen.fillStyle = look[0];
      pen.strokeStyle = look[1];
      pen.lineWidth = look[4] * 2;
      pen.setLineDash(look[3] ? [8, 6] : []);
      pen.fillRect(item.x + 4, y - 12, 44, 24);
      pen.strokeRect(item.x + 4, y - 12, 44, 24);
    } else {
      var line = page.opening.strokes[item.stroke];
      pen.strokeStyle = line.color.color;
      pen.lineWidth = line.width * 2;
      pen.setLineDash(line.dashes ? line.dashes.map(function (part) { return part * 2; }) : []);
      pen.beginPath();
      pen.moveTo(item.x, y);
      pen.lineTo(item.x + 56, y);
      pen.stroke();
    }
    pen.restore();
    write(pen, item.text, item.x + 68, y, "26px ", INK);
  }
  return {
    download: function (content, bounds, options) {
      draw(content, bounds, options, function (image) { page.saveImage(image, page.titleNow()); });
    }
  };
})();
