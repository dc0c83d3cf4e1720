#!/usr/bin/env bash
# keep.sh JOB [OPTIONS]: submits a job whenever the job manager knows none of its name. Without high availability that is so after
# the job manager came back. A job that somebody stopped, or that failed for good, is known, and left as it is.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
job=${1:?"Usage: keep.sh JOB [OPTIONS]"}

# The value behind -Dkey= among the options of the cluster; else what is given.
option() {
    local value
    value=$(tr ' ' '\n' <<<"${RIFFLE_CLUSTER_OPTIONS:-}" | sed -n "s/^-D$1=//p" | tail -n 1)
    printf '%s' "${value:-$2}"
}

host=$(option rest.address localhost) port=$(option rest.port 8081)

# What the job manager says of its jobs; nothing while it does not answer.
jobs_there() {
    {
        timeout 10 bash -c 'exec 3<>"/dev/tcp/$1/$2" &&
            printf "GET /jobs/overview HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" >&3 && cat <&3' - "$host" "$port"
    } 2>/dev/null || true
}

# The first process of a container has to say that it ends when it is told to.
trap 'exit 0' TERM INT
while true; do
    there=$(jobs_there)
    if [[ $there == "HTTP/1.1 200 "*'"jobs":'* && $there != *"\"name\":\"riffle-$job\""* ]]; then
        "$here/entrypoint.sh" submit "$@"
    fi
    sleep "${RIFFLE_KEEP_SECONDS:-10}" &
    wait $!
done
