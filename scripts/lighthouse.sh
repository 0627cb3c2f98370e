#!/bin/sh
# Lighthouse for the deep tests, below .cache/: with the Node.js that is there, or Debian's.
set -eu
home=$1
[ -x "$home/node_modules/.bin/lighthouse" ] && exit 0
if ! command -v npm >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nodejs npm >/dev/null
    else
        echo "缺少 npm：请先运行 sudo apt-get install nodejs npm" >&2
        exit 1
    fi
fi
npm install --prefix "$home" --silent --no-audit --no-fund "lighthouse@12"
