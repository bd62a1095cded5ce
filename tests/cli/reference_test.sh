#!/bin/sh
# docs/commands.md is what the program says of itself; to renew it:
#   dnsward --help-markdown >docs/commands.md
exec diff -u "$2" - <<END
$("$1" --help-markdown)
END
