/* What every page shares: its words, how an element is made, and how packed data come out.
   Every text is set as text, never as markup. */
var shared = (function () {
  "use strict";
  var opening = JSON.parse(document.getElementById("opening").textContent);

  function say(key, values) {
    return opening.texts[key].replace(/\{(\w+)\}/g, function (whole, name) {
      return values && name in values ? values[name] : whole;
    });
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
  return { opening: opening, say: say, element: element, button: button, decoded: decoded, unpacked: unpacked };
})();
