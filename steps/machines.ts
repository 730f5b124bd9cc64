import { Given, Then, When } from '@cucumber/cucumber';
import { eventually } from '../support/assert';
import { command, exitsWith, prints, runOn } from '../support/cucumber/commands';
import { layDisks, readDisks } from '../support/cucumber/disks';
import { giveKubeconfig, requireEndpoint } from '../support/cucumber/kubeconfig';
import { reboot, rebootAll } from '../support/cucumber/power';
import { step } from '../support/cucumber/step';
import { setSysctl, setSysctlPersistently } from '../support/cucumber/sysctl';
import { defaultWithinMs, waiting } from '../support/cucumber/waiting';

Given(
  '{machine} has a kubeconfig for {word}',
  step({
    says: "Puts the administrator's kubeconfig onto a machine's disk, for the API server at that address and port.",
    example: 'Given worker01 has a kubeconfig for 192.168.0.1:6443',
    check: (_, __, endpoint: string) => requireEndpoint(endpoint),
    run: (world, name: string, endpoint: string) => giveKubeconfig(world, name, endpoint),
  }),
);

When(
  '{machine} reboots',
  step({
    hostsSuffice: true,
    says: 'A hard power cut and a boot from the disk: what was only typed at a prompt is gone.',
    example: 'When worker01 reboots',
    run: (world, name: string) => reboot(world, [name]),
  }),
);

When(
  'every machine reboots',
  step({
    hostsSuffice: true,
    says: 'A power cut for all machines of the lab at once.',
    example: 'When every machine reboots',
    run: (world) => rebootAll(world),
  }),
);

When(
  '{machine} is switched off',
  step({
    hostsSuffice: true,
    says: 'Cuts the power of a machine.',
    example: 'When worker01 is switched off',
    run: (world, name: string) => world.lab.machine(name).power('off', world.signal),
  }),
);

When(
  '{machine} is switched on',
  step({
    hostsSuffice: true,
    says: 'Boots a machine from its disk.',
    example: 'When worker01 is switched on',
    run: (world, name: string) => world.lab.machine(name).power('on', world.signal),
  }),
);

When(
  'I lay {string} onto the disks',
  step({
    hostsSuffice: true,
    says: 'Writes the files of <folder>/<machine>/<path> onto the disks of these machines, which then boot.',
    example: 'When I lay "disk/" onto the disks',
    check: (world, folder: string) => readDisks(world, world.path(folder)),
    run: async (world, folder: string) => layDisks(world, await readDisks(world, world.path(folder))),
  }),
);

When(
  '{setting} is {word} on {machine}',
  step({
    hostsSuffice: true,
    says: 'Sets a kernel setting of the running machine, as sysctl -w does: gone after a reboot.',
    example: 'When net.ipv4.ip_forward is 0 on worker01',
    run: (world, setting: string, value: string, name: string) => setSysctl(world, name, setting, value),
  }),
);

When(
  '{setting} is set to {word} on {machine} persistently',
  step({
    hostsSuffice: true,
    says: 'Writes a kernel setting to the disk, in /etc/sysctl.d, and sets it on the running machine.',
    example: 'When net.ipv4.ip_forward is set to 0 on worker01 persistently',
    run: (world, setting: string, value: string, name: string) => setSysctlPersistently(world, name, setting, value),
  }),
);

When(
  'I run {string} on {machine}',
  step({
    hostsSuffice: true,
    says: "Runs a command at a machine's prompt; it has to succeed.",
    example: 'When I run "sysctl -w net.ipv4.ip_forward=0" on worker01',
    run: (world, line: string, name: string) => runOn(world, name, line),
  }),
);

Then(
  '{within}{string} on {machine} prints {string}',
  step({
    hostsSuffice: true,
    says: 'What a command prints on a machine holds the text.',
    example: 'Then "sysctl net.ipv4.ip_forward" on worker01 prints "= 1"',
    run: (world, within: number | undefined, line: string, name: string, text: string) =>
      eventually(
        command(world, name, line),
        prints(text),
        waiting(world, within ?? defaultWithinMs.command, `"${line}" on ${name} did not print "${text}"`),
      ),
  }),
);

Then(
  '{within}{string} on {machine} exits with {int}',
  step({
    hostsSuffice: true,
    says: 'A command ends on a machine with that exit status.',
    example: 'Then "test -e /etc/rc.local" on worker01 exits with 1',
    run: (world, within: number | undefined, line: string, name: string, status: number) =>
      eventually(
        command(world, name, line),
        exitsWith(status),
        waiting(world, within ?? defaultWithinMs.command, `"${line}" on ${name} did not exit with ${status}`),
      ),
  }),
);
