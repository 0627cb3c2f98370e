/* 打印: a button that opens the browser's own print window. Without this script the button stays
   hidden, and the browser's menu does the same. */
(function () {
  "use strict";
  var buttons = document.querySelectorAll("[data-print]");
  for (var i = 0; i < buttons.length; i += 1) buttons[i].hidden = false;
  document.addEventListener("click", function (event) {
    if (event.target.hasAttribute("data-print")) window.print();
  });
}());
