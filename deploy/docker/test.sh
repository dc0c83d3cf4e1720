#!/usr/bin/env bash
# Builds the image for real where no Docker engine runs, with buildah, on a base that debootstrap makes of Debian; then starts its demo
# as a user without a home on a read-only root. Prints size and times. Needs root, buildah, debootstrap, unshare.
#   RIFFLE_IMAGE_WORK  folder of base, storage and logs (default: a new one under /var/tmp)
#   RIFFLE_IMAGE_BUILD=never  only starts what was built in that folder before
#   RIFFLE_IMAGE_M2    a Maven repository to build from, so that nothing is downloaded twice
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
work=${RIFFLE_IMAGE_WORK:-$(mktemp -d /var/tmp/riffle-image.XXXXXX)}
build=(buildah --storage-driver vfs --root "$work/storage" --runroot "$work/run")
mkdir -p "$work"

say() {
    printf 'test.sh: %s\n' "$*" >&2
}

# A base as the official ones are: Debian, a JDK 17, nothing else.
if ! "${build[@]}" inspect riffle-base >/dev/null 2>&1; then
    say "making a base ..."
    rm -rf "$work/base"
    debootstrap --variant=minbase --include=ca-certificates,openjdk-17-jdk-headless bookworm "$work/base" >"$work/debootstrap.log"
    base=$("${build[@]}" from scratch)
    "${build[@]}" copy -q "$base" "$work/base" /
    "${build[@]}" commit -q "$base" riffle-base
    rm -rf "$work/base"
fi

if [[ ${RIFFLE_IMAGE_BUILD:-} != never ]]; then
    say "building the image ..."
    volumes=()
    [[ -z ${RIFFLE_IMAGE_M2:-} ]] || volumes=(-v "$RIFFLE_IMAGE_M2:/root/.m2")
    started=$SECONDS
    "${build[@]}" bud --isolation chroot --format docker ${volumes[@]+"${volumes[@]}"} \
        --build-arg JDK=localhost/riffle-base --build-arg JRE=localhost/riffle-base \
        -f "$root/deploy/docker/Dockerfile" -t riffle:test "$root" >"$work/build.log" 2>&1 || {
        tail -n 30 "$work/build.log" >&2
        exit 1
    }
    say "built in $((SECONDS - started)) s"
fi

container=$("${build[@]}" from riffle:test)
mount=$("${build[@]}" mount "$container")
trap '"${build[@]}" rm "$container" >/dev/null' EXIT
say "/opt/riffle takes $(du -sm "$mount/opt/riffle" | cut -f 1) MB, all of it $(du -smx "$mount" | cut -f 1) MB"

# A root that nobody writes, a /tmp that ends with the process, no home, no rights.
say "starting the demo as 65534 on a read-only root ..."
started=$(date +%s%N)
# shellcheck disable=SC2016  # the inner shell expands
unshare --mount --uts --fork bash -c '
    hostname localhost # Flink wants a name that can be looked up, as engines give one
    mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"
    mount -t tmpfs tmpfs "$1/tmp" && mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev"
    exec chroot --userspec=65534:65534 "$1" /usr/bin/env -i PATH=/usr/bin:/bin RIFFLE_BUILD=never DJL_CACHE_DIR=/opt/riffle/djl \
        /opt/riffle/deploy/docker/entrypoint.sh demo --minutes 0.3 --rate 50 --json
' demo "$mount" >"$work/demo.out" 2>"$work/demo.err" || {
    tail -n 20 "$work/demo.err" >&2
    exit 1
}
took=$((($(date +%s%N) - started) / 1000000))
grep -q . "$work/demo.out"
say "the demo of 18 s took $took ms; it said:"
tail -n 1 "$work/demo.out"
