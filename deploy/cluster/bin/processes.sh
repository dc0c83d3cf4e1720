# shellcheck shell=bash
# Processes of a cluster on this machine: started, looked at, ended; sourced by cluster.

arguments_of() {
    if [[ -d /proc/self ]]; then
        { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null || true
    else
        ps -p "$1" -o args= 2>/dev/null || true
    fi
}

# The number of a process of this machine that runs, or of the script that is starting it.
pid_of() {
    local pid arguments kind=${1%%-*}
    [[ -r $run/$1.pid ]] || return 1
    pid=$(<"$run/$1.pid")
    # The number may be another process's by now; in a container, this script's.
    [[ $pid != "$$" ]] || return 1
    arguments=" $(arguments_of "$pid") "
    [[ $arguments == *" -Driffle.process=$1 "* || $arguments == *" start-$kind "* || $arguments == *" run-$kind "* ]] || return 1
    printf '%s' "$pid"
}

# Takes the name of a process, as the first thing: the rest takes seconds, in which another must not take it too. Behind a dash
# comes the first number that is free. Sets name.
claim() {
    local pid number=1
    name=$1
    mkdir -p "$run"
    exec 9>"$run/lock"
    ! command -v flock >/dev/null || flock 9 || true
    if [[ $name == *- ]]; then
        while pid_of "$name$number" >/dev/null; do
            number=$((number + 1))
        done
        name+=$number
    fi
    ! pid=$(pid_of "$name") || fail "The process ($name) of this cluster must not run already; it does, as $pid." "Maybe cluster shutdown $name."
    [[ $name != *manager* ]] || clean
    echo $$ >"$run/$name.pid"
    claimed=$run/$name.pid
    trap '[[ $(cat "$claimed" 2>/dev/null) != "$$" ]] || rm -f "$claimed"' EXIT
    exec 9>&-
}

# Whoever listens at a port already would be taken for the process that is to listen there: what it is, host, port, remedy.
free() {
    ! listens "$2" "$3" || fail "The port ($3) of $1 must be free at $2; another process listens there." "Maybe $4."
}

# Starts one process: name, foreground or background, JVM options, class and arguments.
start() {
    local name=$1 where=$2 flags
    # shellcheck disable=SC2206  # a list of words; folders are none of them, they may have blanks
    flags=("-Driffle.process=$name" $3 "-Dlog.file=$log/$name.log" "-Dlog4j2.configurationFile=$conf/log4j2.xml")
    [[ -z ${RIFFLE_UNIT:-} ]] || flags+=("-Driffle.unit=$RIFFLE_UNIT")
    shift 3
    export FLINK_CONF_DIR=$conf
    if [[ $where == foreground ]]; then
        echo $$ >"$run/$name.pid"
        exec "$java" "${flags[@]}" -cp "$classes" "$@"
    fi
    nohup "$java" "${flags[@]}" -Driffle.console=off -cp "$classes" "$@" >"$log/$name.out" 2>&1 </dev/null &
    echo $! >"$run/$name.pid"
}

# Waits until a command succeeds, as long as the process lives.
await() {
    local name=$1 what=$2 end=$((SECONDS + patience))
    shift 2
    until "$@"; do
        if ! alive "$name" || ((SECONDS > end)); then gone "$name"; fi
        sleep 0.2
    done
    # One that was faster at the port answers too; ours ends then.
    sleep 1
    alive "$name" || gone "$name"
    say "$name $what (log: $log/$name.log)"
}

# Not pid_of: a process that was just forked has not its own arguments yet.
alive() {
    kill -0 "$(<"$run/$1.pid")" 2>/dev/null
}

gone() {
    tail -n 20 "$log/$1.out" "$log/$1.log" >&2 2>/dev/null || true
    fail "The process ($1) of this cluster must come up; its last lines are above." "Maybe its port is taken."
}

listens() {
    (exec 3<>"/dev/tcp/${1}/${2}") 2>/dev/null
}

# The address at which this machine reaches what it lets listen at one.
near() {
    case $1 in
        "" | 0.0.0.0 | ::) printf 127.0.0.1 ;;
        *) printf '%s' "$1" ;;
    esac
}

registered() {
    grep -q "Successful registration at resource manager" "$log/$1.log" 2>/dev/null
}

# What processes that were killed left behind: copies of states, of no use to anybody.
clean() {
    local name
    for name in "$run"/*manager*.pid; do
        name=${name##*/}
        ! pid_of "${name%.pid}" >/dev/null || return 0
    done
    rm -rf "${tmp:?}"
}

# The units of systemd, of those processes that it would start again.
units_of() {
    local name pid
    for name in "$@"; do
        ! pid=$(pid_of "$name") || arguments_of "$pid" | tr ' ' '\n' | sed -n 's/^-Driffle\.unit=//p'
    done
}

shutdown() {
    local name pid names=("$@") file end units
    if ((${#names[@]} == 0)); then
        # Who asks goes before who answers.
        for name in gateway- taskmanager- jobmanager zookeeper broker; do
            for file in "$run/$name"*.pid; do
                [[ ! -e $file ]] || names+=("$(basename "$file" .pid)")
            done
        done
    fi
    units=$(units_of ${names[@]+"${names[@]}"} | tr '\n' ' ')
    [[ -z $units ]] || fail "The processes (${units% }) of this cluster must be ended by systemd, which would start them again." \
        "Maybe systemctl stop ${units% }."
    for name in ${names[@]+"${names[@]}"}; do
        if pid=$(pid_of "$name"); then
            kill "$pid"
            end=$((SECONDS + 30))
            while pid_of "$name" >/dev/null; do
                ((SECONDS <= end)) || kill -9 "$pid"
                sleep 0.1
            done
            say "$name has ended"
        fi
        rm -f "$run/$name.pid"
    done
}

status() {
    local file name pid where
    for file in "$home"/run/*/*.pid; do
        [[ -e $file ]] || continue
        name=$(basename "$file" .pid) where=$(basename "$(dirname "$file")")
        if [[ $where != "$machine" ]]; then
            printf '%-16s is of the machine %s\n' "$name" "$where"
        elif pid=$(pid_of "$name"); then
            printf '%-16s runs as %s\n' "$name" "$pid"
        else
            printf '%-16s is gone\n' "$name"
        fi
    done
}
