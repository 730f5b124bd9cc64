import { Then } from '@cucumber/cucumber';
import { judgeEveryBackend, requireBackends } from '../support/cucumber/backends';
import type { Client } from '../support/cucumber/client';
import { judgeSeenAs, type Source } from '../support/cucumber/source';
import { step } from '../support/cucumber/step';
import { judgeCurl, requireTimes } from '../support/cucumber/traffic';
import { answers } from '../support/probe';

type Within = number | undefined;

Then(
  '{within}{client} can curl {target} and is seen as {source}',
  step({
    hostsSuffice: true,
    says: "The answer to an HTTP request names one address, the client's as the server sees it (nginx's $remote_addr, agnhost's /clientip), and it is one of the source's.",
    example: 'Then the runner can curl worker01:30080/clientip and is seen as itself',
    run: (world, withinMs: Within, client: Client, target: string, source: Source) =>
      judgeSeenAs(world, { client, target, withinMs }, source),
  }),
);

Then(
  '{within}{client} can curl {target} and is seen as {source} {int} times in a row',
  step({
    hostsSuffice: true,
    says: 'So many answers in a row name an address of the source: backends may see different ones.',
    example: 'Then the runner can curl worker01:30080/clientip and is seen as worker01 4 times in a row',
    check: (_world, _within: Within, _client: Client, _target: string, _source: Source, times: number) =>
      requireTimes(times),
    run: (world, withinMs: Within, client: Client, target: string, source: Source, times: number) =>
      judgeSeenAs(world, { client, target, withinMs, times }, source),
  }),
);

Then(
  '{within}{client} can curl {target} from all {int} backends',
  step({
    hostsSuffice: true,
    says: 'Behind a load balancer whose backends take turns: twice as many HTTP requests in a row as it is configured with are all answered.',
    example: 'Then the runner can curl worker01:30080 from all 2 backends',
    check: (_world, _within: Within, _client: Client, _target: string, backends: number) => requireBackends(backends),
    run: (world, withinMs: Within, client: Client, target: string, backends: number) =>
      judgeCurl(world, {
        client,
        target,
        withinMs,
        times: requestsEach * backends,
        condition: answers({}),
        failure: 'could not curl',
      }),
  }),
);

Then(
  '{within}{client} can curl {target} from every backend of service {word}',
  step({
    says: "HTTP requests are made until each ready endpoint of the service has answered, and all of them are answered. The body names the pod (nginx's $hostname, agnhost's /hostname).",
    example: 'Then pod shell can curl http://web/hostname from every backend of service web',
    run: (world, withinMs: Within, client: Client, target: string, service: string) =>
      judgeEveryBackend(world, { client, target, withinMs }, service),
  }),
);

/** Of each backend. One more than a single turn: whoever began in the middle of one has had all of them. */
const requestsEach = 2;
