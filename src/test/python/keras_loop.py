"""Keras's layers as plain loops over examples and time steps, in float64, with numpy alone.

A model is a list of layers, each a dict with kind, name, weights as Keras 2 and 3 lay them out, and
options by Keras's names. `version` is 1, 2 or 3, and "tf" where Bidirectional zeroes masked steps.
"""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def activation(name, major):
    return {
        "linear": lambda x: x,
        "tanh": np.tanh,
        "sigmoid": sigmoid,
        "relu": lambda x: np.maximum(x, 0),
        "softmax": lambda x: np.exp(x) / np.exp(x).sum(),
        "hard_sigmoid": (lambda x: np.clip(x + 3, 0, 6) / 6)
        if major == 3
        else (lambda x: np.clip(0.2 * x + 0.5, 0, 1)),
    }[name]


def step(layer, x, h, c, major):
    """One time step of one example: the new h and c."""
    kernel, recurrent = layer["kernel"], layer["recurrent_kernel"]
    units = recurrent.shape[0]
    bias = layer.get("bias")
    f = activation(layer.get("activation", "tanh"), major)
    if layer["kind"] == "SimpleRNN":
        return f(x @ kernel + h @ recurrent + (0 if bias is None else bias)), c
    g = activation(layer.get("recurrent_activation", "sigmoid"), major)

    def block(a, gate):
        return a[..., gate * units : (gate + 1) * units]

    if layer["kind"] == "LSTM":
        s = x @ kernel + h @ recurrent + (0 if bias is None else bias)
        i, forget, n, o = g(block(s, 0)), g(block(s, 1)), f(block(s, 2)), g(block(s, 3))
        c = forget * c + i * n
        return o * f(c), c
    if layer.get("reset_after", False):
        b, rb = (np.zeros(3 * units), np.zeros(3 * units)) if bias is None else (bias[0], bias[1])
        xs, hs = x @ kernel + b, h @ recurrent + rb
        z, r = g(block(xs, 0) + block(hs, 0)), g(block(xs, 1) + block(hs, 1))
        n = f(block(xs, 2) + r * block(hs, 2))
    else:
        xs = x @ kernel + (0 if bias is None else bias)
        z = g(block(xs, 0) + h @ block(recurrent, 0))
        r = g(block(xs, 1) + h @ block(recurrent, 1))
        n = f(block(xs, 2) + (r * h) @ block(recurrent, 2))
    return z * h + (1 - z) * n, c


def recur(layer, x, mask, major, zeroed=False, state=None):
    """All time steps of one example: outputs in the order in which they are taken."""
    units = layer["recurrent_kernel"].shape[0]
    h, c = (np.zeros(units), np.zeros(units)) if state is None else state
    last, outputs = np.zeros(units), []
    times = range(len(x))
    for t in reversed(times) if layer.get("go_backwards") else times:
        if mask is None or mask[t]:
            h, c = step(layer, x[t], h, c, major)
            last = h
            outputs.append(h)
        else:
            outputs.append(np.zeros(units) if zeroed else last)
    if state is not None:
        state[0][:], state[1][:] = h, c
    return np.array(outputs) if layer.get("return_sequences") else last


def both(layer, x, mask, version):
    major = version if version != "tf" else 2
    sequences = layer["forward"].get("return_sequences", False)
    zeroed = sequences and version in (3, "tf")
    a = recur(layer["forward"], x, mask, major, zeroed)
    b = recur(dict(layer["backward"], go_backwards=True), x, mask, major, zeroed)
    b = b[::-1] if sequences else b
    return {
        "concat": lambda: np.concatenate([a, b], axis=-1),
        "sum": lambda: a + b,
        "mul": lambda: a * b,
        "ave": lambda: (a + b) / 2,
    }[layer.get("merge_mode", "concat")]()


def dense(layer, x, major):
    f = activation(layer.get("activation", "linear"), major)
    y = x @ layer["kernel"] + layer.get("bias", 0)
    return np.array([f(row) for row in y]) if y.ndim == 2 else f(y)


def run(layers, x, version, states=None):
    """The output of each layer for one example."""
    major = version if version != "tf" else 2
    mask, outputs = None, []
    for number, layer in enumerate(layers):
        kind = layer["kind"]
        if kind == "Masking":
            mask = np.any(x != layer.get("mask_value", 0.0), axis=-1)
            x = x * mask[:, None]
        elif kind == "Embedding":
            mask = x != 0 if layer.get("mask_zero") else None
            x = layer["embeddings"][x.astype(int)]
        elif kind in ("Dense", "TimeDistributed"):
            x = dense(layer, x, major)
        elif kind == "Bidirectional":
            x = both(layer, x, mask, version)
            mask = mask if layer["forward"].get("return_sequences") else None
        elif kind != "Dropout":
            x = recur(layer, x, mask, major, layer.get("zero_output_for_mask", False), states and states[number])
            mask = mask if layer.get("return_sequences") else None
        outputs.append(x)
    return outputs


def batch(layers, x, version, states=None):
    """The last layer's output for a batch; `states` are carried on and changed."""
    rows = [run(layers, one, version, states and states[i])[-1] for i, one in enumerate(x)]
    return np.array(rows)
