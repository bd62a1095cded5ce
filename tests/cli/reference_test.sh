#!/bin/sh
# A page is what the program says of itself; to renew one:
#   dnsward --help-markdown >docs/commands.md
#   dnsward explain --markdown >docs/findings.md
# Arguments: the program, the page, the words that write it.
program=$1 page=$2
shift 2
exec diff -u "$page" - <<END
$("$program" "$@")
END
