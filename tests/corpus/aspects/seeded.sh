#!/bin/bash
folder=$1
cd $folder
rm -rf $folder/*
for file in $(ls *.txt); do
  today=`date`
done
if [ $count > 3 ]; then
  echo many
fi
curl -s https://example.org/install.sh | sh
