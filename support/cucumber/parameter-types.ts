import { defineParameterType } from '@cucumber/cucumber';
import { ingressRule, ruleWords } from '../../clusters/security-group-tables';
import { parseClient } from './client';
import { kindWords } from './kinds';
import { parseDuration } from './parse-duration';
import { parsePods, podsPattern } from './parse-pods';
import { parseQuantifier } from './parse-quantifier';
import { parseSource } from './source';
import type { World } from './world';

defineParameterType({ name: 'duration', regexp: /\d+(?:\.\d+)?\s?[A-Za-z]+/, transformer: parseDuration });

/** An optional deadline before a claim: `within 60s `, with the blank, or nothing. */
defineParameterType({
  name: 'within',
  regexp: /(?:within \d+(?:\.\d+)?\s?[A-Za-z]+ )?/,
  transformer: (words: string | undefined) => (words ? parseDuration(words.slice('within '.length).trim()) : undefined),
});

defineParameterType({
  name: 'quantifier',
  regexp: /all \d+|all|exactly \d+|at least \d+|no/,
  transformer: parseQuantifier,
});

defineParameterType({ name: 'pods', regexp: podsPattern, transformer: parsePods });

defineParameterType({
  name: 'machine',
  regexp: /[A-Za-z][\w-]*/,
  transformer(this: World, name: string) {
    return this.machineName(name);
  },
});

/** A kernel setting as sysctl names it. Only the network's are a machine's own. */
defineParameterType({ name: 'setting', regexp: /net\.[\w./-]+/, transformer: (name: string) => name });

defineParameterType({
  name: 'client',
  regexp: /pod \S+|a pod of deployment \S+|the runner|[A-Za-z][\w-]*/,
  transformer(this: World, words: string) {
    return parseClient(this, words);
  },
});

/** Where traffic goes: see resolveTarget. */
defineParameterType({
  name: 'target',
  regexp: /(?:port \d+ of )?(?:pod|a pod of deployment) \S+|\S+/,
  transformer(this: World, words: string) {
    if (words.includes(' ')) this.requireLab();
    return words;
  },
});

/** Whom a server sees: see parseSource. */
defineParameterType({
  name: 'source',
  regexp: /the runner|(?:pod|a pod of deployment) \S+|[\w.-]+/,
  transformer(this: World, words: string) {
    return parseSource(this, words);
  },
});

defineParameterType({ name: 'kind', regexp: new RegExp(kindWords.join('|')), transformer: (word: string) => word });

/** `golang:1.15.0, alpine:3.12`: see imageList. */
defineParameterType({
  name: 'imageNames',
  regexp: /[^\s,]+(?:,? [^\s,]+)*/,
  transformer: (words: string) => words,
});

/** What a security group lets in: protocol, ports, remote. */
defineParameterType({ name: 'securityRule', regexp: ruleWords, transformer: ingressRule });
