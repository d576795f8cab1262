/** A request that cannot be answered for a reason that the author can read and act on: no fault of ours. */
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver-protocol';

export class Refusal extends ResponseError<void> {
  constructor(message: string) {
    super(LSPErrorCodes.RequestFailed, message);
  }
}
