// A unit tells where it is, while this page is open and only when asked to.
(() => {
  "use strict";
  const button = document.getElementById("position"), note = document.getElementById("positionNote");
  button?.addEventListener("click", () => {
    if (!navigator.geolocation) { note.textContent = "This phone gives no position."; return; }
    navigator.geolocation.watchPosition(async p => {
      const body = new URLSearchParams(new FormData(document.getElementById("csrf")));
      body.set("latitude", p.coords.latitude);
      body.set("longitude", p.coords.longitude);
      const answer = await fetch(button.dataset.url, { method: "POST", body });
      note.textContent = answer.ok ? "shared at " + new Date().toLocaleTimeString() : "could not be shared";
    }, e => { note.textContent = "no position: " + e.message; }, { enableHighAccuracy: true, maximumAge: 10000 });
  });
})();
