import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { readVocabulary, type VocabularyEntry } from '../support/cucumber/vocabulary';

let entries: readonly VocabularyEntry[];

before(async () => {
  entries = await readVocabulary();
});

test('every step says what it does, with an example that begins with its keyword', () => {
  const wrong = entries.filter(({ says, example }) => !says.endsWith('.') || !/^(Given|When|Then) /.test(example));
  assert.deepEqual(wrong, []);
  assert.ok(entries.length > 20);
});

test('every example is said by its own step and by no other', () => {
  for (const entry of entries) {
    const text = entry.example.split('\n')[0]?.replace(/^(Given|When|Then) /, '') ?? '';
    const found = entries.filter((other) => other.matches(text)).map(({ example }) => example);
    assert.deepEqual(found, [entry.example], text);
  }
});

const sentences = [
  'all 3 pods of deployment web are Running',
  'within 60s no pods of deployment web are Running',
  'at least 1 pod with label app=web stays Running for 60s',
  'within 6m all 3 pods of deployment client-deployment have stayed Running for 60s',
  'within 3m exactly 2 pods of daemonset kube-system/agent restart again and again',
  'a pod of deployment shell can curl port 8080 of pod web',
  'worker01 can curl http://10.96.0.10:53/metrics',
  'within 60s the runner can curl worker01:30080 and sees "Welcome to nginx"',
  'within 60s worker01 can connect to port 8080 of a pod of deployment web',
  'within 5s the runner is refused a connection to worker01:81',
  'within 5s pod shell can curl port 80 of pod web and is seen as pod shell 4 times in a row',
  'within 2m the runner can curl http://192.168.0.1/ from all 3 backends',
  'pod shell can curl http://web/hostname from every backend of service shop/web',
  'within 2m the connectivity on port 8080 is:',
  'the job someapp completes with exit code 0',
  'job kube-system/import completes',
  'all nodes are Ready',
  'worker01 reboots',
  'every machine reboots',
];

for (const sentence of sentences) {
  test(`"${sentence}" is said by one step`, () => {
    assert.equal(entries.filter((entry) => entry.matches(sentence)).length, 1);
  });
}
