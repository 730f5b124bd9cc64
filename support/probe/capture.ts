import { messageOf } from '../errors';
import type { Argv, Executor } from '../exec/exec';
import { firstLine, isResult, runTool } from './tool';

/** What one place saw on all its interfaces. */
export interface Capture {
  readonly place: string;
  /** As tcpdump prints it, with the interface and the direction of each packet. */
  readonly text: string;
  /** For Wireshark and the like. */
  readonly pcap: Buffer;
}

export interface Captured<T> {
  readonly result: T;
  readonly captures: readonly Capture[];
  /** Where nothing could be captured, and why. */
  readonly missing: readonly string[];
}

export interface CaptureOptions {
  /** As pcap-filter(7) has it; everything unless told. */
  readonly filter?: string;
  readonly signal: AbortSignal;
}

/** No capture outlives this, whatever becomes of whoever asked for it. */
const limitSeconds = 60;
const packets = 2000;
const bytesOfPacket = 512;
const commandMs = 20_000;

/**
 * Does some work while the packets of several places are captured with tcpdump. A place where that cannot be done is
 * missing; only the work itself makes it reject.
 */
export async function whileCapturing<T>(
  places: readonly Executor[],
  work: () => Promise<T>,
  { filter = '', signal }: CaptureOptions,
): Promise<Captured<T>> {
  const missing: string[] = [];
  const noting = async <R>(place: Executor, part: () => Promise<R>): Promise<R | undefined> => {
    try {
      return await part();
    } catch (error) {
      missing.push(`packets on ${place.name}: ${messageOf(error)}`);
      return undefined;
    }
  };
  const begun = await Promise.all(
    places.map(async (place) => ({ place, handle: await noting(place, () => begin(place, filter, signal)) })),
  );
  const ended = () =>
    Promise.all(begun.map(({ place, handle }) => handle && noting(place, () => end(place, handle, signal))));
  try {
    const result = await work();
    return { result, captures: (await ended()).filter((each) => each !== undefined), missing };
  } catch (error) {
    await ended();
    throw error;
  }
}

/** The directory and the process of a capture that runs. */
type Handle = readonly [directory: string, pid: string];

const beginning = `
cd "$(mktemp -d /run/capture.XXXXXX)" || exit
timeout ${limitSeconds} tcpdump -nn -i any -s ${bytesOfPacket} -c ${packets} -U --immediate-mode -Z root -w pcap "$1" </dev/null >/dev/null 2>said &
until grep -q 'listening on' said; do
  kill -0 $! 2>/dev/null || { cat said >&2; exit 1; }
  sleep 0.02
done
echo "$PWD $!"
`;

/** tcpdump's last words tell that it is done: its process may wait for seconds until somebody reaps it. */
const ending = `
cd "$1" || exit
kill "$2" 2>/dev/null
until grep -q 'packets captured' said || ! kill -0 "$2" 2>/dev/null; do sleep 0.02; done
tcpdump -nn -r pcap 2>/dev/null
printf '\\0'
base64 --wrap=0 pcap
rm -r "$1"
`;

async function begin(place: Executor, filter: string, signal: AbortSignal): Promise<Handle> {
  const said = await output(place, ['sh', '-c', beginning, 'capture', filter], signal);
  const [directory = '', pid = ''] = said.trim().split(' ');
  return [directory, pid];
}

async function end(place: Executor, handle: Handle, signal: AbortSignal): Promise<Capture> {
  const [text = '', pcap = ''] = (await output(place, ['sh', '-c', ending, 'capture', ...handle], signal)).split('\0');
  return { place: place.name, text, pcap: Buffer.from(pcap, 'base64') };
}

async function output(place: Executor, argv: Argv, signal: AbortSignal): Promise<string> {
  const answer = await runTool(place, argv, { limitMs: commandMs, signal });
  if (!isResult(answer)) throw new Error(answer.words);
  if (answer.exitCode !== 0) throw new Error(firstLine(answer.stderr) || `exit status ${answer.exitCode}`);
  return answer.stdout;
}
