/* Proves in the reader's browser that a file or a sheet of paper is what was published.
   A file: its digest -> the package it belongs to -> the package's entry in the log -> the log's
   tree -> the checkpoint -> its signature. Paper: `#accounts/taiping/2026-06/512/990121100201-00`,
   the package, the number of the entry that first logged the sheet, and the book.
   Nothing leaves the browser: it only reads static files of this site.
   Formats: RFC 6962 (tree), C2SP tlog-tiles, tlog-checkpoint and signed-note, Ed25519. */
(function () {
  "use strict";
  var panel = document.getElementById("verify");
  if (!panel || !window.fetch || !window.Promise || !window.TextDecoder || !window.Uint8Array) return;
  var root = panel.getAttribute("data-index").replace(/log\/checkpoint$/, "");
  var keys = (panel.getAttribute("data-keys") || "").split(" ").filter(Boolean);
  var input = document.getElementById("verify-file");
  var output = document.getElementById("verify-output");
  var form = document.getElementById("verify-form");

  /* ---- bytes ---- */

  function utf8(text) { return new TextEncoder().encode(text); }
  function text(bytes) { return new TextDecoder("utf-8").decode(bytes); }
  function hex(bytes) {
    return Array.prototype.map.call(bytes, function (b) { return (b < 16 ? "0" : "") + b.toString(16); }).join("");
  }
  function unbase64(words) {
    return Uint8Array.from(atob(words), function (c) { return c.charCodeAt(0); });
  }
  function join() {
    var parts = Array.prototype.slice.call(arguments);
    var bytes = new Uint8Array(parts.reduce(function (n, part) { return n + part.length; }, 0));
    parts.reduce(function (at, part) { bytes.set(part, at); return at + part.length; }, 0);
    return bytes;
  }
  function same(a, b) { return hex(a) === hex(b); }

  /* SHA-256 (FIPS 180-4): Web Crypto's own is only there under HTTPS. */
  var PRIMES = (function () {
    var found = [];
    for (var n = 2; found.length < 64; n += 1) {
      if (found.every(function (p) { return n % p; })) found.push(n);
    }
    return found;
  }());
  function fraction(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
  var K = PRIMES.map(function (p) { return fraction(Math.pow(p, 1 / 3)); });
  var H = PRIMES.slice(0, 8).map(function (p) { return fraction(Math.sqrt(p)); });

  function sha256(bytes) {
    var length = bytes.length;
    var whole = Math.ceil((length + 9) / 64) * 64;
    var last = new Uint8Array(whole - Math.floor(length / 64) * 64);
    last.set(bytes.subarray(length - length % 64));
    last[length % 64] = 128;
    var view = new DataView(last.buffer);
    view.setUint32(last.length - 8, Math.floor(length / 536870912));
    view.setUint32(last.length - 4, (length << 3) >>> 0);
    var h = Int32Array.from(H);
    var w = new Int32Array(64);
    var data = new DataView(bytes.buffer, bytes.byteOffset, length);
    for (var at = 0; at + 64 <= length; at += 64) compress(h, w, data, at);
    for (at = 0; at < last.length; at += 64) compress(h, w, view, at);
    var out = new DataView(new ArrayBuffer(32));
    h.forEach(function (word, i) { out.setInt32(i * 4, word); });
    return new Uint8Array(out.buffer);
  }
  function turn(x, n) { return (x >>> n) | (x << (32 - n)); }
  function compress(h, w, data, at) {
    var i;
    for (i = 0; i < 16; i += 1) w[i] = data.getInt32(at + i * 4);
    for (; i < 64; i += 1) {
      var x = w[i - 15];
      var y = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
    }
    var s = Array.prototype.slice.call(h);
    for (i = 0; i < 64; i += 1) {
      var e = s[4];
      var a = s[0];
      var one = (s[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & s[5]) ^ (~e & s[6])) + K[i] + w[i]) | 0;
      var two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]))) | 0;
      s = [(one + two) | 0, a, s[1], s[2], (s[3] + one) | 0, e, s[5], s[6]];
    }
    for (i = 0; i < 8; i += 1) h[i] += s[i];
  }

  /* ---- files of this site ---- */

  var fetched = {};
  function bytesOf(path) {
    if (!fetched[path]) {
      fetched[path] = fetch(root + path, { cache: "no-cache" }).then(function (response) {
        if (response.status === 404) return null;
        if (!response.ok) throw new Error(String(response.status));
        return response.arrayBuffer().then(function (buffer) { return new Uint8Array(buffer); });
      });
    }
    return fetched[path];
  }
  function jsonOf(path) {
    return bytesOf(path).then(function (bytes) { return bytes && JSON.parse(text(bytes)); });
  }

  /* ---- the log ---- */

  /* Three digits a step, all but the last with an x before: 1234067 -> x001/x234/067. */
  function numbered(n) {
    var words = ("000" + n % 1000).slice(-3);
    for (n = Math.floor(n / 1000); n > 0; n = Math.floor(n / 1000)) {
      words = "x" + ("000" + n % 1000).slice(-3) + "/" + words;
    }
    return words;
  }
  /* The tile of a level that holds the hash at `index`, as wide as a tree of `size` makes it. */
  function tile(level, index, size) {
    var n = Math.floor(index / 256);
    var width = Math.min(256, Math.floor(size / Math.pow(256, level)) - n * 256);
    return "log/tile/" + level + "/" + numbered(n) + (width < 256 ? ".p/" + width : "");
  }
  function node(left, right) { return sha256(join(Uint8Array.of(1), left, right)); }

  /* The hash of the complete subtree of 2^height leaves that is the index-th of its height. */
  function subtree(height, index, size) {
    var level = Math.floor(height / 8);
    var wide = Math.pow(2, height % 8);
    var first = index * wide;
    return bytesOf(tile(level, first, size)).then(function (bytes) {
      if (!bytes) throw new Error("tile");
      var hashes = [];
      for (var i = 0; i < wide; i += 1) {
        var at = (first % 256 + i) * 32;
        hashes.push(bytes.subarray(at, at + 32));
      }
      while (hashes.length > 1) {
        hashes = hashes.filter(function (_, j) { return j % 2 === 0; }).map(function (left, j) {
          return node(left, hashes[2 * j + 1]);
        });
      }
      return hashes[0];
    });
  }
  /* The root over leaves lo … hi-1: `leaf` for the leaf numbered `number`, tiles for all others. */
  function rootOf(lo, hi, number, leaf, size) {
    if (hi - lo === 1 && lo === number) return Promise.resolve(leaf);
    var height = Math.ceil(Math.log2(hi - lo));
    var wide = Math.pow(2, height);
    if ((number < lo || number >= hi) && hi - lo === wide && lo % wide === 0) {
      return subtree(height, lo / wide, size);
    }
    var middle = lo + (wide === hi - lo ? wide / 2 : Math.pow(2, height - 1));
    return Promise.all([
      rootOf(lo, middle, number, leaf, size), rootOf(middle, hi, number, leaf, size)
    ]).then(function (sides) { return node(sides[0], sides[1]); });
  }

  /* The text of a log's entry, from the bundle of 256 that holds it; each is led by its length. */
  function entryOf(number, size) {
    var n = Math.floor(number / 256);
    var width = Math.min(256, size - n * 256);
    var path = "log/tile/entries/" + numbered(n) + (width < 256 ? ".p/" + width : "");
    return bytesOf(path).then(function (bytes) {
      if (!bytes) throw new Error("entries");
      var at = 0;
      for (var i = 0; i < number % 256; i += 1) at += 2 + bytes[at] * 256 + bytes[at + 1];
      return bytes.subarray(at + 2, at + 2 + bytes[at] * 256 + bytes[at + 1]);
    });
  }

  function checkpoint() {
    return bytesOf("log/checkpoint").then(function (bytes) {
      if (!bytes) return null;
      var note = text(bytes);
      var cut = note.indexOf("\n\n");
      var body = cut < 0 ? note : note.slice(0, cut + 1);
      var line = body.split("\n");
      return {
        body: body, size: +line[1], root: unbase64(line[2]),
        signatures: (cut < 0 ? "" : note.slice(cut + 2)).split("\n").filter(Boolean)
      };
    });
  }

  /* "signed", "wrong", "unsigned", or "unchecked" where this browser cannot tell. */
  function signatureOf(point) {
    if (!point.signatures.length) return Promise.resolve("unsigned");
    if (!window.crypto || !crypto.subtle || !keys.length) return Promise.resolve("unchecked");
    var trials = point.signatures.map(function (line) {
      var word = line.split(" ");
      var key = keys.filter(function (vkey) { return vkey.split("+")[0] === word[1]; });
      return Promise.all(key.map(function (vkey) { return isSigned(point.body, vkey, word[2]); }));
    });
    return Promise.all(trials).then(function (all) {
      var verdicts = all.reduce(function (a, b) { return a.concat(b); }, []);
      if (verdicts.indexOf(true) >= 0) return "signed";
      return verdicts.indexOf(null) >= 0 ? "unchecked" : "wrong";
    });
  }
  function isSigned(body, vkey, words) {
    var signature = unbase64(words);
    var part = vkey.split("+");
    if (hex(signature.subarray(0, 4)) !== part[1]) return Promise.resolve(false);
    var raw = unbase64(part.slice(2).join("+")).subarray(1);
    return crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]).then(function (key) {
      return crypto.subtle.verify({ name: "Ed25519" }, key, signature.subarray(4), utf8(body));
    }, function () { return null; });
  }

  /* Whether a version of a package stands in the log, and what the checkpoint is worth. */
  function proveEntry(number, digest) {
    return checkpoint().then(function (point) {
      if (!point || number >= point.size) return { entry: null, signature: "unsigned" };
      return entryOf(number, point.size).then(function (line) {
        var entry = JSON.parse(text(line));
        var leaf = sha256(join(Uint8Array.of(0), line));
        return rootOf(0, point.size, number, leaf, point.size).then(function (hash) {
          var isIn = same(hash, point.root) && (!digest || entry.digest === digest);
          return signatureOf(point).then(function (signature) {
            return { entry: isIn ? entry : null, signature: signature, size: point.size };
          });
        });
      });
    });
  }

  /* ---- what is said ---- */

  var SIGNED = {
    signed: "日志的签名也核对过，是对的。",
    wrong: "日志的签名不对：请打监督电话。",
    unsigned: "日志还没有签名。",
    unchecked: "签名没有核对：这个浏览器做不了，或者网址不是 https 开头。下面写着别的办法。"
  };

  function element(name, className, words) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (words) made.textContent = words;
    return made;
  }
  function link(words, url) {
    var made = element("a", "", words);
    made.href = root + url.replace(/^\//, "");
    return made;
  }
  function say(tone, title, lines, links) {
    output.textContent = "";
    var box = element("div", "verdict verdict--" + tone);
    box.appendChild(element("p", "verdict__title", title));
    lines.filter(Boolean).forEach(function (line) { box.appendChild(element("p", "", line)); });
    (links || []).forEach(function (one) {
      var line = element("p", "");
      line.appendChild(one);
      box.appendChild(line);
    });
    output.appendChild(box);
    output.hidden = false;
  }
  function failed() {
    say("plain", "这会儿查不了", ["没有读到公开日志，可能是断网了。过一会儿再试。"]);
  }

  /* The versions of a package, oldest first, with the later ones of one of them. */
  function versionsOf(path) {
    var part = path.split("/");
    return jsonOf("verify/packages/" + part[0] + "/" + part[1] + ".json").then(function (all) {
      return (all && all[part[2]]) || [];
    });
  }
  function later(versions, number) {
    return versions.filter(function (version) { return version.entry > number; });
  }

  function tellFile(name, hit) {
    var digest = hit[3];
    return Promise.all([
      bytesOf(hit[4].replace(/^\//, "")), proveEntry(hit[0] - 1, digest), versionsOf(hit[1])
    ]).then(function (known) {
      var seal = known[0];
      var proof = known[1];
      var isSealed = seal && hex(sha256(seal)) === digest && text(seal).indexOf(hit[5]) >= 0;
      if (!isSealed || !proof.entry) {
        say("bad", "日志里对不上", [
          "“" + name + "”在网上的目录里有，但公开日志证明不了它。可能网站正在更新；过一会儿再试，还是这样就打监督电话。"
        ]);
        return;
      }
      var order = known[2].map(function (version) { return version.entry; }).indexOf(hit[0]) + 1;
      var newer = later(known[2], hit[0]);
      var what = "这是 " + proof.entry.released + " 公开的“" + hit[2] + "”" + (order ? "第 " + order + " 版" : "") +
        "，公开日志第 " + hit[0] + " 条。";
      if (!newer.length) say("good", "对得上，一个字没有改", [what, "它现在还是最新的一版。", SIGNED[proof.signature]]);
      else if (newer[newer.length - 1].action === "withdraw") {
        say("old", "对得上，不过后来撤回了", [what, newer[newer.length - 1].released + " 整份撤回，不再有效。",
          SIGNED[proof.signature]], [link("看为什么撤回", newer[newer.length - 1].page)]);
      } else {
        say("old", "对得上，不过后来改过", [what, "后来又公开过 " + newer.length + " 版，最后一次是 " +
          newer[newer.length - 1].released + "。", SIGNED[proof.signature]],
          [link("看现在这一版", newer[newer.length - 1].page)]);
      }
    });
  }

  function checkFile(file) {
    say("plain", "正在算……", []);
    var reader = new FileReader();
    reader.onload = function () {
      var digest = hex(sha256(new Uint8Array(reader.result)));
      jsonOf("verify/tables/" + digest.slice(0, 2) + ".json").then(function (tables) {
        var hits = tables && tables[digest];
        if (hits) {
          var hit = hits[hits.length - 1];
          return tellFile(file.name, hit.concat([digest]));
        }
        say("bad", "没有查到这份文件", [
          "“" + file.name + "”和本网公开过的任何一张表都不一样。它可能被改过，也可能只是用表格软件打开又存了一遍：存一遍，文件就变了。",
          "请到网上重新下载一份 CSV，不要打开，直接拿来核对。",
          "它的指纹（SHA-256）：" + digest
        ]);
        return null;
      }).catch(failed);
    };
    reader.readAsArrayBuffer(file);
  }

  /* Whether the first `size` lines of today's log are those that the paper's log had. */
  function beginsAs(size, start) {
    return checkpoint().then(function (point) {
      if (!point || size > point.size) return false;
      return rootOf(0, size, -1, null, point.size).then(function (hash) {
        return same(hash.subarray(0, 12), unbase64(start.replace(/-/g, "+").replace(/_/g, "/")));
      });
    });
  }

  /* A sheet on a wall: is it the newest of its book and month, and is the log still the one that it
     speaks of? number: of its line in the log. path: of its package, where the paper names it. */
  function checkPaper(number, subject, size, start, path) {
    say("plain", "正在查……", []);
    Promise.all([proveEntry(number - 1, ""), size ? beginsAs(size, start) : true]).then(function (known) {
      var entry = known[0].entry;
      var own = entry && [entry.kind, entry.publisher, entry.period].join("/");
      if (!entry || (path && own !== path)) {
        say("bad", "这张纸查不到", ["公开日志里没有这一条。纸可能不是本网印的，请打监督电话问。"]);
        return null;
      }
      if (!known[1]) {
        say("bad", "公开日志和这张纸对不上", [
          "印这张纸的时候，日志的前 " + size + " 条不是现在这样。日志只能往后加，不能改：请留好这张纸，打监督电话。"
        ]);
        return null;
      }
      return versionsOf(own).then(function (versions) { tellPaper(number, subject, size, known[0], versions); });
    }).catch(failed);
  }

  function tellPaper(number, subject, size, proof, versions) {
    var newer = later(versions, number);
    var changed = newer.filter(function (version, i) {
      var isBack = i > 0 && newer[i - 1].action === "withdraw";
      return !subject || isBack || version.action === "withdraw" || version.changed.indexOf(subject) >= 0;
    });
    var what = "这张纸是 " + proof.entry.released + " 公开的，公开日志第 " + number + " 条。";
    var log = size ? "印它的时候日志有 " + size + " 条，现在前 " + size + " 条还是原样。" : "";
    if (!changed.length) {
      say("good", "这张纸是最新的", [what, log, SIGNED[proof.signature]]);
      return;
    }
    var last = changed[changed.length - 1];
    var isBack = last.action === "withdraw";
    say("old", isBack ? "这张纸上的撤回了" : "这张纸改过了", [what, last.released +
      (isBack ? " 整份撤回，不再有效。" : " 又公开了一版，以新的为准。"), log, SIGNED[proof.signature]],
      [link("看改了什么", last.page)]);
  }

  /* `#424/990121100201-00/427/FM-l6JEYQ9hJL1_T`: line, book, size and root of the log as printed.
     Papers of earlier days name the package instead: `#accounts/taiping/2026-06/424/990121100201-00`. */
  function fromAddress() {
    var words = decodeURIComponent(location.hash.slice(1));
    var now = /^(\d+)\/([\w-]+)\/(\d+)\/([\w-]{16})$/.exec(words);
    var before = /^([a-z_]+\/[a-z0-9-]+\/[a-z0-9-]+)\/(\d+)(?:\/(.*))?$/.exec(words);
    if (now) checkPaper(+now[1], now[2], +now[3], now[4], "");
    else if (before) checkPaper(+before[2], before[3] || "", 0, "", before[1]);
  }

  form.hidden = false;
  input.addEventListener("change", function () { if (input.files[0]) checkFile(input.files[0]); });
  ["dragenter", "dragover"].forEach(function (name) {
    form.addEventListener(name, function (event) { event.preventDefault(); form.classList.add("is-over"); });
  });
  form.addEventListener("dragleave", function () { form.classList.remove("is-over"); });
  form.addEventListener("drop", function (event) {
    event.preventDefault();
    form.classList.remove("is-over");
    if (event.dataTransfer.files[0]) checkFile(event.dataTransfer.files[0]);
  });
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
}());
