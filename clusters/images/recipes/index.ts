import { BadInput } from '../../../support/errors';
import { nearest } from '../../../support/nearest';
import type { ImageName } from '../names';
import type { ImageRecipe } from '../recipe';
import { agnhost } from './agnhost';
import { alpine } from './alpine';
import { busybox } from './busybox';
import { caddy } from './caddy';
import { coredns } from './coredns';
import { curl } from './curl';
import { distrolessStatic } from './distroless';
import { etcd } from './etcd';
import { flannelImages } from './flannel';
import { golang } from './golang';
import { jessieDnsutils } from './jessie-dnsutils';
import { kubernetesImages } from './kubernetes';
import { nginx } from './nginx';
import { pause } from './pause';

/** Every image that can be made where no registry answers. Any tag is accepted; the report says what is inside. */
export const imageRecipes: readonly ImageRecipe[] = [
  pause,
  coredns,
  curl,
  caddy,
  nginx,
  busybox,
  agnhost,
  jessieDnsutils,
  etcd,
  golang,
  alpine,
  distrolessStatic,
  ...kubernetesImages,
  ...flannelImages,
  { ...nginx, repository: 'registry.k8s.io/e2e-test-images/nginx' },
];

/** The recipe for that image, whatever its tag; undefined if there is none. */
export function recipeFor({ repository }: ImageName): ImageRecipe | undefined {
  return imageRecipes.find((recipe) => recipe.repository === repository);
}

/** The refusal of an image that no registry gives and nobody here can make. */
export function unknownImage({ full, repository, registry }: ImageName, noPull: string): BadInput {
  const known = imageRecipes.map((recipe) => recipe.repository);
  return new BadInput({
    what: `image ${full} can be neither pulled nor made here`,
    last: noPull,
    next: `let this machine reach ${registry}, or use an image that can be made: ${known.map(short).join(', ')} (nearest: ${short(nearest(repository, known) ?? '')})`,
  });
}

function short(repository: string): string {
  return repository.replace(/^docker\.io\/(library\/)?/, '');
}
