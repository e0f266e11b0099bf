#!/bin/bash
shift 3
printf '%s\n' "$@" >>/fakes/packages
