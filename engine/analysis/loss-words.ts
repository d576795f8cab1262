/** What a loss comes to, in words: `CommunicationManager out 0.2 s, calls kept; protected again at 5:30`. */
import { formatTime } from '../simulation/index.ts';
import type { Affected, Loss } from './loss.ts';

/** So many services and so many groups of clients are told of one by one. */
const most = { service: 3, endpoint: 2 } as const;

/** Sentences without their last full stop. */
export function lossWords(loss: Loss): string {
  if (loss.of === 0) return 'no service and no client is declared that could notice';
  if (loss.affected.length === 0) return 'no service and no client notices';
  const told = (['service', 'endpoint'] as const).flatMap((kind) =>
    loss.affected.filter((affected) => affected.kind === kind).slice(0, most[kind]),
  );
  const rest = loss.affected.length - told.length;
  return [...told.map(affectedWords), ...(rest > 0 ? [`And ${rest} more`] : [])].join('. ');
}

function affectedWords(affected: Affected): string {
  const { name, protectedAt } = affected;
  const calls = callsWords(affected);
  const again =
    protectedAt === undefined
      ? ''
      : protectedAt === 'never'
        ? '; not protected any more'
        : `; protected again at ${formatTime(protectedAt)}`;
  return `${name} ${outWords(affected)}${calls && `, ${calls}`}${again}`;
}

function outWords({ outage, kind }: Affected): string {
  if (outage === undefined) return kind === 'service' ? 'stays down' : 'out of service';
  if (outage > 0) return `out ${spanWords(outage)}`;
  return kind === 'service' ? 'serves on' : 'in service';
}

function callsWords({ calls, outage }: Affected): string {
  if (calls === 'dropped') return 'calls dropped';
  if (calls === 'no-features') return 'calls kept without features';
  // where nobody ever serves again, nobody asks
  return calls === undefined || outage === undefined ? '' : 'calls kept';
}

/** A length of time: `0.2 s`, `35 s`, `5 min 30 s`, `2 h`. */
export function spanWords(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 100) / 10} s`;
  const seconds = Math.round(ms / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return [hours && `${hours} h`, minutes && `${minutes} min`, rest && `${rest} s`].filter(Boolean).join(' ');
}

/** The loss of what serves, from the point of view of the service: `takes over in 0.2 s, protected again 5:30`. */
export function takeoverWords({ outage, protectedAt, calls, isElsewhere }: Affected): string {
  const parts: string[] = [];
  if (outage === undefined) parts.push('stays down');
  else if (outage === 0) parts.push('goes on');
  else parts.push(`${isElsewhere ? 'takes over' : 'back'} in ${spanWords(outage)}`);
  if (outage !== undefined && calls === 'dropped') parts.push('calls drop');
  if (protectedAt === 'never') parts.push('not protected again');
  else if (protectedAt !== undefined) parts.push(`protected again ${formatTime(protectedAt)}`);
  return parts.join(', ');
}
