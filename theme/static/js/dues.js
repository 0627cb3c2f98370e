/* Counts on from the day that a page was built for: an overdue day more for every day since, and
   what has fallen due since then. Without it the page says the day it speaks of, which stays true.
   data-due: the last day; data-as-of: the day of the page; data-newest: the newest publication;
   data-waiting: `2026-08-15:34 2026-10-15:3`, how many fall due on which days to come. */
(function () {
  "use strict";
  var DAY = 86400000;
  var CHINA = 8 * 3600000;
  var today = Math.floor((new Date().getTime() + CHINA) / DAY);

  function number(iso) {
    var part = iso.split("-");
    return Date.UTC(+part[0], +part[1] - 1, +part[2]) / DAY;
  }

  function count(n) {
    return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  function iso(day) {
    return new Date(day * DAY).toISOString().slice(0, 10);
  }

  function each(name, act) {
    var found = document.querySelectorAll("[" + name + "]");
    for (var i = 0; i < found.length; i += 1) act(found[i], found[i].getAttribute(name));
  }

  function fallen(waiting) {
    var sum = 0;
    var days = waiting.split(" ");
    for (var i = 0; i < days.length; i += 1) {
      var part = days[i].split(":");
      if (part.length === 2 && number(part[0]) < today) sum += +part[1];
    }
    return sum;
  }

  function show() {
    each("data-due", function (element, day) {
      var late = today - number(day);
      if (late > 0) element.textContent = "逾期 " + count(late) + " 天";
    });
    each("data-as-of", function (element, day) {
      if (today > number(day)) element.textContent = "（算到今天 " + iso(today) + "）";
    });
    each("data-newest", function (element, day) {
      var silent = today - number(day);
      if (silent > 0) element.textContent = "这个网站 " + count(silent) + " 天没有新公开了";
    });
    each("data-waiting", function (element, waiting) {
      var sum = fallen(waiting);
      if (sum > 0) {
        element.textContent = "这一页生成以后又有 " + count(sum) + " 项到期，公开了没有，要等下次更新。";
      }
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
}());
