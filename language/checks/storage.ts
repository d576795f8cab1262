/** Disks of a VM on storage that its host does not see. */
import type { AstNode } from 'langium';
import { insertion } from '../edits/insert.ts';
import type { Host, Storage } from '../generated/ast.ts';
import { isReferenceProperty, isStorage } from '../generated/ast.ts';
import { itemsOf, targetOf } from '../paths.ts';
import type { PlacedFix } from '../placed-finding.ts';
import { viewOf } from '../scope/resolve.ts';
import { nameFrom } from '../scope/visible.ts';
import { isSound } from '../sound.ts';
import type { Check, Context } from './check.ts';
import { fixed } from './fixes.ts';
import { WHOLE } from './places.ts';
import { hostOf, seenStorage, statedPaths } from './stated.ts';
import { and, code } from './words.ts';

const message = {
  unseen: (p: { host: string; disk: string; vm: string; sees: readonly string[] }) =>
    `${p.host}, which runs ${p.vm}, does not see ${p.disk}: it sees ${and(p.sees)}.`,
  unstated: (p: { host: string; disk: string; vm: string }) =>
    `${p.host}, which runs ${p.vm}, does not state that it sees ${p.disk}: write ${code(`storage: ${p.disk}`)} there.`,
  add: (p: { host: string; disk: string }) => `Let ${p.host} see ${p.disk}`,
};

export const storage: Check = {
  Vm: (vm, context) => {
    const host = hostOf(vm);
    const seen = host && seenStorage(host);
    if (!host || !seen || !isSound(host)) return;
    for (const disk of statedPaths(vm, 'disk') ?? []) {
      const target = targetOf(disk);
      if (!isStorage(target) || seen.includes(target)) continue;
      const names = { host: host.name, disk: target.name, vm: vm.name };
      const own = itemsOf(vm).some((item) => isReferenceProperty(item) && item.key === 'disk');
      context.report({
        code: 'hatopo/storage-not-seen',
        // What is not written is not stated: the host may well see it.
        severity: seen.length > 0 ? 'error' : 'warning',
        message:
          seen.length > 0
            ? message.unseen({ ...names, sees: seen.map((each) => each.name ?? '') })
            : message.unstated(names),
        place: own ? { node: disk as AstNode, feature: WHOLE } : { node: vm, feature: 'template' },
        related: [{ node: host, message: `${host.name} is declared here` }],
        fixes: letSee(host, target, context),
      });
    }
  },
};

function letSee(host: Host, storage: Storage, { document, documents }: Context): readonly PlacedFix[] {
  // A change of another file, or of a template that others share, is not to be made in passing.
  if (rootOf(host) !== document.parseResult.value || host.template) return [];
  const name = nameFrom(host, storage, viewOf(document, documents));
  const stated = itemsOf(host).find((item) => isReferenceProperty(item) && item.key === 'storage');
  const end = stated?.$cstNode?.end;
  if (!name) return [];
  const change = end === undefined ? insertion(host, [`storage: ${name}`]) : { start: end, end, newText: `, ${name}` };
  return fixed(message.add({ host: host.name, disk: name }), host, change);
}

function rootOf(node: AstNode): AstNode {
  let root = node;
  while (root.$container) root = root.$container;
  return root;
}
