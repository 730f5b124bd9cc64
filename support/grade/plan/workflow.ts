import { BadInput } from '../../errors';
import { slug } from '../../report/slug';
import type { Piece, Plan } from './plan';

/** What `strategy.matrix` of a workflow takes: a job a piece. */
export interface PiecesMatrix {
  readonly include: readonly { readonly piece: number; readonly name: string }[];
}

/** GitHub's limit: "a matrix will generate a maximum of 256 jobs per workflow run". */
const mostJobs = 256;

/** Throws BadInput for more pieces than GitHub takes. */
export function piecesMatrix({ pieces }: Plan): PiecesMatrix {
  if (pieces.length <= mostJobs)
    return { include: pieces.map((piece) => ({ piece: piece.index, name: nameOf(piece) })) };
  throw new BadInput({
    what: `${pieces.length} pieces are more than the ${mostJobs} jobs that a workflow's matrix takes`,
    next: `--pieces ${mostJobs}: several answers a piece`,
  });
}

/** Of a stranger's choice, and a workflow puts it into its own text: nothing but letters, digits, dots, dashes. */
function nameOf({ answers: [first, ...more] }: Piece): string {
  const name = slug(first?.name ?? '');
  return more.length > 0 ? `${name} and ${more.length} more` : name;
}
