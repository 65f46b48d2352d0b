// One incident: its masked pictures, its evidence, its place.
(() => {
  "use strict";
  drawMap();
  const article = document.querySelector("[data-incident]");
  if (article) { showEvidence(article.dataset.incident); }

  async function showEvidence(id) {
    let shown = -1;
    // Pictures from after the signal come some seconds later; once the incident has ended there are none.
    const load = async () => {
      const answer = await fetch(`/desk/${id}/signals.json`, { headers: { Accept: "application/json" } });
      if (!answer.ok) { return; }
      const signals = await answer.json();
      const pictures = signals.reduce((sum, s) => sum + s.pictures, 0);
      if (pictures !== shown) {
        shown = pictures;
        play(id, signals);
        plot(signals);
        latest = signals;
      }
    };
    let latest = [];
    document.addEventListener("colours-changed", () => plot(latest));
    addEventListener("resize", () => plot(latest));
    await load();
    document.body.addEventListener("desk-changed", load);
  }

  let timer = 0;
  function play(id, signals) {
    clearInterval(timer);
    const picture = document.getElementById("picture"), note = document.getElementById("pictureNote");
    const signal = [...signals].reverse().find(s => s.pictures > 0);
    if (!signal) {
      picture.removeAttribute("src");
      note.textContent = note.dataset.none;
      return;
    }
    const frames = Array.from({ length: signal.pictures }, (_, n) => {
      const frame = new Image();
      frame.src = `/desk/${id}/pictures/${signal.id}/${n}.jpg`;
      return frame;
    });
    let at = 0;
    timer = setInterval(() => {
      for (let tries = 0; tries < frames.length; tries++) {
        at = (at + 1) % frames.length;
        if (frames[at].complete && frames[at].naturalWidth) { break; }
      }
      if (frames[at].naturalWidth) { picture.src = frames[at].src; draw(frames[at]); }
    }, 200);
    function draw(frame) {
      note.textContent = note.dataset.shown.replace("{0}", signal.camera)
        .replace("{1}", frames.indexOf(frame) + 1).replace("{2}", frames.length);
    }
  }

  function plot(signals) {
    const place = document.getElementById("plot");
    place.replaceChildren();
    const signal = [...signals].reverse().find(s => JSON.parse(s.looks).length);
    if (!signal || !window.uPlot) { place.textContent = place.dataset.none; return; }
    const looks = JSON.parse(signal.looks);
    const times = looks.map(l => Date.parse(l.at) / 1000);
    const style = getComputedStyle(document.documentElement), colour = name => style.getPropertyValue("--" + name);
    const axis = { stroke: colour("soft"), grid: { stroke: colour("edge") }, ticks: { stroke: colour("edge") } };
    const words = place.dataset;
    const clock = seconds => new Date(seconds * 1000).toLocaleTimeString("en-GB", { timeZone: article.dataset.zone });
    new uPlot({
      width: place.clientWidth || 320, height: 200,
      legend: { live: false }, cursor: { show: false },
      scales: { share: { range: [0, 1] }, sum: { range: (u, low, high) => [0, Math.max(high, signal.threshold * 1.15)] } },
      axes: [{ ...axis, values: (u, ticks) => ticks.map(clock) }, { ...axis, scale: "sum", label: words.evidence, labelSize: 18, size: 42 }, { ...axis, scale: "share", side: 1, label: words.distress, labelSize: 18, size: 42, grid: { show: false } }],
      series: [{},
        { label: words.evidence, scale: "sum", stroke: colour("ring"), width: 2 },
        { label: words.threshold, scale: "sum", stroke: colour("bad"), dash: [6, 4] },
        { label: words.score, scale: "share", stroke: colour("main"), width: 1, points: { show: true, size: 5 } }],
    }, [times, looks.map(l => l.sum), looks.map(() => signal.threshold), looks.map(l => l.distress)], place);
  }

  async function drawMap() {
    const place = document.getElementById("map");
    if (!place || !window.L) { return; }
    const at = [Number(place.dataset.latitude), Number(place.dataset.longitude)];
    const map = L.map(place, { attributionControl: false, zoomSnap: .5, zoomControl: false }).setView(at, 15);
    const places = await drawBase(map, place.dataset);
    for (const s of places.stations) {
      L.circleMarker([s.latitude, s.longitude], { radius: 6, fillOpacity: .9, className: "on-map station" }).bindTooltip(s.name, { permanent: true, direction: "right", className: "pin" }).addTo(map);
    }
    L.circleMarker(at, { radius: 10, fillOpacity: .8, className: "on-map site" }).bindTooltip(place.dataset.name).addTo(map);
    const nearest = [...places.stations].sort((a, b) => map.distance(at, [a.latitude, a.longitude]) - map.distance(at, [b.latitude, b.longitude]))[0];
    if (nearest) { map.fitBounds(L.latLngBounds([at, [nearest.latitude, nearest.longitude]]).pad(.4), { maxZoom: 16 }); }
  }
})();
