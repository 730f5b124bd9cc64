// Makes a contest and waits: for work by hand on this provider.
import { contractSpec } from '../../contract/suite';
import { makeContest } from './contest';

async function main() {
  const contest = await makeContest(contractSpec);
  const allow = ['write', 'sysctl', 'commands', 'reboot'];
  process.stdout.write(`ENDSTATE_PROVIDER=existing ENDSTATE_INVENTORY=${await contest.inventory('all', { allow })}\n`);
  await new Promise<void>((resolve) => process.once('SIGTERM', resolve).once('SIGINT', resolve));
  await contest.end();
}
const waiting = setInterval(() => {}, 60_000);
main().finally(() => clearInterval(waiting));
