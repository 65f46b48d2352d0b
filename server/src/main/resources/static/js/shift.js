// Renews the shift of whoever sits before this page, and asks when nobody has touched it for long.
(() => {
  "use strict";
  const note = document.getElementById("shift"), token = document.querySelector(".who input[name=_csrf]");
  if (!note || !token) { return; }
  const askAfter = Number(note.dataset.askSeconds);
  let touched = Date.now();
  for (const touch of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    document.addEventListener(touch, () => {
      const was = touched;
      touched = Date.now();
      if (touched - was > askAfter * 1000) { seen(); }
    }, { passive: true });
  }
  async function seen() {
    const idle = Math.round((Date.now() - touched) / 1000);
    try {
      const answer = await fetch("/shift/seen", { method: "POST", body: new URLSearchParams({ idle, _csrf: token.value }) });
      const on = answer.ok && (await answer.json()).on;
      note.textContent = !on ? note.dataset.ended : idle > askAfter ? note.dataset.there : "";
      note.hidden = note.textContent === "";
    } catch (e) { /* the page's line says that it hears nothing */ }
  }
  seen();
  setInterval(seen, 30000);
})();
