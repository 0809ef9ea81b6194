/* Marks: a form and a color a state, larger for an estate; told apart without the color as well.
   Each is drawn once and then stamped. */
page.marks = (function () {
  "use strict";
  var forms = page.opening.marks, shares = page.opening.shares;
  var RADIUS = [4.6, 8, 7], stamps = {}, sheet = "";

  function outline(context, form, x, y, r) {
    context.beginPath();
    if (form === "square") context.rect(x - r, y - r, 2 * r, 2 * r);
    else if (form === "diamond") {
      context.moveTo(x, y - r); context.lineTo(x + r, y); context.lineTo(x, y + r); context.lineTo(x - r, y);
      context.closePath();
    } else context.arc(x, y, r, 0, 2 * Math.PI);
  }
  function draw(context, state, kind, x, y, larger) {
    var look = forms[state], r = RADIUS[kind] * look.size * larger;
    outline(context, look.form, x, y, r);
    context.fillStyle = look.fill;
    context.fill();
    context.strokeStyle = look.line;
    context.lineWidth = look.width;
    context.setLineDash(look.dash);
    context.stroke();
    context.setLineDash([]);
  }
  function stamp(state, kind, ratio, larger) {
    var wanted = ratio + " " + larger;
    if (sheet !== wanted) { stamps = {}; sheet = wanted; }
    var key = state + kind, made = stamps[key];
    if (!made) {
      var half = Math.ceil(RADIUS[kind] * 1.2 * larger) + 2;
      made = stamps[key] = document.createElement("canvas");
      made.width = made.height = 2 * half * ratio;
      made.half = half;
      var context = made.getContext("2d");
      context.scale(ratio, ratio);
      draw(context, state, kind, half, half, larger);
    }
    return made;
  }
  /* The fill of a square of the map, by the share of its known buildings that are not covered. */
  function share(gaps, unknown, covered) {
    var known = gaps + covered;
    if (!known) return unknown ? "unknown" : "plain";
    if (!gaps) return "covered";
    return gaps >= shares.most * known ? "gap" : gaps >= shares.much * known ? "much" : "part";
  }
  return { draw: draw, stamp: stamp, share: share };
})();
