/* Finds names by a part of the name, by code, by pinyin or by its initials, also mixed (柳tc).
   Reads /search/names-*.json once; every word from it goes into the page as text. */
(function () {
  "use strict";

  var STEP = 20;
  var panel = document.getElementById("results");
  var input = document.getElementById("q");
  if (!panel || !input || !window.fetch) return;

  var list = document.getElementById("results-list");
  var status = document.getElementById("results-status");
  var more = document.getElementById("results-more");
  var first = new URL(panel.dataset.index, document.baseURI).href;
  var root = panel.dataset.index.replace(/search\/names-0\.json$/, "");
  var names = [];
  var sorts = [];
  var parts = {};
  var found = [];
  var shown = 0;
  var drawn = "";
  var state = "idle";
  var waiting = 0;
  var saying = 0;

  /* Full width, case, spaces and punctuation make no difference. */
  function plain(text) {
    return text.normalize("NFKC").toLowerCase()
      .replace(/[\s!-/:-@[-`{-~\u00b7\u2010-\u2027\u3000-\u3003\u3008-\u301f\uff00-\uff0f\uff1a-\uff20]+/g, "");
  }

  /* One unit a character: its character and how it is read. */
  function units(title, pinyin) {
    var read = pinyin.split(" ");
    var characters = Array.from(title).map(function (c, i) {
      return { own: plain(c), at: i };
    }).filter(function (unit) { return unit.own; });
    if (characters.length !== read.length) return [];
    return characters.map(function (unit, i) {
      return { own: unit.own, read: read[i], at: unit.at };
    });
  }

  function entry(raw, order) {
    return {
      title: raw[0], url: raw[2], sort: raw[3], note: raw[4], order: order,
      plain: plain(raw[0]), units: units(raw[0], raw[1]),
      keys: raw[5].split(" ").map(plain), rest: plain(raw[4]) + " " + plain(raw[5])
    };
  }

  /* How many units from `i` on spell `query` to its end, by character, syllable or initial; 0: none. */
  function spells(list, i, query) {
    if (!query) return i;
    if (i === list.length) return 0;
    var unit = list[i];
    if (query.startsWith(unit.own)) {
      var byOwn = spells(list, i + 1, query.slice(unit.own.length));
      if (byOwn) return byOwn;
    }
    if (query.startsWith(unit.read)) {
      var bySyllable = spells(list, i + 1, query.slice(unit.read.length));
      if (bySyllable) return bySyllable;
    }
    if (unit.read.startsWith(query)) return i + 1;
    if (query[0] === unit.read[0]) return spells(list, i + 1, query.slice(1));
    return 0;
  }

  /* Lower is better; null where the word is nowhere in the name. */
  function weigh(name, word) {
    var at = name.plain.indexOf(word);
    if (name.keys.indexOf(word) >= 0) return { rank: 0, from: -1, to: -1 };
    if (name.units.length) {
      for (var i = 0; i < name.units.length; i += 1) {
        var end = spells(name.units, i, word);
        if (end) {
          var covered = (end - i) / name.units.length;
          var rank = (at >= 0 ? 1 : 3) + (i > 0 ? 1 : 0) + (1 - covered);
          return { rank: rank, from: name.units[i].at, to: name.units[end - 1].at };
        }
      }
    } else if (at >= 0) {
      return { rank: 2, from: -1, to: -1 };
    }
    return name.rest.indexOf(word) >= 0 ? { rank: 6, from: -1, to: -1 } : null;
  }

  function match(name, words) {
    var total = 0;
    var hits = [];
    for (var i = 0; i < words.length; i += 1) {
      var hit = weigh(name, words[i]);
      if (!hit) return null;
      total += hit.rank;
      if (hit.from >= 0) hits.push(hit);
    }
    return { name: name, rank: total, hits: hits };
  }

  function find(query) {
    var words = query.split(/[\s\u3000]+/).map(plain).filter(Boolean);
    if (!words.length) return [];
    return names.map(function (name) { return match(name, words); }).filter(Boolean)
      .sort(function (a, b) {
        return a.rank - b.rank || a.name.sort - b.name.sort || a.name.order - b.name.order;
      });
  }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /* The title with what matched underlined. */
  function titled(result) {
    var box = element("span", "results__title");
    Array.from(result.name.title).forEach(function (character, i) {
      var isHit = result.hits.some(function (hit) { return i >= hit.from && i <= hit.to; });
      var last = box.lastChild;
      if (last && (last.nodeName === "MARK") === isHit) last.textContent += character;
      else if (isHit) box.appendChild(element("mark", "results__hit", character));
      else box.appendChild(document.createTextNode(character));
    });
    return box;
  }

  function item(result) {
    var link = element("a", "results__link");
    link.setAttribute("href", root + result.name.url.replace(/^\/+/, ""));
    link.appendChild(titled(result));
    link.appendChild(element("span", "results__sort", sorts[result.name.sort]));
    if (result.name.note) link.appendChild(element("span", "results__note", result.name.note));
    var li = element("li", "results__item");
    li.appendChild(link);
    return li;
  }

  function extend() {
    found.slice(shown, shown + STEP).forEach(function (result) { list.appendChild(item(result)); });
    shown = Math.min(shown + STEP, found.length);
    more.hidden = shown >= found.length;
  }

  function words() {
    var asked = input.value.trim();
    if (state === "failed") return "没能读到名称目录。请用下面的目录查找。";
    if (!asked) return "";
    if (state === "reading" && !found.length) return "正在读名称目录……";
    if (!found.length) return "没有找到“" + asked + "”。可以少写几个字，或用下面的目录查找。";
    return "找到 " + found.length + " 个" + (found.length > STEP ? "，先列 " + STEP + " 个。" : "。");
  }

  /* Said once the reader stops typing, not at every key. */
  function say() {
    window.clearTimeout(saying);
    saying = window.setTimeout(function () {
      var text = words();
      if (status.textContent !== text) status.textContent = text;
    }, 400);
  }

  /* Drawn again only when something changed: a reader may already stand on a result. */
  function show() {
    found = find(input.value);
    panel.hidden = !input.value.trim() && state !== "failed";
    say();
    var now = input.value + "|" + found.map(function (result) { return result.name.order; });
    if (now === drawn) return;
    drawn = now;
    shown = 0;
    list.textContent = "";
    extend();
  }

  function later() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () {
      show();
      read();
    }, 80);
  }

  async function take(kind, i) {
    var answer = await window.fetch(first.replace(/names-0\.json$/, kind + "-" + i + ".json"));
    if (!answer.ok) throw new Error(String(answer.status));
    var part = await answer.json();
    sorts = part.sorts;
    parts = part.parts;
    part.names.forEach(function (raw) { names.push(entry(raw, names.length)); });
    if (input.value.trim()) show();
  }

  async function takeAll(kind, next) {
    if (state === "reading") return;
    state = "reading";
    try {
      for (var i = 0; i === 0 || i < parts[kind]; i += 1) await take(kind, i);
      state = next;
    } catch (failure) {
      state = kind === "names" ? "failed" : "ready";
    }
    show();
    if (state === "named") read();
  }

  /* Records (cases, opinions …) are many: read for a number, or when no name was found. */
  function read() {
    if (state === "idle") takeAll("names", "named");
    var isNumber = /\d{2}/.test(input.value.normalize("NFKC"));
    var isLost = input.value.trim() && !found.length;
    if (state === "named" && parts.records && (isNumber || isLost)) takeAll("records", "ready");
  }

  function links() { return Array.from(list.querySelectorAll("a")); }

  /* From the box down into the results and back; Tab works as everywhere. */
  function walk(event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (event.key === "Escape" && event.target !== input) input.focus();
    if (!step) return;
    var stops = [input].concat(links());
    var next = stops[stops.indexOf(event.target) + step];
    if (stops.indexOf(event.target) < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }

  input.addEventListener("input", later);
  input.addEventListener("focus", read);
  document.getElementById("search").addEventListener("keydown", walk);
  more.addEventListener("click", function () {
    var next = shown;
    extend();
    links()[next].focus();
  });
  input.form.addEventListener("submit", function (event) {
    event.preventDefault();
    window.history.replaceState(null, "", "?q=" + encodeURIComponent(input.value));
    show();
    read();
  });

  input.value = new URLSearchParams(window.location.search).get("q") || "";
  if (input.value) read();
}());
