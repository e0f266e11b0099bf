#!/bin/bash
case "$*" in
  *--request\ PUT*/latest/api/token*X-aws-ec2-metadata-token-ttl-seconds:*) echo -n a-token ;;
  *X-aws-ec2-metadata-token:\ a-token*) echo -n i-0123456789abcdef0 ;;
  *127.0.0.1:8080/healthz*) [[ -f /fakes/started ]] ;;
  *) exit 22 ;;
esac
