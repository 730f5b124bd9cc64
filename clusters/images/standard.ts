/** The image of every pod's sandbox, by the name containerd is told. */
export const pauseImage = 'registry.k8s.io/pause:3.10';

/** CoreDNS's image, by the name manifests use. */
export const corednsImage = 'registry.k8s.io/coredns/coredns:v1.12.1';
