// A map of many pins, renewed as the desk changes. The list beside it says the same.
(async () => {
  "use strict";
  const place = document.querySelector("#map[data-pins]");
  if (!place || !window.L) { return; }
  const map = L.map(place, { attributionControl: false, zoomSnap: .5, zoomControl: false });
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
  await drawBase(map, place.dataset);
  pins.addTo(map);
  document.body.addEventListener("desk-changed", load);
  setInterval(load, 20000);
})();
