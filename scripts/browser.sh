#!/bin/sh
# A browser and Chinese fonts for the tests: what is there, or Debian's packages.
set -eu
missing=""
command -v chromium >/dev/null || missing="$missing chromium"
fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing="$missing fonts-noto-cjk"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    # shellcheck disable=SC2086  # two package names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing fontconfig >/dev/null
else
    echo "浏览器测试需要：sudo apt-get install$missing" >&2
    exit 1
fi
