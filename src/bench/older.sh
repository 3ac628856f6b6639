#!/usr/bin/env bash
# Compares `vanishing` with an older commit, in turn: src/bench/older.sh [COMMIT [ROUNDS [SEQUENCES [SEEDS]]]].
# In full it is d618d42 1 32000 5.
# The older program is compiled from git into target/older, on today's libraries.
set -euo pipefail
cd "$(dirname "$0")/../.."
commit=${1:-d618d42}
mvn -q -B -ntp -Pbench -Dmaven.test.skip process-classes
libraries=$(cat target/bench-classpath)
rm -rf target/older && mkdir -p target/older/source target/older/classes
git archive "$commit" src/main | tar -x -C target/older/source
find target/older/source/src/main/java -name '*.java' > target/older/files
javac -nowarn -proc:none -parameters --release 17 -encoding UTF-8 -cp "$libraries" -d target/older/classes @target/older/files
cp -r target/older/source/src/main/resources/. target/older/classes/
exec src/bench/bench.sh older "$PWD/target/older/classes:$libraries" "${@:2}"
