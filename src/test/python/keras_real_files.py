"""Writes Keras files of gradflow.exchange's tests with Keras itself, and what Keras predicts.

KERAS_BACKEND=numpy python3 keras_real_files.py src/test/resources/gradflow/exchange/keras

Made with Keras 3.15.1. Weights are float32; outputs in NAME.json are those of the same model with
the same weights in float64 (Keras rounds some of them to float32 at its end). Checks keras_loop.py's masks and cells against Keras on the way.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np
from keras import layers as L

import keras_loop as loop

rng = np.random.default_rng(3)
B, T, I, H = 3, 5, 3, 4


def masked_both():
    return keras.Sequential(
        [
            L.Input((None, I)),
            L.Masking(0.0),
            L.Bidirectional(L.GRU(H, return_sequences=True)),
            L.LSTM(H, recurrent_activation="hard_sigmoid", return_sequences=True),
            L.Dense(2, activation="softmax"),
        ]
    )


def tokens():
    x = keras.Input((None,), name="tokens")
    y = L.Embedding(7, I, mask_zero=True)(x)
    y = L.Dropout(0.3)(y)
    y = L.GRU(H, return_sequences=True, go_backwards=True, dropout=0.1)(y)
    y = L.LSTM(H, return_sequences=True)(y)
    return keras.Model(x, L.TimeDistributed(L.Dense(2))(y))


def two_outputs():
    x = keras.Input((None, I), name="x")
    y = L.Masking(0.0)(x)
    y = L.SimpleRNN(H, return_sequences=True)(y)
    a = L.GRU(H, reset_after=False)(y)
    b = L.Bidirectional(L.LSTM(H), merge_mode="ave")(y)
    return keras.Model(x, [L.Dense(2)(a), b])


def plain():
    return keras.Sequential([L.Input((None, I)), L.GRU(H, name="my_gru"), L.Dense(2, name="head")])


def padded():
    x = np.round(rng.uniform(-1, 1, (B, T, I)), 6)
    x[0, 3:], x[1, :2], x[2, 2] = 0, 0, 0
    return x


def main(folder):
    words = np.array([[1, 2, 3, 0, 0], [4, 0, 6, 6, 1], [0, 0, 5, 1, 2]])
    models = {
        "real3-masked-both": (masked_both, padded()),
        "real3-tokens": (tokens, words),
        "real3-two-outputs": (two_outputs, padded()),
        "real3-plain": (plain, padded()),
    }
    for name, (make, x) in models.items():
        keras.utils.clear_session()
        keras.config.set_floatx("float32")
        model = make()
        model.set_weights([rng.uniform(-0.9, 0.9, w.shape).astype("float32") for w in model.get_weights()])
        model.save(folder / f"{name}.keras")
        model.save(folder / f"{name}.h5")
        weights = model.get_weights()
        keras.utils.clear_session()
        keras.config.set_floatx("float64")
        exact = make()
        exact.set_weights([w.astype("float64") for w in weights])
        outputs = exact(x, training=False)
        outputs = [np.asarray(y) for y in (outputs if isinstance(outputs, (list, tuple)) else [outputs])]
        values = {"x": x.tolist(), "outputs": [y.tolist() for y in outputs]}
        (folder / f"{name}.json").write_text(json.dumps(values))
        if make is masked_both:
            w = [a.astype("float64") for a in weights]
            gru = dict(kind="GRU", reset_after=True, return_sequences=True)
            names = ("kernel", "recurrent_kernel", "bias")
            chain = [
                dict(kind="Masking"),
                dict(kind="Bidirectional", forward=dict(gru, **dict(zip(names, w))), backward=dict(gru, **dict(zip(names, w[3:])))),
                dict(kind="LSTM", return_sequences=True, recurrent_activation="hard_sigmoid", **dict(zip(names, w[6:]))),
                dict(kind="Dense", activation="softmax", kernel=w[9], bias=w[10]),
            ]
            print("loop against Keras:", np.abs(loop.batch(chain, x, 3) - outputs[0]).max())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
