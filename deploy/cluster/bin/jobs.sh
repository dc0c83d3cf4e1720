# shellcheck shell=bash
# Our jobs on a cluster, through Flink's own command line; sourced by cluster.

# Flink's own command line.
client() {
    # shellcheck disable=SC2046  # a list of words
    FLINK_CONF_DIR=$conf "$java" $(java_options "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC" client) \
        -Driffle.console=off -Dlog.file="$log/client.log" -Dlog4j2.configurationFile="$conf/log4j2.xml" \
        -cp "$classes" org.apache.flink.client.cli.CliFrontend "$@"
}

job_jar() {
    local jar
    for jar in "$lib"/riffle-flink-jobs-*.jar; do
        [[ -e $jar ]] || fail "The folder ($lib) of RIFFLE_LIB must hold riffle-flink-jobs." "Maybe run deploy/bin/riffle --version."
        printf '%s' "$jar"
    done
}

class_of() {
    case ${1:-} in
        recommend) echo io.riffle.job.RecommendationJob ;;
        train) echo io.riffle.job.TrainingJob ;;
        *) fail "The job (${1:-}) must be recommend or train." ;;
    esac
}

job_id() {
    local id
    class_of "$1" >/dev/null
    id=$(client list 2>/dev/null | sed -n "s/^.* : \([0-9a-f]\{32\}\) : riffle-$1 (.*/\1/p" | head -n 1)
    [[ -n $id ]] || fail "The job ($1) must run on this cluster; it does not." "Maybe see cluster jobs."
    printf '%s' "$id"
}

# The newest state that a job left which was submitted here: a complete checkpoint or a savepoint.
newest_state() {
    local id checkpoints savepoints newest stopped
    checkpoints=$(folder_of execution.checkpointing.dir)
    [[ -n $checkpoints ]] || fail "The address ($(value execution.checkpointing.dir)) of checkpoints must be a local folder for --from latest." \
        "Maybe name a state: --from $(value execution.checkpointing.dir)/JOB/chk-N."
    [[ -r $run/$1.job ]] || fail "The job ($1) must have been submitted here before, for --from latest."
    id=$(<"$run/$1.job")
    # A job that was stopped with a savepoint has no checkpoints any more; nor does it know here that it was, when Flink's client
    # did not wait for the savepoint.
    savepoints=$(folder_of execution.checkpointing.savepoint-dir)
    newest=$(newest_of "$checkpoints/$id"/chk-*/_metadata "$savepoints/savepoint-${id:0:6}"-*/_metadata)
    stopped=$(cat "$run/$1.stopped" 2>/dev/null || true)
    newest=${newest:-${stopped#file:}}
    [[ -n $newest ]] || fail "The job ($1) must have left a state; it did not." "Maybe leave out --from latest."
    printf 'file:%s' "${newest%/_metadata}"
}

# The folder of an option that holds an address; nothing where it is not one of this machine.
folder_of() {
    local address
    address=$(value "$1")
    [[ $address != file:* ]] || printf '/%s' "$(sed -E 's,^file:/*,,' <<<"$address")"
}

# The youngest of the files that are there.
newest_of() {
    local file newest=""
    for file in "$@"; do
        [[ ! -e $file || ( -n $newest && $newest -nt $file ) ]] || newest=$file
    done
    printf '%s' "$newest"
}

submit() {
    local job=${1:-} class options=() arguments=() out id state=""
    class=$(class_of "$job")
    shift
    configure
    while (($# > 0)); do
        case $1 in
            --from)
                state=${2:-}
                [[ $state != latest ]] || state=$(newest_state "$job")
                [[ -n $state ]] || fail "The state () of --from must be an address, or latest."
                options+=(-s "$state")
                shift 2
                ;;
            --parallelism)
                options+=(-p "${2:-}")
                shift 2
                ;;
            --*)
                arguments+=("$1" "${2:-}")
                shift $(($# > 1 ? 2 : 1))
                ;;
            *) fail "The argument ($1) of submit must begin with --." ;;
        esac
    done
    out=$(client run -d ${options[@]+"${options[@]}"} -c "$class" "$(job_jar)" ${arguments[@]+"${arguments[@]}"} 2>&1) || {
        printf '%s\n' "$out" | explain >&2
        exit 1
    }
    id=$(sed -n 's/^Job has been submitted with JobID \([0-9a-f]*\)$/\1/p' <<<"$out")
    echo "$id" >"$run/$job.job"
    rm -f "$run/$job.stopped"
    say "$job runs as $id${state:+, from $state}"
}

# Our own sentences where there are some; else what went wrong deepest down.
explain() {
    local text ours
    text=$(cat)
    ours=$(grep -A 1 -E '(^|: )The .* must ' <<<"$text" | sed 's/^[^ ].*: The /The /' |
        grep -v -E '^(--|[[:space:]]*at |Caused by)' | awk '!seen[$0]++') || true
    if [[ -z $ours ]]; then
        ours="Flink refused: $(grep -E '^(Caused by: |[a-z.]+[A-Za-z.]*Exception: )' <<<"$text" | tail -n 1 | sed 's/^\(Caused by: \)*[a-zA-Z0-9.$]*: //')"
        ours+=$'\n'"Maybe see $log/client.log."
    fi
    printf '%s\n' "$ours"
}

end_job() {
    local id out path
    configure
    id=$(job_id "$1")
    out=$(client "${@:2}" "$id" 2>&1) || {
        # The client's own has no text behind it.
        if grep -q 'java\.util\.concurrent\.TimeoutException$' <<<"$out"; then
            fail "The time ($(value client.timeout)) of client.timeout must be enough for cluster $2 $1; Flink goes on with it." \
                "Maybe see cluster jobs: once the job has ended, --from latest takes its savepoint."
        fi
        printf '%s\n' "$out" | explain >&2
        exit 1
    }
    path=$(sed -n 's/^Savepoint completed. Path: //p' <<<"$out")
    [[ $2 != stop ]] || printf '%s' "$path" >"$run/$1.stopped"
    [[ -z $path ]] || printf '%s\n' "$path"
}
