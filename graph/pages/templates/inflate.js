/* Inflate (RFC 1951) of a zlib stream, for browsers that have no DecompressionStream. */
var inflate = (function () {
  "use strict";
  var LENGTH = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99,
    115, 131, 163, 195, 227, 258];
  var LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5,
    5, 0];
  var DISTANCE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025,
    1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
  var DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11,
    12, 12, 13, 13];
  var ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  /* A table that answers with 15 bits at once: symbol * 16 + the number of bits it takes. */
  function table(lengths) {
    var counts = new Uint16Array(16), next = new Uint16Array(16), i, code = 0;
    for (i = 0; i < lengths.length; i++) counts[lengths[i]]++;
    counts[0] = 0;
    for (i = 1; i < 16; i++) next[i] = code = (code + counts[i - 1]) << 1;
    var found = new Uint16Array(1 << 15);
    for (i = 0; i < lengths.length; i++) {
      var length = lengths[i];
      if (!length) continue;
      var value = next[length]++, reversed = 0;
      for (var bit = 0; bit < length; bit++) reversed |= ((value >> bit) & 1) << (length - 1 - bit);
      for (; reversed < 1 << 15; reversed += 1 << length) found[reversed] = (i << 4) | length;
    }
    return found;
  }

  var fixed;
  function fixedTables() {
    if (!fixed) {
      var lengths = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
      fixed = [table(lengths), table(new Uint8Array(30).fill(5))];
    }
    return fixed;
  }

  return function (input) {
    var output = new Uint8Array(input.length * 6), size = 0, at = 2, hold = 0, held = 0;

    function bits(count) {
      while (held < count) { hold |= input[at++] << held; held += 8; }
      var value = hold & ((1 << count) - 1);
      hold >>>= count; held -= count;
      return value;
    }
    function symbol(lookup) {
      while (held < 15) { hold |= (at < input.length ? input[at] : 0) << held; at++; held += 8; }
      var entry = lookup[hold & 32767];
      hold >>>= entry & 15; held -= entry & 15;
      return entry >> 4;
    }
    function room(count) {
      if (size + count <= output.length) return;
      var larger = new Uint8Array(Math.max(output.length * 2, size + count));
      larger.set(output);
      output = larger;
    }
    function dynamicTables() {
      var literals = bits(5) + 257, distances = bits(5) + 1, codes = bits(4) + 4, i;
      var lengths = new Uint8Array(19);
      for (i = 0; i < codes; i++) lengths[ORDER[i]] = bits(3);
      var lookup = table(lengths), all = new Uint8Array(literals + distances);
      for (i = 0; i < all.length;) {
        var code = symbol(lookup), repeat = 1, value = code;
        if (code === 16) { value = all[i - 1]; repeat = 3 + bits(2); }
        else if (code === 17) { value = 0; repeat = 3 + bits(3); }
        else if (code === 18) { value = 0; repeat = 11 + bits(7); }
        while (repeat--) all[i++] = value;
      }
      return [table(all.subarray(0, literals)), table(all.subarray(literals))];
    }

    for (var last = 0; !last;) {
      last = bits(1);
      var type = bits(2);
      if (type === 0) {
        at -= held >> 3; hold = held = 0;
        var stored = input[at] | (input[at + 1] << 8);
        at += 4;
        room(stored);
        output.set(input.subarray(at, at + stored), size);
        size += stored; at += stored;
        continue;
      }
      var tables = type === 1 ? fixedTables() : dynamicTables();
      for (;;) {
        var code = symbol(tables[0]);
        if (code === 256) break;
        if (code < 256) { room(1); output[size++] = code; continue; }
        var length = LENGTH[code - 257] + bits(LENGTH_BITS[code - 257]);
        var far = symbol(tables[1]), from = size - DISTANCE[far] - bits(DISTANCE_BITS[far]);
        room(length);
        while (length--) output[size++] = output[from++];
      }
    }
    return output.subarray(0, size);
  };
})();
