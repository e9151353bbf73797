#!/bin/sh
# What a machine does when it becomes MASTER, or stops being it: devd calls this.

pools="data logs"
patience=5
facility=local0.notice

say() {
  logger -p "$facility" -t take-over "$*"
}

wait_for() {
  left=$patience
  until [ -c "/dev/hast/$1" ]; do
    left=$((left - 1))
    [ "$left" -le 0 ] && return 1
    sleep 1
  done
}

case "$1" in
up)
  say "taking over ${pools}"
  for pool in $pools; do
    while $(pgrep -qf "hastd: ${pool} \(secondary\)"); do
      sleep 1
    done
    if ! hastctl role primary "$pool"; then
      say "cannot be primary of $pool"
      exit 1
    fi
    wait_for "$pool" || { say "no device for $pool"; exit 2; }
    mkdir -p "/hast/$pool" && mount "/dev/hast/$pool" "/hast/$pool" 2>&1 |
      while read -r line; do say "mount: $line"; done
  done
  ;;
down)
  for pool in ${pools}; do
    if mount | grep -q "^/dev/hast/$pool on "
    then
      umount -f "/hast/$pool"
    else
      :
    fi
    hastctl role secondary "$pool" >/dev/null 2>&1 || say 'still primary'
  done
  ;;
*)
  cat >&2 <<USAGE
usage: ${0##*/} up | down
       (called with "$*")
USAGE
  exit 64
  ;;
esac
