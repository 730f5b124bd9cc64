import type { Tags } from 'yaml';

/**
 * How a manifest's YAML is read, by whoever reads one: kubectl reads YAML 1.1 (`0644` is octal, `on` a boolean) without its
 * times, dates and sexagesimal numbers. What is judged and what is applied must not be two readings.
 */
export const asKubectl = { version: '1.1', customTags: kubectlTags } as const;

function kubectlTags(tags: Tags): Tags {
  const left: readonly string[] = ['timestamp', 'binary', 'omap', 'pairs', 'set'].map(
    (name) => `tag:yaml.org,2002:${name}`,
  );
  return tags.filter((tag) => typeof tag === 'string' || !(left.includes(tag.tag) || isSexagesimal(tag)));
}

function isSexagesimal(tag: object): boolean {
  return 'format' in tag && tag.format === 'TIME';
}
