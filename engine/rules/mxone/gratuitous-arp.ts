import { serverRedundancies } from '../facts/mx-one.ts';
import { mxOneRedundancyLimits } from '../facts/sources.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

const says = {
  blocked: message`A standby server takes over the alias address of a lost server of ${'service'}, and the routers and switches block gratuitous ARP: whoever has the old address in its ARP cache reaches nobody until that entry times out, however fast the standby is. Configure them to accept gratuitous ARP.`,
};

const example = (value: string) => `site HeadOffice {
  network lan { subnet: "10.1.0.0/24" }
}

server Lim1 { nic eth0 -> HeadOffice.lan }
server Lim2 { nic eth0 -> HeadOffice.lan }
server Standby { nic eth0 -> HeadOffice.lan }

service ServiceNodes : n-plus-one {
  product: mitel.mx-one-service-node
  members: Lim1, Lim2
  spares: Standby
  settings { gratuitous-arp: ${value} }
}
`;

export default rule({
  id: 'mxone/gratuitous-arp',
  severity: 'warning',
  title: 'Routers and switches accept gratuitous ARP where a standby server takes over an address',
  why: `When the standby server replaces a regular one, the alias address moves to another network adapter. The standby says so
by gratuitous ARP. Routers and switches that do not accept it go on sending to the lost server until their ARP cache times
out: the failover then takes as long as that, which is normally not acceptable.

The rule speaks of server redundancy (\`n-plus-one\`) whose \`settings\` state \`gratuitous-arp: blocked\`. Where nothing is
stated, nothing is said. The moved address is IPv4's; with IPv6 other means serve.`,
  sources: [
    {
      ...mxOneRedundancyLimits,
      place: 'ARP Consideration',
      quote: 'If Gratuitous ARP is not accepted, the failover time will equal the ARP cache timeout time',
      statements: [],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const service of serverRedundancies(topology)) {
      if (service.settings['gratuitous-arp'] !== 'blocked') continue;
      report(service, says.blocked({ service: service.name }), {
        property: 'gratuitous-arp',
        fix: {
          title: 'State that gratuitous ARP is accepted',
          edits: [{ edit: 'set', element: service.source, property: 'gratuitous-arp', value: 'accepted' }],
          safe: false,
        },
      });
    }
  },
  examples: { breaks: example('blocked'), keeps: example('accepted'), fixed: example('accepted') },
});
