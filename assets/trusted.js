// What may become HTML, and what may be run from an address, where the browser asks (Trusted Types). The policy
// at the head of the page makes it ask; without that, or in a browser that knows nothing of it, this does nothing.
// Old syntax on purpose, like boot.js, which runs beside it.
(function () {
  "use strict";
  if (!window.trustedTypes || !trustedTypes.createPolicy) return;

  // All that our own texts and the page's fixed parts are made of. No scripts, styles, frames or forms.
  var TAG =
    /<\/?(?:a|abbr|b|br|cite|code|dd|div|dl|dt|em|h[2-6]|hr|i|kbd|li|mark|ol|p|path|pre|q|rect|circle|g|line|polygon|polyline|small|span|strong|sub|sup|svg|table|tbody|td|text|th|thead|title|tr|ul|use|wbr)((?:\s+[a-zA-Z][a-zA-Z:-]*(?:="[^"]*")?)*)\s*\/?>/g;
  var ATTRIBUTE = /\s+([a-zA-Z:-]+)(?:="([^"]*)")?/g;
  var NAME = /^(?:class|id|lang|dir|title|role|hidden|tabindex|href|start|scope|colspan|rowspan|aria-[a-z]+|data-[a-z-]+|viewbox|width|height|fill|stroke[a-z-]*|d|x|y|x1|x2|y1|y2|r|rx|ry|cx|cy|points|focusable|xmlns)$/;
  // A place on this page, a file beside it, or another site; nothing that is run.
  var ADDRESS = /^(?:#|https:\/\/|(?![a-z][a-z0-9+.-]*:)[^\s&])/i;
  // How the document around an HTML mail begins (crates/playground/src/queries/letter/frame.rs).
  var LETTER = "<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ";

  function isHarmless(html) {
    var clean = true;
    var rest = html.replace(TAG, function (tag, attributes) {
      attributes.replace(ATTRIBUTE, function (whole, name, value) {
        name = name.toLowerCase();
        if (!NAME.test(name) || (name === "href" && !ADDRESS.test(value || ""))) clean = false;
      });
      return "";
    });
    return clean && rest.indexOf("<") < 0;
  }

  trustedTypes.createPolicy("default", {
    createHTML: function (html, kind, sink) {
      var isLetter = /srcdoc/.test(sink || "");
      return (isLetter ? html.indexOf(LETTER) === 0 : isHarmless(html)) ? html : null;
    },
    // The service worker and the decoder's, from the page's own directory; in the page that is one file, what it made of
    // itself (single-file.js).
    createScriptURL: function (address) {
      if (window.importPacked && address.indexOf("blob:") === 0) return address;
      var here = new URL("./", document.baseURI).href;
      return new URL(address, here).href.indexOf(here) === 0 ? address : null;
    },
  });
})();
