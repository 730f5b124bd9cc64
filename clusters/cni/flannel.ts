import { flannel as component } from '../components/flannel';
import type { ManifestCni } from './cni';
import { notAsItWas, withChanged } from './edit';

const version = 'v0.27.4';

interface ConfigMap {
  data?: Record<string, string>;
}

/** Flannel's kube-flannel.yml: VXLAN between nodes, the reference bridge plugin in each. Honours no NetworkPolicy. */
export const flannel: ManifestCni = {
  name: 'flannel',
  description: `Flannel ${version} by its own manifest: bridge plugin, VXLAN between nodes`,
  providers: ['kind', 'k3d'],
  enforcesNetworkPolicy: false,
  ipv4Alone: 'its manifest is set up for IPv4',
  kubeProxyModes: ['iptables', 'nftables', 'ipvs'],
  kubeProxyReason: 'its pods ask the API server by its Service',
  manifest: {
    name: 'flannel',
    version,
    url: `https://raw.githubusercontent.com/flannel-io/flannel/${version}/Documentation/kube-flannel.yml`,
    sha256: '2242ee218f3c3e724e4efe5f31826a3e38cfdabf334de41aee2b12b48fd4818d',
    inModule: { component, path: 'share/kube-flannel.yml' },
  },
  images: [`ghcr.io/flannel-io/flannel:${version}`, 'ghcr.io/flannel-io/flannel-cni-plugin:v1.8.0-flannel1'],
  fit: (objects, { podCidr }) =>
    withChanged<ConfigMap>(objects, 'ConfigMap', 'kube-flannel-cfg', ({ data }) => {
      const text = data?.['net-conf.json'];
      if (!data || text === undefined) throw notAsItWas('its ConfigMap has no net-conf.json');
      data['net-conf.json'] = JSON.stringify({ ...JSON.parse(text), Network: podCidr }, null, 2);
    }),
};
