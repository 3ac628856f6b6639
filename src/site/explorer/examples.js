"use strict";
/*
 * The examples of the page. Those "by hand" are runs of results/bptt-by-hand with seed 1, digit by
 * digit; the others are made to show one thing each. Weights stand in the order of chain.js: W of
 * every gate, then RW, b, Rb.
 */
const RNN_BY_HAND = {
  x: [0.4443592170557721, 0.44426470082635805, 0.762894391911761, 0.877348686764173],
  weights: [0.11981083531010561, 0.44240716307286204, 0.8478049564562332],
  outputWeights: [0.04613435970196278, -0.4289826312060667],
  outputBias: [0.5879932113246111, -0.19171566189954858],
};
const GATED_BY_HAND = {
  x: [0.4549379074702896, 0.5300789975015889, 0.43596539982472504, 0.16703498914055104],
  outputWeights: [0.2906692804390121, 0.6307011667361995],
  outputBias: [0.3634099467611771, 0.7686491270795797],
};
const LSTM_BY_HAND = [
  0.11981083531010561, 0.44240716307286204, 0.8478049564562332, 0.10015340929961025,
  -0.10032353851255552, 0.4732099054411698, 0.6792276361755114, 0.0415209237317665,
  -0.38608436808546004, 0.52919389019215, -0.17254409570959373, 0.18975666415559245,
];
const GRU_BY_HAND = [
  0.11981083531010561, 0.44240716307286204, 0.8478049564562332, -0.10015340929961025,
  -0.10032353851255552, 0.4732099054411698, 0.6792276361755114, 0.0415209237317665,
  -0.38608436808546004, 0.52919389019215, -0.17254409570959373, 0.18975666415559245,
];
const OUTPUT = { outputWeights: [1, -1], outputBias: [0, 0], x: [], loss: "cross-entropy" };

/** Examples by name: a heading, what to look for, and settings. */
const EXAMPLES = {
  note: {
    label: "The note's four steps: sigmoid, |ŷ − y|",
    cell: "SimpleRnn", activation: "sigmoid", loss: "l1", T: 4, ...RNN_BY_HAND,
  },
  "note-tanh": {
    label: "The same four steps with tanh",
    cell: "SimpleRnn", activation: "tanh", loss: "l1", T: 4, ...RNN_BY_HAND,
  },
  "note-relu": {
    label: "The same four steps with ReLU",
    cell: "SimpleRnn", activation: "relu", loss: "l1", T: 4, ...RNN_BY_HAND,
  },
  "note-lstm": {
    label: "Four steps of an LSTM, by hand",
    cell: "LSTM", activation: "tanh", loss: "l1", T: 4, ...GATED_BY_HAND, weights: LSTM_BY_HAND,
  },
  "note-gru": {
    label: "Four steps of a GRU, by hand",
    cell: "GRU", activation: "tanh", loss: "l1", T: 4, ...GATED_BY_HAND, weights: GRU_BY_HAND,
  },
  vanishing: {
    label: "Vanishing: tanh, U = 0.9, 30 steps",
    cell: "SimpleRnn", activation: "tanh", T: 30, ...OUTPUT, weights: [0.5, 0.9, 0],
  },
  sigmoid: {
    label: "Sigmoid: at most U/4 a step, 30 steps",
    cell: "SimpleRnn", activation: "sigmoid", T: 30, ...OUTPUT, weights: [0.5, 1, 0],
  },
  edge: {
    label: "The edge: identity, U = 1",
    cell: "SimpleRnn", activation: "identity", T: 30, ...OUTPUT, weights: [0.05, 1, 0],
  },
  exploding: {
    label: "Exploding: ReLU, U = 1.3, 30 steps",
    cell: "SimpleRnn", activation: "relu", T: 30, ...OUTPUT, loss: "cross-entropy",
    outputWeights: [-0.00005, 0.00005], weights: [0.1, 1.3, 0],
  },
  dead: {
    label: "Dead: a ReLU whose input goes negative",
    cell: "SimpleRnn", activation: "relu", T: 30, ...OUTPUT, inputs: "impulse",
    weights: [2, 0.9, -0.1],
  },
  lstm: {
    label: "LSTM, forget bias 1, 60 steps",
    cell: "LSTM", activation: "tanh", T: 60, ...OUTPUT, inputs: "alternating",
    weights: [0.5, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
  },
  "lstm-open": {
    label: "LSTM, forget bias 5, 60 steps",
    cell: "LSTM", activation: "tanh", T: 60, ...OUTPUT, inputs: "alternating",
    weights: [0.5, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0],
  },
  gru: {
    label: "GRU, update bias 3, 60 steps",
    cell: "GRU", activation: "tanh", T: 60, ...OUTPUT,
    weights: [0, 0, 0.5, 0, 0, 0.5, 0, 3, 0, 0, 0, 0],
  },
  mingru: {
    label: "MinGRU: the factor does not see the state",
    cell: "MinGRU", activation: "identity", T: 60, ...OUTPUT, weights: [0.5, 0.5, -2, 0],
  },
  janet: {
    label: "JANET, forget bias 3, 60 steps",
    cell: "JANET", activation: "tanh", T: 60, ...OUTPUT, weights: [0, 0.5, 0, 0.5, 3, 0],
  },
};

/** The fractional parts of multiples of the golden ratio: between 0 and 1, evenly, without end. */
const evenly = (t) => (0.5 + t * 0.6180339887498949) % 1;

/** Inputs by name, x_t from t = 1 on. */
const INPUTS = {
  given: { label: "as in the example, then spread over 0 … 1", of: (t, x) => (t <= x.length ? x[t - 1] : evenly(t)) },
  ones: { label: "1 at every step", of: () => 1 },
  impulse: { label: "1 at step 1, then 0", of: (t) => (t === 1 ? 1 : 0) },
  alternating: { label: "1, −1, 1, −1 …", of: (t) => (t % 2 === 1 ? 1 : -1) },
  zeros: { label: "0 at every step", of: () => 0 },
};
