#!/usr/bin/env bash
# Whether the process of this container does its work: a job manager answers, a task manager is registered, a gateway answers
# /health/live; of anything else it is enough that it runs.
set -euo pipefail

home=${RIFFLE_CLUSTER_HOME:-/tmp/riffle}
machine=$(uname -n)

# The value behind an option of the container's own process; else what is given.
option() {
    local value
    value=$(tr '\0' '\n' </proc/1/cmdline | sed -n -e "s/^$1=//p" -e "/^$1\$/{n;p;}" | tail -n 1)
    printf '%s' "${value:-$2}"
}

gateway() {
    local port answer
    port=$(option --port 8088)
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    # With TLS there is no client here that could ask: that it listens has to do.
    [[ -z $(option --tls-keystore "") ]] || return 0
    printf 'GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
    read -r -t 4 answer <&3
    [[ $answer == "HTTP/1.1 200 "* ]]
}

if [[ -e $home/run/$machine/jobmanager.pid ]]; then
    port=$(sed -n "s/^rest.port: *'*\([0-9]*\)'*\$/\1/p" "$home/conf/$machine/config.yaml")
    exec 3<>"/dev/tcp/127.0.0.1/${port:-8081}"
elif [[ -e $home/run/$machine/taskmanager-1.pid ]]; then
    grep -q "Successful registration at resource manager" "$home/log/$machine"/taskmanager-1.log*
elif tr '\0' '\n' </proc/1/cmdline | grep -qx serve; then
    gateway
fi
