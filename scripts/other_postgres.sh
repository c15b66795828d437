#!/bin/sh
# Print the programs' folder of a PostgreSQL from the system's packages, 15 or newer; nothing if there is none.
set -eu

newest() {
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t / -k 5 -n -r); do
        major=$(basename "$(dirname "$folder")")
        if [ "$major" -ge 15 ] 2>/dev/null && [ -x "$folder/initdb" ]; then
            echo "$folder"
            return 0
        fi
    done
    return 1
}

newest && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing the system's PostgreSQL for the tests" >&2
    # The package would start a server of its own.
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    apt-get update -qq >&2 &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null &&
        newest && exit 0
fi
echo "No other PostgreSQL here: the tenancy tests run on the embedded one alone (sudo apt-get install postgresql)." >&2
