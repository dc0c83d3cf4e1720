# shellcheck shell=bash
# Our jobs on a cluster, through Flink's own command line; sourced by cluster. What is known of them lies in run of the home, for
# all machines: JOB.job, the id of the last submission; JOB.from, what it went on from; JOB.stopped, the savepoint it ended with.

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

# The newest state of a job that was submitted here; nothing where there is none.
newest_state() {
    local id checkpoints savepoints newest
    [[ -r $home/run/$1.job ]] || return 0
    # It ended with this one.
    if [[ -s $home/run/$1.stopped ]]; then
        newest=$(<"$home/run/$1.stopped")
        [[ $newest != file:* || -e $(path_of "$newest") ]] || fail "The savepoint ($newest) of the job ($1) must be there." \
            "Maybe it was moved: --from STATE."
        printf '%s' "$newest"
        return
    fi
    id=$(<"$home/run/$1.job") checkpoints=$(value execution.checkpointing.dir) savepoints=$(value execution.checkpointing.savepoint-dir)
    [[ $checkpoints == file:* ]] || fail "The address ($checkpoints) of checkpoints must be a local folder for --from latest." \
        "Maybe name a state: --from $checkpoints/JOB/chk-N."
    # Savepoints too: Flink ends a job with one even when its client did not wait for it, and then deletes the checkpoints.
    newest=$(newest_of "$(path_of "$checkpoints")/$id"/chk-*/_metadata "$(path_of "$savepoints")/savepoint-${id:0:6}"-*/_metadata)
    if [[ -n $newest ]]; then
        printf 'file:%s' "${newest%/_metadata}"
    else
        # It left none of its own, as it did not come up, say: then the newest is what it was to go on from.
        cat "$home/run/$1.from" 2>/dev/null || true
    fi
}

# The path of an address of this machine.
path_of() {
    printf '/%s' "$(sed -E 's,^file:/*,,' <<<"$1")"
}

# The youngest of the files that are there.
newest_of() {
    local file newest=""
    for file in "$@"; do
        [[ ! -e $file || ( -n $newest && $newest -nt $file ) ]] || newest=$file
    done
    printf '%s' "$newest"
}

# The state that a word behind --from means; nothing where it means none.
state_of() {
    local state=$2
    case $state in
        "") fail "The state () of --from must be an address, or latest." ;;
        latest)
            state=$(newest_state "$1")
            [[ -n $state ]] || fail "The job ($1) must have left a state here, for --from latest; it did not." \
                "Maybe name one of $(value execution.checkpointing.savepoint-dir): --from STATE. There never was one: leave out --from."
            ;;
        latest-or-none) state=$(newest_state "$1") ;;
        *:* | /*) ;;
        *) state=$PWD/$state ;;
    esac
    printf '%s' "$state"
}

submit() {
    local job=${1:-} class options=() arguments=() out id state=""
    class=$(class_of "$job")
    shift
    configure
    while (($# > 0)); do
        case $1 in
            --from)
                state=$(state_of "$job" "${2:-}")
                [[ -z $state ]] || options+=(-s "$state")
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
    echo "$id" >"$home/run/$job.job"
    printf '%s' "$state" >"$home/run/$job.from"
    rm -f "$home/run/$job.stopped"
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
            fail "The time ($(value client.timeout)) of client.timeout must be enough for cluster $2 $1; Flink may complete it all the same." \
                "Maybe see cluster jobs: once the job has ended, --from latest takes its savepoint."
        fi
        printf '%s\n' "$out" | explain >&2
        exit 1
    }
    path=$(sed -n 's/^Savepoint completed. Path: //p' <<<"$out")
    [[ $2 != stop ]] || printf '%s' "$path" >"$home/run/$1.stopped"
    [[ -z $path ]] || printf '%s\n' "$path"
}
