/* What the parts of the network and of the map share: the nodes and ties, and what is said of them. */
var page = (function () {
  "use strict";
  var say = shared.say, decoded = shared.decoded, data = null, tiesOf = null, decodedIds = null;

  function nameOf(node) {
    return node < data.names.length ? data.names[node] : data.gathered[node - data.names.length].name;
  }
  function labelOf(node) {
    for (var i = 0; i < data.labels.length; i++) {
      var label = data.labels[i];
      if (node >= label.start && node < label.start + label.count) return label;
    }
    return null;
  }
  /* The community that a node lies in; -1 where that is not known. */
  function communityOf(node) { return node < data.names.length ? data.community[node] : -1; }
  /* How a report is asked for that community; null where there is none. */
  function inReport(node) {
    var found = null, community = communityOf(node);
    data.addresses.forEach(function (pair) { if (pair[0] === community) found = pair[1]; });
    return found;
  }
  function worded(column, row) {
    var value = column.values[row];
    if (value === null || value === undefined) return null;
    var values = Array.isArray(value) ? value : [value];
    if (!values.length) return null;
    return page.listed(values.map(function (item) { return wordFor(column, String(item)); }));
  }
  /* The word for a code; what is no code of the model is said as the roster has it. */
  function wordFor(column, item) {
    return Object.prototype.hasOwnProperty.call(column.words, item) ? column.words[item] : item;
  }
  function addressOf(node) {
    return node < data.ids.length ? data.ids[node] : "+" + (node - data.ids.length);
  }
  function nodeAt(address) {
    if (!address) return null;
    if (address[0] === "+") {
      var number = Number(address.slice(1)) + data.ids.length;
      return number < data.ids.length + data.gathered.length ? number : null;
    }
    if (data.base && address.indexOf(data.base) === 0) address = address.slice(data.base.length);
    var found = data.ids.indexOf(address);
    if (found >= 0) return found;
    // A browser percent-encodes what an address may not hold; an id may hold such codes of its own.
    if (!decodedIds) {
      decodedIds = new Map();
      data.ids.forEach(function (id, node) { decodedIds.set(decoded(id), node); });
    }
    address = decoded(address);
    if (data.base && address.indexOf(data.base) === 0) address = address.slice(data.base.length);
    found = decodedIds.get(decoded(address));
    return found === undefined ? null : found;
  }
  function ties() {
    if (!tiesOf) {
      tiesOf = {};
      data.ties.forEach(function (table, number) {
        for (var row = 0; row < table.from.length; row++) {
          (tiesOf[table.from[row]] = tiesOf[table.from[row]] || []).push([number, row, true]);
          (tiesOf[table.to[row]] = tiesOf[table.to[row]] || []).push([number, row, false]);
        }
      });
    }
    return tiesOf;
  }

  function stateText(state) { return say("pages_state_" + state); }
  function unpack() {
    page.data = data = shared.unpacked("packed");
    return data;
  }
  return Object.assign({}, shared, {
    data: null, unpack: unpack, nameOf: nameOf, labelOf: labelOf, communityOf: communityOf, inReport: inReport, worded: worded,
    wordFor: wordFor, addressOf: addressOf, nodeAt: nodeAt, ties: ties, stateText: stateText
  });
})();
