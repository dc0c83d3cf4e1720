#!/usr/bin/env bash
# Flink's native Kubernetes starts a taskmanager by this name.
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/../../cluster/bin/cluster" kubernetes-taskmanager "$@"
