// The map of "Bản đồ và điểm đen", inside the frame of streamlit-folium. `base` draws the outlines once; `show` is called
// with the whole state at every change and redraws only the layers whose tag is another one, so that neither the base nor
// the place and zoom of the view are lost. Every text is set as text of an element, never as HTML. Nothing is fetched.
window.atgtMap = (() => {
  "use strict";
  const INK = "#1f2933", QUIET = "#5b6470";
  const DAY_ZERO = Date.UTC(2000, 0, 1), DAY = 86400000;
  let map = null, outlines = {}, labels = {}, places = {}, drawn = {}, layers = {}, focused = null, extent = null, bare = false, fitted = null, state = {};

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const lines = (texts) => {
    const box = element("div");
    texts.forEach((text, place) => text && box.append(element("div", text, place ? "" : "t")));
    return box;
  };
  const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ".");
  const icon = (className, text, size, anchor) =>
    L.divIcon({ className, html: text === undefined ? false : element("span", text), iconSize: [size, size], iconAnchor: anchor });
  const pick = (kind, key) => {
    if (window.Streamlit) Streamlit.setComponentValue({ kind, key, at: Date.now() });
  };
  const pane = (name, height, still) => {
    const made = map.createPane(name);
    made.style.zIndex = height;
    if (still) made.style.pointerEvents = "none";
  };
  // A shape is reached by the keyboard as a button is.
  const reachable = (layer, said, act) => {
    const shape = layer.getElement();
    if (!shape) return;
    for (const [name, value] of [["tabindex", "0"], ["role", "button"], ["aria-label", said]]) shape.setAttribute(name, value);
    shape.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    };
  };

  function base(made, given) {
    map = made;
    document.documentElement.lang = "vi";
    map.getContainer().setAttribute("aria-label", "Bản đồ");
    keepThePageStill(map.getContainer());
    map.on("popupopen", ({ popup }) =>
      popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", "Đóng"));
    if (map.zoomControl) map.zoomControl.remove();
    L.control.zoom({ zoomInTitle: "Phóng to", zoomOutTitle: "Thu nhỏ" }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    map.attributionControl.setPrefix(false);
    pane("heat", 410, true);
    pane("labels", 430, true);
    pane("areas", 450);
    pane("marks", 590);
    pane("spots", 640);
    const shapes = L.geoJSON(given.outlines, {
      style: { color: "#ffffff", weight: 1.4, fillColor: "#ffffff", fillOpacity: given.tiles ? 0.45 : 1 },
      onEachFeature: (feature, layer) => { outlines[feature.properties.code] = layer; },
    }).addTo(map);
    for (const [code, layer] of Object.entries(outlines)) {
      const choose = () => pick("district", state.chosen && state.chosen.key === code ? "" : code);
      layer.on("click", (event) => { L.DomEvent.stopPropagation(event); choose(); });
      layer.bindTooltip(element("div", ""), { sticky: true, className: "at-tip" });
      layer.choose = choose;
      places[code] = given.labels[code];
      labels[code] = L.marker(places[code][0], { pane: "labels", interactive: false, keyboard: false });
    }
    bare = !shapes.getLayers().length;
    extent = bare ? L.latLngBounds([[-60, -179], [75, 179]]) : shapes.getBounds();
    fit();
    wholeButton().addTo(map);
    // The style sheet may come after the map, and the window may change: fit again while the view is still the fitted one.
    new ResizeObserver(() => {
      const still = fitted && map.getZoom() === fitted.zoom && map.getCenter().equals(fitted.middle, 1e-6);
      map.invalidateSize({ animate: false, pan: false });
      if (still) fit();
      showLabels();
    }).observe(map.getContainer());
    map.on("click", () => state.chosen && state.chosen.key && pick("", ""));
    map.on("zoomend", () => { showLabels(); window.setTimeout(showLabels, 400); });
  }

  // Leaflet focuses its container on every press; the page around the frame would scroll under the pointer, and the
  // click that follows would meet nothing.
  function keepThePageStill(container) {
    container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
  }

  function fit() {
    map.fitBounds(extent, { padding: [6, 6], animate: false });
    fitted = { zoom: map.getZoom(), middle: map.getCenter() };
  }

  function wholeButton() {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const bar = element("div", undefined, "leaflet-bar");
      const button = element("a", "⤢");
      for (const [name, value] of [["href", "#"], ["role", "button"], ["title", "Toàn bộ"], ["aria-label", "Toàn bộ"]])
        button.setAttribute(name, value);
      L.DomEvent.on(button, "click", (event) => { L.DomEvent.stop(event); fit(); });
      bar.append(button);
      return bar;
    };
    return control;
  }

  function show(_, given) {
    state = given;
    const changed = (name, tag) => { const other = drawn[name] !== tag; drawn[name] = tag; return other; };
    if (changed("districts", given.districts.tag)) districts(given.districts.rows);
    highlight(given.chosen);
    const points = given.points || { tag: "", lat: [] };
    if (bare && points.lat.length) {  // without outlines the accidents say where to look
      bare = false;
      extent = L.latLngBounds(points.lat.map((lat, place) => [lat / 1e5, points.lon[place] / 1e5]));
      fit();
    }
    if (changed("clusters", given.clusters ? points.tag : "")) replace("clusters", given.clusters && clusters(points));
    if (changed("heat", given.heat ? points.tag : "")) replace("heat", given.heat && points.lat.length && heat(points));
    if (changed("spots", given.spots.tag)) replace("spots", spots(given.spots.rows));
    if (changed("marks", given.marks.tag)) replace("marks", marks(given.marks.rows));
    spotHighlight(given.chosen);
    focus(given.focus);
    showLabels();
    map.getContainer().dataset.shown = given.tag;
  }

  function replace(name, layer) {
    if (layers[name]) map.removeLayer(layers[name]);
    layers[name] = layer || null;
    if (layer) map.addLayer(layer);
  }

  function districts(rows) {
    for (const [code, layer] of Object.entries(outlines)) {
      const row = rows[code] || { fill: "#ffffff", ink: QUIET, label: [], said: [] };
      layer.bare = row.fill.toLowerCase() === "#ffffff";
      layer.setStyle({ fillColor: row.fill, dashArray: layer.bare ? "4 4" : null });
      layer.setTooltipContent(lines(row.said));
      reachable(layer, row.said.join(", "), layer.choose);
      const text = element("div");
      row.label.forEach((line) => text.append(element("div", line)));
      text.style.color = row.ink;
      if (row.ink.toLowerCase() === "#ffffff") text.className = "light";
      labels[code].setIcon(L.divIcon({ className: "at-name", html: text, iconSize: [110, 40] }));
    }
  }

  // Names stand where they cover no sign: of the points inside a district the first whose box is free, else the freest.
  function showLabels() {
    window.clearTimeout(showLabels.waiting);
    showLabels.waiting = window.setTimeout(placeLabels, 60);
  }

  function placeLabels() {
    const view = map.getContainer().getBoundingClientRect();
    const taken = [...map.getContainer().querySelectorAll(".at-cluster, .at-acc, .at-spot")]
      .map((sign) => sign.getBoundingClientRect())
      .map((box) => [box.left - view.left, box.top - view.top, box.right - view.left, box.bottom - view.top]);
    const near = map.getZoom() >= map.getBoundsZoom(extent) - 0.5;
    for (const [code, label] of Object.entries(labels)) {
      if (!near) { label.remove(); continue; }
      const shape = label.addTo(map).getElement().firstElementChild;
      const [wide, high] = [shape.offsetWidth / 2, shape.offsetHeight / 2];
      let best = null, least = Infinity;
      for (const place of places[code]) {
        const { x, y } = map.latLngToContainerPoint(place);
        const over = taken.reduce((sum, box) => sum + overlap(box, [x - wide, y - high, x + wide, y + high]), 0);
        if (over < least) [best, least] = [place, over];
        if (!over) break;
      }
      label.setLatLng(best);
      const { x, y } = map.latLngToContainerPoint(best);
      taken.push([x - wide, y - high, x + wide, y + high]);
    }
  }

  const overlap = (one, other) =>
    Math.max(0, Math.min(one[2], other[2]) - Math.max(one[0], other[0])) *
    Math.max(0, Math.min(one[3], other[3]) - Math.max(one[1], other[1]));

  function highlight(chosen) {
    for (const [code, layer] of Object.entries(outlines)) {
      const here = chosen && chosen.kind === "district" && chosen.key === code;
      layer.setStyle({ color: here ? INK : layer.bare ? QUIET : "#ffffff", weight: here ? 3.5 : 1.4 });
      if (here) layer.bringToFront();
    }
  }

  // Clusters: counts in rings; stacks at one point open in a ring at a click.
  function clusters(points) {
    const icons = points.severities.map((one, kind) => icon(`at-acc k${kind}`, undefined, 14));
    const group = L.markerClusterGroup({
      maxClusterRadius: 46, showCoverageOnHover: false, animateAddingMarkers: false, spiderfyDistanceMultiplier: 1.4,
      spiderLegPolylineOptions: { weight: 1, color: INK, opacity: 0.6 }, iconCreateFunction: clusterIcon,
    });
    const made = points.lat.map((lat, place) => {
      const at = [lat / 1e5, points.lon[place] / 1e5];
      const marker = L.marker(at, { icon: icons[points.severity[place]], alt: "Vụ tai nạn" });
      marker.place = place;
      return marker;
    });
    group.addLayers(made);
    group.on("click", (event) => {
      const { place } = event.layer;
      const box = lines(accident(points, place));
      L.popup({ offset: [0, -2], className: "at-pop" }).setLatLng(event.layer.getLatLng()).setContent(box).openOn(map);
    });
    for (const name of ["keypress", "clusterkeypress"])
      group.on(name, (event) => event.originalEvent.key === "Enter" && event.layer.fire("click", {}, true));
    return group;
  }

  function clusterIcon(cluster) {
    const count = cluster.getChildCount();
    const size = count < 10 ? 26 : count < 100 ? 32 : count < 1000 ? 40 : 48;
    return icon("at-cluster", number(count), size);
  }

  function accident(points, place) {
    const day = new Date(DAY_ZERO + points.day[place] * DAY);
    const two = (value) => String(value).padStart(2, "0");
    const when = `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;
    const hurt = (value, word) => (value < 0 ? `không ghi số ${word}` : `${value} ${word}`);
    const metres = points.km[place];
    const km = metres < 0 ? "" : ` Km${Math.floor(metres / 1000)}+${String(metres % 1000).padStart(3, "0")}`;
    return [
      `${when} · ${points.severities[points.severity[place]]}`,
      `${hurt(points.dead[place], "người chết")}, ${hurt(points.hurt[place], "bị thương")}`,
      `${points.roads[points.road[place]]}${km}`,
      points.areas[points.area[place]],
      `Vụ ${points.ids[place]} · vị trí theo ${points.ways[points.way[place]]}`,
    ];
  }

  function heat(points) {
    const at = points.lat.map((lat, place) => [lat / 1e5, points.lon[place] / 1e5]);
    const gradient = { 0.2: "#efe3f5", 0.45: "#b48bc9", 0.7: "#7b3294", 1: "#2d0040" };
    return L.heatLayer(at, { pane: "heat", radius: 16, blur: 14, minOpacity: 0.15, gradient });
  }

  // Black spots: the stretch or the disc, and a mark with the rank whose lower left corner is at the place.
  function spots(rows) {
    const group = L.featureGroup();
    map.getContainer().classList.toggle("crowded", rows.length > 60);
    for (const row of [...rows].reverse()) {
      const choose = () => pick("spot", row.id);
      const style = { pane: "areas", color: INK, weight: row.kind === "potential" ? 1.5 : 2, fillColor: INK, fillOpacity: 0.18 };
      if (row.kind === "potential") style.dashArray = "3 4";
      const area = row.path && row.path.length > 1
        ? L.polyline(row.path, { ...style, weight: 9, opacity: 0.45, lineCap: "round" })
        : L.circle(row.at, { ...style, radius: row.radius_m || 50 });
      const mark = L.marker(row.at, { pane: "spots", icon: icon(`at-spot ${row.kind}`, row.rank, 26, [0, 26]), alt: row.said[0] });
      mark.spot = row.id;
      mark.lift = { active: 2000, historical: 1000 }[row.kind] || 0;
      mark.setZIndexOffset(mark.lift);
      for (const layer of [area, mark]) {
        layer.bindTooltip(lines(row.said), { className: "at-tip", direction: "top", offset: layer === mark ? [13, -26] : [0, 0] });
        layer.on("click", (event) => { L.DomEvent.stopPropagation(event); choose(); });
      }
      mark.on("keypress", (event) => event.originalEvent.key === "Enter" && choose());
      group.addLayer(area).addLayer(mark);
    }
    return group;
  }

  function spotHighlight(chosen) {
    if (!layers.spots) return;
    layers.spots.eachLayer((layer) => {
      const shape = layer.spot && layer.getElement && layer.getElement();
      if (!shape) return;
      const here = Boolean(chosen && chosen.kind === "spot" && chosen.key === layer.spot);
      shape.classList.toggle("here", here);
      shape.setAttribute("aria-pressed", String(here));
      layer.setZIndexOffset(here ? 9000 : layer.lift);
    });
  }

  // Junctions, km posts, rail crossings: small marks; km posts only from near, where they do not hide the rest.
  function marks(rows) {
    const group = L.featureGroup();
    for (const row of rows) {
      const mark = L.marker(row.at, { pane: "marks", icon: icon(`at-mark ${row.kind}`, row.text, 16), keyboard: false });
      mark.bindTooltip(lines(row.said), { className: "at-tip", direction: "top" });
      group.addLayer(mark);
    }
    const near = () => map.getContainer().classList.toggle("near", map.getZoom() >= 12);
    map.off("zoomend", near).on("zoomend", near);
    near();
    return group;
  }

  function focus(wanted) {
    if (!wanted || wanted.n === focused) return;
    focused = wanted.n;
    map.setView(wanted.at, Math.max(map.getZoom(), wanted.zoom));
  }

  return { base, show };
})();
