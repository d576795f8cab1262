/** Ports on this machine and servers that come up on them. */

import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { PlainError } from './steps.ts';

/** A port on 127.0.0.1 that is free now: `preferred` or one of the `span` after it, else any. */
export async function freePort(preferred = 0, span = 20): Promise<number> {
  if (preferred) {
    for (let port = preferred; port < preferred + span; port++) {
      if (await listens(port)) return port;
    }
  }
  const port = await listens(0);
  if (port) return port;
  throw new PlainError('No free port on 127.0.0.1');
}

/** Waits until `url` answers; `gaveUp` may end the wait early by throwing. */
export async function waitForAnswer(url: string, limit: number, gaveUp: () => void): Promise<void> {
  const end = performance.now() + limit;
  while (performance.now() < end) {
    gaveUp();
    try {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2000) });
      await response.body?.cancel();
      if (response.status < 500) return;
    } catch {
      // not up yet
    }
    await pause(100);
  }
  throw new PlainError(`${url} did not answer within ${Math.round(limit / 1000)} s`);
}

function listens(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
