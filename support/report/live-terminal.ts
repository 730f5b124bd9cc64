import { createLogUpdate } from 'log-update';
import { forTerminal } from './escape';
import type { Live, Running } from './live';
import { runningLine } from './live-log';
import { scenarioLine } from './summary';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 100;

/** A view that moves: finished scenarios scroll by, below them a line for each that runs. */
export function terminalView(stream: NodeJS.WriteStream): Live {
  const render = createLogUpdate(stream);
  const running = new Map<string, Running>();
  let phase: string | undefined;
  let suspended = false;
  let frame = 0;

  function draw(): void {
    if (suspended) return;
    frame += 1;
    const mark = frames[frame % frames.length];
    const lines = [...(phase ? [phase] : []), ...[...running.values()].map(runningLine)];
    render(lines.map((line) => clip(`${mark} ${forTerminal(line)}`, stream.columns)).join('\n'));
  }

  function persist(line: string): void {
    render.clear();
    stream.write(`${line}\n`);
    draw();
  }

  const timer = setInterval(draw, frameMs).unref();
  return {
    show: (job, now) => {
      if (now) running.set(job, now);
      else running.delete(job);
    },
    finished: (result) => persist(scenarioLine(result)),
    note: (text) => persist(forTerminal(text)),
    phase: (text) => {
      phase = text;
      draw();
    },
    suspend: () => {
      suspended = true;
      render.clear();
    },
    resume: () => {
      suspended = false;
      draw();
    },
    close: () => {
      clearInterval(timer);
      suspended = true;
      render.clear();
      render.done();
    },
  };
}

function clip(line: string, columns = 80): string {
  return line.length < columns ? line : `${line.slice(0, columns - 2)}…`;
}
