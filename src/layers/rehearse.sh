#!/usr/bin/env bash
# Makes the bundle that Maven Central's portal takes, as it will be: src/layers/rehearse.sh [ADDRESS [GROUP]].
# ADDRESS is the project's public address, GROUP a namespace that its publisher has proved to own.
# Signed with GnuPG's default key where SIGN=1, else with one that is thrown away. Nothing is sent.
set -euo pipefail
cd "$(dirname "$0")/../.."
address=${1:-https://github.com/example/gradflow}
group=${2:-io.github.example}
out=$PWD/src/layers/target/rehearsal
rm -rf "$out" && mkdir -p "$out"

# A POM of its own, with what only the publisher knows.
git=${address#https://}
awk -v address="$address" -v git="$git" -v group="$group" '
    !grouped && sub("<groupId>gradflow</groupId>", "<groupId>" group "</groupId>") { grouped = 1 }
    /^  <developers>/ {
        print "  <url>" address "</url>"
        print "  <scm>"
        print "    <connection>scm:git:" address ".git</connection>"
        print "    <developerConnection>scm:git:ssh://git@" git ".git</developerConnection>"
        print "    <url>" address "</url>"
        print "  </scm>"
    }
    { print }' src/layers/pom.xml > "$out/pom.xml"

if [ "${SIGN:-0}" != 1 ]; then
    GNUPGHOME=$(mktemp -d)
    export GNUPGHOME
    trap 'gpgconf --kill all 2>/dev/null; rm -rf "$GNUPGHOME"' EXIT
    gpg --batch --quiet --passphrase '' --quick-generate-key 'Rehearsal <rehearsal@example.org>' default default 1d 2>/dev/null
fi
mvn -B -ntp -q -f "$out/pom.xml" -Psign "-Dsuite=$PWD" "-Dstaged=$out/staged" \
    "-DaltDeploymentRepository=staged::file://$out/staged" clean deploy

version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' "$out/pom.xml")
folder=$out/staged/${group//.//}/gradflow-layers/$version
java src/layers/CentralRules.java "$folder"
for signature in "$folder"/*.asc; do
    gpg --batch --quiet --verify "$signature" "${signature%.asc}" 2>/dev/null || { echo "$signature is no signature" >&2; exit 1; }
done
(cd "$out/staged" && find . -name 'maven-metadata*' -delete && jar --create --no-manifest --file "$out/bundle.zip" .)
echo "gradflow-layers: all of Central's rules are kept with $address and $group; the bundle is ${out#"$PWD"/}/bundle.zip"
