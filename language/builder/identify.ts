/** Gives every declaration that can be built its id, before anything refers to it. */
import { type LangiumDocument, UriUtils } from 'langium';
import type { Declaration } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { targetOf, textOf } from '../paths.ts';
import { symbolsOf } from '../scope/symbols.ts';
import { siteOf } from '../scope/visible.ts';
import { oneOf } from './body.ts';
import { type Context, leaveOut } from './context.ts';

export const serviceModes = [
  'standalone',
  'duplication',
  'switchover',
  'active-active',
  'geo-redundant',
  'survivable-core',
  'failover-group',
  'n-plus-one',
] as const;
export const endpointKinds = ['h323', 'sip', 'media-gateway', 'agent'] as const;

/**
 * Fills `context.ids` for the declarations of all files, and returns those that have one, in order.
 * What has no name, is declared twice, or depends on something that is not there gets none.
 */
export function identify(context: Context): Declaration[] {
  const root = context.files[0];
  const declared: Declaration[] = [];
  const taken = new Set<string>();
  for (const file of context.files) {
    const prefix = file === root || !root ? '' : `${relativePath(root, file)}#`;
    for (const declaration of symbolsOf(file).declarations) {
      if (!declaration.name || ast.isTemplate(declaration)) continue;
      const site = siteOf(declaration);
      const siteId = site && context.ids.get(site);
      const id = `${siteId === undefined ? prefix : `${siteId}.`}${declaration.name}`;
      const isDouble = taken.has(id);
      taken.add(id);
      // A site that is written twice is one: what stands in the second is in it too.
      if (!isDouble || ast.isSite(declaration)) context.ids.set(declaration, id);
      if (isDouble) leaveOut(context, declaration, declaration.name, 'the name is declared twice');
      else declared.push(declaration);
    }
  }
  return declared.filter((declaration) => {
    const reason = obstacle(context, declaration);
    if (reason === undefined) return true;
    leaveOut(context, declaration, declaration.name, reason);
    context.ids.delete(declaration);
    return false;
  });
}

/** Why a declaration cannot be built, or `undefined` where it can. */
function obstacle(context: Context, declaration: Declaration): string | undefined {
  switch (declaration.$type) {
    case 'Vm': {
      if (!declaration.host) return 'it says not on which host it runs';
      const host = targetOf(declaration.host);
      return ast.isHost(host) && context.ids.has(host)
        ? undefined
        : `there is no host ${textOf(declaration.host)} to run it`;
    }
    case 'Link': {
      const ends = declaration.ends ?? [];
      if (ends.length !== 2) return 'a link has two ends';
      const missing = ends.find((end) => {
        const target = targetOf(end);
        return !(ast.isNetwork(target) || ast.isSwitch(target)) || !context.ids.has(target);
      });
      return missing && `there is no network or switch ${textOf(missing)} for its end`;
    }
    case 'Service':
      return oneOf(declaration.mode, serviceModes)
        ? undefined
        : `${declaration.mode ?? 'nothing'} is no redundancy mode`;
    case 'Endpoint':
      return oneOf(declaration.endpointKind, endpointKinds)
        ? undefined
        : `${declaration.endpointKind ?? 'nothing'} is no kind of endpoint`;
    default:
      return undefined;
  }
}

/** The path of a file seen from the root file's folder: `denver.hatopo`, `../shared/paris.hatopo`. */
function relativePath(root: LangiumDocument, file: LangiumDocument): string {
  return UriUtils.relative(UriUtils.dirname(root.uri), file.uri);
}
