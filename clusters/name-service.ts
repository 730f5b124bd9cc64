/** Where look-ups of names go: those of pods, and those of the nodes themselves. */
export interface NameService {
  /** Whom the cluster's DNS asks for names outside of it. None: whom the node asked before there was a cluster. */
  readonly upstream: readonly string[];
  /** An address at which every node has a cache that its pods ask; empty for none. */
  readonly nodeLocal: string;
  /** How far above the service network's own address the cluster's DNS has its. */
  readonly serviceOffset: number;
  readonly nodes: NodeResolver;
}

/** What /etc/resolv.conf of a node says. */
export interface NodeResolver {
  /** The cluster's DNS is asked first. */
  readonly asksCluster: boolean;
  readonly servers: readonly string[];
  /** The name server that the node's network offers is asked last. */
  readonly keepsOwn: boolean;
  readonly search: readonly string[];
  /** `ndots:2 timeout:2`; empty for the resolver's own. */
  readonly options: string;
}

/** As kubeadm leaves it. */
export const kubeadmNameService: NameService = {
  upstream: [],
  nodeLocal: '',
  serviceOffset: 10,
  nodes: { asksCluster: false, servers: [], keepsOwn: true, search: [], options: '' },
};
