"""Writes the Keras files of gradflow.exchange's tests, without Keras.

python3 keras_files.py src/test/resources/gradflow/exchange/keras

Needs numpy and h5py (Debian: python3-h5py). The layouts are those that Keras 1.1 to 3 write:
model_config, layer_names and weight_names in .h5 files, config.json and model.weights.h5 in .keras
files. NAME.json beside NAME.h5 or NAME.keras has inputs and the outputs of keras_loop.py.
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import h5py
import numpy as np

import keras_loop as loop

B, T, I, H = 3, 5, 3, 4
rng = np.random.default_rng(14)
GATES = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}
GLOROT = {"class_name": "VarianceScaling", "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": None}}
WEIGHTS = ("embeddings", "kernel", "recurrent_kernel", "bias")


def uniform(*shape):
    return rng.uniform(-0.9, 0.9, shape).astype(np.float32).astype(np.float64)


def cell(kind, name, inputs=I, units=H, bias=True, **options):
    columns = GATES[kind] * units
    layer = dict(kind=kind, name=name, kernel=uniform(inputs, columns), recurrent_kernel=uniform(units, columns), **options)
    if bias:
        layer["bias"] = uniform(2, columns) if options.get("reset_after") else uniform(columns)
    return layer


def dense(name, inputs, units, kind="Dense", bias=True, **options):
    layer = dict(kind=kind, name=name, kernel=uniform(inputs, units), **options)
    if bias:
        layer["bias"] = uniform(units)
    return layer


def both(name, kind, merge_mode="concat", inputs=I, **options):
    return dict(
        kind="Bidirectional",
        name=name,
        merge_mode=merge_mode,
        forward=cell(kind, "forward_" + name, inputs, **options),
        backward=cell(kind, "backward_" + name, inputs, **options),
    )


# Configurations


def config(layer, major):
    kind = layer["kind"]
    options = {k: v for k, v in layer.items() if k not in WEIGHTS + ("kind", "forward", "backward")}
    if kind == "Bidirectional":
        inner = {"class_name": layer["forward"]["kind"], "config": config(layer["forward"], major)}
        return dict(name=layer["name"], trainable=True, merge_mode=layer["merge_mode"], layer=inner)
    if kind == "TimeDistributed":
        inner = dict(layer, kind="Dense", name="inner_" + layer["name"])
        return dict(name=layer["name"], trainable=True, layer={"class_name": "Dense", "config": config(inner, major)})
    options["trainable"] = True
    if kind == "Embedding":
        options.update(input_dim=layer["embeddings"].shape[0], output_dim=layer["embeddings"].shape[1])
    if kind in GATES:
        options.setdefault("activation", "tanh")
        if kind != "SimpleRNN":
            options.setdefault("recurrent_activation", "sigmoid")
        for flag in ("return_sequences", "go_backwards", "stateful"):
            options.setdefault(flag, False)
        options["unroll"] = False
        units = layer["recurrent_kernel"].shape[0]
        if major == 1:
            options.update(output_dim=units, inner_init="orthogonal", init="glorot_uniform", dropout_W=options.pop("dropout", 0.0), dropout_U=0.0, W_regularizer=None, U_regularizer=None, b_regularizer=None, consume_less="cpu", input_dim=layer["kernel"].shape[0], input_length=None)
            if "recurrent_activation" in options:
                options["inner_activation"] = options.pop("recurrent_activation")
        else:
            options.setdefault("dropout", 0.0)
            options.update(units=units, use_bias="bias" in layer, recurrent_dropout=0.0, kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, kernel_initializer=GLOROT, recurrent_initializer={"class_name": "Orthogonal", "config": {"gain": 1.0, "seed": None}}, bias_initializer={"class_name": "Zeros", "config": {}}, implementation=1)
            if major == 3:
                options.update(zero_output_for_mask=False, return_state=False, seed=None)
    if kind == "Dense":
        units = layer["kernel"].shape[1]
        options.setdefault("activation", "linear")
        if major == 1:
            options.update(output_dim=units, bias="bias" in layer, W_constraint=None, input_dim=None)
        else:
            options.update(units=units, use_bias="bias" in layer, kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None)
            options.update(kernel_initializer=GLOROT, bias_initializer={"class_name": "Zeros", "config": {}})
    if kind == "Dropout" and major == 1:
        options["p"] = options.pop("rate")
    if major == 3:
        options["dtype"] = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}
    return options


def sequential(layers, major, shape, as_list=False):
    described = [{"class_name": layer["kind"], "config": config(layer, major)} for layer in layers]
    if major == 3:
        described.insert(0, {"class_name": "InputLayer", "config": {"batch_shape": shape, "dtype": "float32", "name": "input_layer"}})
    else:
        described[0]["config"]["batch_input_shape"] = shape
    return {"class_name": "Sequential", "config": described if as_list else {"name": "sequential", "layers": described}}


def functional(layers, major, shape, outputs, masked=False, turned=False):
    """A chain below, and `outputs`: pairs of a name in the chain and the layer that it feeds."""
    key = "batch_shape" if major == 3 else "batch_input_shape"
    described = [{"class_name": "InputLayer", "config": {key: shape, "dtype": "float32", "sparse": False, "name": "in"}, "name": "in", "inbound_nodes": []}]

    def tensor(name, mask):
        if major < 3:
            return [[[name, 0, 0, {}] if major == 2 else [name, 0, 0]]]
        kept = {"class_name": "__keras_tensor__", "config": {"shape": [None], "dtype": "float32", "keras_history": [name, 0, 0]}}
        kwargs = {"training": False}
        if mask:
            kwargs["mask"] = {"class_name": "__keras_tensor__", "config": {"shape": [None], "dtype": "bool", "keras_history": [mask, 0, 0]}}
        return [{"args": [kept], "kwargs": kwargs}]

    below, mask = "in", None
    for layer in layers:
        described.append({"class_name": layer["kind"], "config": config(layer, major), "name": layer["name"], "inbound_nodes": tensor(below, mask)})
        below = layer["name"]
        if masked and layer["kind"] == "Masking":
            described.append({"class_name": "NotEqual", "config": {"name": "not_equal"}, "name": "not_equal", "inbound_nodes": [{"args": [tensor("in", None)[0]["args"][0], 0.0], "kwargs": {}}]})
            described.append({"class_name": "Any", "config": {"name": "any", "axis": -1, "keepdims": False}, "name": "any", "inbound_nodes": tensor("not_equal", None)})
            mask = "any"
    for name, layer in outputs:
        described.append({"class_name": layer["kind"], "config": config(layer, major), "name": layer["name"], "inbound_nodes": tensor(name, mask)})
    names = [layer["name"] for _, layer in outputs] or [below]
    # Keras does not promise an order that goes upwards.
    described = described[:1] + described[:0:-1] if turned else described
    kind = "Model" if major < 3 else "Functional"
    return {"class_name": kind, "config": {"name": "model", "layers": described, "input_layers": [["in", 0, 0]], "output_layers": [[name, 0, 0] for name in names]}}


# Weights


def named(layer, major, prefix):
    """(name, array) pairs in Keras's order, by the version's names."""
    kind = layer["kind"]
    if kind == "Bidirectional":
        return named(layer["forward"], major, prefix) + named(layer["backward"], major, prefix)
    if major == 1:
        name = layer["name"]
        if kind in ("Dense", "TimeDistributed"):
            return [(f"{name}_W", layer["kernel"]), (f"{name}_b", layer["bias"])]
        if kind == "Embedding":
            return [(f"{name}_W", layer["embeddings"])]
        if kind == "SimpleRNN":
            return [(f"{name}_W", layer["kernel"]), (f"{name}_U", layer["recurrent_kernel"]), (f"{name}_b", layer["bias"])]
        if kind not in GATES:
            return []
        letters = {"LSTM": "ifco", "GRU": "zrh"}[kind]
        order = {"LSTM": "icfo", "GRU": "zrh"}[kind]
        units = layer["recurrent_kernel"].shape[0]
        pairs = []
        for letter in order:
            part = slice(letters.index(letter) * units, (letters.index(letter) + 1) * units)
            for old, new in (("W", "kernel"), ("U", "recurrent_kernel"), ("b", "bias")):
                pairs.append((f"{name}_{old}_{letter}", layer[new][..., part]))
        return pairs
    inside = {"GRU": "/gru_cell", "LSTM": "/lstm_cell", "SimpleRNN": "/simple_rnn_cell"}.get(kind, "") if prefix != "old" else ""
    suffix = "" if major == 3 else ":0"
    return [(f"{layer['name']}{inside}/{weight}{suffix}", layer[weight]) for weight in WEIGHTS if weight in layer]


def h5(path, model, layers, version, major, dtype=np.float32, old=False, parts=False):
    with h5py.File(path, "w") as f:
        text = json.dumps(model)
        f.attrs["model_config"] = np.bytes_(text) if major < 3 else text
        f.attrs["keras_version"] = np.bytes_(version) if major < 3 else version
        f.attrs["backend"] = np.bytes_("tensorflow")
        group = f.create_group("model_weights")
        group.attrs["layer_names"] = np.array([layer["name"].encode() for layer in layers])
        for layer in layers:
            own = group.create_group(layer["name"])
            pairs = named(layer, major, "old" if old else "new")
            if layer["kind"] in ("Bidirectional", "TimeDistributed") and major > 1:
                pairs = [(f"{layer['name']}/{name}", array) for name, array in pairs]
            names = np.array([name.encode() for name, _ in pairs]) if pairs else np.array([])
            if parts and pairs:
                # As Keras does with long lists.
                own.attrs["weight_names0"], own.attrs["weight_names1"] = names[:1], names[1:]
            else:
                own.attrs["weight_names"] = names
            for name, array in pairs:
                own.create_dataset(name, data=array.astype(dtype))


def keras(path, model, layers, version, root="layers", names=True, compression=None):
    memory = io.BytesIO()
    with h5py.File(memory, "w") as f:
        used = {}
        for layer in [{"kind": "InputLayer", "name": "in"}] + layers:
            snake = {"SimpleRNN": "simple_rnn", "TimeDistributed": "time_distributed", "InputLayer": "input_layer"}.get(layer["kind"], layer["kind"].lower())
            used[snake] = used.get(snake, -1) + 1
            own = f.create_group(f"{root}/{snake}" + (f"_{used[snake]}" if used[snake] else ""))
            variables = own.create_group("vars")
            if names:
                variables.attrs["name"] = layer["name"]
            kind = layer["kind"]
            parts = {"": layer}
            if kind in GATES:
                parts = {"cell/": layer}
            elif kind == "TimeDistributed":
                parts = {"layer/": layer}
            elif kind == "Bidirectional":
                parts = {"forward_layer/cell/": layer["forward"], "backward_layer/cell/": layer["backward"]}
            for inside, part in parts.items():
                for number, weight in enumerate([w for w in WEIGHTS if w in part]):
                    own.create_dataset(f"{inside}vars/{number}", data=part[weight].astype(np.float32))
    with zipfile.ZipFile(path, "w", compression or zipfile.ZIP_STORED) as z:
        z.writestr(zipfile.ZipInfo("metadata.json"), json.dumps({"keras_version": version, "date_saved": "2026-01-01@00:00:00"}))
        z.writestr(zipfile.ZipInfo("config.json"), json.dumps(model))
        z.writestr(zipfile.ZipInfo("model.weights.h5"), memory.getvalue(), compression)


# Models


def sequences(steps=T):
    return np.round(rng.uniform(-1, 1, (B, steps, I)), 6)


def padded():
    """Padding in front, in the middle and behind; one example is nothing but padding."""
    x = sequences()
    x[0, 3:], x[1, :2], x[2, 2] = 0, 0, 0
    x[0, 0, 1] = 0  # not a masked step: only one of its values is zero
    return np.concatenate([x, np.zeros((1, T, I))])


def expect(folder, name, x, outputs):
    values = {"x": x.tolist(), "outputs": [y.tolist() for y in outputs]}
    (folder / f"{name}.json").write_text(json.dumps(values))


def main(folder):
    shape = [None, None, I]

    def case(name, layers, version, x, write):
        write(folder / name)
        expect(folder, name.rsplit(".", 1)[0], x, [loop.batch(layers, x, version)])

    layers = [cell("LSTM", "lstm_1", recurrent_activation="hard_sigmoid"), dense("dense_1", H, 2, activation="softmax")]
    case("keras1-lstm.h5", layers, 1, sequences(), lambda p: h5(p, sequential(layers, 1, shape, as_list=True), layers, "1.2.2", 1))

    gru1 = [cell("GRU", "gru_1", recurrent_activation="hard_sigmoid", return_sequences=True), dense("timedistributed_1", H, 2, "TimeDistributed", activation="sigmoid")]
    case("keras1-gru-functional.h5", gru1, 1, sequences(), lambda p: h5(p, functional(gru1, 1, shape, []), gru1, "1.1.1", 1))

    rnn1 = [dict(kind="Masking", name="masking_1", mask_value=0.0), both("bidirectional_1", "SimpleRNN", "sum", return_sequences=True), cell("SimpleRNN", "simplernn_2", H)]
    case("keras1-masked-both.h5", rnn1, 1, padded(), lambda p: h5(p, sequential(rnn1, 1, shape, as_list=True), rnn1, "1.2.0", 1))

    gru2 = [cell("GRU", "gru_1", recurrent_activation="hard_sigmoid", return_sequences=True), dict(kind="Dropout", name="dropout_1", rate=0.5), cell("GRU", "gru_2", H, dropout=0.25, reset_after=False), dense("dense_1", H, 2)]
    case("keras2-gru-reset-before.h5", gru2, 2, sequences(), lambda p: h5(p, sequential(gru2, 2, [None, T, I], as_list=True), gru2, "2.1.2", 2, old=True))

    both2 = [dict(kind="Masking", name="masking", mask_value=0.0), both("bidirectional", "GRU", return_sequences=True, reset_after=True), cell("LSTM", "lstm", 2 * H, return_sequences=True), dense("dense", H, 2, activation="softmax")]
    case("keras2-masked-both-gru.h5", both2, "tf", padded(), lambda p: h5(p, sequential(both2, 2, shape), both2, "2.4.0", 2, parts=True))

    back2 = [cell("LSTM", "lstm_1", go_backwards=True, return_sequences=True), cell("SimpleRNN", "simple_rnn_1", H, go_backwards=True)]
    case("keras2-backwards.h5", back2, 2, sequences(), lambda p: h5(p, sequential(back2, 2, shape), back2, "2.3.1", 2, old=True))

    words = np.array([[1, 2, 3, 0, 0], [4, 0, 6, 6, 1], [0, 0, 5, 1, 2]])
    embed = [dict(kind="Embedding", name="embedding", embeddings=uniform(7, I), mask_zero=True), dict(kind="Dropout", name="dropout", rate=0.3), cell("LSTM", "lstm", return_sequences=True), cell("GRU", "gru", H, reset_after=True), dense("dense", H, 2, activation="softmax")]
    case("keras2-embedding.h5", embed, "tf", words, lambda p: h5(p, functional(embed, 2, [None, None], [], turned=True), embed, "2.2.4-tf", 2))

    plain2 = [cell("GRU", "gru", reset_after=True), dense("dense", H, 2, activation="sigmoid")]
    case("keras2-gru-functional.h5", plain2, 2, sequences(), lambda p: h5(p, functional(plain2, 2, [None, T, I], []), plain2, "2.3.1", 2, old=True))

    wide = [cell("SimpleRNN", "simple_rnn", bias=False, activation="relu", return_sequences=True), dense("dense", H, 2, bias=False)]
    case("keras2-float64-no-bias.h5", wide, 2, sequences(), lambda p: h5(p, sequential(wide, 2, shape), wide, "2.4.3", 2, dtype=np.float64))

    state = [cell("GRU", "gru", stateful=True, reset_after=True), dense("dense", H, 2)]
    x, states = sequences(6), [[(np.zeros(H), np.zeros(H)), None] for _ in range(B)]
    h5(folder / "keras2-stateful.h5", sequential(state, 2, [B, 3, I]), state, "2.4.0", 2)
    expect(folder, "keras2-stateful", x, [loop.batch(state, x[:, :3], 2, states), loop.batch(state, x[:, 3:], 2, states)])

    zip2 = [both("bidirectional", "LSTM", "ave"), dense("dense", H, 3, activation="softmax")]
    case("keras2-15.keras", zip2, "tf", sequences(), lambda p: keras(p, sequential(zip2, 2, shape), zip2, "2.15.0", "_layer_checkpoint_dependencies", names=False))

    gru3 = [cell("GRU", "gru", reset_after=True, recurrent_activation="hard_sigmoid", return_sequences=True), cell("GRU", "gru_1", H, reset_after=True), dense("dense", H, 2)]
    case("keras3-gru.keras", gru3, 3, sequences(), lambda p: keras(p, sequential(gru3, 3, shape), gru3, "3.0.5"))

    mask3 = [dict(kind="Masking", name="masking", mask_value=0.0), both("bidirectional", "LSTM", "mul", return_sequences=True)]
    heads = [("bidirectional", cell("GRU", "gru", H, reset_after=True, go_backwards=True, return_sequences=True)), ("bidirectional", dense("time_distributed", H, 2, "TimeDistributed", activation="tanh"))]
    x = padded()
    keras(folder / "keras3-two-outputs.keras", functional(mask3, 3, shape, heads, masked=True), mask3 + [head for _, head in heads], "3.3.3", compression=zipfile.ZIP_DEFLATED)
    expect(folder, "keras3-two-outputs", x, [loop.batch(mask3 + [head], x, 3) for _, head in heads])

    hard3 = [dict(kind="Masking", name="masking", mask_value=-1.0), cell("LSTM", "lstm", recurrent_activation="hard_sigmoid", return_sequences=True), cell("SimpleRNN", "simple_rnn", H, return_sequences=True), dense("dense", H, 2)]
    x = sequences()
    x[0, 1], x[1, 4], x[2, :3] = -1, -1, -1
    case("keras3-masked-hard-sigmoid.h5", hard3, 3, x, lambda p: h5(p, sequential(hard3, 3, shape), hard3, "3.5.0", 3))


def bomb(folder):
    """A few kilobytes that stand for an array of 512 MiB, none of whose chunks is there."""
    layers = [cell("SimpleRNN", "simple_rnn"), dense("dense", H, 2)]
    path = folder / "bomb.h5"
    h5(path, sequential(layers, 2, [None, None, I]), layers, "2.4.0", 2)
    with h5py.File(path, "r+") as f:
        own = f["model_weights/simple_rnn"]
        name = own.attrs["weight_names"][0].decode()
        del own[name]
        own.create_dataset(name, (I, 44_739_242), np.float32, chunks=(1, 1 << 20), compression="gzip")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    bomb(Path(sys.argv[1]).parent)
