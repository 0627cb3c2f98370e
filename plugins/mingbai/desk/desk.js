// Files dropped on the page are sent as the form would send them; while something is being done the
// page asks how far it is, and is loaded anew when it is done. All of it works without this, too.
(function () {
  "use strict";
  var body = document.body;
  var form = document.getElementById("drop");
  var input = document.getElementById("workbooks");
  var words = document.getElementById("doing-words");

  document.getElementById("drop-send").hidden = true;
  input.addEventListener("change", function () { if (input.files.length) { form.submit(); } });

  function over(event) {
    event.preventDefault();
    form.classList.add("drop--over");
  }
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", function (event) {
    if (!event.relatedTarget) { form.classList.remove("drop--over"); }
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
    form.classList.remove("drop--over");
    var files = event.dataTransfer.files;
    var entries = Array.prototype.map.call(event.dataTransfer.items || [], function (item) {
      return item.webkitGetAsEntry ? item.webkitGetAsEntry() : null;
    });
    if (!entries.some(function (entry) { return entry && entry.isDirectory; })) {
      if (files.length) { input.files = files; form.submit(); }
      return;
    }
    var found = [];
    Promise.all(entries.filter(Boolean).map(function (entry) { return inside(entry, found); })).then(function () {
      var all = new DataTransfer();
      found.forEach(function (file) { all.items.add(file); });
      if (found.length) { input.files = all.files; form.submit(); }
    });
  });

  // What she has begun to type or tick must not be lost to a page that loads itself anew.
  var touched = false;
  document.addEventListener("input", function () { touched = true; });

  function ask() {
    fetch("state", { cache: "no-store" }).then(function (answer) { return answer.json(); }).then(function (state) {
      words.textContent = state.doing ? state.doing + "……" : "好了";
      // what is wrong is shown while the pages are still being made
      var isNews = !state.doing || String(state.looks) !== body.dataset.looks;
      if (isNews && !touched) {
        window.location.reload();
        return;
      }
      if (state.doing) { window.setTimeout(ask, 700); }
    }).catch(function () {
      words.textContent = "报账台关掉了。在命令窗口里再打开一次，放上来的都还在。";
    });
  }
  if (body.dataset.doing) { window.setTimeout(ask, 400); }
}());
