#!/usr/bin/env bash
# Compiles what is needed, then runs a part of the benchmarks: src/bench/bench.sh PART [ARGUMENTS].
# Without a part it lists them. Libraries choose their kernels themselves, whatever is preset here.
set -euo pipefail
cd "$(dirname "$0")/../.."
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
mvn -q -B -ntp -Pbench -Dmaven.test.skip process-classes
exec java -cp "target/bench-classes:target/classes:$(cat target/bench-classpath)" gradflow.bench.Bench "$@"
