import { Then } from '@cucumber/cucumber';
import type { Client } from '../support/cucumber/client';
import { step } from '../support/cucumber/step';
import { judgeDns, timesForNegative } from '../support/cucumber/traffic';
import { dnsIs, resolves } from '../support/probe';

type Within = number | undefined;

Then(
  '{within}{client} resolves {word}',
  step({
    hostsSuffice: true,
    says: 'The name has an address, asked the way the pod or the machine asks.',
    example: 'Then pod shell resolves kubernetes.default.svc.cluster.local',
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgeDns(world, { client, target, withinMs, condition: resolves({}), failure: 'could not resolve' }),
  }),
);

Then(
  '{within}{client} resolves {word} to {word}',
  step({
    hostsSuffice: true,
    says: 'The name has that address.',
    example: 'Then pod shell resolves kubernetes.default.svc.cluster.local to 10.96.0.1',
    run: (world, withinMs: Within, client: Client, target: string, to: string) =>
      judgeDns(world, { client, target, withinMs, condition: resolves({ to }), failure: `did not get ${to} for` }),
  }),
);

Then(
  '{within}{client} gets no DNS answer for {word}',
  step({
    hostsSuffice: true,
    says: 'The DNS server does not answer, three times in a row; an answer that denies the name is something else.',
    example: 'Then pod shell gets no DNS answer for web.example.com',
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgeDns(world, {
        client,
        target,
        withinMs,
        times: timesForNegative,
        condition: dnsIs('timed-out'),
        failure: 'got an answer for',
      }),
  }),
);

Then(
  '{within}{client} is told that {word} does not exist',
  step({
    hostsSuffice: true,
    says: 'The DNS server answers that there is no such name (NXDOMAIN).',
    example: 'Then pod shell is told that nobody.default.svc.cluster.local does not exist',
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgeDns(world, {
        client,
        target,
        withinMs,
        condition: dnsIs('nxdomain'),
        failure: 'was not told of the absence of',
      }),
  }),
);

Then(
  '{within}{client} gets the DNS answer for {word} from an unexpected source',
  step({
    hostsSuffice: true,
    says: 'Answers come in, three times in a row, from another address than was asked: whoever asked throws them away.',
    example: 'Then pod shell gets the DNS answer for kubernetes.default.svc.cluster.local from an unexpected source',
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgeDns(world, {
        client,
        target,
        withinMs,
        times: timesForNegative,
        condition: dnsIs('unexpected-source'),
        failure: 'did not get from an unexpected source the answer for',
      }),
  }),
);
