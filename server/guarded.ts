/** Providers whose faults are said once and cost one answer, not the server. */
import { isOperationCancelled } from 'langium';
import { ResponseError } from 'vscode-languageserver-protocol';
import type { Trouble } from './trouble.ts';

/**
 * The provider, with every method answering nothing where it fails inside. What is cancelled, or refused with a
 * reason for the author, goes on to the editor.
 * @param doing what the provider is at, after "while": `completing`
 */
export function guarded<T extends object>(provider: T, doing: string, trouble: Trouble): T {
  const fail = (error: unknown): undefined => {
    if (isOperationCancelled(error) || error instanceof ResponseError) throw error;
    trouble.report(error, doing);
    return undefined;
  };
  return new Proxy(provider, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        try {
          const result: unknown = member.apply(target, args);
          return result instanceof Promise ? result.catch(fail) : result;
        } catch (error) {
          return fail(error);
        }
      };
    },
  });
}
