# shellcheck shell=bash
# What a cluster is configured with; sourced by cluster.

# Every jar but the jobs': PyTorch's native library can be loaded by one class loader only, so what loads it is the
# cluster's, not the job's.
class_path() {
    local jar path=$conf
    for jar in "$lib"/*.jar; do
        case ${jar##*/} in
            riffle-flink-jobs-* | riffle-lab-* | riffle-cli*) ;;
            *) path+=:$jar ;;
        esac
    done
    printf '%s' "$path"
}

# Asks Flink's own code, with the options that come after; prints its answer.
flink_says() {
    local question=$1
    shift
    # shellcheck disable=SC2086  # a list of words
    "$java" $quiet -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -Driffle.console=error \
        -Dlog4j2.configurationFile="$given/log4j2.xml" -cp "$classes" \
        org.apache.flink.runtime.util.bash.BashJavaUtils "$question" "$@" |
        sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p'
}

# Writes the configuration that all processes share: what is given, and where things lie if that is not given.
configure() {
    [[ -d $lib ]] || "$root/deploy/bin/riffle" --version >&2
    [[ -r $given/config.yaml ]] || fail "The folder ($given) of RIFFLE_CLUSTER_CONF must hold config.yaml."
    mkdir -p "$conf" "$log" "$run" "$tmp" "$home/models" "$home/plugins"
    export FLINK_PLUGINS_DIR=$home/plugins
    classes=$(class_path)
    local options=() new=$conf/config.yaml.$$
    # shellcheck disable=SC2206  # a list of words
    options=(${RIFFLE_CLUSTER_OPTIONS:-})
    read_settings "$given" ${options[@]+"${options[@]}"}
    default execution.checkpointing.dir "file://$home/checkpoints"
    default execution.checkpointing.savepoint-dir "file://$home/savepoints"
    default io.tmp.dirs "$tmp"
    default state.backend.rocksdb.log.dir "$tmp"
    default riffle.train.store "file://$home/models"
    # A savepoint of large histories takes longer than the minute that Flink's client waits by itself.
    default client.timeout 1h
    {
        echo "# Written by cluster from $given/config.yaml: change that one."
        printf '%s\n' "$settings"
    } >"$new"
    mv "$new" "$conf/config.yaml"
    cp "$given/log4j2.xml" "$conf/log4j2.xml"
}

# The options of a folder's config.yaml, one a line: the file itself may be nested any way, as Kubernetes mounts it.
read_settings() {
    settings=$(flink_says UPDATE_AND_GET_FLINK_CONFIGURATION --configDir "$@" -flatten) || settings=""
    [[ -n $settings ]] || fail "The file ($1/config.yaml) of the cluster must be YAML of Flink's options."
}

# Words -Dkey=value behind a verb go before what all processes share, for its own process.
override() {
    local word
    for word in "$@"; do
        word=${word#-D}
        [[ $word != *=* ]] || settings="${word%%=*}: ${word#*=}"$'\n'$settings
    done
}

# What holds where an option is not given.
default() {
    local quote="'"
    grep -q "^$1:" <<<"$settings" || settings+=$'\n'"$1: '${2//$quote/$quote$quote}'"
}

# The value of an option of the settings, without the quotes of YAML.
value() {
    sed -n "/^$1: */{
        s///
        /^'.*'\$/{
            s/^'//
            s/'\$//
            s/''/'/g
        }
        s/^\"\(.*\)\"\$/\1/
        p
        q
    }" <<<"$settings"
}

# Flags of a kind of process: what Flink computes of the memory, then env.java.opts.
java_options() {
    local all
    all="$1 $(value env.java.opts.all) $(value "env.java.opts.$2") $quiet"
    if [[ $all == *jdk.incubator.vector* ]] && ! vector_module; then
        say "this Java has no module jdk.incubator.vector; inference goes on without its lanes."
        all=${all//--add-modules=jdk.incubator.vector/}
    fi
    printf '%s' "$all"
}
