#!/usr/bin/env bash
# Loads the completion scripts of the real program and asks bash for completions.
#   completion_test.sh DNSWARD
set -euo pipefail
dnsward=$1
failed=0

bash -n <("$dnsward" completion bash)
for shell in zsh fish; do
  if command -v "$shell" >/dev/null; then
    "$dnsward" completion "$shell" >"${TMPDIR:-/tmp}/dnsward-completion.$$"
    "$shell" -n "${TMPDIR:-/tmp}/dnsward-completion.$$" || failed=1
    rm -f "${TMPDIR:-/tmp}/dnsward-completion.$$"
  else
    echo "$shell is not installed: its script is compared, not parsed."
  fi
done

source <("$dnsward" completion bash)

# expect WANTED WORD...: what bash offers for the last word, which may be empty.
expect() {
  local wanted=$1
  shift
  COMP_WORDS=(dnsward "$@")
  COMP_CWORD=$#
  COMPREPLY=()
  _dnsward || true  # 1 when nothing fits, as compgen says
  if [ "${COMPREPLY[*]}" != "$wanted" ]; then
    printf 'dnsward %s<TAB>\n  wanted: %s\n  got:    %s\n' "$*" "$wanted" "${COMPREPLY[*]}"
    failed=1
  fi
}

expect 'validate plan drift apply import lint convert explain providers completion' ''
expect 'plan providers' p
expect 'plan' -c x.toml pl
expect 'plan' --format = json pl
expect '' plan ''
expect 'cloudflare hetzner route53 zonefile' providers ''
expect 'bash zsh fish' completion ''
expect 'fish' completion f
expect '--dry-run' apply --d
expect '--detailed-exitcode' plan --d
expect '--dry-run --detailed-exitcode' drift --d
expect '--config --correct --color' drift --co
expect 'text json' plan --format ''
expect 'json' plan --format = j
expect 'text json' plan --format =
expect 'auto always never' --color ''
expect '' plan --jobs ''
expect "$0" lint "${0%.sh}"
expect '--color' lint --c
expect "$0" convert "${0%.sh}"
expect '--group' convert --g
expect '--provider' import --p
expect '' import exam
expect '' plan --timeout 1
expect '' validate --yes

# fish answers in a script; zsh completes on a terminal alone, so its script is only parsed above.
if command -v fish >/dev/null; then
  got=$(fish --no-config -c "$("$dnsward" completion fish)"'
    for words in "dnsward pl" "dnsward completion " "dnsward plan --form"; complete -C $words; end' |
    cut -f 1 | sort | paste -sd ' ')
  if [ "$got" != '--format bash fish plan zsh' ]; then
    echo "fish offers: $got"
    failed=1
  fi
fi

cd "$(dirname "$0")/files/house"
expect 'dnsward.toml' plan -c dns
expect 'dnsward.toml' plan --config = dns
expect 'zones' plan --report z
exit $failed
