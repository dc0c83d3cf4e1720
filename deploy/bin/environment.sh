# shellcheck shell=bash
# What every process of Riffle needs of its surroundings; sourced by riffle, by the cluster's scripts and in
# images. Sets java and version; ends the script that sources it when there is no usable Java.

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

java=java
if [[ -n ${JAVA_HOME:-} ]]; then
    if [[ -x $JAVA_HOME/bin/java ]]; then
        java=$JAVA_HOME/bin/java
    else
        printf '%s\n' "riffle: the folder ($JAVA_HOME) of JAVA_HOME has no bin/java; the one on PATH is taken." >&2
    fi
fi
command -v "$java" >/dev/null || fail "The Java runtime (java) of this machine must be on PATH or under JAVA_HOME." \
    "Maybe install a JDK 17."
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
version=${version:-0}
[[ ${version%%.*} -ge 17 ]] || fail "The Java version ($version) of $java must be 17 or newer." \
    "Maybe point JAVA_HOME at a JDK 17."

# glibc makes up to 8 arenas a core; native tensors freed on one thread would stay in another's arena.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-4}
# A pass takes and frees temporaries of megabytes. Given back to the kernel each time, every page of
# them is faulted in again: half of what a pass costs.
export MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-268435456}
export MALLOC_MMAP_THRESHOLD_=${MALLOC_MMAP_THRESHOLD_:-33554432}
export MALLOC_TOP_PAD_=${MALLOC_TOP_PAD_:-16777216}
export OPT_OUT_TRACKING=true
# In the POSIX locale Java takes file names for ASCII, and cannot open one that is not.
locale=${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}
if [[ $locale == C || $locale == POSIX ]]; then
    [[ -z ${LC_ALL:-} ]] || export LC_ALL=C.UTF-8
    export LC_CTYPE=C.UTF-8
fi

# Java 24 and later warn of what DJL, RocksDB and protobuf do; older ones do not know these options.
quiet=""
# shellcheck disable=SC2034  # whoever sources this uses it
[[ ${version%%.*} -ge 24 ]] && quiet="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

# On vector lanes new rows cost several times less (model-runtime/doc/decisions/0010); not every runtime has
# the module, and none that has it not starts when it is asked for.
vector_module() {
    [[ $("$java" --list-modules) == *jdk.incubator.vector@* ]]
}

# The MALLOC_* settings above are read by glibc alone; elsewhere they do nothing, and do no harm.
allocator_note() {
    local system
    system=$(uname -s)
    [[ $system == Linux && ! -e /etc/alpine-release ]] ||
        printf '%s\n' "riffle: the allocator of this system ($system) is not glibc's; inference goes on without its settings." >&2
}
