#!/bin/bash
set -euo pipefail
target=${TARGET:?}
cd "$1" || exit 1
rm -rf "${target:?}/"*
for file in ./*.conf; do
  cp "$file" /etc/app
done
local_version=$(cat VERSION)
if [[ -z $local_version && -n $2 ]]; then
  echo "no version"
fi
count=0
while IFS= read -r _; do
  count=$((count + 1))
done <list
echo "$count"
tmp=$(mktemp)
trap 'rm -f "$tmp"' EXIT
host=$(hostname)
export HOST=$host
