"use strict";
/* Settings, their controls, and what they show. The arithmetic is in chain.js. */

const CELL_EQUATIONS = {
  SimpleRnn: "h_t = f(W·x_t + U·h_{t−1} + b)",
  LSTM: "c_t = σ_forget·c_{t−1} + σ_input·f_candidate,  h_t = σ_output·f(c_t); each gate of W·x_t + U·h_{t−1} + b",
  GRU: "h_t = (1 − z)·n + z·h_{t−1},  n = f(W·x_t + b + r·(U·h_{t−1} + c)); r reset, z update",
  MinGRU: "h_t = (1 − z)·h_{t−1} + z·n,  n = W·x_t + b; z update, which does not see h_{t−1}",
  JANET: "h_t = σ(s)·h_{t−1} + (1 − σ(s − 1))·n; s forget, n candidate",
};
const LOSS_NAMES = { l1: "|ŷ − y|, as in the note", "squared-error": "(ŷ − y)²", "cross-entropy": "cross-entropy" };
const ACTIVATION_NAMES = { tanh: "tanh", sigmoid: "sigmoid", relu: "ReLU", identity: "identity" };
const PARAMETER_NAMES = { W: "W", RW: "U", b: "b", Rb: "c" };
const SEEN_NAMES = { slope: "f′(a_t)", forget: "forget", input: "input", output: "output", update: "update z", reset: "reset r", write: "write" };
const MOST_STEPS = 60;
const LARGEST_WEIGHT = 20;
const NO_CLIPPING = 21;

const byId = (id) => document.getElementById(id);
const made = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
/** h_t and h_{t−1} as HTML with subscripts. */
const withSubscripts = (text) =>
  text.split(/(_\{[^}]*\}|_[A-Za-z0-9]+)/).map((part) =>
    part.startsWith("_") ? made("sub", {}, part.replace(/[_{}]/g, "")) : part);

/** All settings; clip is a power of ten times 10, at NO_CLIPPING off; cut 0 is none. */
let state;
let shownChain;

function begin(name) {
  const example = EXAMPLES[name];
  state = {
    preset: name,
    cell: example.cell,
    activation: example.activation,
    loss: example.loss,
    T: example.T,
    inputs: example.inputs || "given",
    weights: example.weights.slice(),
    outputWeights: example.outputWeights.slice(),
    outputBias: example.outputBias.slice(),
    cut: 0,
    clip: NO_CLIPPING,
    look: 1,
    parameter: null,
  };
  state.parameter = defaultParameter();
}

/** The recurrent weight of the first gate that has one; in the MinGRU W of the candidate. */
function defaultParameter() {
  const gates = CELLS[state.cell].gates;
  const gate = Math.max(0, gates.indexOf("candidate"));
  return weightIndex(state.cell, CELLS[state.cell].parameters.includes("RW") ? "RW" : "W", gate);
}

/** What chain.js differentiates. */
function exampleOf(settings) {
  const given = EXAMPLES[settings.preset].x;
  const x = Array.from({ length: settings.T }, (_, i) => INPUTS[settings.inputs].of(i + 1, given));
  const { cell, activation, loss, weights, outputWeights, outputBias } = settings;
  return { cell, activation, loss, x, label: [1, 0], weights, outputWeights, outputBias };
}

/** A cell's weights when another cell is chosen: those of the first example that has it. */
function changeCell(cell) {
  const name = Object.keys(EXAMPLES).find((key) => EXAMPLES[key].cell === cell && EXAMPLES[key].T > 4)
    || Object.keys(EXAMPLES).find((key) => EXAMPLES[key].cell === cell);
  state.cell = cell;
  state.weights = EXAMPLES[name].weights.slice();
  if (CELLS[cell].linear) state.activation = "identity";
  else if (state.activation === "identity" && cell !== "SimpleRnn") state.activation = "tanh";
  state.parameter = defaultParameter();
}

/* The address holds the settings. */

function toAddress() {
  const { preset, cell, activation, loss, T, inputs, cut, clip, look, parameter } = state;
  const query = new URLSearchParams({ preset, cell, activation, loss, T, inputs, cut, clip, look, parameter });
  for (const key of ["weights", "outputWeights", "outputBias"]) query.set(key, state[key].join(","));
  return `#${query}`;
}

/** Takes what an address says wherever it makes sense; the rest stays as the example has it. */
function fromAddress(hash) {
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  const known = (key, table) => (Object.hasOwn(table, query.get(key)) ? query.get(key) : null);
  begin(known("preset", EXAMPLES) || Object.keys(EXAMPLES)[0]);
  const cell = known("cell", CELLS);
  if (cell && cell !== state.cell) changeCell(cell);
  state.activation = CELLS[state.cell].linear ? "identity" : known("activation", ACTIVATIONS) || state.activation;
  state.loss = known("loss", LOSSES) || state.loss;
  state.inputs = known("inputs", INPUTS) || state.inputs;
  const whole = (key, low, high) => {
    const value = Number(query.get(key) ?? NaN);
    if (Number.isInteger(value) && value >= low && value <= high) state[key] = value;
  };
  whole("T", 2, MOST_STEPS);
  whole("cut", 0, state.T);
  whole("clip", -40, NO_CLIPPING);
  whole("look", 1, state.T);
  whole("parameter", 0, state.weights.length - 1);
  for (const key of ["weights", "outputWeights", "outputBias"]) {
    const values = (query.get(key) || "").split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
    const right = values.every((v) => Math.abs(v) <= LARGEST_WEIGHT);
    if (values.length === state[key].length && right) state[key] = values;
  }
}

/* Controls */

const changed = () => { show(); rememberAddress(); };
let pending;
function rememberAddress() {
  clearTimeout(pending);
  pending = setTimeout(() => { try { history.replaceState(null, "", toAddress()); } catch { /* too often */ } }, 250);
}

function options(select, names, onChange) {
  for (const [value, label] of Object.entries(names)) select.append(made("option", { value }, label));
  select.addEventListener("change", () => { onChange(select.value); changed(); });
}

const labels = (table) => Object.fromEntries(Object.entries(table).map(([key, value]) => [key, value.label]));

function buildControls() {
  options(byId("preset"), labels(EXAMPLES), (name) => { begin(name); buildWeights(); });
  options(byId("inputs"), labels(INPUTS), (name) => (state.inputs = name));
  options(byId("loss"), LOSS_NAMES, (name) => (state.loss = name));
  options(byId("activation"), ACTIVATION_NAMES, (name) => (state.activation = name));
  options(byId("parameter"), {}, (index) => (state.parameter = Number(index)));
  for (const cell of Object.keys(CELLS)) {
    const radio = made("input", { type: "radio", name: "cell", value: cell, id: `cell-${cell}` });
    radio.addEventListener("change", () => { changeCell(cell); buildWeights(); changed(); });
    byId("cells").append(made("label", { for: radio.id }, radio, made("span", {}, cell)));
  }
  slider("T", (value) => {
    if (state.cut > value) state.cut = 0;
    state.T = value;
    state.look = Math.min(state.look, value);
  });
  slider("cut", (value) => (state.cut = value === state.T ? 0 : value));
  slider("clip", (value) => (state.clip = value));
  slider("look", (value) => (state.look = value));
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
  byId("theme").addEventListener("click", () => setTheme(isDark() ? "light" : "dark"));
  setTheme(isDark() ? "dark" : "light", true);
  addEventListener("hashchange", () => { fromAddress(location.hash); buildWeights(); show(); });
  new ResizeObserver(() => drawFigures()).observe(byId("product"));
}

function slider(id, set) {
  byId(id).addEventListener("input", () => { set(Number(byId(id).value)); changed(); });
}

const isDark = () =>
  (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

function setTheme(theme, nameOnly) {
  if (!nameOnly) document.documentElement.dataset.theme = theme;
  byId("theme").textContent = theme === "dark" ? "Light" : "Dark";
  byId("theme").setAttribute("aria-label", `Switch to ${theme === "dark" ? "light" : "dark"} colours`);
}

/** One weight: a slider for the feel of it and a field for an exact number. */
function weightRow(id, label, long, get, set) {
  const range = made("input", { type: "range", id, min: -6, max: 6, step: 0.05 });
  const exact = made("input", { type: "number", min: -LARGEST_WEIGHT, max: LARGEST_WEIGHT, step: "any", "aria-label": `${long}, exact` });
  range.setAttribute("aria-label", long);
  const read = (field) => () => {
    const value = Number(field.value);
    if (field.value === "" || !(Math.abs(value) <= LARGEST_WEIGHT)) return;
    set(value);
    changed();
    (field === range ? exact : range).value = value;
  };
  range.addEventListener("input", read(range));
  exact.addEventListener("input", read(exact));
  range.value = get();
  exact.value = Number(get().toPrecision(6));
  return made("div", { class: "slider weight" }, made("label", { for: id }, ...withSubscripts(label)), range, exact);
}

function buildWeights() {
  const { gates, parameters } = CELLS[state.cell];
  const groups = gates.map((gate, g) => {
    const rows = parameters.map((parameter) => {
      const index = weightIndex(state.cell, parameter, g);
      const name = PARAMETER_NAMES[parameter];
      return weightRow(`w${index}`, name, `${name} of ${gate}`, () => state.weights[index], (v) => (state.weights[index] = v));
    });
    return made("div", { role: "group", "aria-label": gate, class: "gate" }, ...(gates.length > 1 ? [made("h3", {}, gate)] : []), ...rows);
  });
  const outputs = [0, 1].flatMap((k) => [
    weightRow(`v${k}`, `w″_${k + 1}`, `output weight ${k + 1}`, () => state.outputWeights[k], (v) => (state.outputWeights[k] = v)),
    weightRow(`a${k}`, `b″_${k + 1}`, `output bias ${k + 1}`, () => state.outputBias[k], (v) => (state.outputBias[k] = v)),
  ]);
  byId("weights").replaceChildren(
    ...groups,
    made("div", { role: "group", "aria-label": "output", class: "gate" }, made("h3", {}, "output: ŷ = softmax(w″·h + b″)"), ...outputs));
  byId("parameter").replaceChildren(
    ...parameters.flatMap((parameter) => gates.map((gate, g) =>
      made("option", { value: weightIndex(state.cell, parameter, g) }, weightName(parameter, gate)))));
}

const weightName = (parameter, gate) =>
  CELLS[state.cell].gates.length > 1 ? `${PARAMETER_NAMES[parameter]} of ${gate}` : PARAMETER_NAMES[parameter];

function nameOf(index) {
  const { gates, parameters } = CELLS[state.cell];
  return weightName(parameters[Math.floor(index / gates.length)], gates[index % gates.length]);
}

function showControls() {
  const kept = state.cut || state.T;
  byId("preset").value = state.preset;
  byId("inputs").value = state.inputs;
  byId("loss").value = state.loss;
  byId("activation").value = state.activation;
  byId("activation").disabled = Boolean(CELLS[state.cell].linear);
  byId("parameter").value = state.parameter;
  byId(`cell-${state.cell}`).checked = true;
  byId("equation").replaceChildren(...withSubscripts(CELL_EQUATIONS[state.cell]));
  const value = (id, number, most, text) => {
    if (most) byId(id).max = most;
    byId(id).value = number;
    byId(id).setAttribute("aria-valuetext", text);
    byId(`${id}-value`).textContent = text;
  };
  value("T", state.T, MOST_STEPS, String(state.T));
  value("cut", kept, state.T, state.cut ? `${kept} step${kept > 1 ? "s" : ""}` : "all steps");
  value("clip", state.clip, NO_CLIPPING, state.clip === NO_CLIPPING ? "off" : shown(threshold(), 2));
  value("look", state.look, state.T, `t = ${state.look}`);
}

const threshold = () => (state.clip === NO_CLIPPING ? Infinity : 10 ** (state.clip / 10));

/* What is shown */

function show() {
  shownChain = chainRule(exampleOf(state));
  showControls();
  showAnswer(shownChain);
  drawFigures();
  showDerivation(shownChain);
  showSums(shownChain);
  showSteps(shownChain);
}

/** How the gradient fares on its way back. */
function fate(chain) {
  const norms = chain.lossByState.map(norm);
  const last = norms.length - 1;
  const start = norms[last];
  const ratio = norms[0] / start;
  let horizon = 0;
  norms.forEach((v, t) => { if (v >= start / 1000) horizon = Math.max(horizon, last - t); });
  const sizes = chain.shares.map(norm);
  const all = sizes.reduce((sum, v) => sum + v, 0);
  let recent = 0;
  for (let sum = 0; recent < sizes.length && sum < 0.99 * all;) sum += sizes[last - recent++];
  return { norms, start, ratio, perStep: ratio ** (1 / last), horizon, recent, last };
}

function showAnswer(chain) {
  const { norms, start, ratio, perStep, horizon, recent, last } = fate(chain);
  const back = `${last} step${last > 1 ? "s" : ""} back`;
  let kind = "lives";
  let text = `The gradient lives: ${back} it still has ${shown(ratio, 3)} of its size, × ${shown(perStep, 3)} a step.`;
  if (!Number.isFinite(ratio) && start > 0) {
    kind = "explodes";
    text = `The gradient explodes beyond the largest number on the way back.`;
  } else if (start === 0) {
    kind = "vanishes";
    text = `There is no gradient to send back: ∂L/∂h at the last step is exactly zero.`;
  } else if (ratio === 0) {
    kind = "vanishes";
    const dead = norms.findLastIndex((v) => v === 0) + 1;
    text = `The gradient dies: from step ${dead} back to the first it is exactly zero.`;
  } else if (ratio < 1e-3) {
    kind = "vanishes";
    text = `The gradient vanishes: ${back} only ${shown(ratio, 3)} of it is left, × ${shown(perStep, 3)} a step.`;
  } else if (ratio > 1e3) {
    kind = "explodes";
    text = `The gradient explodes: ${back} it is ${shown(ratio, 3)} times as large, × ${shown(perStep, 3)} a step.`;
  } else if (ratio < 0.5) {
    text = `The gradient shrinks: ${back} it has ${shown(ratio, 3)} of its size, × ${shown(perStep, 3)} a step.`;
  } else if (ratio > 2) {
    text = `The gradient grows: ${back} it is ${shown(ratio, 3)} times as large, × ${shown(perStep, 3)} a step.`;
  }
  byId("verdict").textContent = text;
  byId("answer").dataset.kind = kind;
  byId("setting").textContent =
    `${state.cell}, f = ${ACTIVATION_NAMES[state.activation]}, T = ${state.T}, L = ${LOSS_NAMES[state.loss].split(",")[0]}`
    + (state.cut ? `, back at most ${state.cut} steps` : "") + (state.clip < NO_CLIPPING ? `, clipped at ${shown(threshold(), 2)}` : "");
  const g = clipped(truncated(chain, state.cut || state.T), threshold());
  const tiles = [
    ["Loss L", chain.loss, "loss"],
    ["One step back, on average ×", start === 0 ? NaN : perStep, "per-step"],
    ["Horizon: a thousandth is left for", `${horizon} step${horizon === 1 ? "" : "s"}`, "horizon"],
    ["99 % of the weights’ gradient is of", `the last ${recent}`, "recent"],
    ["‖∂L/∂w‖ that reaches the optimiser", norm(g), "reaches"],
  ];
  byId("numbers").replaceChildren(...tiles.map(([name, value, id]) =>
    made("div", {}, made("dt", {}, name), made("dd", { id: `number-${id}` }, typeof value === "number" ? (Number.isNaN(value) ? "–" : shown(value)) : value))));
}

function drawFigures() {
  const chain = shownChain;
  const norms = chain.lossByState.map(norm);
  const start = norms[norms.length - 1];
  const series = [{ name: "state", values: norms }];
  const kept = keptPath(chain);
  if (kept) series.push({ name: "kept", values: kept.map((k) => k * start) });
  series.push({ name: "share", values: chain.shares.map((s) => Math.abs(s[state.parameter])) });
  const names = {
    state: "‖∂L/∂s_t‖, the gradient at step t",
    kept: "the part along the kept state alone: ∏ of the gate that keeps it",
    share: `|share of step t| in ∂L/∂w, w = ${nameOf(state.parameter)}`,
  };
  byId("legend").replaceChildren(...series.map(({ name }) => {
    const key = svgElement("svg", { width: 34, height: 12, "aria-hidden": "true" });
    key.append(svgElement("line", { x1: 1, x2: 33, y1: 6, y2: 6, class: `line ${name}` }), svgElement("circle", { cx: 17, cy: 6, r: 3.4, class: `dot ${name}` }));
    return made("li", {}, key, ...withSubscripts(names[name]));
  }));
  const cut = state.cut ? state.T - state.cut : 0;
  const said = byId("verdict").textContent;
  drawProduct(byId("product"), { series, threshold: start / 1000, cut, look: state.look, label: `Size of the gradient at every time step, logarithmic. ${said}` });
  const factors = norms.map((_, i) => (i === 0 ? NaN : norms[i] === 0 ? NaN : norms[i - 1] / norms[i]));
  drawFactors(byId("factors"), { factors, cut, look: state.look, label: "The factor of each step back, logarithmic, as bars from 1" });
  byId("product-caption").replaceChildren(...withSubscripts(
    state.cell === "LSTM" ? "s_t is the pair (h_t, c_t). Open marks on the floor are exact zeros or below the axis." : "s_t is h_t. Open marks on the floor are exact zeros or below the axis."));
  byId("factors-caption").replaceChildren(...withSubscripts(
    state.cell === "SimpleRnn"
      ? "The bar at t is |∂h_t/∂h_{t−1}| = |U·f′(a_t)|. Below 1 the gradient shrinks, above 1 it grows."
      : "The bar at t is ‖∂L/∂s_{t−1}‖ over ‖∂L/∂s_t‖. Below 1 the gradient shrinks, above 1 it grows."));
}

/** A number, a vector in parentheses, or a matrix in brackets with its rows one below the other. */
function written(value) {
  if (typeof value === "number") return made("span", { class: "number" }, shown(value));
  if (typeof value[0] === "number") {
    return value.length === 1 ? written(value[0]) : made("span", { class: "number" }, `(${value.map((v) => shown(v)).join(", ")})`);
  }
  if (value.length === 1 && value[0].length === 1) return written(value[0][0]);
  const box = made("span", { class: "matrix", style: `--columns:${value[0].length}` });
  value.forEach((row) => row.forEach((v) => box.append(made("span", {}, shown(v)))));
  return box;
}

const letter = () => (CELLS[state.cell].states > 1 ? "s" : "h");

/** What stands between the last step and the one looked at; the middle of long chains is left out. */
function stepsBack(t) {
  const steps = Array.from({ length: state.T - t }, (_, i) => state.T - i);
  return steps.length <= 7 ? steps : [...steps.slice(0, 3), null, ...steps.slice(-3)];
}

function showDerivation(chain) {
  const t = state.look;
  const T = state.T;
  const s = letter();
  const line = (left, ...right) => {
    byId("derivation").append(made("p", {}, made("span", { class: "left" }, ...withSubscripts(left)), made("span", { class: "right" }, " = ", ...right)));
  };
  const joined = (parts) => parts.flatMap((part, i) => (i ? [" · ", part] : [part]));
  byId("derivation").replaceChildren();
  line(`∂L/∂${s}_{${T}}`, ...withSubscripts(`∂L/∂ŷ · ∂ŷ/∂${s}_{${T}} = `), written(chain.lossByPrediction), " · ", written(chain.predictionByState), " = ", written(chain.lossByState[T - 1]));
  if (t < T) {
    const back = stepsBack(t);
    const names = back.map((k) => (k === null ? "…" : `∂${s}_{${k}}/∂${s}_{${k - 1}}`));
    line(`∂L/∂${s}_{${t}}`, ...withSubscripts([`∂L/∂${s}_{${T}}`, ...names].join(" · ")));
    const values = back.map((k) => (k === null ? "…" : written(chain.stateByState[k - 1])));
    line("", ...joined([written(chain.lossByState[T - 1]), ...values]), " = ", written(chain.lossByState[t - 1]));
  }
  if (state.cell === "SimpleRnn" && t > 1) {
    line(`∂h_{${t}}/∂h_{${t - 1}}`, ...withSubscripts(`U · f′(a_{${t}}) = `), written(state.weights[1]), " · ", written(chain.seen[t - 1].slope), " = ", written(chain.stateByState[t - 1]));
  }
  const p = state.parameter;
  const cutOff = state.cut && t <= T - state.cut;
  line(`share of step ${t}`, ...withSubscripts(`∂L/∂${s}_{${t}} · ∂${s}_{${t}}/∂w = `), written(chain.lossByState[t - 1]), " · ", written(chain.stateByWeights[t - 1].map((row) => [row[p]])), " = ", written(chain.shares[t - 1][p]), cutOff ? ", cut off by truncation" : "");
  line("all shares", ...withSubscripts(`∂L/∂w = ${shown(chain.gradient[p])} for w = ${nameOf(p)}`));
}

const cell = (value, attributes = {}) =>
  made("td", { "data-values": JSON.stringify([value].flat(2)), ...attributes }, written(value));
const heading = (text) => made("th", { scope: "col" }, ...withSubscripts(text));

/** All steps, the last ones alone, and what clipping leaves; by weight. */
function showSums(chain) {
  const cut = truncated(chain, state.cut || state.T);
  const left = clipped(cut, threshold());
  const angle = cosine(chain.gradient, cut);
  byId("sum-caption").textContent =
    (state.cut ? `Of the last ${state.cut} of ${state.T} steps: ${angle === null ? "nothing to compare" : `cosine ${shown(angle)} with the whole gradient`}. ` : "Nothing is cut off. ")
    + (norm(cut) > threshold() ? `Clipping multiplies all of it by ${shown(threshold() / norm(cut))}.` : state.clip === NO_CLIPPING ? "Nothing is clipped." : "It is shorter than the threshold, so clipping leaves it alone.");
  const rows = chain.gradient.map((g, p) => made("tr", { "data-parameter": p },
    made("th", { scope: "row" }, `∂L/∂${nameOf(p)}`), cell(g), cell(cut[p]), cell(left[p])));
  const norms = made("tr", { class: "total", "data-parameter": "norm" }, made("th", { scope: "row" }, "‖∂L/∂w‖, all of these"), cell(norm(chain.gradient)), cell(norm(cut)), cell(norm(left)));
  byId("sums").replaceChildren(
    made("caption", { class: "unseen" }, "Gradient of the cell’s weights: whole, truncated, clipped"),
    made("thead", {}, made("tr", {}, heading("weight"), heading("all steps"), heading(state.cut ? `last ${state.cut}` : "after the cut"), heading("after clipping"))),
    made("tbody", {}, ...rows, norms));
}

function showSteps(chain) {
  const s = letter();
  const p = state.parameter;
  const products = jacobianProducts(chain);
  const seen = Object.keys(chain.seen[0]).filter((key) => SEEN_NAMES[key]);
  byId("steps-caption").textContent = "From the last step back, as the gradient goes. Numbers are shown to four digits.";
  const head = ["t", "lag", "x_t", `${s}_t`, ...seen.map((key) => SEEN_NAMES[key]), `∂${s}_t/∂${s}_{t−1}`, `∂${s}_T/∂${s}_t`, `∂L/∂${s}_t`, `∂${s}_t/∂w`, "share"];
  const x = exampleOf(state).x;
  const rows = [];
  for (let t = state.T; t >= 1; t--) {
    const i = t - 1;
    const kind = [state.cut && t <= state.T - state.cut ? "gone" : "", t === state.look ? "looked" : ""].join(" ").trim();
    rows.push(made("tr", { "data-step": t, ...(kind && { class: kind }) },
      made("th", { scope: "row" }, String(t)), made("td", {}, String(state.T - t)), cell(x[i]), cell(chain.states[i]),
      ...seen.map((key) => cell(chain.seen[i][key])),
      t > 1 ? cell(chain.stateByState[i]) : made("td", {}, "–"),
      cell(products[i]), cell(chain.lossByState[i]), cell(chain.stateByWeights[i].map((row) => row[p])), cell(chain.shares[i][p])));
  }
  const total = made("tr", { class: "total" }, made("th", { scope: "row", colspan: head.length - 1 }, `∂L/∂w, the sum of all shares, w = ${nameOf(p)}`), cell(chain.gradient[p]));
  byId("steps").replaceChildren(
    made("caption", { class: "unseen" }, "Every factor of the chain rule, step by step"),
    made("thead", {}, made("tr", {}, ...head.map(heading))),
    made("tbody", {}, ...rows, total));
}

fromAddress(location.hash);
buildWeights();
shownChain = chainRule(exampleOf(state));
buildControls();
show();
