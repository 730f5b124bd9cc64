import { existsSync, readFileSync } from 'node:fs';
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator, type Step } from '@cucumber/messages';
import type { Row } from '../../clusters/spec-rows';
import { BadInput, messageOf } from '../errors';

/** The table of the first cluster that a feature asks for; none where it asks for the default one. Throws BadInput. */
export function rowsOfFeature(path: string): readonly Row[] {
  const step = stepsOf(path).find(({ text }) => /^a cluster:?$/.test(text));
  if (!step) throw new BadInput({ what: `${path} asks for no cluster`, next: 'endstate up --set workers=2' });
  return (step.dataTable?.rows ?? []).map(({ cells: [name, value] }) => [name?.value ?? '', value?.value ?? '']);
}

function stepsOf(path: string): readonly Step[] {
  if (!existsSync(path)) throw new BadInput({ what: `there is no ${path}` });
  const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());
  try {
    const { feature } = parser.parse(readFileSync(path, 'utf8'));
    const children = (feature?.children ?? []).flatMap((child) => child.rule?.children ?? [child]);
    return children.flatMap(({ background, scenario }) => [...(background?.steps ?? []), ...(scenario?.steps ?? [])]);
  } catch (error) {
    throw new BadInput({ what: `${path} cannot be read: ${messageOf(error)}` }, { cause: error });
  }
}
