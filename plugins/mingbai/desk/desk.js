// Files dropped on the page are sent as the form would send them; while something is being done the
// page asks how far it is, and shows how all stands when it is done. The body is changed in one step,
// without a reload: what she drops, types or clicks meanwhile meets the old page or the new one and
// is not lost to one that is on its way. All of it works without this, too.
(function () {
  "use strict";
  // What she has begun to type, tick or send must not be lost to a page that is shown anew.
  var touched = false;

  function part(id) { return document.getElementById(id); }
  function send() { touched = true; part("drop").submit(); }

  document.addEventListener("input", function () { touched = true; });
  document.addEventListener("submit", function () { touched = true; });
  document.addEventListener("change", function (event) {
    if (event.target.id === "workbooks" && event.target.files.length) { send(); }
  });
  document.addEventListener("dragover", function (event) {
    event.preventDefault();
    part("drop").classList.add("drop--over");
  });
  document.addEventListener("dragleave", function (event) {
    if (!event.relatedTarget) { part("drop").classList.remove("drop--over"); }
  });
  // A folder that is dropped is no file: its workbooks are looked up in it.
  function inside(entry, found) {
    if (entry.isFile) {
      return new Promise(function (done) {
        entry.file(function (file) {
          if (/\.(xlsx|xlsm|xls|et|ods|csv|tsv)$/i.test(file.name) && !/^(~\$|\.)/.test(file.name)) { found.push(file); }
          done();
        }, done);
      });
    }
    return new Promise(function (done) {
      var reader = entry.createReader();
      (function more() {
        reader.readEntries(function (entries) {
          if (!entries.length) { done(); return; }
          Promise.all(entries.map(function (one) { return inside(one, found); })).then(more);
        }, done);
      }());
    });
  }
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    part("drop").classList.remove("drop--over");
    var files = event.dataTransfer.files;
    var entries = Array.prototype.map.call(event.dataTransfer.items || [], function (item) {
      return item.webkitGetAsEntry ? item.webkitGetAsEntry() : null;
    });
    if (!entries.some(function (entry) { return entry && entry.isDirectory; })) {
      if (files.length) { part("workbooks").files = files; send(); }
      return;
    }
    var found = [];
    Promise.all(entries.filter(Boolean).map(function (entry) { return inside(entry, found); })).then(function () {
      var all = new DataTransfer();
      found.forEach(function (file) { all.items.add(file); });
      if (found.length) { part("workbooks").files = all.files; send(); }
    });
  });

  // What the keyboard is at, by what it is and says: most controls have no id.
  function likeness(one) {
    var form = one.closest("form");
    var text = one.tagName === "SELECT" ? "" : one.textContent;
    return [one.tagName, one.id, one.name, one.value, text, form && form.getAttribute("action")].join("|");
  }
  function refocus(before) {
    var all = document.querySelectorAll("a, button, input, select, summary, [tabindex]");
    var again = Array.prototype.filter.call(all, function (one) {
      return one.getClientRects().length && likeness(one) === before;
    })[0];
    (again || part("main")).focus({ preventScroll: true });
  }

  function show(page) {
    var focused = document.activeElement;
    var before = focused && focused !== document.body ? likeness(focused) : "";
    var form = part("drop");  // stays: the dialogue in which she looks for a file may be open
    document.title = page.title;
    document.body = document.adoptNode(page.body);
    part("drop").replaceWith(form);
    begin();
    if (before) { refocus(before); }
    // a region is heard when its words change, not when it comes with them
    window.setTimeout(function () {
      part("news").textContent = document.querySelector("h1").textContent + "。" + document.querySelector(".lead").textContent;
    }, 200);
  }

  function ask() {
    fetch("state", { cache: "no-store" }).then(function (answer) { return answer.json(); }).then(function (state) {
      part("doing-words").textContent = state.doing ? state.doing + "……" : "好了";
      // what is wrong is shown while the pages are still being made
      var isNews = !state.doing || String(state.looks) !== document.body.dataset.looks;
      if (!isNews || touched) {
        if (state.doing) { window.setTimeout(ask, 700); }
        return null;
      }
      return fetch("./", { cache: "no-store" }).then(function (answer) {
        if (!answer.ok) { throw new Error(answer.statusText); }
        return answer.text();
      }).then(function (text) {
        if (!touched) { show(new DOMParser().parseFromString(text, "text/html")); }
      });
    }).catch(function () {
      part("doing-words").textContent = "报账台关掉了。在命令窗口里再打开一次，放上来的都还在。";
    });
  }

  function begin() {
    part("drop-send").hidden = true;
    if (document.body.dataset.doing) { window.setTimeout(ask, 400); }
  }
  begin();
}());
