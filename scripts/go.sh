#!/bin/sh
# Go and the libraries of its checksum database, by which the tests prove the public log: what is
# there, or Debian's packages.
set -eu
missing=""
command -v go >/dev/null || missing="$missing golang-go"
[ -d /usr/share/gocode/src/golang.org/x/mod/sumdb/tlog ] || missing="$missing golang-golang-x-mod-dev"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    # shellcheck disable=SC2086  # two package names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "公开日志的测试需要：sudo apt-get install$missing" >&2
    exit 1
fi
