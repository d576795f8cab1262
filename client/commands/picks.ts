/** What the lists of the commands offer, in which order, and which entry is chosen beforehand. No editor in here. */
import type { ComponentItem, Outline } from '../../server/protocol.ts';

export interface Pick {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** A heading above the entries that follow; nothing to choose. */
  readonly heading?: true;
  /** The id of a component or the title of a scenario. */
  readonly value: string;
}

export interface Picks {
  readonly items: readonly Pick[];
  /** The value of the entry that is chosen beforehand. */
  readonly preselected: string | undefined;
}

/** Kinds in the order of a list of everything that can fail, with their headings. */
const kinds: readonly (readonly [kind: string, heading: string])[] = [
  ['host', 'Hosts'],
  ['server', 'Servers'],
  ['vm', 'Virtual machines'],
  ['cluster', 'Clusters'],
  ['site', 'Sites'],
  ['rack', 'Racks'],
  ['circuit', 'Circuits'],
  ['switch', 'Switches'],
  ['network', 'Networks'],
  ['link', 'Links'],
  ['storage', 'Storage'],
  ['adapter', 'Adapters'],
  ['nic', 'Adapters'],
  ['virtual-adapter', 'Adapters of virtual machines'],
  ['service', 'Services'],
  ['resource', 'Resources'],
  ['failover-cluster', 'Failover clusters'],
];

/** All hosts; the one whose declaration holds the cursor first chosen, else the first. */
export function hostPicks(outline: Outline): Picks {
  const hosts = outline.components.filter((component) => component.kind === 'host');
  return { items: hosts.map((host) => pick(host)), preselected: preselect(outline, hosts) };
}

/** Everything that can fail, by kind. Endpoints are the clients: they do not fail, they lose service. */
export function componentPicks(outline: Outline): Picks {
  const offered: ComponentItem[] = [];
  const items: Pick[] = [];
  const headings = new Set<string>();
  for (const [kind, heading] of kinds) {
    const own = outline.components.filter((component) => component.kind === kind);
    if (own.length > 0 && !headings.has(heading))
      items.push({ label: heading, heading: true, value: `heading ${heading}` });
    headings.add(heading);
    offered.push(...own);
    items.push(...own.map((component) => pick(component)));
  }
  return { items, preselected: preselect(outline, offered) };
}

/** All scenarios; the one that holds the cursor chosen, else the first. */
export function scenarioPicks(outline: Outline): Picks {
  const items = outline.scenarios.map(
    ({ title, place }): Pick => ({ label: title, description: `line ${place.range.start.line + 1}`, value: title }),
  );
  const atCursor = items.find((item) => item.value === outline.scenarioAtCursor);
  return { items, preselected: (atCursor ?? items[0])?.value };
}

function pick({ id, name, detail }: ComponentItem): Pick {
  return { label: name, ...(detail && { description: detail }), value: id };
}

function preselect(outline: Outline, offered: readonly ComponentItem[]): string | undefined {
  const ids = new Set(offered.map((component) => component.id));
  return outline.atCursor.find((id) => ids.has(id)) ?? offered[0]?.id;
}
