// Lets ECharts draw each chart in the place of the SVG that came with the page, in the colors the SVG has.
const DRAWINGS = "[data-plot]";
let library = null;

function load(address) {
  library ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(window.echarts);
    script.onerror = failed;
    document.head.append(script);
  });
  return library;
}

// The style sheet decides; a probe in the drawing tells what it says in this theme.
function colors(svg) {
  const probe = (name, property) => {
    const shape = document.createElementNS(svg.namespaceURI, "rect");
    shape.setAttribute("class", name);
    svg.append(shape);
    const value = getComputedStyle(shape)[property];
    shape.remove();
    return value;
  };
  const text = getComputedStyle(svg.querySelector("text") ?? svg);
  return {
    ink: text.fill,
    font: text.fontFamily,
    grid: probe("grid", "stroke"),
    series: (tone) => probe(`f${tone}`, "fill"),
    line: (tone) => probe(`line s${tone}`, "stroke"),
    band: (number) => probe(`b${number}`, "fill"),
  };
}

function drawnSeries(one, plot, tones, isFirst) {
  const isLine = plot.kind === "line";
  const color = isLine ? tones.line(one.tone) : tones.series(one.tone);
  const areas = plot.bands.map((band, place) => [
    { yAxis: band.low, name: band.label, itemStyle: { color: tones.band(place + 1) } }, { yAxis: band.high },
  ]);
  return {
    name: one.name, type: isLine ? "line" : "bar", data: one.values, barMaxWidth: 28, symbolSize: 8,
    itemStyle: { color, borderRadius: isLine ? 0 : 2 },
    lineStyle: { color, width: 2.5, type: one.tone === "q" ? "dashed" : "solid" },
    markArea: isFirst && areas.length ? { silent: true, data: areas, label: { color: tones.ink, position: "right", distance: 6, fontSize: 12 } } : undefined,
  };
}

function option(plot, tones) {
  const label = { color: tones.ink, fontFamily: tones.font, fontSize: 13 };
  const names = { type: "category", data: plot.labels, axisLabel: { ...label, hideOverlap: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: tones.grid } } };
  const values = { type: "value", min: plot.low, max: plot.high, interval: (plot.high - plot.low) / 4, axisLabel: { ...label, hideOverlap: true }, splitLine: { show: !plot.bands.length, lineStyle: { color: tones.grid } } };
  // The numbers stand where the server's drawing has them: at the edges of the bands, or at even steps.
  if (plot.ticks.length) values.axisLabel = { ...values.axisLabel, customValues: plot.ticks };
  const inWords = (value) => plot.scale[plot.ticks.indexOf(value)] ?? value;
  if (plot.scale.length) values.axisLabel.formatter = inWords;
  const isSideways = plot.kind === "bar";
  // The words of the bands stand beside the drawing: inside, the newest score would lie on one.
  const words = Math.max(0, ...plot.bands.map((band) => band.label.length));
  return {
    animation: false,
    textStyle: { fontFamily: tones.font },
    grid: { left: 8, right: words ? words * 7 + 12 : 16, top: 12, bottom: 4, containLabel: true },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, textStyle: { fontFamily: tones.font } },
    xAxis: isSideways ? values : names,
    yAxis: isSideways ? { ...names, inverse: true } : values,
    series: plot.series.map((one, place) => drawnSeries(one, plot, tones, place === 0)),
  };
}

async function draw(element) {
  const svg = element.querySelector("svg");
  if (!svg || element.classList.contains("is-drawn")) return;
  const plot = JSON.parse(element.dataset.plot);
  if (plot.labels.length === 0) return;
  const echarts = await load(element.dataset.library);
  const told = option(plot, colors(svg));
  const canvas = document.createElement("div");
  canvas.className = "chart-drawing is-drawn";
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", element.dataset.described);
  element.replaceWith(canvas);
  const chart = echarts.init(canvas, null, { renderer: "canvas" });
  chart.setOption(told);
  new ResizeObserver(() => chart.resize()).observe(canvas);
}

// Without the library the page's own drawing stays.
const drawAll = () => document.querySelectorAll(DRAWINGS).forEach((one) => draw(one).catch(() => {}));
drawAll();
document.addEventListener("htmx:afterSettle", drawAll);
