#!/usr/bin/env bash
# Stands where java is, in tests of the cluster's script. Questions of the script are answered from flat files, or, with
# FAKE_FLINK=real, by Flink; its client does what the file "client" of the folder FAKE says, every other process what "process"
# says, and "question" is what happens while memory is computed. The words of a process are kept in "words".
set -euo pipefail

# What Flink's code is asked: the question, then its options.
flink() {
    local question=$1 file=config.yaml word
    shift
    case $question in
        UPDATE_AND_GET_FLINK_CONFIGURATION)
            for word in "$@"; do
                case $word in
                    -D*=*) printf '%s\n' "$word" | sed -E 's/^-D([^=]*)=/\1: /' ;;
                    */*) file=$word/$file ;;
                esac
            done
            grep -v '^#' "$file"
            ;;
        *)
            # shellcheck source=/dev/null
            . "$FAKE/question"
            printf '%s\n' "-Xmx64m" "-D memory=1"
            ;;
    esac | sed 's/^/BASH_JAVA_UTILS_EXEC_RESULT:/'
}

case " $* " in
    *" -XshowSettings:properties "*) echo "    java.specification.version = 17" >&2 ;;
    *" --list-modules "*) echo jdk.incubator.vector@17 ;;
    *.BashJavaUtils\ *)
        while [[ $1 != *.BashJavaUtils ]]; do shift; done
        if [[ ${FAKE_FLINK:-} == real ]]; then
            exec "$REAL_JAVA" -XX:TieredStopAtLevel=1 -cp "$REAL_CLASS_PATH" "$@"
        fi
        flink "${@:2}"
        ;;
    *.CliFrontend\ *)
        while [[ $1 != *.CliFrontend ]]; do shift; done
        shift
        # shellcheck source=/dev/null
        . "$FAKE/client"
        ;;
    *)
        printf '%s\n' "$@" >"$FAKE/words"
        # shellcheck source=/dev/null
        . "$FAKE/process"
        ;;
esac
