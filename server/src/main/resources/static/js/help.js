// The help page: sends until it is heard, keeps the state fresh, says where the person is when asked to.
(() => {
  "use strict";
  const ask = document.getElementById("ask");
  ask?.addEventListener("submit", async event => {
    event.preventDefault();
    const button = document.getElementById("send"), note = document.getElementById("sending");
    const body = new URLSearchParams(new FormData(ask));
    button.disabled = true;
    for (let tries = 1; ; tries++) {
      note.textContent = tries === 1 ? ask.dataset.sending : ask.dataset.again.replace("{0}", tries);
      try {
        const answer = await fetch(ask.action, { method: "POST", body, signal: AbortSignal.timeout(15000) });
        if (answer.redirected) { location.replace(answer.url); return; }
        if (answer.status < 500) { ask.submit(); return; }
      } catch (e) { /* no answer: the line is slow or gone; the same call again does no harm */ }
      await new Promise(go => setTimeout(go, Math.min(1000 * tries, 5000)));
    }
  });

  const place = document.getElementById("position");
  if (place && navigator.geolocation) {
    place.hidden = false;
    place.querySelector("button").addEventListener("click", () => {
      const note = place.querySelector("[role=status]");
      navigator.geolocation.getCurrentPosition(p => {
        place.querySelector("[name=latitude]").value = p.coords.latitude;
        place.querySelector("[name=longitude]").value = p.coords.longitude;
        place.querySelector("[name=accuracy]").value = Math.min(p.coords.accuracy, 100000);
        note.textContent = place.dataset.shared;
        if (place.tagName === "FORM") { place.submit(); }
      }, () => { note.textContent = place.dataset.none; }, { enableHighAccuracy: true, timeout: 20000 });
    });
  }

  const state = () => document.getElementById("state");
  if (state()) {
    const timer = setInterval(async () => {
      if (state().dataset.ended === "true") { clearInterval(timer); return; }
      try {
        const answer = await fetch(state().dataset.url, { signal: AbortSignal.timeout(10000) });
        if (!answer.ok) { return; }
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("state");
        if (fresh && fresh.innerHTML !== state().innerHTML) { state().replaceWith(fresh); }
      } catch (e) { /* asked again in some seconds */ }
    }, 4000);
  }
})();
