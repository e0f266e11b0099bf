#!/bin/bash
# Makes an instance of the storefront's fleet out of a plain Amazon Linux 2023, or out of an image
# in which some of this is done. The launch template puts a header before it, which sets the
# variables; README.md lists them. May be run again.
set -euo pipefail
shopt -s inherit_errexit
umask 022

readonly packages=(nodejs24 amazon-cloudwatch-agent aws-cfn-bootstrap logrotate)
readonly service=tidemarket-storefront.service
readonly settings=/etc/tidemarket
readonly home=/opt/tidemarket
readonly metadata=http://169.254.169.254/latest

current_step='start'
problem=''
work_folder=''

log() { printf 'tidemarket-user-data: %s\n' "$*"; }

fail() {
  problem=$*
  exit 1
}

# usage: retry TIMES SECONDS-BETWEEN COMMAND…
retry() {
  local times=$1 seconds=$2 try
  shift 2
  for ((try = 1; try <= times; try++)); do
    if "$@"; then return 0; fi
    if ((try < times)); then sleep "$seconds"; fi
  done
  return 1
}

# usage: write_file MODE GROUP FILE <CONTENT; others see the old file or the new one, never a part.
write_file() {
  local mode=$1 group=$2 file=$3
  (umask 077 && cat >"$file.new")
  chown "root:$group" "$file.new"
  chmod "$mode" "$file.new"
  mv --force --no-target-directory "$file.new" "$file"
}

signal() {
  /opt/aws/bin/cfn-signal --region "$AWS_REGION" --stack "$STACK_NAME" \
    --resource "$SIGNAL_RESOURCE" "$@"
}

at_exit() {
  local code=$?
  if [[ -n $work_folder ]]; then rm -rf "$work_folder"; fi
  if ((code == 0)); then return; fi
  if [[ -z $problem ]]; then problem="ended with $code"; fi
  local reason="$current_step: $problem"
  log "FAILED at $reason"
  if ! retry 3 10 signal --success false --reason "$reason"; then
    log 'CloudFormation did not take the signal of failure'
  fi
}

check_variables() {
  local name missing=()
  for name in STACK_NAME AWS_REGION SIGNAL_RESOURCE TARGET_GROUP_ARN ARTIFACT_BUCKET ARTIFACT_KEY \
    ARTIFACT_SHA256 LOG_GROUP STOREFRONT_ENV; do
    if [[ ! -v $name || -z ${!name} ]]; then missing+=("$name"); fi
  done
  if [[ ! -v DATABASE_CA ]]; then missing+=(DATABASE_CA); fi
  if ((${#missing[@]} > 0)); then fail "not set: ${missing[*]}"; fi
  if [[ ! $ARTIFACT_SHA256 =~ ^[0-9a-f]{64}$ ]]; then fail 'ARTIFACT_SHA256 is no SHA-256'; fi
  if grep -Eqv '^([A-Z][A-Z0-9_]*=.*)?$' <<<"$STOREFRONT_ENV"; then
    fail 'STOREFRONT_ENV has a line that is not NAME=value'
  fi
}

install_packages() {
  local package missing=()
  for package in "${packages[@]}"; do
    if ! rpm --query --quiet "$package"; then missing+=("$package"); fi
  done
  if ((${#missing[@]} == 0)); then return; fi
  retry 5 15 dnf install --assumeyes --quiet "${missing[@]}"
}

create_user() {
  if id tidemarket &>/dev/null; then return; fi
  useradd --system --user-group --no-create-home --home-dir /var/lib/tidemarket \
    --shell /sbin/nologin tidemarket
}

create_folders() {
  install --directory --mode=0755 "$home" "$home/releases"
  install --directory --mode=0750 --group=tidemarket "$settings"
  install --directory --mode=0750 /var/log/tidemarket
}

# A release has its name only when it is whole and checked.
has_release() { [[ -d $home/releases/$ARTIFACT_SHA256 ]]; }

download_artifact() {
  if has_release; then return; fi
  work_folder=$(mktemp --directory "$home/releases/.new-XXXXXX")
  retry 5 10 aws s3 cp --only-show-errors "s3://$ARTIFACT_BUCKET/$ARTIFACT_KEY" \
    "$work_folder/artifact.tar.gz"
}

check_artifact() {
  if has_release; then return; fi
  gzip --decompress "$work_folder/artifact.tar.gz"
  local sum
  sum=$(sha256sum <"$work_folder/artifact.tar")
  sum=${sum%% *}
  if [[ $sum != "$ARTIFACT_SHA256" ]]; then fail "SHA-256 is $sum, not $ARTIFACT_SHA256"; fi
}

unpack_artifact() {
  if has_release; then return; fi
  mkdir "$work_folder/release"
  tar --extract --file="$work_folder/artifact.tar" --directory="$work_folder/release" \
    --no-same-owner --no-same-permissions
  mv --no-target-directory "$work_folder/release" "$home/releases/$ARTIFACT_SHA256"
}

switch_release() {
  ln --symbolic --force --no-dereference "releases/$ARTIFACT_SHA256" "$home/current.new"
  mv --no-target-directory "$home/current.new" "$home/current"
}

write_settings() {
  local ca_file=$home/current/rds-ca.pem
  if [[ -n $DATABASE_CA ]]; then
    ca_file=$settings/database-ca.pem
    write_file 0640 tidemarket "$ca_file" <<<"$DATABASE_CA"
  fi
  write_file 0640 tidemarket "$settings/storefront.env" <<END
$STOREFRONT_ENV
DATABASE_CA_FILE=$ca_file
END
}

install_service() {
  write_file 0644 root "/etc/systemd/system/$service" <"$home/current/instance/$service"
  systemctl daemon-reload
}

rotate_logs() {
  local instance=$home/current/instance timer=/etc/systemd/system/logrotate.timer.d
  mkdir --parents "$timer"
  write_file 0644 root "$timer/hourly.conf" <"$instance/logrotate-hourly.conf"
  write_file 0644 root /etc/logrotate.d/tidemarket-storefront <"$instance/logrotate.conf"
  systemctl daemon-reload
  systemctl enable logrotate.timer
  systemctl restart logrotate.timer
}

# Before the storefront, so that what it says when it cannot start is there to be read afterwards.
start_agent() {
  local config=$settings/cloudwatch-agent.json
  sed "s|@LOG_GROUP@|$LOG_GROUP|" "$home/current/instance/cloudwatch-agent.json" |
    write_file 0644 root "$config"
  /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl \
    -a fetch-config -m ec2 -s -c "file:$config"
}

# A restart, so that a second run brings a changed release or setting into effect.
start_storefront() {
  systemctl enable "$service"
  systemctl restart "$service"
}

answers() { curl --silent --fail --max-time 5 --output /dev/null http://127.0.0.1:8080/healthz; }

wait_for_storefront() {
  retry 60 2 answers || fail 'after two minutes /healthz does not answer'
}

find_instance_id() {
  local token
  token=$(curl --silent --fail --max-time 5 --retry 5 --request PUT "$metadata/api/token" \
    --header 'X-aws-ec2-metadata-token-ttl-seconds: 300')
  instance_id=$(curl --silent --fail --max-time 5 --retry 5 "$metadata/meta-data/instance-id" \
    --header "X-aws-ec2-metadata-token: $token")
}

is_healthy_target() {
  target_state=$(aws elbv2 describe-target-health --target-group-arn "$TARGET_GROUP_ARN" \
    --targets "Id=$instance_id" --output text \
    --query 'TargetHealthDescriptions[0].TargetHealth.State') || target_state=unknown
  [[ $target_state == healthy ]]
}

wait_for_target() {
  retry 50 10 is_healthy_target || fail "after ten minutes the target is $target_state"
}

# Outside of a deploy, such as when the fleet grows, nothing waits for it and it is refused.
signal_success() {
  if ! retry 3 10 signal --success true; then log 'CloudFormation did not take the signal'; fi
}

trap at_exit EXIT
for current_step in check_variables install_packages create_user create_folders \
  download_artifact check_artifact unpack_artifact switch_release write_settings install_service \
  rotate_logs start_agent start_storefront wait_for_storefront find_instance_id wait_for_target \
  signal_success; do
  log "$current_step"
  "$current_step"
done
log 'done'
