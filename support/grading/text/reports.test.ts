import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { textRubric } from './rubric';
import { suggestMarks } from './suggest';

const features = join(__dirname, '../../../features');
const read = (path: string) => readFileSync(path, 'utf8');
const yaml = (path: string) => parse(read(path));

interface Case {
  readonly name: string;
  readonly report: string;
  readonly gate?: boolean;
  readonly [item: string]: unknown;
}

function corpus(name: string, problem: string, material: readonly string[] = []): void {
  const path = join(features, problem, 'rubric-text.yaml');
  const rubric = textRubric(path, yaml(path));
  const texts = material.map((file) => read(join(features, problem, 'material', file)));
  for (const { name: label, report, gate, ...marks } of yaml(join(__dirname, 'testdata', `${name}.yaml`)) as Case[]) {
    test(`${problem}: ${label}`, () => {
      const found = suggestMarks(report, rubric, texts);
      const seen = {
        ...(gate === undefined ? {} : { gate: found.gates.every(({ met }) => met) }),
        ...Object.fromEntries(
          found.items.filter(({ id }) => id in marks).map(({ id, withoutGates }) => [id, withoutGates]),
        ),
      };
      assert.deepEqual(seen, { ...(gate === undefined ? {} : { gate }), ...marks }, JSON.stringify(found, null, 1));
    });
  }
}

corpus('wol-reports', 'ictsc2023-wol', ['cluster.txt']);
corpus('openstack-phase1-reports', 'ictsc2021-openstack/phase1');
corpus('openstack-phase2-reports', 'ictsc2021-openstack/phase2');
corpus('nodeport-reports', 'ictsc2020-nodeport');

test('every corpus has reports that get nothing, and reports that get everything', () => {
  for (const name of ['wol-reports', 'openstack-phase1-reports', 'openstack-phase2-reports', 'nodeport-reports']) {
    const cases = yaml(join(__dirname, 'testdata', `${name}.yaml`)) as Case[];
    const marks = cases.map(({ name: _, report: __, gate: ___, ...items }) => Object.values(items));
    assert.ok(
      marks.some((points) => points.every((value) => value === 0)),
      name,
    );
    assert.ok(
      marks.some((points) => points.every((value) => Number(value) > 0)),
      name,
    );
  }
});
