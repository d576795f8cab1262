/** Disks of a VM on storage that its host does not see. */
import type { AstNode } from 'langium';
import { insertion } from '../edits/insert.ts';
import type { PlacedFix } from '../findings.ts';
import type { Host, Storage } from '../generated/ast.ts';
import { isReferenceProperty, isStorage } from '../generated/ast.ts';
import { itemsOf, targetOf } from '../paths.ts';
import { viewOf } from '../scope/resolve.ts';
import { nameFrom } from '../scope/visible.ts';
import type { Check, Context } from './check.ts';
import { fixed } from './fixes.ts';
import { WHOLE } from './places.ts';
import { hostOf, isWhole, seenStorage, statedPaths } from './stated.ts';
import { and } from './words.ts';

const message = {
  unseen: (p: { host: string; disk: string; vm: string; sees: readonly string[] }) =>
    `${p.host}, which runs ${p.vm}, does not see ${p.disk}: it sees ${p.sees.length > 0 ? and(p.sees) : 'no storage'}.`,
  add: (p: { host: string; disk: string }) => `Let ${p.host} see ${p.disk}`,
};

export const storage: Check = {
  Vm: (vm, context) => {
    const host = hostOf(vm);
    const seen = host && seenStorage(host);
    if (!host || !seen || !isWhole(host)) return;
    for (const disk of statedPaths(vm, 'disk') ?? []) {
      const target = targetOf(disk);
      if (!isStorage(target) || seen.includes(target)) continue;
      const own = itemsOf(vm).some((item) => isReferenceProperty(item) && item.key === 'disk');
      context.report({
        code: 'hatopo/storage-not-seen',
        message: message.unseen({
          host: host.name,
          disk: target.name,
          vm: vm.name,
          sees: seen.map((each) => each.name ?? ''),
        }),
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
