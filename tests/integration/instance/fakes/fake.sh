#!/bin/bash
# Stands for a program of Amazon Linux whose name it is given: writes down how it was called,
# fails if it was told to refuse such a call, and else does what its own file here says.
set -euo pipefail
name=$1
call=$*
shift
printf '%s\n' "${call//$'\n'/ }" >>/fakes/calls
read -r often refused </fakes/refused || true
if [[ -n $refused && $call =~ $refused ]]; then
  if [[ $often == once ]]; then : >/fakes/refused; fi
  echo "$name: refused" >&2
  exit 7
fi
if [[ -f /fakes/$name.sh ]]; then exec bash "/fakes/$name.sh" "$@"; fi
