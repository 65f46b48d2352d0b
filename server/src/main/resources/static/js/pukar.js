// Every page behind a sign-in: the live line to the desk, clocks that run, ringing, keys, and focus that stays.
(() => {
  "use strict";
  const line = document.getElementById("line"), texts = document.getElementById("top")?.dataset || {};
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
    const text = live ? line.dataset.live : line.dataset.dead;
    line.className = "line " + (live ? "live" : "dead");
    if (line.textContent !== text) { line.textContent = text; }
  }

  setInterval(() => { if (lastHeard && Date.now() - lastHeard > 25000) { show(false); } }, 1000);

  function runClocks() {
    for (const clock of document.querySelectorAll("[data-deadline]")) {
      const left = Math.ceil((Number(clock.dataset.deadline) - Date.now()) / 1000);
      // A report that is due tomorrow needs no clock.
      clock.textContent = left > 3600 ? "" : left >= 0 ? (texts.seconds || "{0}").replace("{0}", left) : texts.now || "0";
    }
    ring();
  }
  setInterval(runClocks, 500);

  // Ringing: two tones, louder with each missed deadline. Browsers allow sound after the first touch or key.
  const volume = document.getElementById("volume"), vibrate = document.getElementById("vibrate");
  const keys = document.getElementById("keys"), silent = document.getElementById("silent");
  let sound, lastRing = 0;
  const kept = (name, otherwise) => localStorage.getItem(name) ?? otherwise;
  if (volume) {
    volume.value = kept("volume", "5");
    vibrate.checked = kept("vibrate", "true") === "true";
    volume.addEventListener("change", () => setVolume(volume.value));
    vibrate.addEventListener("change", () => localStorage.setItem("vibrate", String(vibrate.checked)));
    keys.checked = kept("keys", "true") === "true";
    keys.addEventListener("change", () => localStorage.setItem("keys", String(keys.checked)));
    const notify = document.getElementById("notify");
    notify.checked = kept("notify", "false") === "true" && window.Notification?.permission === "granted";
    notify.addEventListener("change", async () => {
      const may = notify.checked && window.Notification && await Notification.requestPermission() === "granted";
      notify.checked = Boolean(may);
      localStorage.setItem("notify", String(notify.checked));
    });
    document.getElementById("testSound").addEventListener("click", () => play(0));
  }
  const loudness = () => Number(kept("volume", "5"));
  function setVolume(value) {
    if (Number(value)) { localStorage.setItem("volumeBefore", value); }
    localStorage.setItem("volume", value);
    if (volume) { volume.value = value; }
    ring();
  }
  const title = document.title;
  // Not as soon as a finger is down: the bar that says so would go, and the button move from under it.
  for (const touch of ["click", "keydown"]) {
    document.addEventListener(touch, () => { sound = sound || new AudioContext(); }, { once: true, capture: true });
  }
  function ring() {
    const ringing = [...document.querySelectorAll("[data-rings=true]")];
    document.title = ringing.length ? "(" + ringing.length + ") " + title : title;
    tellSilence(ringing.length > 0);
    const now = Date.now();
    if (!ringing.length || now - lastRing < 2000) { return; }
    lastRing = now;
    play(Math.max(...ringing.map(e => Number(e.dataset.urgency) || 0)));
  }
  function play(urgency) {
    if (kept("vibrate", "true") === "true" && sound) { navigator.vibrate?.([200, 100, 200]); }
    if (!sound || !loudness()) { return; }
    for (const [i, pitch] of [660, 880].entries()) {
      const tone = sound.createOscillator(), gain = sound.createGain(), at = sound.currentTime + i * .25;
      tone.frequency.value = pitch;
      gain.gain.setValueAtTime(Math.min(1, Math.min(.5, .12 * (urgency + 1)) * loudness() / 5), at);
      gain.gain.exponentialRampToValueAtTime(.001, at + .22);
      tone.connect(gain).connect(sound.destination);
      tone.start(at);
      tone.stop(at + .25);
    }
  }
  // A page that makes no sound while something rings says so.
  function tellSilence(ringing) {
    if (!silent) { return; }
    const why = !ringing ? "" : !loudness() ? silent.dataset.off : !sound ? silent.dataset.locked : "";
    silent.hidden = !why;
    if (silent.textContent !== why) { silent.textContent = why; }
  }

  // Said to a screen reader once: what rings, what broke, where the shown incident stands.
  const said = document.getElementById("said");
  let known = new Set();
  function announce() {
    const all = document.querySelectorAll("[data-rings=true] a, .fault, #card .status .state");
    const texts = [...all].map(e => [...e.children].filter(c => !c.classList.contains("clock"))
      .map(c => c.textContent.trim()).join(" ") || e.textContent.trim());
    const fresh = texts.filter(t => !known.has(t));
    known = new Set(texts);
    if (said && fresh.length) { said.textContent = fresh.join(". "); }
    // A page that nobody looks at says it through the device, where its owner wants that.
    if (fresh.length && document.hidden && kept("notify", "false") === "true" && window.Notification?.permission === "granted") {
      new Notification(title, { body: fresh.join(". "), tag: "pukar" });
    }
  }

  // What someone was at, and what they have typed, outlives the exchange of the part around it.
  let before = { values: [] };
  // A button must not be exchanged under somebody's finger, nor a form that is on its way: the part is asked for again a little later.
  let busyUntil = 0;
  for (const [touch, millis] of [["pointerdown", 3000], ["pointerup", 100], ["pointercancel", 0], ["submit", 5000]]) {
    window.addEventListener(touch, () => { busyUntil = Date.now() + millis; }, { capture: true, passive: true });
  }
  document.body.addEventListener("htmx:beforeSwap", e => {
    if (Date.now() < busyUntil) {
      e.detail.shouldSwap = false;
      setTimeout(() => htmx.trigger(document.body, "desk-changed"), 400);
      return;
    }
    const fields = [...e.detail.target.querySelectorAll("input[id], select[id], textarea[id]")];
    const open = [...document.querySelectorAll("details[open][id]")].map(d => d.id);
    before = { focus: document.activeElement?.id, open, values: fields.map(f => [f.id, f.value]) };
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    for (const id of before.open || []) {
      const box = document.getElementById(id);
      if (box) { box.open = true; }
    }
    for (const [id, value] of before.values) {
      const field = document.getElementById(id);
      if (field) { field.value = value; }
    }
    const again = before.focus && document.getElementById(before.focus);
    if (again && document.activeElement !== again) { again.focus({ preventScroll: true }); }
    runClocks();
    announce();
  });

  document.addEventListener("keydown", e => {
    if (kept("keys", "true") !== "true" || e.ctrlKey || e.metaKey || e.altKey || /INPUT|SELECT|TEXTAREA/.test(e.target.tagName)) { return; }
    const all = [...document.querySelectorAll(".incidents:not(.past) a")];
    const at = all.findIndex(a => a.parentElement.classList.contains("selected"));
    if (e.key === "j" && all[at + 1]) { all[at + 1].click(); }
    if (e.key === "k" && all[at - 1]) { all[at - 1].click(); }
    if (e.key === "t") { document.getElementById("claim")?.click(); }
    if (e.key === "m") { setVolume(loudness() ? "0" : kept("volumeBefore", "5")); }
  });

  connect();
  runClocks();
  announce();
})();
