/* 大字: the box works without this script, for one page; this remembers it from page to page.
   Loaded in the head, before the first paint, so that no page is drawn twice. */
(function () {
  "use strict";
  var root = document.documentElement;
  var kept = false;
  root.classList.add("scripted");

  function read() {
    try {
      return window.localStorage.getItem("dazi") === "1";
    } catch (refused) {
      return kept;
    }
  }

  function write(on) {
    kept = on;
    try {
      window.localStorage.setItem("dazi", on ? "1" : "0");
    } catch (refused) {
      /* Storage is switched off: the choice lasts as long as the page. */
    }
  }

  function show() {
    var on = read();
    var box = document.getElementById("dazi");
    root.classList.toggle("large-print", on);
    if (box) box.checked = on;
  }

  document.addEventListener("change", function (event) {
    if (event.target.id !== "dazi") return;
    write(event.target.checked);
    show();
  });
  document.addEventListener("DOMContentLoaded", show);
  window.addEventListener("pageshow", show);
  window.addEventListener("storage", show);
  show();
}());
