// The city's own base layer on a map, so that it works without internet. Colours come from the style sheets, by class, so that they
// follow the theme.
window.drawBase = async (map, words) => {
  "use strict";
  const [base, places] = await Promise.all(["/map/base.json", "/map/places.json"].map(u => fetch(u).then(r => r.json())));
  L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
  const widths = { water: { fillOpacity: 1, weight: 2 }, park: { fillOpacity: 1, weight: 1 },
    railway: { weight: 2, dashArray: "8 6" }, main: { weight: 5 }, road: { weight: 3 }, lane: { weight: 1.5 } };
  const kind = f => widths[f.properties.kind] ? f.properties.kind : "lane";
  L.geoJSON(base, {
    style: f => ({ ...widths[kind(f)], className: "on-map " + kind(f) }),
    onEachFeature: (f, layer) => { if (f.properties.name) { layer.bindTooltip(f.properties.name); } },
  }).addTo(map);
  if (places.tiles) { L.tileLayer(places.tiles, { maxZoom: 19 }).addTo(map); }
  return places;
};
