#!/bin/bash
# The fabric: one bridge per network of the lab. Machines are its services, so power is runit's up, down and kill.
set -eu
# It stands beside the machines and carries frames: whoever wants packets passed on or dropped needs a host for that.
echo 0 >/proc/sys/net/ipv4/ip_forward
for setting in /proc/sys/net/bridge/bridge-nf-call-*; do
  [ -e "$setting" ] && echo 0 >"$setting"
done
ip link set lo up
# /lab/networks: name, gateway address with prefix
while read -r bridge address; do
  ip link add name "$bridge" type bridge
  ip addr add "$address" dev "$bridge"
  ip link set "$bridge" up
done </lab/networks
touch /lab/fabric-ready
exec runsvdir -P /lab/machine-services
