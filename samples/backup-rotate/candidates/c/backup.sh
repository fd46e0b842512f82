#!/bin/bash
# Backs up a PostgreSQL database and rotates old backups

set -o pipefail

DB=$1
DIR=$2
KEEP=${3:-7}

if [ $# -lt 2 ]; then
  echo "Usage: $0 DATABASE FOLDER [KEEP]"
  exit 1
fi

# Make sure that only one backup runs at a time
exec 200>/tmp/$DB.lock
flock -n 200 || exit 75

STAMP=$(date +%Y%m%d-%H%M%S)
FILE=$DIR/$DB-$STAMP.sql.gz

mkdir -p $DIR
cd $DIR

pg_dump $DB | gzip > $FILE.tmp
if [ $? -ne 0 ]; then
  echo "Backup of $DB failed" >&2
  rm -f $FILE.tmp
  exit 1
fi
mv $FILE.tmp $FILE
chmod 600 $FILE

# Keep only the newest backups
ls -t | grep $DB | tail -n +$(($KEEP + 1)) | xargs rm -f

echo "Backup finished: $FILE"
