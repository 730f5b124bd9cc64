import { Then } from '@cucumber/cucumber';
import type { Client } from '../support/cucumber/client';
import { step } from '../support/cucumber/step';
import { requireEndpoint } from '../support/cucumber/target';
import { judgeTcp, negative } from '../support/cucumber/traffic';
import { tcpIs } from '../support/probe';

type Within = number | undefined;

Then(
  '{within}{client} can connect to {target}',
  step({
    hostsSuffice: true,
    says: 'A TCP connection is made, and closed without a byte.',
    example: 'Then worker01 can connect to 10.96.0.1:443',
    check: (_world, _within: Within, _client: Client, target: string) => requireEndpoint(target),
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgeTcp(world, { client, target, withinMs, condition: tcpIs('connected'), failure: 'could not connect to' }),
  }),
);

Then(
  '{within}{client} times out connecting to {target}',
  step({
    hostsSuffice: true,
    says: 'Requests for a TCP connection get no answer at all, three times in a row.',
    example: 'Then pod shell times out connecting to port 8080 of pod web',
    check: (_world, _within: Within, _client: Client, target: string) => requireEndpoint(target),
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgeTcp(world, {
        ...negative(client, target, withinMs),
        condition: tcpIs('timed-out'),
        failure: 'did not time out connecting to',
      }),
  }),
);

Then(
  '{within}{client} is refused a connection to {target}',
  step({
    hostsSuffice: true,
    says: 'TCP connections are refused, three times in a row.',
    example: 'Then pod shell is refused a connection to worker01:81',
    check: (_world, _within: Within, _client: Client, target: string) => requireEndpoint(target),
    run: (world, withinMs: Within, client: Client, target: string) =>
      judgeTcp(world, {
        ...negative(client, target, withinMs),
        condition: tcpIs('refused'),
        failure: 'was not refused a connection to',
      }),
  }),
);
