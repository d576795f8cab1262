/** Faults, mends and what operators do, as steps of a scenario. */
import { type Draft, pick } from './draft.ts';
import type { DrawnFault } from './drawn.ts';

export interface Step {
  /** s */
  readonly at: number;
  readonly text: string;
}

export interface Faults {
  /** In order of time. */
  readonly steps: readonly Step[];
  /** Undoes every fault. */
  readonly restores: readonly string[];
}

export function writeFaults(draft: Draft, faults: readonly DrawnFault[]): Faults {
  const restores = new Set<string>();
  const steps: Step[] = [];
  for (const drawn of [...faults].sort((x, y) => x.at - y.at)) {
    const step = drawn.kind === 'mend' ? { text: pick([...restores], drawn.a) } : stepOf(draft, drawn);
    if (step?.text === undefined) continue;
    if ('restore' in step && step.restore !== undefined) restores.add(step.restore);
    steps.push({ at: drawn.at, text: step.text });
  }
  return { steps, restores: [...restores] };
}

interface Written {
  readonly text: string | undefined;
  readonly restore?: string | undefined;
}

function one(verb: string, what: string | undefined): Written | undefined {
  return what === undefined ? undefined : { text: `${verb} ${what}`, restore: `restore ${what}` };
}

function stepOf(draft: Draft, { kind, a, b }: DrawnFault): Written | undefined {
  const { hosts, machines, names, services } = draft;
  const host = pick(hosts, a);
  const machine = pick(machines, a);
  const vm = pick(
    machines.filter(({ cluster }) => cluster !== undefined),
    a,
  );
  const server = pick(
    machines.filter(({ cluster }) => cluster === undefined),
    a,
  );
  const group = pick(
    services.filter(({ nodes }) => nodes !== undefined),
    a,
  );
  switch (kind) {
    case 'host':
      return one('fail', host?.name);
    case 'vm':
      return one('fail', vm?.name);
    case 'server':
      return one('fail', server?.name);
    case 'cluster':
    case 'switch':
    case 'link':
    case 'storage':
    case 'site':
    case 'rack':
    case 'circuit':
      return one('fail', pick(names[kind], a));
    case 'network':
      return one('fail', `network ${pick(names.network, a)}`);
    case 'nic':
      return host && one('fail', `${host.name}.n${pick([0, 0, 2, 3, 4], b)}`);
    case 'virtual-nic':
      return vm && one('fail', `${vm.name}.${pick(['e', 'd', 'b'], b)}`);
    case 'server-nic':
      return server && one('fail', `${server.name}.${pick(['a', 'a', 'b', 'd'], b)}`);
    case 'isolate':
      return one('isolate', host?.name);
    case 'maintenance':
      return one('maintenance', host?.name);
    case 'reboot': {
      const all = [...hosts, ...machines];
      return { text: `reboot ${pick(all, a)?.name}` };
    }
    case 'partition':
      return partition(draft, a, b);
    case 'path': {
      const storage = pick(['second', 'san0'], b);
      return host && { text: `fail ${storage} for ${host.name}`, restore: `restore ${storage} for ${host.name}` };
    }
    case 'crash':
      return one('crash', vm?.name);
    case 'fault':
      return one('fault', machine?.name);
    case 'fault-service':
      return one(
        'fault',
        pick(
          services.filter(({ nodes }) => nodes === undefined),
          a,
        )?.name,
      );
    case 'fault-resource':
      return group && one('fault', `${group.name}.${pick(group.resources ?? [], b)}`);
    case 'node-service':
      return group && one('fail', `F0.${pick(group.nodes ?? [], b)}`);
    case 'migrate': {
      const to = pick(
        hosts.filter(({ cluster }) => cluster === vm?.cluster),
        b,
      );
      return vm && to && { text: `migrate ${vm.name} to ${to.name}` };
    }
    case 'move':
      return group && { text: `move ${group.name} to ${pick(group.nodes ?? [], b)}` };
    case 'activate': {
      const service = pick(
        services.filter(({ mode }) => mode === 'geo-redundant' || mode === 'survivable-core' || mode === 'n-plus-one'),
        a,
      );
      return service && { text: `activate ${pick(service.members, b)}` };
    }
    case 'mend':
      return undefined;
  }
}

/** Two hosts or servers, or two sites, that do not reach each other. */
function partition({ hosts, machines, names }: Draft, a: number, b: number): Written | undefined {
  const [left = '', right = ''] = names.site;
  if (right !== '' && (a + b) % 3 === 0)
    return { text: `partition ${left} | ${right}`, restore: `heal ${left} | ${right}` };
  const all = [...hosts, ...machines].map(({ name }) => name);
  const [one = '', other = ''] = [pick(all, a), pick(all, b)];
  if (one === other) return undefined;
  return { text: `partition ${one} | ${other}`, restore: `heal ${one} | ${other}` };
}
