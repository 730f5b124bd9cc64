import { Then } from '@cucumber/cucumber';
import type { Client } from '../support/cucumber/client';
import { step } from '../support/cucumber/step';
import { judgeBody, judgeCurl, judgePing, negative, requireTimes } from '../support/cucumber/traffic';
import {
  answers,
  getsStatus,
  hasNoRoute,
  isRefused,
  isReset,
  pingAnswers,
  pingGetsNoAnswer,
  timesOut,
} from '../support/probe';

type Within = number | undefined;

Then(
  '{within}{client} can curl {target}',
  step({
    hostsSuffice: true,
    says: 'An HTTP request is answered with a status below 400. From a pod, a machine, or the runner beside the cluster.',
    example: 'Then pod shell can curl http://web',
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgeCurl(world, { client, target, withinMs, condition: answers({}), failure: 'could not curl' }),
  }),
);

Then(
  '{within}{client} can curl {target} and sees {string}',
  step({
    hostsSuffice: true,
    says: 'The answer to an HTTP request holds the text.',
    example: 'Then the runner can curl worker01:30080 and sees "Welcome"',
    run: (world, withinMs: Within, client: Client, target: string, body: string) =>
      judgeBody(world, { client, target, withinMs }, body),
  }),
);

Then(
  '{within}{client} can curl {target} {int} times in a row',
  step({
    hostsSuffice: true,
    says: 'So many HTTP requests in a row are all answered: one is no proof where several backends take turns.',
    example: 'Then the runner can curl worker01:30080 20 times in a row',
    check: (_world, _within: Within, _client: Client, _target: string, times: number) => requireTimes(times),
    run: (world, withinMs: Within, client: Client, target: string, times: number) =>
      judgeCurl(world, { client, target, withinMs, times, condition: answers({}), failure: 'could not curl' }),
  }),
);

Then(
  '{within}{client} can curl {target} and sees {string} {int} times in a row',
  step({
    hostsSuffice: true,
    says: 'So many answers in a row hold the text.',
    example: 'Then the runner can curl worker01:30080 and sees "Welcome" 20 times in a row',
    check: (_world, _within: Within, _client: Client, _target: string, _body: string, times: number) =>
      requireTimes(times),
    run: (world, withinMs: Within, client: Client, target: string, body: string, times: number) =>
      judgeBody(world, { client, target, withinMs, times }, body),
  }),
);

Then(
  '{within}{client} times out on {target}',
  step({
    hostsSuffice: true,
    says: 'HTTP requests get no answer at all, three times in a row; a refused one is something else.',
    example: 'Then pod shell times out on http://web',
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgeCurl(world, {
        ...negative(client, target, withinMs),
        condition: timesOut(),
        failure: 'did not time out on',
      }),
  }),
);

Then(
  '{within}{client} is refused by {target}',
  step({
    hostsSuffice: true,
    says: 'Connections are refused, three times in a row.',
    example: 'Then pod shell is refused by http://web:81',
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgeCurl(world, {
        ...negative(client, target, withinMs),
        condition: isRefused(),
        failure: 'was not refused by',
      }),
  }),
);

Then(
  '{within}{client} is reset by {target}',
  step({
    hostsSuffice: true,
    says: 'Connections are reset, three times in a row.',
    example: 'Then pod shell is reset by http://web:81',
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgeCurl(world, { ...negative(client, target, withinMs), condition: isReset(), failure: 'was not reset by' }),
  }),
);

Then(
  '{within}{client} has no route to {target}',
  step({
    hostsSuffice: true,
    says: 'The network says that the address cannot be reached, three times in a row.',
    example: 'Then pod shell has no route to 10.99.0.1:80',
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgeCurl(world, { ...negative(client, target, withinMs), condition: hasNoRoute(), failure: 'had a route to' }),
  }),
);

Then(
  '{within}{client} gets HTTP {int} from {target}',
  step({
    hostsSuffice: true,
    says: 'An HTTP request is answered with that status.',
    example: 'Then pod shell gets HTTP 403 from http://web/admin',
    run: (world, withinMs: Within, client: Client, status: number, target: string) =>
      judgeCurl(world, {
        client,
        target,
        withinMs,
        condition: getsStatus(status),
        failure: `did not get HTTP ${status} from`,
      }),
  }),
);

Then(
  '{within}{client} can ping {target}',
  step({
    hostsSuffice: true,
    says: 'An echo request is answered.',
    example: 'Then pod shell can ping pod other',
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgePing(world, { client, target, withinMs, condition: pingAnswers(), failure: 'could not ping' }),
  }),
);

Then(
  '{within}{client} cannot ping {target}',
  step({
    hostsSuffice: true,
    says: 'Echo requests are not answered, three times in a row.',
    example: 'Then pod shell cannot ping pod other',
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgePing(world, { ...negative(client, target, withinMs), condition: pingGetsNoAnswer(), failure: 'could ping' }),
  }),
);
