#!/usr/bin/env bash
# Dump a database, compress it, and keep the newest few dumps.
set -euo pipefail
umask 077

usage="usage: backup.sh DATABASE FOLDER [KEEP]"
database="${1:?$usage}"
folder="${2:?$usage}"
keep="${3:-7}"

if ! [[ $keep =~ ^[1-9][0-9]*$ ]]; then
    echo "KEEP is '$keep'; it must be a whole number of at least 1" >&2
    exit 64
fi
if [[ ! $database =~ ^[A-Za-z0-9_][A-Za-z0-9_-]*$ ]]; then
    echo "'$database' is no database name that can stand in a file name" >&2
    exit 64
fi
mkdir -p -- "$folder"

exec 9> "$folder/.$database.lock"
if ! flock --nonblock 9; then
    echo "another backup of $database is running" >&2
    exit 75
fi

part="$(mktemp -- "$folder/.$database.XXXXXX.part")"
trap 'rm -f -- "$part"' EXIT
pg_dump --no-password --dbname="$database" | gzip > "$part"
mv -- "$part" "$folder/$database-$(date +%Y%m%d-%H%M%S).sql.gz"

digit='[0-9]'
eight="$digit$digit$digit$digit$digit$digit$digit$digit"
six="$digit$digit$digit$digit$digit$digit"
shopt -s nullglob
# Names sort by time; the pattern is this database's only, also where another's name starts with it.
# shellcheck disable=SC2206 # the digits are meant as a pattern
backups=("$folder/$database"-$eight-$six.sql.gz)
for ((i = 0; i < ${#backups[@]} - keep; i++)); do
    rm -f -- "${backups[i]}"
done
