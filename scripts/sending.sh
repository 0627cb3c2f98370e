#!/bin/sh
# The programs that tests of publishing need besides those of the lock file: rsync and an ssh server
# to send to, strace to see what is written to the disk, nginx to serve it as readers get it, and
# what the page of snippets calls. What is there, or Debian's packages.
set -eu
missing=""
command -v rsync >/dev/null || missing="$missing rsync"
command -v strace >/dev/null || missing="$missing strace"
command -v ssh >/dev/null || missing="$missing openssh-client"
[ -x /usr/sbin/sshd ] || missing="$missing openssh-server"
{ [ -x /usr/sbin/nginx ] && [ -f /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ]; } ||
    missing="$missing nginx libnginx-mod-http-brotli-static"
for program in curl unzip sqlite3; do
    command -v $program >/dev/null || missing="$missing $program"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    # shellcheck disable=SC2086  # names of packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "发布的测试需要：sudo apt-get install$missing" >&2
    exit 1
fi
