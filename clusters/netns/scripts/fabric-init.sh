#!/bin/bash
# The fabric: one bridge per network of the lab. Machines are its services, so power is runit's up, down and kill.
set -eu
ip link set lo up
# /lab/networks: name, gateway address with prefix
while read -r bridge address; do
  ip link add name "$bridge" type bridge
  ip addr add "$address" dev "$bridge"
  ip link set "$bridge" up
done </lab/networks
touch /lab/fabric-ready
exec runsvdir -P /lab/machine-services
