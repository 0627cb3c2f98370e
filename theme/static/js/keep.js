/* 存下这一页: keeps a village's page on the phone, for when there is no network. It asks for the page
   and what it is drawn with, once more, and has worker.js answer when nothing else does. */
(function () {
  "use strict";
  var box = document.getElementById("keep");
  if (!box || !("serviceWorker" in navigator) || !window.caches) return;
  var button = box.querySelector("button");
  var said = box.querySelector("[role=status]");
  var here = window.location.href.split("#")[0].split("?")[0];

  function parts() {
    var links = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
    var urls = [here];
    for (var i = 0; i < links.length; i += 1) urls.push(links[i].href || links[i].src);
    var more = document.querySelectorAll("a[data-keep]");
    for (var j = 0; j < more.length; j += 1) urls.push(more[j].href.split("#")[0]);
    return urls.filter(function (url, at) { return urls.indexOf(url) === at; });
  }

  function today() {
    return new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
  }

  function keep(cache, url) {
    return fetch(url, { cache: "no-cache" }).then(function (response) {
      if (!response.ok) throw new Error(url);
      return response.blob().then(function (body) {
        var headers = new Headers(response.headers);
        headers.set("x-kept-on", today());
        return cache.put(url, new Response(body, { headers: headers }));
      });
    });
  }

  button.addEventListener("click", function () {
    button.disabled = true;
    said.textContent = "正在存……";
    navigator.serviceWorker.register(box.getAttribute("data-worker")).then(function () {
      return caches.open("kept");
    }).then(function (cache) {
      return Promise.all(parts().map(function (url) { return keep(cache, url); }));
    }).then(function () {
      said.textContent = "存好了。没有网络也能打开这一页，会写明是哪天存的；有网络时看到的总是最新的。";
    }, function () {
      button.disabled = false;
      said.textContent = "没有存成：网络断了，或者手机不让存。等一会儿再试。";
    });
  });
  box.hidden = false;
}());
