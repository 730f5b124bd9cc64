import { When } from '@cucumber/cucumber';
import { answerUnderTest, applyAnswer } from '../support/cucumber/answer';
import type { KindWord } from '../support/cucumber/kinds';
import { applyManifests } from '../support/cucumber/manifests';
import { deleteEvery, deleteManifests, deleteNamed, scaleTo } from '../support/cucumber/objects';
import { step } from '../support/cucumber/step';
import { parseManifests, readManifests } from '../support/kube';

When(
  'I apply {string}',
  step({
    says: 'Applies a manifest, or every manifest of a folder; the path starts at the feature file.',
    example: 'When I apply "manifests/"',
    check: (world, path: string) => readManifests(world.path(path)),
    run: async (world, path: string) => applyManifests(world, await readManifests(world.path(path))),
  }),
);

When(
  'I apply the manifest:',
  step({
    says: 'Applies the manifest that is written below.',
    example: 'When I apply the manifest:\n  """\n  {apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n  """',
    check: (world, text: string) => parseManifests(text, world.feature.uri),
    run: (world, text: string) => applyManifests(world, parseManifests(text, world.feature.uri)),
  }),
);

When(
  'I apply the answer',
  step({
    hostsSuffice: true,
    says: 'Lays the answer under test over the lab: files onto disks, whose machines boot; manifests over what was applied, and what they dropped is deleted.',
    example: 'When I apply the answer',
    check: answerUnderTest,
    run: async (world) => applyAnswer(world, await answerUnderTest(world)),
  }),
);

When(
  'I delete {string}',
  step({
    says: 'Deletes what a manifest, or every manifest of a folder, defines; resolves when it is gone.',
    example: 'When I delete "manifests/policy.yaml"',
    check: (world, path: string) => readManifests(world.path(path)),
    run: async (world, path: string) => deleteManifests(world, await readManifests(world.path(path))),
  }),
);

When(
  'I delete {kind} {word}',
  step({
    says: 'Deletes one object by kind and name; resolves when it is gone.',
    example: 'When I delete networkpolicy web',
    run: (world, kind: KindWord, name: string) => deleteNamed(world, kind, name),
  }),
);

When(
  'I delete every {kind}',
  step({
    says: "Deletes all objects of a kind, whatever they are called, in every namespace but the cluster's own (kube-system).",
    example: 'When I delete every networkpolicy',
    run: (world, kind: KindWord) => deleteEvery(world, kind),
  }),
);

When(
  'I scale {kind} {word} to {int} replica(s)',
  step({
    says: 'Changes the number of replicas of a workload.',
    example: 'When I scale deployment web to 3 replicas',
    run: (world, kind: KindWord, name: string, replicas: number) => scaleTo(world, kind, name, replicas),
  }),
);
