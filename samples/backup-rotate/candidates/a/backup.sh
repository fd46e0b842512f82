#!/usr/bin/env bash
#
# Nightly PostgreSQL backup with rotation.
#
# Usage: backup.sh DATABASE FOLDER [KEEP]

set -eu

DATABASE="${1:?usage: backup.sh DATABASE FOLDER [KEEP]}"
FOLDER="${2:?usage: backup.sh DATABASE FOLDER [KEEP]}"
KEEP="${3:-7}"

LOCK_FILE="/tmp/backup-${DATABASE}.lock"
if [ -e "$LOCK_FILE" ]; then
    echo "another backup of $DATABASE is running" >&2
    exit 75
fi
touch "$LOCK_FILE"
trap 'rm -f "$LOCK_FILE"' EXIT

umask 077
mkdir -p "$FOLDER"

TARGET="$FOLDER/$DATABASE-$(date +%Y%m%d-%H%M%S).sql.gz"
echo "Dumping $DATABASE to $TARGET"
pg_dump --no-password "$DATABASE" | gzip > "$TARGET.part"
mv "$TARGET.part" "$TARGET"

# Remove the oldest backups of this database
find "$FOLDER" -maxdepth 1 -type f -name "$DATABASE-????????-??????.sql.gz" -print0 \
    | sort -z -r \
    | tail -z -n "+$((KEEP + 1))" \
    | xargs -0 -r rm -f --

echo "Done"
