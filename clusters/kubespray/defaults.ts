/**
 * What Kubespray v2.30.0 sets where an inventory is silent (its roles' defaults and its sample inventory): the release
 * whose Kubernetes is the lab's own minor. Variables that this reader honours are not here.
 */
export const kubesprayRelease = 'v2.30.0';

const serviceAddress = (index: number) =>
  `{{ kube_service_subnets.split(',') | first | ansible.utils.ipaddr('net') | ansible.utils.ipaddr(${index}) | ansible.utils.ipaddr('address') }}`;

/** Variables that would change the cluster: another value than these is refused. */
export const fixed: Readonly<Record<string, unknown>> = {
  apiserver_loadbalancer_domain_name: '',
  argocd_enabled: false,
  auto_renew_certificates: false,
  calico_cni_name: 'k8s-pod-network',
  calico_ipip_mode: 'Never',
  calico_network_backend: 'vxlan',
  calico_pool_blocksize: 26,
  calico_pool_name: 'default-pool',
  calico_vxlan_mode: 'Always',
  cert_manager_enabled: false,
  cloud_provider: '',
  cluster_name: 'cluster.local',
  container_manager: 'containerd',
  containerd_extra_args: '',
  containerd_registry_auth: [],
  containerd_snapshotter: 'overlayfs',
  coredns_external_zones: [],
  coredns_k8s_external_zone: 'k8s_external.local',
  deploy_container_engine: true,
  deploy_coredns: true,
  deploy_netchecker: false,
  dns_domain: '{{ cluster_name }}',
  dns_etchosts: '',
  dns_mode: 'coredns',
  enable_coredns_k8s_endpoint_pod_names: false,
  enable_coredns_k8s_external: false,
  enable_dual_stack_networks: false,
  enable_nodelocaldns_secondary: false,
  etcd_deployment_type: 'host',
  external_cloud_provider: '',
  gateway_api_enabled: false,
  gvisor_enabled: false,
  helm_enabled: false,
  http_proxy: '',
  https_proxy: '',
  ingress_alb_enabled: false,
  ingress_nginx_enabled: false,
  ipv4_stack: true,
  ipv6_stack: false,
  k8s_image_pull_policy: 'IfNotPresent',
  kata_containers_enabled: false,
  kube_api_anonymous_auth: true,
  kube_apiserver_ip: serviceAddress(1),
  kube_config_dir: '/etc/kubernetes',
  kube_encrypt_secret_data: false,
  kube_network_plugin_multus: false,
  kube_override_hostname: '{{ inventory_hostname }}',
  kube_proxy_nodeport_addresses:
    '{%- if kube_proxy_nodeport_addresses_cidr is defined -%} [{{ kube_proxy_nodeport_addresses_cidr }}] {%- else -%} [] {%- endif -%}',
  kube_proxy_remove: false,
  kube_proxy_strict_arp: false,
  kube_vip_enabled: false,
  kubernetes_audit: false,
  local_path_provisioner_enabled: false,
  local_volume_provisioner_enabled: false,
  metallb_enabled: false,
  metrics_server_enabled: false,
  nat_outgoing: true,
  node_feature_discovery_enabled: false,
  nodelocaldns_external_zones: [],
  nri_enabled: false,
  persistent_volumes_enabled: false,
  populate_inventory_to_hosts_file: true,
  registry_enabled: false,
  remove_anonymous_access: false,
  remove_default_searchdomains: false,
  skydns_server: serviceAddress(3),
  volume_cross_zone_attachment: false,
};

/** Names that older releases had. */
export const formerly: Readonly<Record<string, string>> = {
  containerd_registries: 'containerd_registries_mirrors',
  containerd_insecure_registries: 'containerd_registries_mirrors',
};

/** Variables about the deployment itself, or about nothing that a lab has: read past, whatever they say. */
export const beside: readonly RegExp[] = [
  /^ansible_/,
  /^(docker|crio|etcd|ntp|rh_subscription|download|unsafe|cilium|flannel|kube_ovn|macvlan|metallb)_/,
  /^(bin_dir|local_release_dir|retry_stagger|credentials_dir|sysctl_file_path|cert_management|ping_access_ip)$/,
  /^(kubeconfig|kubectl)_localhost(_ansible_host)?$/,
  /^kube_(script|manifest|cert|token)_dir$/,
  /^kube_(owner|cert_group|log_level)$/,
  /^kube_(service_addresses|pods_subnet|network_node_prefix)_ipv6$/,
  /^kube_webhook_token_auth(_url_skip_tls_verify)?$/,
  /^(kubeadm_certificate_key|kubeadm_patches_dir|kubeadm_patches|default_kubelet_config_dir|event_ttl_duration)$/,
  /^loadbalancer_apiserver_(port|healthcheck_port|localhost|type)$/,
  /^nodelocaldns_(health_port|second_health_port|bind_metrics_host_ip|secondary_skew_seconds)$/,
  /^(no_proxy_exclude_workers|allow_unsupported_distribution_setup|ignore_assert_errors|skydns_server_secondary)$/,
  /^(ingress_publish_status_address|access_ip|etcd_member_name)$/,
];
