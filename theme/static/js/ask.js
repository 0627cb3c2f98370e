/* Fills the letters of /ask/ with the row that follows # in the address:
   `#taiping/accounts/990121100201-00/2026/06-011`, the office, the page of the row, its anchor.
   Sends nothing: an e-mail opens in the reader's own program. */
(function () {
  "use strict";
  var panel = document.getElementById("ask");
  if (!panel) return;
  var root = panel.getAttribute("data-index");
  var PART = /^[A-Za-z0-9_.-]+$/;

  function each(selector, work) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), work);
  }
  function fill(name, words) {
    each("[data-fill=" + name + "]", function (blank) { blank.textContent = words; });
  }
  function address(parts) {
    return root + parts.slice(0, -1).join("/") + "/#" + parts[parts.length - 1];
  }
  function words() {
    return Array.prototype.map.call(document.querySelectorAll("#ask-letter p"), function (line) {
      return line.textContent;
    }).join("\n");
  }
  function mail(office) {
    var place = document.getElementById("ask-mail");
    var to = office.getAttribute("data-mail");
    place.hidden = !to;
    if (!to) return;
    place.firstElementChild.href = "mailto:" + encodeURIComponent(to).replace("%40", "@") +
      "?subject=" + encodeURIComponent("问一笔账") + "&body=" + encodeURIComponent(words());
  }
  function show() {
    var parts = location.hash.slice(1).split("/");
    if (parts.length < 3 || !parts.every(function (part) { return PART.test(part); })) return;
    var row = document.getElementById("ask-row");
    row.setAttribute("href", address(parts.slice(1)));
    fill("address", row.href);
    row.hidden = false;
    document.getElementById("ask-none").hidden = true;
    each("[data-office]", function (office) {
      var isAsked = office.getAttribute("data-office") === parts[0];
      office.className = isAsked ? "slip__office--asked" : "";
      if (!isAsked) return;
      office.parentNode.insertBefore(office, office.parentNode.firstChild);
      fill("office", office.getAttribute("data-name"));
      mail(office);
    });
  }

  var print = document.getElementById("ask-print");
  print.hidden = false;
  print.firstElementChild.addEventListener("click", function () { window.print(); });
  window.addEventListener("hashchange", show);
  show();
}());
