import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator, type Step } from '@cucumber/messages';
import { hostImagesIn } from '../../clusters/docker/held-images';
import type { LabSpec } from '../../clusters/lab';
import { securityGroupsOf } from '../../clusters/security-group-tables';
import type { Row } from '../../clusters/spec-rows';
import type { Surroundings } from '../../clusters/topology';
import { hostsOf, networksOf, type TableRow } from '../../clusters/topology-tables';
import { BadInput, messageOf } from '../errors';

/** What a feature's first cluster is asked to be. */
export interface FeatureLab {
  readonly rows: readonly Row[];
  readonly around: Surroundings;
  /** The folder that describes the cluster otherwise. */
  readonly inventory?: string;
  /** There is none: by the names of its hosts with Docker, the images that they hold. */
  readonly withoutCluster?: LabSpec['hostImages'];
}

const noCluster = 'no cluster';
const asksForCluster = /^(?:a cluster(?: by Kubespray from "(.+)")?:?|no cluster)$/;

/** The table of the first cluster that a feature asks for, with the networks and hosts before it. Throws BadInput. */
export function labOfFeature(path: string): FeatureLab {
  const steps = stepsOf(path);
  const at = steps.findIndex(({ text }) => asksForCluster.test(text));
  if (at < 0) throw new BadInput({ what: `${path} asks for no cluster`, next: 'endstate up --set workers=2' });
  const before = steps.slice(0, at);
  const rows = cellsOf(steps[at]).map(([name = '', value = '']): Row => [name, value]);
  const tables = (text: string) => before.filter((step) => step.text === text).flatMap(recordsOf);
  const [, inventory] = asksForCluster.exec(steps[at]?.text ?? '') ?? [];
  const folder = inventory === undefined ? {} : { inventory: resolve(dirname(path), inventory) };
  const alone = steps[at]?.text === noCluster ? { withoutCluster: hostImagesIn(steps) } : {};
  return {
    ...folder,
    ...alone,
    rows,
    around: {
      networks: networksOf(tables('the networks:')),
      hosts: hostsOf(tables('the hosts:')),
      securityGroups: securityGroupsOf(tables('the security groups:')),
    },
  };
}

function recordsOf(step: Step): readonly TableRow[] {
  const [header = [], ...rows] = cellsOf(step);
  return rows.map((cells) => Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ''])));
}

function cellsOf(step: Step | undefined): readonly (readonly string[])[] {
  return (step?.dataTable?.rows ?? []).map(({ cells }) => cells.map(({ value }) => value));
}

function stepsOf(path: string): readonly Step[] {
  if (!existsSync(path)) throw new BadInput({ what: `there is no ${path}` });
  const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());
  try {
    const { feature } = parser.parse(readFileSync(path, 'utf8'));
    const children = (feature?.children ?? []).flatMap((child) => child.rule?.children ?? [child]);
    return children.flatMap(({ background, scenario }) => [...(background?.steps ?? []), ...(scenario?.steps ?? [])]);
  } catch (error) {
    throw new BadInput({ what: `${path} cannot be read: ${messageOf(error)}` }, { cause: error });
  }
}
