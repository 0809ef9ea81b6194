/* What every page shares: its words, how an element is made, how packed data come out, and how a
   picture is saved.
   Every text is set as text, never as markup. */
var shared = (function () {
  "use strict";
  var opening = JSON.parse(document.getElementById("opening").textContent);

  function say(key, values) {
    return opening.texts[key].replace(/\{(\w+)\}/g, function (whole, name) {
      return values && name in values ? values[name] : whole;
    });
  }
  /* A number with its thousands apart; of a fraction, four digits. */
  function number(value) {
    if (Math.floor(value) !== value) return String(Number(value.toPrecision(4)));
    return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
  }
  function listed(texts) { return texts.join(say("output_list_separator")); }
  function noted(texts) { return texts.join(say("pages_note_separator")); }
  /* A row of a roster, `file|sheet|row`; a file's name may hold a bar. */
  function source(one) {
    var parts = one.split("|");
    if (parts.length < 3) return one;
    return say("pages_source", { file: parts.slice(0, -2).join("|"), sheet: parts[parts.length - 2], row: parts[parts.length - 1] });
  }
  function element(tag, text, className) {
    var made = document.createElement(tag);
    if (text !== undefined && text !== null) { made.textContent = text; made.dir = "auto"; }
    if (className) made.className = className;
    return made;
  }
  function button(text, act, className) {
    var made = element("button", text, className);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  /* Whatever one asks for by its address; the address may be written with %. */
  function decoded(text) {
    try { return decodeURIComponent(text); } catch (error) { if (error instanceof URIError) return text; throw error; }
  }
  /* What an element of the page holds: JSON, deflated, in base64. */
  function unpacked(id) {
    var text = atob(document.getElementById(id).textContent.trim()), bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return JSON.parse(new TextDecoder().decode(inflate(bytes)));
  }
  /* A picture of a page goes into a file of the page's title. */
  function saveImage(canvas, title) {
    canvas.toBlob(function (blob) {
      var link = document.createElement("a"), address = URL.createObjectURL(blob);
      link.href = address;
      link.download = fileName(title);
      document.body.appendChild(link);
      link.click();
      link.remove();
      setTimeout(function () { URL.revokeObjectURL(address); }, 60000);
    }, "image/png");
  }
  /* A name that every system takes: without what separates folders, and not too long. */
  function fileName(title) {
    return title.replace(/[\u0000-\u001f\u200e\u200f\u202a-\u202e\\\/:*?"<>|]+/g, " ").replace(/\s+/g, " ").trim().slice(0, 80) + ".png";
  }
  return {
    opening: opening, say: say, number: number, listed: listed, noted: noted, source: source, element: element,
    button: button, decoded: decoded, unpacked: unpacked, saveImage: saveImage
  };
})();
