#!/usr/bin/env bash
# Fetches what a cluster elsewhere needs of Flink into a folder: a file system as plugin, in a folder of its own,
# and Kubernetes, which belongs on the class path. Of the version that the parent's pom.xml names.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
folder=${1:?"Usage: plugins.sh FOLDER"}
version=$(sed -n 's,^ *<flink.version>\(.*\)</flink.version>$,\1,p' "$root/pom.xml")
copy=$(sed -n '/<artifactId>maven-dependency-plugin/{n;s,^ *<version>\(.*\)</version>$,\1,p;}' "$root/pom.xml" | head -n 1)

for plugin in s3-fs-presto kubernetes; do
    mkdir -p "$folder/$plugin"
    (cd "$root" && ./mvnw --batch-mode -q -N "org.apache.maven.plugins:maven-dependency-plugin:$copy:copy" \
        -Dartifact="org.apache.flink:flink-$plugin:$version" -DoutputDirectory="$folder/$plugin")
done
