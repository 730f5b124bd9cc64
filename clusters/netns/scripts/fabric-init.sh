#!/bin/bash
# The fabric: one bridge per network of the lab. Machines are its services, so power is runit's up, down and kill.
set -eu
# It stands beside the machines and carries frames: whoever wants packets passed on or dropped needs a host for that.
echo 0 >/proc/sys/net/ipv4/ip_forward
for setting in /proc/sys/net/bridge/bridge-nf-call-*; do
  [ -e "$setting" ] && echo 0 >"$setting"
done
ip link set lo up
# Security groups, before any machine starts. A TCP connection that was cut must not be taken for a new one by what its
# server still sends, which may leave as anything may.
if [ -s /lab/packet-filter ]; then
  iptables-restore /lab/packet-filter
  echo 0 >/proc/sys/net/netfilter/nf_conntrack_tcp_loose
fi
# /lab/networks: name, the fabric's address with prefix, whether frames pass the packet filter, perhaps an IPv6 address
while read -r bridge address filtered address6; do
  ip link add name "$bridge" type bridge nf_call_iptables "$filtered"
  ip addr add "$address" dev "$bridge"
  if [ -n "$address6" ]; then ip -6 addr add "$address6" dev "$bridge" nodad; fi
  ip link set "$bridge" up
done </lab/networks
touch /lab/fabric-ready
exec runsvdir -P /lab/machine-services
