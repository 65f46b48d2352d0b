// The help page: sends until it is heard, keeps the state fresh, says where the person is when asked to. Old phones run this, too.
(() => {
  "use strict";
  const PATIENCE = 15000;
  function ask(address, options) {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE);
    return fetch(address, { ...options, signal: stop.signal }).finally(() => clearTimeout(timer));
  }

  const form = document.getElementById("ask");
  if (form && window.fetch && window.AbortController && Promise.prototype.finally) {
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const button = document.getElementById("send"), note = document.getElementById("sending");
      const body = new URLSearchParams(new FormData(form)).toString();
      button.disabled = true;
      for (let tries = 1; ; tries++) {
        note.textContent = tries === 1 ? form.dataset.sending : form.dataset.again.replace("{0}", tries);
        try {
          const answer = await ask(form.action, { method: "POST", body, headers: { "Content-Type": "application/x-www-form-urlencoded" } });
          if (answer.redirected) { location.replace(answer.url); return; }
          if (answer.status < 500) { form.submit(); return; }
        } catch (e) { /* no answer: the line is slow or gone; the same call again does no harm */ }
        await new Promise(go => setTimeout(go, Math.min(1000 * tries, 5000)));
      }
    });
  }

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

  // The two numbers go after a minute, also where no line brings a fresh page.
  setTimeout(() => { const codes = document.querySelector(".codes"); if (codes) { codes.remove(); } }, 60000);

  const state = () => document.getElementById("state");
  if (state()) {
    const timer = setInterval(async () => {
      if (state().dataset.ended === "true") { clearInterval(timer); return; }
      try {
        const answer = await ask(state().dataset.url, {});
        if (!answer.ok) { return; }
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("state");
        if (!fresh || fresh.innerHTML === state().innerHTML) { return; }
        if (fresh.dataset.ended === "true") { location.replace(location.pathname); return; }
        state().replaceWith(fresh);
      } catch (e) { /* asked again in some seconds */ }
    }, 4000);
  }
})();
