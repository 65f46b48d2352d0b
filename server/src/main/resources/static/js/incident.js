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
      }
    };
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
      note.textContent = "No pictures: none were taken, or they have been erased.";
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
      note.textContent = `${signal.camera}: ${frames.indexOf(frame) + 1} of ${frames.length}, five a second. Every head is covered.`;
    }
  }

  function plot(signals) {
    const place = document.getElementById("plot");
    place.replaceChildren();
    const signal = [...signals].reverse().find(s => JSON.parse(s.looks).length);
    if (!signal || !window.uPlot) { place.textContent = "No evidence to plot: this was no expression."; return; }
    const looks = JSON.parse(signal.looks);
    const times = looks.map(l => Date.parse(l.at) / 1000);
    const axis = { stroke: "#a9b6c3", grid: { stroke: "#2a343e" }, ticks: { stroke: "#2a343e" } };
    new uPlot({
      width: place.clientWidth || 320, height: 200,
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), article.dataset.zone),
      legend: { live: false }, cursor: { show: false },
      scales: { share: { range: [0, 1] }, sum: { range: (u, low, high) => [0, Math.max(high, signal.threshold * 1.15)] } },
      axes: [axis, { ...axis, scale: "sum", label: "evidence", labelSize: 18, size: 42 }, { ...axis, scale: "share", side: 1, label: "distress", labelSize: 18, size: 42, grid: { show: false } }],
      series: [{},
        { label: "evidence", scale: "sum", stroke: "#ffb454", width: 2 },
        { label: "threshold", scale: "sum", stroke: "#ff6b6b", dash: [6, 4] },
        { label: "distress score", scale: "share", stroke: "#5cc8ff", width: 1, points: { show: true, size: 5 } }],
    }, [times, looks.map(l => l.sum), looks.map(() => signal.threshold), looks.map(l => l.distress)], place);
  }

  async function drawMap() {
    const place = document.getElementById("map");
    if (!place || !window.L) { return; }
    const at = [Number(place.dataset.latitude), Number(place.dataset.longitude)];
    const map = L.map(place, { attributionControl: false, zoomSnap: .5 }).setView(at, 15);
    const [base, places] = await Promise.all(["/map/base.json", "/map/places.json"].map(u => fetch(u).then(r => r.json())));
    const styles = {
      water: { color: "#234a66", fillColor: "#1d3d55", fillOpacity: 1, weight: 2 },
      park: { color: "#234a36", fillColor: "#1c3b2c", fillOpacity: 1, weight: 1 },
      railway: { color: "#6b5b7a", weight: 2, dashArray: "8 6" },
      main: { color: "#5d6b78", weight: 5 }, road: { color: "#44505b", weight: 3 }, lane: { color: "#36414b", weight: 1.5 },
    };
    L.geoJSON(base, {
      style: f => styles[f.properties.kind] || styles.lane,
      onEachFeature: (f, layer) => { if (f.properties.name) { layer.bindTooltip(f.properties.name); } },
    }).addTo(map);
    if (places.tiles) { L.tileLayer(places.tiles, { maxZoom: 19 }).addTo(map); }
    for (const s of places.stations) {
      L.circleMarker([s.latitude, s.longitude], { radius: 6, color: "#5cc8ff", fillOpacity: .9 }).bindTooltip(s.name, { permanent: true, direction: "right", className: "pin" }).addTo(map);
    }
    L.circleMarker(at, { radius: 10, color: "#ffb454", fillColor: "#ffb454", fillOpacity: .8 }).bindTooltip(place.dataset.name).addTo(map);
    const nearest = [...places.stations].sort((a, b) => map.distance(at, [a.latitude, a.longitude]) - map.distance(at, [b.latitude, b.longitude]))[0];
    if (nearest) { map.fitBounds(L.latLngBounds([at, [nearest.latitude, nearest.longitude]]).pad(.4), { maxZoom: 16 }); }
  }
})();
