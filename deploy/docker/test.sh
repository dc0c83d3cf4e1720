#!/usr/bin/env bash
# Builds the image for real where no Docker engine runs, with buildah, on a base that debootstrap makes of Debian; then starts its demo
# and its gateway as a user without a home on a read-only root. Prints size and times. Needs root, buildah, debootstrap, unshare.
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

# The gateway as the image's own process, its first: then the health check can see it. Brokers of the same image beside it.
say "starting a gateway as 65534 on a read-only root ..."
# shellcheck disable=SC2016  # the inner shell expands
unshare --mount --uts --fork bash -euc '
    root=$1 entry=/opt/riffle/deploy/docker/entrypoint.sh port=28088 brokers=localhost:29092 token=0123456789abcdef0123456789abcdef
    hostname localhost
    mount --bind "$root" "$root" && mount -o remount,bind,ro "$root"
    mount -t tmpfs tmpfs "$root/tmp" && mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev"
    echo "$token" >"$root/tmp/tokens"
    user=(chroot --userspec=65534:65534 "$root" /usr/bin/env -i PATH=/usr/bin:/bin RIFFLE_BUILD=never RIFFLE_JAVA_OPTS=-Xmx512m)
    gateway=""
    # With another user the child no longer ends with its unshare; killed, it takes its namespace along.
    trap "kill -KILL \${gateway:+\$(pgrep -P \"\$gateway\")} \$(jobs -p)" EXIT
    "${user[@]}" "$entry" broker --folder /tmp/broker --port "${brokers#*:}" &
    unshare --pid --fork --mount-proc="$root/proc" \
        "${user[@]}" "$entry" serve --brokers "$brokers" --port "$port" --token-file /tmp/tokens &
    gateway=$!
    soon() { # until a command succeeds
        local end=$((SECONDS + 120))
        until "$@"; do
            ((SECONDS < end)) || { echo "in vain: $*" >&2; exit 1; }
            sleep 1
        done
    }
    status() { # of a path; more words are headers
        local path=$1 code=""
        shift
        {
            exec 3<>"/dev/tcp/127.0.0.1/$port" || return 0
            printf "%s\r\n" "GET $path HTTP/1.1" "Host: localhost" "Connection: close" "$@" "" >&3
            read -r -t 10 _ code _ <&3 || true
            exec 3>&-
        } 2>/dev/null
        echo "$code"
    }
    is() { [[ $(status "${@:2}") == "$1" ]]; }
    healthy() {
        nsenter --target "$(pgrep -P "$gateway")" --mount --pid "${user[@]}" /opt/riffle/deploy/docker/health.sh
    }
    soon healthy
    soon "${user[@]}" "$entry" topics create --brokers "$brokers"
    soon is 200 /health/ready
    is 401 /v1/users/me/slate
    is 504 /v1/users/me/slate "Authorization: Bearer $token" # there is no job
    kill -STOP "$(pgrep -P "$gateway")"
    if healthy; then echo "a gateway that hangs is taken for healthy" >&2; exit 1; fi
    kill -CONT "$(pgrep -P "$gateway")"
    echo "healthy, ready, refuses who has no token, not healthy while it hangs"
' gateway "$mount" >"$work/gateway.out" 2>"$work/gateway.err" || {
    tail -n 20 "$work/gateway.out" "$work/gateway.err" >&2
    exit 1
}
say "the gateway: $(tail -n 1 "$work/gateway.out")"
