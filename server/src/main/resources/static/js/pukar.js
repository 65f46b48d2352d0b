// Every page: the live line to the desk, clocks that run, ringing, keys.
(() => {
  "use strict";
  const line = document.getElementById("line");
  let lastHeard = 0;

  function connect() {
    const events = new EventSource("/events");
    const heard = () => { lastHeard = Date.now(); show(true); };
    events.addEventListener("desk", () => { heard(); htmx.trigger(document.body, "desk-changed"); });
    events.addEventListener("beat", heard);
    events.onerror = () => {
      show(false);
      if (events.readyState === EventSource.CLOSED) { setTimeout(connect, 3000); }
    };
  }

  // A page that hears nothing must not look quiet.
  function show(live) {
    if (!line) { return; }
    line.className = "line " + (live ? "live" : "dead");
    line.textContent = live ? "live" : "NOT LIVE: this page hears nothing, reload or call the control room";
  }

  setInterval(() => { if (lastHeard && Date.now() - lastHeard > 25000) { show(false); } }, 1000);

  function runClocks() {
    for (const clock of document.querySelectorAll("[data-deadline]")) {
      const left = Math.ceil((Number(clock.dataset.deadline) - Date.now()) / 1000);
      clock.textContent = left >= 0 ? left + " s" : "now";
    }
    ring();
  }
  setInterval(runClocks, 500);

  // Ringing: two tones, louder with each missed deadline. Browsers allow sound after the first touch or key.
  let sound, muted = false, lastRing = 0;
  const title = document.title;
  for (const touch of ["pointerdown", "keydown"]) {
    document.addEventListener(touch, () => { sound = sound || new AudioContext(); }, { once: true });
  }
  function ring() {
    const ringing = [...document.querySelectorAll("[data-rings=true]")];
    document.title = ringing.length ? "(" + ringing.length + ") " + title : title;
    const now = Date.now();
    if (!ringing.length || muted || !sound || now - lastRing < 2000) { return; }
    lastRing = now;
    const urgency = Math.max(...ringing.map(e => Number(e.dataset.urgency) || 0));
    for (const [i, pitch] of [660, 880].entries()) {
      const tone = sound.createOscillator(), volume = sound.createGain(), at = sound.currentTime + i * .25;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(Math.min(.5, .12 * (urgency + 1)), at);
      volume.gain.exponentialRampToValueAtTime(.001, at + .22);
      tone.connect(volume).connect(sound.destination);
      tone.start(at);
      tone.stop(at + .25);
    }
  }

  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || /INPUT|SELECT|TEXTAREA/.test(e.target.tagName)) { return; }
    const all = [...document.querySelectorAll(".incidents:not(.past) a")];
    const at = all.findIndex(a => a.parentElement.classList.contains("selected"));
    if (e.key === "j" && all[at + 1]) { all[at + 1].click(); }
    if (e.key === "k" && all[at - 1]) { all[at - 1].click(); }
    if (e.key === "t") { document.getElementById("claim")?.click(); }
    if (e.key === "m") { muted = !muted; }
  });

  connect();
  runClocks();
})();
