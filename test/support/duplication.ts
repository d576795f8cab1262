/** Texts of duplicated Communication Managers that tests vary. */

/** Hosts, two clusters with HA and a network each for clients and duplication; `more` goes into the site. */
export function dataCenter({ hosts = esxi, more = '', ha = 'ha' } = {}): string {
  return `site DataCenter {
  network lan
  network duplication { dedicated }
  storage san { kind: san }
  cluster ClusterA {
    ${ha}
    ${hosts('Host1')}
    ${hosts('Host3')}
  }
  cluster ClusterB {
    ${ha}
    ${hosts('Host2')}
    ${hosts('Host4')}
  }
${more}}
`;
}

/** A host with an adapter for clients and one for duplication. */
export function esxi(name: string): string {
  return `host ${name} { storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> duplication }`;
}

/** A VM with an adapter on each network. */
export function cmVm(
  name: string,
  host: string,
  nics = 'nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2',
): string {
  return `vm ${name} on ${host} { disk: san  ${nics} }
`;
}

/** The pair of CM1 and CM2; `more` goes into its body. */
export function cmPair(more = 'link: duplication'): string {
  return `service CM : duplication { product: avaya.communication-manager  active: CM1  standby: CM2${more && `  ${more}`} }
`;
}
