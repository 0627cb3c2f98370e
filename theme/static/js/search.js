/* Finds names by a part of the name, by code, by pinyin or by its initials, also mixed (柳tc), by
   people's words for them, in traditional characters, and with one wrong character.
   Reads /search/core.json once and two or three parts a query; every word goes into the page as text. */
(function () {
  "use strict";

  var STEP = 20;
  var MOST_PARTS = 4;
  var MOST_SHEETS = 6;
  var NUMERALS = "零一二三四五六七八九十";
  /* Said around a thing, not of it: 财政局电话, 低保怎么办理. */
  var AROUND = /怎么办理?|怎么弄|怎么申请|如何|在哪里?|电话|地址|要什么材料|要带什么|手续|流程|办理|多少钱|要多久/g;
  var MONTH = /(?:(20\d\d)年?)?\s*(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?的?|(?:上个?|这个?|本)月份?的?/;
  var panel = document.getElementById("results");
  var input = document.getElementById("q");
  if (!panel || !input || !window.fetch) return;

  var list = document.getElementById("results-list");
  var status = document.getElementById("results-status");
  var more = document.getElementById("results-more");
  var first = new URL(panel.dataset.index, document.baseURI).href;
  var root = panel.dataset.index.replace(/search\/core\.json$/, "");
  var core = null;
  var sorts = [];
  var readings = new Map();
  var rarity = new Map();
  var simple = new Map();
  var names = new Map();
  var parts = {};
  var found = [];
  var shown = 0;
  var drawn = "";
  var state = "idle";
  var waiting = 0;
  var saying = 0;

  /* Full width, case, traditional forms, spaces and punctuation make no difference. */
  function bare(text) {
    return Array.from(text.normalize("NFKC").toLowerCase()
      .replace(/[\s!-/:-@[-`{-~\u00b7\u2010-\u2027\u3000-\u3003\u3008-\u301f\uff00-\uff0f\uff1a-\uff20]+/g, ""))
      .map(function (c) { return simple.get(c) || c; }).join("");
  }

  /* 柏堰村的账 is asked for as 柏堰村账. */
  function plain(text) { return bare(text).replace(/的/g, ""); }

  /* One unit a character: its character and how it is read. */
  function units(title, reading) {
    var read = reading ? reading.split(" ") : null;
    var characters = Array.from(title).map(function (c, i) {
      return { own: bare(c), at: i };
    }).filter(function (unit) { return unit.own; });
    if (read && characters.length !== read.length) read = null;
    return characters.map(function (unit, i) {
      return { own: unit.own, read: read ? read[i] : readings.get(unit.own) || unit.own, at: unit.at };
    }).filter(function (unit) { return unit.own !== "的"; });
  }

  function entry(raw, order) {
    var keys = raw[4].split(" ").filter(Boolean).concat(raw[1].split(/[/#]+/).filter(Boolean));
    return {
      title: raw[0], url: raw[1], sort: raw[2], note: raw[3], order: order,
      isNumbered: core.numbered.indexOf(raw[2]) >= 0,
      plain: plain(raw[0]), units: units(raw[0], raw[5]),
      keys: keys.map(plain), others: raw[4].split(" ").map(function (key) { return units(key); }),
      rest: plain(raw[3]) + " " + plain(keys.join(" ")), months: raw[6] ? raw[6].split(" ") : null
    };
  }

  /* How many units from `i` on spell `query` to its end, by character, syllable or initial; 0: none.
     A syllable that is begun counts less than a whole one: bai yan is 柏堰 before 白杨. */
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
    if (unit.read.startsWith(query)) return query.length > 1 ? i + 0.8 : i + 1;
    if (query[0] === unit.read[0]) return spells(list, i + 1, query.slice(1));
    return 0;
  }

  function spelled(list, word) {
    for (var i = 0; i < list.length; i += 1) {
      var end = spells(list, i, word);
      if (end) return { from: i, to: end };
    }
    return null;
  }

  /* How well another name of the thing (县住建局) is spelled by the word: lower is better; 9: not. */
  function alike(list, word) {
    var run = spelled(list, word);
    return run ? 1.2 + (run.from > 0 ? 1 : 0) + (1 - (run.to - run.from) / list.length) : 9;
  }

  /* Whether the characters stand in the title in this order, others between them. */
  function scattered(text, word) {
    var at = -1;
    return word.length > 2 && Array.from(word).every(function (c) {
      at = text.indexOf(c, at + 1);
      return at >= 0;
    });
  }

  /* Whether all but one character of the word stand together in the title. */
  function nearly(text, word) {
    var asked = Array.from(word);
    var own = Array.from(text);
    if (asked.length < 3) return false;
    for (var i = 0; i + asked.length <= own.length; i += 1) {
      var wrong = 0;
      for (var j = 0; j < asked.length && wrong < 2; j += 1) wrong += own[i + j] === asked[j] ? 0 : 1;
      if (wrong < 2) return true;
    }
    return false;
  }

  /* Lower is better; null where the word is nowhere in the name. */
  function weigh(name, word, isNear) {
    if (name.keys.indexOf(word) >= 0 || name.plain === word) return { rank: 0, from: -1, to: -1 };
    var at = name.plain.indexOf(word);
    var run = spelled(name.units, word);
    if (run) {
      var covered = name.isNumbered ? 0.5 : (run.to - run.from) / name.units.length;
      return {
        rank: (at >= 0 ? 1 : 3) + (run.from > 0 ? 1 : 0) + (1 - covered),
        from: name.units[run.from].at, to: name.units[Math.ceil(run.to) - 1].at
      };
    }
    if (at >= 0) return { rank: 2, from: -1, to: -1 };
    var other = name.others.reduce(function (least, key) { return Math.min(least, alike(key, word)); }, 9);
    if (other < 9) return { rank: other, from: -1, to: -1 };
    if (scattered(name.plain, word)) return { rank: 5, from: -1, to: -1 };
    if (name.rest.indexOf(word) >= 0) return { rank: 6, from: -1, to: -1 };
    if (!isNear || !nearly(name.plain, word)) return null;
    return { rank: 8 + name.plain.length / 100, from: -1, to: -1 };
  }

  /* The word as it is typed, and as offices say it: 低保申请 is 最低生活保障申请 or 最低生活保障. */
  function variants(word) {
    var all = [{ word: word, rank: 0 }];
    var thing = word.replace(AROUND, "");
    if (thing && thing !== word) all = all.concat(variants(thing).map(function (variant) {
      return { word: variant.word, rank: variant.rank + 0.5 };
    }));
    core.synonyms.forEach(function (pair) {
      var said = plain(pair[0]);
      if (/^[a-z]{4,}$/.test(word) && said !== word && said.startsWith(word)) {
        all.push({ word: plain(pair[1]), rank: 1 });
      }
      if (word.indexOf(said) < 0) return;
      all.push({ word: word.replace(said, plain(pair[1])), rank: 0.5 });
      if (word !== said) all.push({ word: plain(pair[1]), rank: 1.5 });
    });
    return all;
  }

  function best(name, word, isNear) {
    return word.reduce(function (least, variant) {
      var hit = weigh(name, variant.word, isNear);
      if (!hit) return least;
      hit.rank += variant.rank;
      return least && least.rank <= hit.rank ? least : hit;
    }, null);
  }

  function match(name, words, isNear) {
    var total = name.sort / 8;
    var hits = [];
    for (var i = 0; i < words.length; i += 1) {
      var hit = best(name, words[i], isNear);
      if (!hit) return null;
      total += hit.rank;
      if (hit.from >= 0) hits.push(hit);
    }
    return { name: name, rank: total, hits: hits };
  }

  function query() { return input.value.normalize("NFKC").toLowerCase(); }

  /* The words as they were typed, with their marks; one letter or digit says nothing. What people
     say in several words (construction permit) is one. */
  function typed(text) {
    var words = text.split(/\s+/).filter(function (word) {
      return plain(word) && !/^[0-9a-z]$/.test(plain(word));
    });
    return core.synonyms.filter(function (pair) { return pair[0].indexOf(" ") > 0; })
      .reduce(joined, words);
  }

  function joined(words, pair) {
    var said = pair[0].toLowerCase();
    var whole = " " + words.join(" ") + " ";
    var at = whole.indexOf(" " + said + " ");
    if (at < 0) return words;
    var before = whole.slice(0, at).trim();
    var after = whole.slice(at + said.length + 1).trim();
    return (before ? before.split(" ") : []).concat([said], after ? after.split(" ") : []);
  }

  function asked(text) { return core ? typed(text).map(plain).map(variants) : []; }

  /* 6月, 2025年十二月, 上个月: the month that is asked for (year 0: the newest such; month 0: the
     newest of all), and the words beside it; null where no month is named. */
  function monthOf(text) {
    var said = MONTH.exec(text);
    if (!said) return null;
    var month = said[2] ? Number(said[2]) || numeral(said[2]) : 0;
    return { year: Number(said[1] || 0), month: month, rest: text.replace(said[0], " ").trim() };
  }

  /* 六 -> 6, 十 -> 10, 十二 -> 12 */
  function numeral(text) {
    return Array.from(text).reduce(function (sum, c) { return sum + NUMERALS.indexOf(c); }, 0);
  }

  /* `2026-06` of a name that has months: the one that is asked for, or "". */
  function monthIn(name, wanted) {
    var first = name.months[0];
    var last = name.months[1];
    if (!wanted.month) return last;
    var month = (wanted.month < 10 ? "-0" : "-") + wanted.month;
    var year = wanted.year || Number(last.slice(0, 4)) - (month > last.slice(4) ? 1 : 0);
    return year + month >= first && year + month <= last ? year + month : "";
  }

  /* 6月 柏堰: that month of the books that the other words find. */
  function sheets(text) {
    var wanted = monthOf(text);
    if (!wanted || !wanted.rest) return [];
    return find(asked(wanted.rest), false).filter(function (result) {
      return result.name.months && monthIn(result.name, wanted);
    }).slice(0, MOST_SHEETS).map(function (result) {
      var name = result.name;
      var month = monthIn(name, wanted).split("-");
      return {
        name: {
          title: name.title + " " + month[0] + " 年 " + Number(month[1]) + " 月", sort: name.sort,
          url: name.url + month[0] + "/#" + month[1], note: name.note, order: name.order + "-" + month
        },
        rank: result.rank, hits: result.hits
      };
    });
  }

  /* Numbered things from the newest on, others by address. */
  function inOrder(a, b) {
    var isBefore = a.url < b.url || (a.url === b.url && a.title < b.title);
    return isBefore === !a.isNumbered ? -1 : 1;
  }

  function find(words, isNear) {
    if (!words.length) return [];
    return Array.from(names.values()).map(function (name) { return match(name, words, isNear); })
      .filter(Boolean)
      .sort(function (a, b) { return a.rank - b.rank || inOrder(a.name, b.name); });
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
    var said = input.value.trim();
    if (state === "failed") return "没能读到名称目录。请用下面的目录查找。";
    if (!said) return "";
    if ((state === "reading" || state === "asking") && !found.length) return "正在找……";
    if (!found.length) return "没有找到“" + said + "”。可以少写几个字，或用下面的目录查找。";
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
    var words = asked(query());
    found = sheets(query()).concat(find(words, false));
    if (!found.length && state === "ready") found = find(words, true);
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
    waiting = window.setTimeout(read, 80);
  }

  /* CRC-32, as the index was cut by. */
  function crc32(key) {
    var crc = -1;
    new TextEncoder().encode(key).forEach(function (octet) {
      crc ^= octet;
      for (var bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    });
    return (crc ^ -1) >>> 0;
  }

  /* A key that fills a part has one of its own. */
  function part(kind, key) {
    var crc = crc32(key);
    var isAlone = core.alone[kind].split(" ").indexOf(key) >= 0;
    return kind + "-" + (isAlone ? "x" + ("0000000" + crc.toString(16)).slice(-8) : crc % core.parts[kind]);
  }

  /* The characters of a word that the index knows, the rarest first. */
  function rarest(word) {
    return Array.from(word).filter(function (c) { return rarity.has(c); })
      .sort(function (a, b) { return rarity.get(a) - rarity.get(b); });
  }

  /* The part that holds whatever a query finds: by the rarest character of all its words, else by
     letters or number. */
  function partsOf(words) {
    var rare = rarest(plain(words.join("")));
    if (rare.length) return [part("han", rare[0])];
    return words.slice(0, 2).reduce(function (all, word) {
      var runs = word.match(/\d+/g);
      if (runs) {
        var longest = runs.reduce(function (a, b) { return b.length > a.length ? b : a; });
        return all.concat([plain(word), runs.join("").slice(-4), longest.slice(-4)].map(function (key) {
          return part("number", key);
        }));
      }
      return /^[a-z]{2}/.test(word) ? all.concat(part("latin", word.slice(0, 2))) : all;
    }, []);
  }

  function wanted(words) {
    var month = monthOf(query());
    var all = partsOf(typed(query())).concat(month ? partsOf(typed(month.rest)) : []);
    words.forEach(function (word, i) {
      word.slice(1).forEach(function (variant) {
        all = all.concat(partsOf(words.map(function (other, j) {
          return i === j ? variant.word : other[0].word;
        })));
      });
    });
    return Array.from(new Set(all)).slice(0, MOST_PARTS);
  }

  /* Where nothing was found, one character may be wrong: the parts of the others. */
  function wantedNear(words) {
    var rare = rarest(words.map(function (word) { return word[0].word; }).join("")).slice(0, MOST_PARTS);
    return Array.from(new Set(rare.map(function (c) { return part("han", c); })));
  }

  function add(raw) {
    var key = raw[1] + "\n" + raw[0];
    if (!names.has(key)) names.set(key, entry(raw, names.size));
  }

  async function json(url) {
    var answer = await window.fetch(url);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  function take(name) {
    if (!parts[name]) {
      parts[name] = json(first.replace(/core\.json$/, name + ".json")).then(function (held) {
        held.names.forEach(add);
      });
    }
    return parts[name];
  }

  async function begin() {
    if (state !== "idle") return;
    state = "reading";
    try {
      core = await json(first);
      core.readings.replace(/([^a-z])([a-z]*)/gu, function (all, c, read) {
        rarity.set(c, rarity.size);
        if (read) readings.set(c, read);
        return all;
      });
      var pairs = Array.from(core.simplified);
      for (var i = 0; i < pairs.length; i += 2) simple.set(pairs[i], pairs[i + 1]);
      sorts = core.sorts;
      core.names.forEach(add);
      state = "ready";
    } catch (failure) {
      state = "failed";
    }
    read();
  }

  async function read() {
    if (state === "idle") begin();
    if (state !== "ready") return show();
    var value = input.value;
    var words = asked(query());
    try {
      state = "asking";
      show();
      await Promise.all(wanted(words).map(take));
      found = find(words, false);
      if (!found.length && words.length) await Promise.all(wantedNear(words).map(take));
      state = "ready";
    } catch (failure) {
      state = "failed";
    }
    show();
    if (state === "ready" && input.value !== value) read();
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
    read();
  });

  input.value = new URLSearchParams(window.location.search).get("q") || "";
  if (input.value) read();
}());
