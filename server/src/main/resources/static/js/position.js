// A unit tells where it is, while this page is open and only when asked to.
(() => {
  "use strict";
  const button = document.getElementById("position"), note = document.getElementById("positionNote");
  button?.addEventListener("click", () => {
    if (!navigator.geolocation) { note.textContent = note.dataset.unable; return; }
    navigator.geolocation.watchPosition(async p => {
      const body = new URLSearchParams(new FormData(document.getElementById("csrf")));
      body.set("latitude", p.coords.latitude);
      body.set("longitude", p.coords.longitude);
      const answer = await fetch(button.dataset.url, { method: "POST", body });
      note.textContent = answer.ok ? note.dataset.shared.replace("{0}", new Date().toTimeString().slice(0, 8)) : note.dataset.failed;
    }, () => { note.textContent = note.dataset.refused; }, { enableHighAccuracy: true, maximumAge: 10000 });
  });
})();
