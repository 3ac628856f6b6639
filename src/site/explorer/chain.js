"use strict";
/*
 * Backpropagation through time for one hidden unit, every factor a number of its own. Pure
 * arithmetic, no page: explorer.html draws what comes out of here, and a test compares it with
 * results/bptt-by-hand/steps.csv.
 *
 * The state s_t is (h_t), in the LSTM (h_t, c_t). w are the cell's weights, one number per gate:
 * W (input), RW (recurrent), b and, in the GRU, Rb (recurrent bias).
 *
 *   ∂L/∂w = Σ_t ∂L/∂s_t · ∂s_t/∂w,   ∂L/∂s_t = ∂L/∂ŷ · ∂ŷ/∂s_T · Π_{k>t} ∂s_k/∂s_{k−1}
 */

/** A number with its slopes by everything that a step depends on: the rules of differentiation. */
const constant = (v, n) => ({ v, d: new Array(n).fill(0) });
const variable = (v, i, n) => ({ v, d: Array.from({ length: n }, (_, k) => (k === i ? 1 : 0)) });
const combine = (v, a, x, b, y) => ({ v, d: x.d.map((s, i) => a * s + b * y.d[i]) });
const plus = (x, y) => combine(x.v + y.v, 1, x, 1, y);
const minus = (x, y) => combine(x.v - y.v, 1, x, -1, y);
const times = (x, y) => combine(x.v * y.v, y.v, x, x.v, y);
const through = (f, x) => combine(f.of(x.v), f.slope(x.v), x, 0, x);

const sigma = (a) => 1 / (1 + Math.exp(-a));

/** Activations with their derivatives f'(a); at a kink, the slope below it. */
const ACTIVATIONS = {
  tanh: { of: Math.tanh, slope: (a) => 1 - Math.tanh(a) ** 2 },
  sigmoid: { of: sigma, slope: (a) => sigma(a) * (1 - sigma(a)) },
  relu: { of: (a) => Math.max(0, a), slope: (a) => (a > 0 ? 1 : 0) },
  identity: { of: (a) => a, slope: () => 1 },
};
const SIGMOID = ACTIVATIONS.sigmoid;

/** Losses of one output ŷ against its label y, summed over both outputs. */
const LOSSES = {
  l1: { of: (p, y) => Math.abs(p - y), slope: (p, y) => Math.sign(p - y) },
  "squared-error": { of: (p, y) => (p - y) ** 2, slope: (p, y) => 2 * (p - y) },
  "cross-entropy": { of: (p, y) => (y === 0 ? 0 : -y * Math.log(p)), slope: (p, y) => -y / p },
};

/**
 * One step of each cell. in_(g) is x·W + b of gate g, rec(g) is h·RW (+ Rb), sum(g) both. A step
 * returns the next state and, under `seen`, what is worth a look on the way.
 */
const CELLS = {
  SimpleRnn: {
    gates: ["hidden"],
    parameters: ["W", "RW", "b"],
    states: 1,
    step(s, { sum }, f) {
      const a = sum(0);
      return { next: [through(f, a)], seen: { slope: f.slope(a.v) } };
    },
  },
  LSTM: {
    gates: ["candidate", "forget", "output", "input"],
    parameters: ["W", "RW", "b"],
    states: 2,
    step([, c], { sum }, f) {
      const candidate = through(f, sum(0));
      const forget = through(SIGMOID, sum(1));
      const output = through(SIGMOID, sum(2));
      const input = through(SIGMOID, sum(3));
      const cell = plus(times(forget, c), times(input, candidate));
      return {
        next: [times(output, through(f, cell)), cell],
        seen: { keep: forget.v, forget: forget.v, input: input.v, output: output.v },
      };
    },
  },
  GRU: {
    gates: ["reset", "update", "candidate"],
    parameters: ["W", "RW", "b", "Rb"],
    states: 1,
    step([h], { in_, rec }, f) {
      const reset = through(SIGMOID, plus(in_(0), rec(0)));
      const update = through(SIGMOID, plus(in_(1), rec(1)));
      const candidate = through(f, plus(in_(2), times(reset, rec(2))));
      return {
        next: [plus(candidate, times(update, minus(h, candidate)))],
        seen: { keep: update.v, update: update.v, reset: reset.v },
      };
    },
  },
  MinGRU: {
    gates: ["update", "candidate"],
    parameters: ["W", "b"],
    linear: true,
    states: 1,
    step([h], { in_ }, f) {
      const update = through(SIGMOID, in_(0));
      const candidate = through(f, in_(1));
      return {
        next: [plus(h, times(update, minus(candidate, h)))],
        seen: { keep: 1 - update.v, update: update.v },
      };
    },
  },
  JANET: {
    gates: ["forget", "candidate"],
    parameters: ["W", "RW", "b"],
    states: 1,
    step([h], { sum, one }, f) {
      const s = sum(0);
      const forget = through(SIGMOID, s);
      const write = minus(one, through(SIGMOID, minus(s, one)));
      return {
        next: [plus(times(forget, h), times(write, through(f, sum(1))))],
        seen: { keep: forget.v, forget: forget.v, write: write.v },
      };
    },
  },
};

/** (row)·(matrix). */
const rowTimes = (row, m) => m[0].map((_, j) => row.reduce((sum, v, i) => sum + v * m[i][j], 0));
const product = (a, b) => a.map((row) => rowTimes(row, b));
const norm = (values) => Math.hypot(...values.flat());

/** How many weights the cell has. */
const weightCount = (cell) => CELLS[cell].parameters.length * CELLS[cell].gates.length;

/** The place of a gate's parameter among the weights: all of W, then RW, b, Rb. */
function weightIndex(cell, parameter, gate) {
  return CELLS[cell].parameters.indexOf(parameter) * CELLS[cell].gates.length + gate;
}

/** One step from the state before it, differentiated by that state and by all weights. */
function step(example, before, x) {
  const { cell, weights } = example;
  const n = before.length + weights.length;
  const state = before.map((v, i) => variable(v, i, n));
  const w = (parameter, gate) => {
    const p = weightIndex(cell, parameter, gate);
    return variable(weights[p], before.length + p, n);
  };
  const has = (parameter) => CELLS[cell].parameters.includes(parameter);
  const in_ = (g) => plus(w("b", g), times(w("W", g), constant(x, n)));
  const rec = (g) => plus(has("Rb") ? w("Rb", g) : constant(0, n), times(state[0], w("RW", g)));
  const sum = (g) => plus(in_(g), rec(g));
  const given = { in_, rec, sum, one: constant(1, n) };
  return CELLS[cell].step(state, given, ACTIVATIONS[example.activation]);
}

/**
 * Every factor of ∂L/∂w of one example { cell, activation, loss, x [T], label [2], weights [P],
 * outputWeights [2], outputBias [2] }: forward through all steps, and back.
 */
function chainRule(example) {
  const { x, label, outputWeights, outputBias } = example;
  const size = CELLS[example.cell].states;
  const states = [];
  const stateByState = [];
  const stateByWeights = [];
  const seen = [];
  let state = new Array(size).fill(0);
  for (const input of x) {
    const made = step(example, state, input);
    stateByState.push(made.next.map((s) => s.d.slice(0, size)));
    stateByWeights.push(made.next.map((s) => s.d.slice(size)));
    seen.push(made.seen);
    state = made.next.map((s) => s.v);
    states.push(state);
  }
  const raised = outputBias.map((b, k) => Math.exp(b + state[0] * outputWeights[k]));
  const total = raised[0] + raised[1];
  const prediction = raised.map((r) => r / total);
  const loss = LOSSES[example.loss];
  const lossByPrediction = prediction.map((p, k) => loss.slope(p, label[k]));
  const softmax = prediction.map((p, k) => prediction.map((q, j) => p * ((k === j ? 1 : 0) - q)));
  const logitsByState = outputWeights.map((v) => [v, 0].slice(0, size));
  const predictionByState = product(softmax, logitsByState);
  const lossByLogits = rowTimes(lossByPrediction, softmax);
  const lossByState = [];
  const shares = [];
  const gradient = new Array(example.weights.length).fill(0);
  let back = rowTimes(lossByPrediction, predictionByState);
  for (let t = x.length - 1; t >= 0; t--) {
    lossByState[t] = back;
    shares[t] = rowTimes(back, stateByWeights[t]);
    shares[t].forEach((share, p) => (gradient[p] += share));
    back = rowTimes(back, stateByState[t]);
  }
  return {
    states,
    prediction,
    loss: prediction.reduce((sum, p, k) => sum + loss.of(p, label[k]), 0),
    lossByPrediction,
    predictionByState,
    stateByState,
    stateByWeights,
    lossByState,
    shares,
    gradient,
    lossByOutputWeights: lossByLogits.map((slope) => state[0] * slope),
    lossByLogits,
    seen,
  };
}

/** The product of the step Jacobians from every step to the last, ∂s_T/∂s_t; at T it is 1. */
function jacobianProducts(chain) {
  const last = chain.states.length - 1;
  const products = [];
  products[last] = chain.states[last].map((_, i) => chain.states[last].map((_, j) => +(i === j)));
  for (let t = last - 1; t >= 0; t--) {
    products[t] = product(products[t + 1], chain.stateByState[t + 1]);
  }
  return products;
}

/** The product of the gates that keep the state, from every step to the last; none in SimpleRnn. */
function keptPath(chain) {
  const last = chain.states.length - 1;
  if (chain.seen[0].keep === undefined) return null;
  const kept = [];
  kept[last] = 1;
  for (let t = last - 1; t >= 0; t--) kept[t] = kept[t + 1] * chain.seen[t + 1].keep;
  return kept;
}

/** ∂L/∂w of the last `length` steps alone: what truncated backpropagation computes. */
function truncated(chain, length) {
  const kept = chain.shares.slice(Math.max(0, chain.shares.length - length));
  return chain.gradient.map((_, p) => kept.reduce((sum, share) => sum + share[p], 0));
}

/** The gradient made as short as the threshold if it is longer; its direction stays. */
function clipped(gradient, threshold) {
  const length = norm(gradient);
  return length > threshold ? gradient.map((g) => (g / length) * threshold) : gradient.slice();
}

/** The cosine of the angle between two gradients; null if one of them is zero. */
function cosine(a, b) {
  const lengths = norm(a) * norm(b);
  return lengths === 0 ? null : a.reduce((sum, v, i) => sum + v * b[i], 0) / lengths;
}
