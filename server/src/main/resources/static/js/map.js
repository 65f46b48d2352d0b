// A map of many pins, renewed as the desk changes. The list beside it says the same.
(async () => {
  "use strict";
  const place = document.querySelector("#map[data-pins]");
  if (!place || !window.L) { return; }
  const map = L.map(place, { attributionControl: false, zoomSnap: .5, zoomControl: false });
  const [base, places] = await Promise.all(["/map/base.json", "/map/places.json"].map(u => fetch(u).then(r => r.json())));
  L.control.zoom({ zoomInTitle: place.dataset.in, zoomOutTitle: place.dataset.out }).addTo(map);
  const widths = { water: { fillOpacity: 1, weight: 2 }, park: { fillOpacity: 1, weight: 1 },
    railway: { weight: 2, dashArray: "8 6" }, main: { weight: 5 }, road: { weight: 3 }, lane: { weight: 1.5 } };
  const kind = f => widths[f.properties.kind] ? f.properties.kind : "lane";
  const pins = L.layerGroup();
  const load = async () => {
    const answer = await fetch(place.dataset.pins, { headers: { Accept: "application/json" } });
    if (!answer.ok) { return []; }
    const all = await answer.json();
    pins.clearLayers();
    // What is small, or asks for somebody, lies above.
    const sizes = { SITE: 12, STATION: 9, UNIT: 8, CAMERA: 5, POINT: 6, INCIDENT: 14 };
    for (const p of all) {
      const name = (p.kind || "POINT").toLowerCase(), bad = p.bad ?? p.down;
      const pin = L.circleMarker([p.latitude, p.longitude], { radius: sizes[p.kind] || 8, weight: bad ? 4 : 2,
        fillOpacity: p.kind === "SITE" || p.kind === "INCIDENT" ? .3 : .9, className: "on-map " + name + (bad ? " bad" : "") });
      // Where there is one kind only, there is room for names.
      pin.bindTooltip(p.text || p.name, p.kind ? {} : { permanent: true, direction: "right", className: "pin" });
      if (p.link) { pin.on("click", () => { location.href = p.link; }); }
      pins.addLayer(pin);
    }
    return all;
  };
  const first = await load();
  const at = first.map(p => [p.latitude, p.longitude]);
  if (at.length) { map.fitBounds(L.latLngBounds(at).pad(.15), { maxZoom: 16 }); } else { map.setView([0, 0], 2); }
  L.geoJSON(base, { style: f => ({ ...widths[kind(f)], className: "on-map " + kind(f) }), interactive: false }).addTo(map);
  if (places.tiles) { L.tileLayer(places.tiles, { maxZoom: 19 }).addTo(map); }
  pins.addTo(map);
  document.body.addEventListener("desk-changed", load);
  setInterval(load, 20000);
})();
