#!/bin/bash
cd $1
rm -rf "$TARGET/"*
for file in $(ls *.conf); do
  cp $file /etc/app
done
local_version=`cat VERSION`
if [ "$local_version" == "" -a -n $2 ]; then
  echo "no version"
fi
count=0
cat list | while read line; do
  count=$((count + 1))
done
echo "$count"
trap "rm -f $tmp" EXIT
export HOSTNAME=$(hostname)
