// The settings in the head of every page: colours, kept in a cookie that the server reads; and the sheet that holds them.
(() => {
  "use strict";
  const sheet = document.getElementById("choices"), light = document.getElementById("light");
  if (!sheet) { return; }

  for (const choice of sheet.querySelectorAll("input[name=theme]")) {
    choice.addEventListener("change", () => {
      document.cookie = `theme=${choice.value}; path=/; max-age=${choice.value ? 31536000 : 0}; SameSite=Lax`;
      light.media = { light: "all", dark: "not all" }[choice.value] || "(prefers-color-scheme: light)";
      document.querySelector("meta[name=color-scheme]").content = choice.value || "dark light";
      tell();
    });
  }
  // What is drawn and not styled, the plot, is drawn again in the other colours.
  const tell = () => document.dispatchEvent(new Event("colours-changed"));
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", tell);

  const close = () => { sheet.open = false; };
  document.addEventListener("click", e => { if (!sheet.contains(e.target)) { close(); } });
  document.addEventListener("keydown", e => {
    if (e.key === "Escape" && sheet.open) { close(); sheet.querySelector("summary").focus(); }
  });
})();
