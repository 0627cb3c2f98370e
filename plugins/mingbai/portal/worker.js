/* Keeps the pages that a reader asked to keep, for when there is no network.
   The network comes first, always: a kept page is shown only where nothing else comes, and then it
   says of which day it is. Only kept pages are answered for; everything else is left to the browser. */
"use strict";

var CACHE = "kept";
var DAY = "x-kept-on";

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

function stamped(response, day) {
  return response.blob().then(function (body) {
    var headers = new Headers(response.headers);
    headers.set(DAY, day);
    return new Response(body, { status: response.status, headers: headers });
  });
}

/* 07-13 as people say it. */
function spoken(day) {
  var parts = day.split("-");
  return parts[0] + " 年 " + Number(parts[1]) + " 月 " + Number(parts[2]) + " 日";
}

/* A page from the store, with the day it is of at its top. */
function old(response) {
  var type = response.headers.get("content-type") || "";
  if (type.indexOf("text/html") < 0) return response;
  return response.text().then(function (html) {
    var day = spoken(response.headers.get(DAY));
    var word = '<div class="page"><p class="note" role="status">离线：这是 ' + day +
      "存下的，后来改过的这里看不到。</p></div>";
    return new Response(html.replace(/(<body[^>]*>)/, "$1" + word), { headers: response.headers });
  });
}

/* What is newest, which takes the place of what was kept. The browser's own store is passed over:
   it would give an old page as if it were new. */
function newest(url) {
  return fetch(url, { cache: "no-cache" }).then(function (response) {
    if (!response.ok) return response;
    var day = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
    return stamped(response.clone(), day).then(function (fresh) {
      return caches.open(CACHE).then(function (cache) { return cache.put(url, fresh); });
    }).then(function () { return response; });
  });
}

self.addEventListener("fetch", function (event) {
  var request = event.request;
  if (request.method !== "GET") return;
  event.respondWith(caches.match(request).then(function (kept) {
    if (!kept) return fetch(request);
    return newest(request.url).catch(function () { return old(kept); });
  }));
});
