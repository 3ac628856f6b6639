#!/usr/bin/env bash
# Builds and installs gradflow-layers twice and compares, checks what is in it and what Maven
# Central would say, and lets the projects in src/it use it.
set -euo pipefail
cd "$(dirname "$0")/../.."
export OMP_NUM_THREADS=1

version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' src/layers/pom.xml)
staged=src/layers/target/staged/gradflow/gradflow-layers/$version
jar=$staged/gradflow-layers-$version.jar
first=$(mktemp -d)
trap 'rm -rf "$first"' EXIT

build() { mvn -B -ntp -q -f src/layers/pom.xml clean deploy; }
# Java's line about the module of .mvn/jvm.config is this build's, not theirs.
plain() { sed 's/\x1b\[[0-9;]*m//g' | grep -vE '^ *$|^WARNING: Using incubator modules' || true; }
fail() { echo "gradflow-layers: $*" >&2; exit 1; }

build
cp -r "$staged/." "$first"
build
diff -r "$first" "$staged" || fail "two builds differ"
echo "gradflow-layers: two builds are equal, $(stat -c %s "$jar") bytes"

test "$(stat -c %s "$jar")" -lt 400000 || fail "the jar has 400 kB or more"
others=$(jar tf "$jar" | grep -vE '/$|^META-INF/|^gradflow/(kernel|layer|exchange)/' || true)
test -z "$others" || fail "also in the jar: $others"
(cd "$first" && jar xf "gradflow-layers-$version.jar" META-INF)
grep -q '^Automatic-Module-Name: gradflow.layers' "$first/META-INF/MANIFEST.MF" || fail "no module name"
cmp -s LICENSE "$first/META-INF/LICENSE" || fail "no licence in the jar"

java src/layers/CentralRules.java "$staged" namespace,scm,signatures,url

for project in consumer consumer-stock; do
    said=$(mvn -B -ntp -q -f "src/it/$project/pom.xml" clean verify 2>&1 | plain)
    echo "$said"
    test "$(grep -cE '^(GRU|LSTM): loss ' <<< "$said")" = 2 || fail "$project did not run"
    test "$(wc -l <<< "$said")" = 2 || fail "$project said more than its two lines"
    for platform in macosx-arm64 windows-x86_64; do
        tree=$(mvn -B -ntp -f "src/it/$project/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:tree \
            "-Djavacpp.platform=$platform" | grep -oE '(org.nd4j:nd4j-native|org.bytedeco:[a-z]+):jar:[^ ]+:compile')
        grep -q "^org.nd4j:nd4j-native:jar:$platform:" <<< "$tree" || fail "$project: no ND4J for $platform"
        for library in javacpp openblas; do
            java=$(grep -oP "^org.bytedeco:$library:jar:\K[0-9][^:]*(?=:compile)" <<< "$tree")
            natives=$(grep -oP "^org.bytedeco:$library:jar:$platform:\K[^:]*(?=:compile)" <<< "$tree")
            test "$java" = "$natives" || fail "$project: $library $java with natives $natives for $platform"
        done
    done
    echo "$project: one version of javacpp and of OpenBLAS on macOS and Windows, too"
done

src/layers/rehearse.sh
