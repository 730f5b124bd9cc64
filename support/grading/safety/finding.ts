import type { Manifest } from '../../kube/parse-manifests';

/** An object as it is applied. */
export type KubeObject = Manifest['object'];

/** Keys and indices, from the object's root. */
export type Path = readonly (string | number)[];

/** Something in an object that an answer must not have. */
export interface Finding {
  /** `kinds`, `unsafe-field` or `limits`: `unknown-field` is refused as the API server would, and costs the method alone. */
  readonly rule: 'kinds' | 'unsafe-field' | 'limits' | 'unknown-field';
  readonly path: Path;
  /** What is wrong with it, after the field's name: `may be false`. */
  readonly problem: string;
}

export function unsafe(path: Path, problem: string): Finding {
  return { rule: 'unsafe-field', path, problem };
}

/** A normalized path of RFC 9535: `$['spec']['containers'][0]`. */
export function normalized(path: Path): string {
  return `$${path.map((step) => (typeof step === 'number' ? `[${step}]` : `['${escaped(step)}']`)).join('')}`;
}

function escaped(key: string): string {
  const short = key.length > 80 ? `${key.slice(0, 80)}…` : key;
  return short
    .replaceAll(/['\\]/g, '\\$&')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => `\\u${hex(character)}`);
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
}
