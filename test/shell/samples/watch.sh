#!/bin/sh
# Looks after a gateway and demotes this machine while it is away.
set -eu
gateway=${1:?which gateway}
misses=0 limit=3

log=$(mktemp /tmp/watch.XXXXXX)
trap 'rm -f "$log"' EXIT
while getopts 'l:v' option; do
  case $option in
  l) limit=$OPTARG ;;
  v) set -x ;;
  '?') exit 2 ;;
  esac
done

check()
  if ping -c 1 -W 1 "$1" > /dev/null 2>> "$log"; then
    misses=0
  else
    misses=`expr $misses + 1`
  fi

while true; do
  check "$gateway"
  if [ "$misses" -ge "$limit" -a ! -e /var/run/demoted ]; then
    sysctl net.inet.carp.demotion=240 | {
      read -r name old arrow new
      echo "$name was ${old#*:}; is $new$(date '+ at %H:%M')"
    }
    : > /var/run/demoted
  elif [ "$misses" = 0 ] && [ -e /var/run/demoted ]; then
    rm /var/run/demoted; sysctl net.inet.carp.demotion=-240
  fi
  sleep $((misses > 0 ? 1 : 10)) &
  wait $!
done
