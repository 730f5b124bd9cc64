import { When } from '@cucumber/cucumber';
import type { SecurityGroupRule } from '../clusters/security-groups';
import { addRules, checkGroupRule, removeRules } from '../support/cucumber/security-groups';
import { step } from '../support/cucumber/step';

When(
  'the security group {word} allows {securityRule}',
  step({
    hostsSuffice: true,
    says: 'Adds a rule for what comes in to a security group of the running lab.',
    example: 'When the security group worker allows tcp 179 from 192.168.222.0/24',
    check: async (world, group: string, rule: SecurityGroupRule) => checkGroupRule(world, { group, rule }),
    run: (world, group: string, rule: SecurityGroupRule) => addRules(world, [{ group, rule }]),
  }),
);

When(
  'the security group {word} no longer allows {securityRule}',
  step({
    hostsSuffice: true,
    says: 'Takes such rules away, whatever their remote unless one is named, and cuts what they let through.',
    example: 'When the security group worker no longer allows tcp 179',
    check: async (world, group: string, rule: SecurityGroupRule) => checkGroupRule(world, { group, rule }),
    run: (world, group: string, rule: SecurityGroupRule) => removeRules(world, { group, rule }),
  }),
);
