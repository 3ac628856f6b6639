"use strict";
/* Figures over the time steps, as SVG. They take numbers and draw; nothing is computed here. */

const SVG = "http://www.w3.org/2000/svg";

function svgElement(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

const SUPERSCRIPT = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const superscript = (n) => String(n).replace(/./g, (c) => SUPERSCRIPT[c]);

/** Four significant digits, powers of ten where the number would be long, a true minus. */
function shown(value, digits = 4) {
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size >= 1e-3 && size < 1e5) return sign + String(Number(size.toPrecision(digits)));
  const [mantissa, exponent] = size.toExponential(digits - 1).split("e");
  return `${sign}${Number(mantissa)}·10${superscript(Number(exponent))}`;
}

const MARGIN = { left: 52, right: 14, top: 12, bottom: 34 };

/** A frame with the time axis: t = 1 … T from left to right, as the forward pass goes. */
function frame(into, height, T, label) {
  const width = Math.max(280, into.clientWidth);
  const svg = svgElement("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  into.replaceChildren(svg);
  const right = width - MARGIN.right;
  const bottom = height - MARGIN.bottom;
  const slot = (right - MARGIN.left) / T;
  const x = (t) => MARGIN.left + (t - 0.5) * slot;
  const every = [1, 2, 5, 10].find((n) => n * slot >= 24) || 20;
  for (let t = 1; t <= T; t++) {
    if (t === 1 || t === T || (t % every === 0 && T - t >= every * 0.6 && t - 1 >= every * 0.6)) {
      svg.append(svgElement("text", { x: x(t), y: bottom + 15, class: "tick middle" }, t));
    }
  }
  svg.append(svgElement("text", { x: MARGIN.left, y: height - 3, class: "tick" }, "time step t"));
  svg.append(svgElement("text", { x: right, y: height - 3, class: "tick end back" }, "← the gradient goes this way"));
  return { svg, x, slot, right, bottom, top: MARGIN.top, left: MARGIN.left };
}

/** Lines for powers of ten, at most eight of them, or between a half and 2; returns the place of a value. */
function logAxis({ svg, left, right, top, bottom }, low, high) {
  const y = (value) => bottom - ((Math.log10(value) - low) / (high - low)) * (bottom - top);
  const rule = (value, text) => {
    svg.append(svgElement("line", { x1: left, x2: right, y1: y(value), y2: y(value), class: value === 1 ? "rule one" : "rule" }));
    svg.append(svgElement("text", { x: left - 6, y: y(value) + 4, class: "tick end" }, text));
  };
  if (high - low < 1) {
    for (const value of [0.5, 0.7, 1, 1.4, 2]) rule(value, String(value));
    return y;
  }
  const every = [1, 2, 5, 10, 20, 50, 100].find((n) => (high - low) / n <= 8);
  for (let power = Math.ceil(low / every) * every; power <= high; power += every) {
    rule(10 ** power, power === 0 ? "1" : `10${superscript(power)}`);
  }
  return y;
}

/** The steps that truncation leaves out, hatched. */
function cutAway({ svg, left, slot, top, bottom }, steps, note) {
  if (steps <= 0) return;
  const width = steps * slot;
  svg.append(svgElement("rect", { x: left, y: top, width, height: bottom - top, class: "cut" }));
  svg.append(svgElement("line", { x1: left + width, x2: left + width, y1: top, y2: bottom, class: "edge" }));
  if (note && width > 70) svg.append(svgElement("text", { x: left + 6, y: top + 14, class: "tick cutnote" }, note));
}

/**
 * Norms over the steps on a log axis. A series is { name, values [T], mark }; zeros lie on the
 * floor with an open mark, for no power of ten is as small.
 */
function drawProduct(into, { series, threshold, cut, look, label }) {
  const T = series[0].values.length;
  const all = series.flatMap((s) => s.values).filter((v) => v > 0 && Number.isFinite(v));
  const high = Math.ceil(Math.log10(Math.max(...all, 1e-3)) + 0.05);
  const low = Math.max(high - 45, Math.min(high - 4, Math.floor(Math.log10(Math.min(...all, 1)))));
  const area = frame(into, 300, T, label);
  const y = logAxis(area, low, high);
  cutAway(area, cut, "cut off");
  const { svg, x, left, right, top, bottom } = area;
  svg.append(svgElement("line", { x1: x(look), x2: x(look), y1: top, y2: bottom, class: "look" }));
  const floor = 10 ** low;
  if (threshold >= floor) {
    svg.append(svgElement("line", { x1: left, x2: right, y1: y(threshold), y2: y(threshold), class: "threshold" }));
    svg.append(svgElement("text", { x: right - 4, y: y(threshold) - 5, class: "tick end" }, "a thousandth: the horizon"));
  }
  for (const { name, values } of series) {
    const place = (v) => (v >= floor ? Math.max(top, y(Math.min(v, 10 ** high))) : bottom);
    const points = values.map((v, i) => `${x(i + 1).toFixed(1)},${place(v).toFixed(1)}`);
    svg.append(svgElement("polyline", { points: points.join(" "), class: `line ${name}` }));
    values.forEach((v, i) => {
      const at = { cx: x(i + 1), cy: place(v), r: T > 30 ? 2.2 : 3.6, class: `dot ${name}${v < floor ? " open" : ""}` };
      const dot = svgElement("circle", at);
      dot.append(svgElement("title", {}, `t = ${i + 1}: ${shown(v)}`));
      svg.append(dot);
    });
  }
}

/** Bars from 1: what the gradient is multiplied by from step t to t − 1, for t = 2 … T. */
function drawFactors(into, { factors, cut, look, label }) {
  const T = factors.length;
  const finite = factors.slice(1).filter((v) => v > 0 && Number.isFinite(v));
  const farthest = Math.max(...finite.map((v) => Math.abs(Math.log10(v))), 0);
  const reach = farthest <= Math.log10(2) ? Math.log10(2) + 0.02 : Math.ceil(farthest);
  const area = frame(into, 190, T, label);
  const y = logAxis(area, -reach, reach);
  cutAway(area, cut, "");
  const { svg, x, slot, top, bottom } = area;
  svg.append(svgElement("line", { x1: x(look), x2: x(look), y1: top, y2: bottom, class: "look" }));
  factors.forEach((v, i) => {
    if (i === 0 || !Number.isFinite(v)) return;
    const at = v > 0 ? y(v) : bottom;
    const kind = v === 0 ? "zero" : v < 1 ? "shrinks" : "grows";
    const bar = svgElement("rect", {
      x: x(i + 1) - slot * 0.36, width: slot * 0.72, y: Math.min(at, y(1)), height: Math.max(1.5, Math.abs(at - y(1))),
      class: `bar ${kind}`,
    });
    bar.append(svgElement("title", {}, `from t = ${i + 1} to ${i}: × ${shown(v)}`));
    svg.append(bar);
    if (slot >= 54) {
      const below = v < 1;
      svg.append(svgElement("text", { x: x(i + 1), y: y(1) + (below ? -6 : 15), class: "tick middle strong" }, `× ${shown(v, 3)}`));
    }
  });
}
