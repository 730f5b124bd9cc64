import { bgp } from './bgp';
import { bridge } from './bridge';
import { cilium } from './cilium';
import type { Cni } from './cni';
import { ptp } from './ptp';

const all = [bridge, ptp, bgp, cilium] as const;

/** Every CNI by name. `none` is not one: a spec about a missing CNI gets nodes that stay NotReady. */
export const cnis: Readonly<Record<string, Cni>> = Object.fromEntries(all.map((cni) => [cni.name, cni]));

export const cniNames: readonly string[] = [...Object.keys(cnis), 'none'];
