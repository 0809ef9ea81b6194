/* The layers: which kinds of lines are drawn, and the lines of the node that is looked at. */
page.layers = (function () {
  "use strict";
  var layers = page.opening.layers, boxes = document.querySelectorAll("[data-layer]"), off = {}, chosen = {};
  Object.keys(layers).forEach(function (name) {
    if (layers[name].chosen) layers[name].types.forEach(function (type) { chosen[type] = layers[name].stroke; });
  });
  function read() {
    boxes.forEach(function (box) { off[layers[box.getAttribute("data-layer")].stroke] = !box.checked; });
  }
  function prepare(redraw) {
    boxes.forEach(function (box) {
      box.addEventListener("change", function () { read(); redraw(); });
    });
  }
  function shows(stroke) { return !off[stroke]; }

  /* Who else takes part in a meeting, agreement or project, or in an offer or a demand. */
  function partners(work) {
    return (page.ties()[work] || []).filter(inForce).map(farEnd);
  }
  function inForce(tie) {
    var table = page.data.ties[tie[0]];
    return chosen[table.type] && (!table.in_force.length || table.in_force[tie[1]] === true);
  }
  function farEnd(tie) {
    var table = page.data.ties[tie[0]];
    return tie[2] ? table.to[tie[1]] : table.from[tie[1]];
  }
  /* The lines of a node; `boxOf` gives the box that stands for a node on the picture, or null. */
  function linesOf(node, boxOf) {
    var found = {}, data = page.data;
    var members = node < data.names.length ? [node] : data.gathered[node - data.names.length].members;
    function add(other, stroke, outward) {
      var box = boxOf(other);
      if (box === null) return false;
      if (box !== node) found[stroke + box] = { from: outward ? node : box, to: outward ? box : node, kind: stroke };
      return true;
    }
    members.forEach(function (member) {
      (page.ties()[member] || []).filter(inForce).forEach(function (tie) {
        var stroke = chosen[data.ties[tie[0]].type], other = farEnd(tie);
        if (off[stroke] || add(other, stroke, tie[2]) || stroke !== "shares") return;
        partners(other).forEach(function (partner) { add(partner, stroke, true); });
      });
    });
    return Object.keys(found).map(function (key) { return found[key]; });
  }
  read();
  return { prepare: prepare, shows: shows, linesOf: linesOf };
})();
