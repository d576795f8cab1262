/** Resources as an author writes them. */
import type { Resource } from '../../topology/model.ts';

/** A text between quotes, with what must be escaped in it. */
export function writtenText(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A time in the largest unit that leaves a whole number: `120 s`. */
function writtenTime(ms: number): string {
  if (ms % 60_000 === 0 && ms >= 300_000) return `${ms / 60_000} min`;
  return ms % 1_000 === 0 ? `${ms / 1_000} s` : `${ms} ms`;
}

/** What a resource is written with, where it is to stand. */
export interface Placement {
  readonly name: string;
  /** Names of what it comes after. */
  readonly after: readonly string[];
}

/** `resource vpxd : generic-service { after: name  use-network-name }`: all that it states, without its owners. */
export function writtenResource(resource: Resource, { name, after }: Placement): string {
  const text = (key: string, value: string | undefined) =>
    value === undefined ? [] : [`${key}: ${writtenText(value)}`];
  const time = (key: 'start' | 'stop') =>
    resource[key].origin === 'stated in the text' ? [`${key}: ${writtenTime(resource[key].value)}`] : [];
  const body = [
    ...text('address', resource.address),
    ...(after.length > 0 ? [`after: ${after.join(', ')}`] : []),
    ...time('start'),
    ...time('stop'),
    ...(resource.useNetworkName ? ['use-network-name'] : []),
    ...text('registry-key', resource.registryKey),
    ...text('name', resource.registeredName),
    ...text('dns-name', resource.dnsName),
    ...text('service-name', resource.serviceName),
    ...text('start-parameters', resource.startParameters),
    ...(resource.netBios === undefined ? [] : [`netbios: ${resource.netBios ? 'on' : 'off'}`]),
    ...(resource.resourceMonitor === undefined ? [] : [`resource-monitor: ${resource.resourceMonitor}`]),
  ];
  const head = `resource ${name} : ${resource.resourceType}`;
  return body.length === 0 ? head : `${head} { ${body.join('  ')} }`;
}
