/** Faults of our own: said once, with what a report of it needs, and the server lives on. */
import type { Connection } from 'vscode-languageserver';
import { MessageType, ShowMessageNotification } from 'vscode-languageserver-protocol';

/** At most so many different faults are said in one session. */
const MOST = 20;

/** Where people report faults. */
const REPORT = 'https://github.com/hatopo/hatopo/issues';

export class Trouble {
  private readonly connection: Connection | undefined;
  private readonly said = new Set<string>();

  constructor(connection: Connection | undefined) {
    this.connection = connection;
  }

  /**
   * Says that something went wrong, once for each kind of fault: a message to the user, the stack to the log.
   * @param doing what the server was at, after "while": `checking main.hatopo`
   */
  report(error: unknown, doing: string): void {
    const reason = error instanceof Error ? error.message : String(error);
    const stack = error instanceof Error ? (error.stack ?? reason) : reason;
    const kind = `${stack.split('\n').slice(0, 3).join('\n')}`;
    if (this.said.has(kind) || this.said.size >= MOST) return;
    this.said.add(kind);
    const log = `hatopo: internal error while ${doing}: ${stack}`;
    if (!this.connection) {
      console.error(log);
      return;
    }
    this.connection.console.error(log);
    // A notification: the editor need not answer.
    void this.connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Error,
      message: `hatopo met an internal error while ${doing}: ${reason}. It goes on working. Please report it at ${REPORT} with the text of Output › hatopo.`,
    });
  }
}
