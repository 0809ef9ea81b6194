/* The network page: pictures that open into each other. */
(function () {
  "use strict";
  var $ = function (id) { return document.getElementById(id); };
  var opening = page.opening, nameOf = page.nameOf, element = page.element;
  var data = null, pictures = {}, homes = {}, current = null, selected = null, box = $("picture"), drawnLines = [];
  var insides = null; // which counted box of this picture a node is in
  var nodes = new vis.DataSet(), edges = new vis.DataSet();
  var network = page.network = new vis.Network(box, { nodes: nodes, edges: edges }, opening.options);

  /* ---- Drawing ---- */
  function show(drawn, lines) {
    edges.clear();
    nodes.clear();
    nodes.add(drawn);
    drawnLines = lines;
    drawLines();
    fit(false);
  }
  function drawLines() {
    var shown = drawnLines.filter(function (line) { return page.layers.shows(line.kind); });
    // A counted box on its own picture is the heading of its members: it has no lines to them.
    var heading = data && selected >= data.names.length && selected === current.focus;
    if (selected !== null && nodes.get(selected) && !heading) {
      page.layers.linesOf(selected, boxOf).forEach(function (line) {
        var there = shown.some(function (other) { return other.from === line.from && other.to === line.to && other.kind === line.kind; });
        if (!there) shown.push(line);
      });
    }
    edges.clear();
    edges.add(shown.map(styled));
  }
  function styled(line, index) {
    return Object.assign({ id: index, from: line.from, to: line.to, kind: line.kind }, opening.strokes[line.kind]);
  }
  /* The box that stands for a node on this picture: its own, or the counted one that it is in. */
  function boxOf(node) {
    if (nodes.get(node)) return node;
    if (!insides) {
      insides = {};
      current.n.forEach(function (drawn) {
        if (drawn < data.names.length) return;
        data.gathered[drawn - data.names.length].members.forEach(function (member) { insides[member] = drawn; });
      });
    }
    return insides[node] === undefined ? null : insides[node];
  }
  /* vis-network knows the size of a box only when it has drawn it. */
  function edgesOf(id) {
    var box = nodes.get(id), size = opening.sizes[box.group.split(":")[0]];
    return { left: box.x - size[0] / 2, right: box.x + size[0] / 2, top: box.y - size[1] / 2, bottom: box.y + size[1] / 2 };
  }
  function bounds() {
    var found = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    nodes.getIds().forEach(function (id) {
      var at = edgesOf(id);
      found.left = Math.min(found.left, at.left); found.right = Math.max(found.right, at.right);
      found.top = Math.min(found.top, at.top); found.bottom = Math.max(found.bottom, at.bottom);
    });
    return found;
  }
  /* The whole picture if its text stays readable, else the part around its focus. */
  function fit(whole, most) {
    network.setSize("100%", "100%"); // else vis-network scales what we place when it notices a new size
    var b = bounds(), width = box.clientWidth - 32, height = box.clientHeight - 32;
    var across = width / (b.right - b.left), down = height / (b.bottom - b.top);
    var scale = Math.min(across, down, most || 1.25), x = (b.left + b.right) / 2, y = (b.top + b.bottom) / 2;
    if (!whole && scale < 0.7) {
      scale = Math.min(Math.max(across, 0.5), 0.9);
      if (scale > down) y = Math.min(Math.max(0, b.top + height / 2 / scale), b.bottom - height / 2 / scale);
    }
    network.moveTo({ position: { x: x, y: y }, scale: scale, animation: false });
  }
  function zoom(factor) { network.moveTo({ scale: network.getScale() * factor, animation: false }); }

  /* The picture a node is to be seen on: its own, else the one it is drawn on, else its community's. */
  function pictureFor(node) {
    if (pictures[node]) return pictures[node];
    if (homes[node] !== undefined) return pictures[homes[node]];
    return pictures[page.communityOf(node)] || pictures[data.opening];
  }

  /* ---- Moving about ---- */
  function go(node) {
    var before = location.hash;
    location.hash = "#" + page.addressOf(node);
    if (location.hash === before) arrive(); // no hashchange tells of it
  }
  function arrive() {
    if (!data) return;
    var address = location.hash.slice(1), found = page.nodeAt(address), node = found === null ? data.opening : found;
    open(!pictures[node] && nodes.get(node) && current ? current : pictureFor(node), node);
    if (address && found === null) page.panel.note(page.say("pages_not_here", { id: page.decoded(address) }));
  }
  function open(picture, node) {
    if (picture !== current) {
      current = picture;
      selected = insides = null;
      show(picture.n.map(function (number, i) {
        var drawn = { id: number, x: picture.x[i], y: picture.y[i], group: picture.g[i], label: picture.t[i] };
        drawn.title = nameOf(number);
        return drawn;
      }), picture.lines.map(function (line) { return { from: line[0], to: line[1], kind: line[2] }; }));
      drawPath();
    }
    select(node);
  }
  function up() { if (current && current.above !== null) go(current.above); }
  function drawPath() {
    var way = [], path = $("path"), held = path.contains(document.activeElement) || $("back") === document.activeElement;
    for (var picture = current; picture; picture = picture.above === null ? null : pictures[picture.above]) {
      way.unshift(picture.focus);
    }
    path.textContent = "";
    way.forEach(function (node, i) {
      var item = element("li");
      if (i === way.length - 1) {
        var here = element("span", nameOf(node));
        here.setAttribute("aria-current", "page");
        item.appendChild(here);
      } else {
        item.appendChild(page.button(nameOf(node), function () { go(node); }));
      }
      path.appendChild(item);
    });
    // A place of the path that is gone, or a way back that ends, gives the focus to the picture.
    if (held && (document.activeElement !== $("back") || way.length < 2)) box.focus();
    $("back").hidden = way.length < 2;
  }
  function select(node) {
    selected = node;
    var drawn = nodes.get(node) !== null;
    drawLines();
    network.selectNodes(drawn ? [node] : [], false);
    if (drawn) keepInView(node);
    page.panel.draw(node, current);
    $("said").textContent = nameOf(node);
  }
  function keepInView(node) {
    var at = edgesOf(node);
    var a = network.canvasToDOM({ x: at.left, y: at.top }), b = network.canvasToDOM({ x: at.right, y: at.bottom });
    if (a.x < 0 || a.y < 0 || b.x > box.clientWidth || b.y > box.clientHeight) {
      network.moveTo({ position: { x: (at.left + at.right) / 2, y: (at.top + at.bottom) / 2 }, animation: false });
    }
  }

  /* ---- Hands ---- */
  network.on("click", function (event) {
    if (data && event.nodes.length) go(event.nodes[0]);
    else if (data && selected !== null && nodes.get(selected)) network.selectNodes([selected], false);
  });
  network.on("hoverNode", function () { box.style.cursor = "pointer"; });
  network.on("blurNode", function () { box.style.cursor = ""; });
  box.addEventListener("keydown", function (event) {
    if (!data || event.altKey || event.ctrlKey || event.metaKey) return;
    var steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (steps[event.key]) step(steps[event.key]);
    else if (event.key === "Enter") { if (selected !== null) go(selected); }
    else if (event.key === "Escape" || event.key === "Backspace") up();
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else return;
    event.preventDefault();
  });
  function step(way) {
    var here = nodes.get(selected) ? network.getPosition(selected) : { x: 0, y: 0 }, best = null, least = Infinity;
    nodes.getIds().forEach(function (id) {
      if (id === selected) return;
      var at = network.getPosition(id), dx = at.x - here.x, dy = at.y - here.y;
      var along = dx * way[0] + dy * way[1], aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
      if (along <= 0 || aside > along * 4) return;
      var far = along + aside * 2;
      if (far < least) { least = far; best = id; }
    });
    if (best !== null) select(best);
  }
  $("back").addEventListener("click", up);
  $("save").addEventListener("click", function () {
    var content = { nodes: nodes, edges: edges };
    page.image.download(content, bounds(), opening.options);
  });
  page.titleNow = function () {
    var title = document.title;
    return current && current.focus !== data.opening ? title + " · " + nameOf(current.focus) : title;
  };
  $("fit").addEventListener("click", function () { fit(true); });
  $("in").addEventListener("click", function () { zoom(1.25); });
  $("out").addEventListener("click", function () { zoom(0.8); });
  window.addEventListener("hashchange", arrive);
  window.addEventListener("resize", function () { fit(false); });

  /* ---- On paper: the whole picture on A4 across, and afterwards what was there ---- */
  var before = null;
  function resize(flex, width, height) {
    box.style.flex = flex;
    box.style.width = width;
    box.style.height = height;
  }
  window.addEventListener("beforeprint", function () {
    before = before || { position: network.getViewPosition(), scale: network.getScale(), animation: false };
    resize("none", "2060px", "960px"); // half of it on paper, for fine letters: see the style for print
    fit(true, 2.5);
    network.redraw(); // now: nothing is drawn while a page is printed
  });
  window.addEventListener("afterprint", function () {
    resize("", "", "");
    network.setSize("100%", "100%");
    network.moveTo(before);
    before = null;
  });

  /* ---- The opening picture first, then everything else ---- */
  page.layers.prepare(drawLines);
  show(opening.nodes, opening.edges);
  requestAnimationFrame(function () {
    setTimeout(function () {
      data = page.unpack();
      data.pictures.forEach(function (picture) { pictures[picture.focus] = picture; });
      data.pictures.forEach(function (picture) {
        picture.n.forEach(function (node) {
          if (node !== picture.focus && homes[node] === undefined) homes[node] = picture.focus;
        });
      });
      page.panel.prepare(data, go);
      page.search.prepare(data, go);
      arrive();
      document.documentElement.setAttribute("data-ready", "");
    }, 0);
  });
})();
