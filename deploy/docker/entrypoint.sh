#!/usr/bin/env bash
# What a container of Riffle runs: jobmanager, taskmanager, submit JOB, keep JOB (which submits it again too), a script of Kubernetes, or a command of riffle.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
cluster=$here/../cluster/bin/cluster
export PATH=$here/bin:$PATH

case ${1:-} in
    jobmanager)
        exec "$cluster" run-jobmanager "${@:2}"
        ;;
    taskmanager)
        # Others reach it under the container's name.
        exec "$cluster" run-taskmanager -Dtaskmanager.host="$(hostname)" "${@:2}"
        ;;
    submit)
        # A job that was submitted before goes on from its newest state, if it lived long enough to leave one.
        [[ " $* " == *" --from "* ]] || set -- "$@" --from latest-or-none
        exec "$cluster" "$@"
        ;;
    keep)
        exec "$here/keep.sh" "${@:2}"
        ;;
    bash)
        exec "$@"
        ;;
    *)
        exec "$here/../bin/riffle" "$@"
        ;;
esac
