import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces';
import type { TestFacts, TestOutcome } from '../report/facts';
import { isMeant } from './command';

/** A report's parts that decide something. */
export interface SuiteReport {
  /** The tests that were meant, by name. */
  readonly tests: readonly TestFacts[];
  /** What failed before or after all tests, in words. */
  readonly around: readonly string[];
}

/** What the report has of a test, of one that was not meant too, and of what runs before and after all of them. */
interface TestCase {
  readonly name: string;
  /** Ginkgo's own word. */
  readonly status: string;
  readonly seconds: number;
  /** Of a skip, a failure or an error. */
  readonly words: string;
}

/** Reads Kubernetes' JUnit report. Throws for what is no XML. */
export function readReport(xml: string, sig: string): SuiteReport {
  const cases = testCases(xml);
  const isTest = ({ name }: TestCase) => name.startsWith('[It] ');
  const tests = cases.filter((one) => isTest(one) && isMeant(one.name, sig)).map(factsOf);
  const around = cases.filter((one) => !isTest(one) && !['passed', 'skipped'].includes(outcomeOf(one)));
  return {
    tests: tests.sort((a, b) => (a.name < b.name ? -1 : 1)),
    around: around.map((one) => `${one.name}: ${reasonOf(one)}`),
  };
}

function testCases(xml: string): readonly TestCase[] {
  const elements = create(xml)
    .root()
    .filter(({ node }) => node.nodeName === 'testcase', false, true);
  return elements.map((element) => {
    const attribute = (name: string) => attributeOf(element, name);
    const told = element.filter(({ node }) => ['skipped', 'failure', 'error'].includes(node.nodeName));
    const words = told.map((one) => one.node.textContent || attributeOf(one, 'message'));
    return {
      name: attribute('name'),
      status: attribute('status'),
      seconds: Number(attribute('time')),
      words: words.join('\n'),
    };
  });
}

function attributeOf({ node }: XMLBuilder, name: string): string {
  return (node as unknown as { getAttribute(name: string): string | null }).getAttribute(name) ?? '';
}

function factsOf(test: TestCase): TestFacts {
  const outcome = outcomeOf(test);
  const facts = { name: test.name.replace(/^\[It\] /, ''), outcome, durationMs: Math.round(test.seconds * 1000) };
  return outcome === 'passed' ? facts : { ...facts, reason: reasonOf(test) };
}

const outcomes: Readonly<Record<string, TestOutcome>> = {
  passed: 'passed',
  failed: 'failed',
  panicked: 'failed',
  skipped: 'skipped',
  pending: 'skipped',
};

/** A test may have a limit of its own, and the suite has one: only the first says something about the cluster. */
function outcomeOf({ status, words }: TestCase): TestOutcome {
  if (status === 'timedout' && !/suite timeout/i.test(words)) return 'failed';
  return outcomes[status] ?? 'unfinished';
}

const reasonLimit = 300;

/** The first words of a failure, without the marks that Ginkgo writes around them. */
function reasonOf({ words }: TestCase): string {
  const text = words
    .replace(/^skipped(?: - |$)/, '')
    .replace(/^\s*\[[A-Z ]+\]\s*/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text.length > reasonLimit ? `${text.slice(0, reasonLimit)}…` : text || 'no reason given';
}
