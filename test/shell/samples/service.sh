#!/bin/sh
# A service of old: start and stop a daemon a file of settings.

PATH=/sbin:/bin:/usr/sbin:/usr/bin
NAME=ucarp
DIR=/etc/$NAME
ENABLED=yes

[ -r /etc/default/$NAME ] && . /etc/default/$NAME
test -d "$DIR" || exit 0

each() {
  action=$1
  shift
  for file in "$DIR"/*.conf; do
    [ -e "$file" ] || continue
    (
      . "$file"
      : "${VHID:=1}" "${PASS?no password in $file}"
      OPTIONS="--interface=${IFACE:-eth0} \
--vhid=$VHID --pass=$PASS"
      set -- $OPTIONS --addr="$ADDRESS" "$@"
      $action "$@"
    ) || failed="${failed-} ${file##*/}"
  done
}

begin() { $NAME "$@" & echo $! > "/run/$NAME.$VHID"; }
end()
{
  read -r pid < "/run/$NAME.$VHID" && kill "$pid"
  rm -f "/run/$NAME.$VHID"
}

trap 'echo; exit 130' INT
case "$1" in
  start|stop)
    if [ "$ENABLED" != no ]; then
      printf '%s %s: ' "$1" "$NAME"
      if [ "$1" = start ]; then each begin --daemonize; else each end; fi
      echo "${failed:-done}${failed:+ failed}"
    fi
    ;;
  restart) "$0" stop; sleep 1; exec "$0" start ;;
  (status)
    count=`ps ax | grep -c "[u]carp"`
    [ $((count)) -gt 0 ] && echo "$count running" || { echo "not running"; exit 3; } ;;
  *) echo "Usage: $0 {start|stop|restart|status}"; exit 1
esac
