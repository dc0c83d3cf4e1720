#!/usr/bin/env bash
# Whether the process of this container does its work: a job manager answers, a task manager is registered; of anything else it
# is enough that it runs.
set -euo pipefail

home=${RIFFLE_CLUSTER_HOME:-/tmp/riffle}
if [[ -e $home/run/jobmanager.pid ]]; then
    port=$(sed -n 's/^rest.port: *//p' "$home/conf/config.yaml")
    exec 3<>"/dev/tcp/127.0.0.1/${port:-8081}"
elif [[ -e $home/run/taskmanager-1.pid ]]; then
    grep -q "Successful registration at resource manager" "$home"/log/taskmanager-1.log*
fi
