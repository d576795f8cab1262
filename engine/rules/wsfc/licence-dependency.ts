import type { Resource, Topology } from '../../topology/model.ts';
import { groupsOf, licenceServer, virtualCenterGroups } from '../facts/failover-groups.ts';
import { everythingBefore, type Roles, rolesOf } from '../facts/group-roles.ts';
import { usingMscs } from '../facts/sources.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const says = {
  name: message`${'licence'} comes after ${'name'}, the network name, as Table 4 of TN-019 has it: when ${'server'} alone stops, licences are served on. The procedure in the same note lets it come after ${'server'} instead, and then both stop together.`,
  server: message`${'licence'} comes after ${'server'}, as the procedure of TN-019 has it: whenever ${'server'} stops or restarts, no licences are served either. Table 4 of the same note lets it come after ${'name'}, the network name, and then it runs on.`,
  neither: message`${'licence'} comes after neither ${'name'} nor ${'server'}: it may start before the name exists under which hosts look for it. Let it come after ${'name'} (Table 4 of TN-019; it runs on when ${'server'} stops) or after ${'server'} (its procedure; both stop together).`,
  apart: message`${'licence'} runs in ${'own'}, a group of its own, and comes after ${'name'} there, as in Figure 5 of TN-019: it runs on when ${'server'} of ${'group'} stops or fails over.`,
  nameIs: message`${'name'} is the network name.`,
  serverIs: message`${'server'} is VirtualCenter Server.`,
  noName: message`a network name`,
  noServer: message`VirtualCenter Server`,
};

export default rule({
  id: 'wsfc/licence-dependency',
  severity: 'info',
  advisory: true,
  title: 'It is known on what the licence service depends: on the network name, or on VirtualCenter Server',
  why: `TN-019 contradicts itself here, and the choice shows in a failover. If the licence service depends on the network name
(Table 4), it runs on while VirtualCenter Server stops or is restarted in place. If it depends on VirtualCenter Server (the
procedure), the cluster takes it offline first: hosts that ask for a licence meanwhile get none.

Neither is wrong, so this is information at every licence service that the cluster runs, in the group of VirtualCenter or in its own. It
says which variant the text has, and what that means.`,
  sources: [
    { document: usingMscs, place: 'Table 4', quote: 'network name', statements: ['S4-51a'] },
    {
      document: usingMscs,
      place: 'procedure for the licence server resource',
      quote: 'Make this resource dependent on the VirtualCenter Server resource',
      statements: ['S4-51b'],
    },
  ],
  decides: [
    {
      contradiction: 'C3',
      text: "TN-019's Table 4 lets the licence service depend on the network name, its procedure on VirtualCenter Server. Both are accepted; the finding names the variant of the text and its consequence.",
    },
  ],
  messages: says,
  check(topology, report) {
    for (const group of virtualCenterGroups(topology)) {
      const roles = rolesOf(topology, group);
      if (roles.licence) checkTogether(topology, roles.licence, roles, report);
      for (const own of groupsOf(topology, group.cluster)) {
        if (own.product?.name !== licenceServer) continue;
        const { licence, networkName } = rolesOf(topology, own);
        if (!licence || !networkName || !everythingBefore(topology, licence).has(networkName.id)) continue;
        const server = roles.server?.name ?? says.noServer({});
        const names = { licence: licence.name, own: own.name, name: networkName.name, server, group: group.name };
        report(licence, says.apart(names), {
          property: 'after',
          related: [{ source: networkName.source, message: says.nameIs(names) }],
        });
      }
    }
  },
  examples: {
    breaks: virtualCenterText(),
    keeps: virtualCenterText({
      license: '',
      below: `server licences { nic lan0 -> public }
service LicenseServer : standalone { product: vmware.license-server  member: licences }`,
    }),
  },
});

/** In the group of VirtualCenter: after its name, after VirtualCenter Server, or after neither. */
function checkTogether(topology: Topology, licence: Resource, { networkName, server }: Roles, report: Report): void {
  if (!networkName && !server) return;
  const before = everythingBefore(topology, licence);
  const names = {
    licence: licence.name,
    name: networkName?.name ?? says.noName({}),
    server: server?.name ?? says.noServer({}),
  };
  const isAfter = (other: Resource | undefined) => other !== undefined && before.has(other.id);
  const say = isAfter(server) ? says.server : isAfter(networkName) ? says.name : says.neither;
  report(licence, say(names), {
    property: 'after',
    related: [
      ...(networkName ? [{ source: networkName.source, message: says.nameIs(names) }] : []),
      ...(server ? [{ source: server.source, message: says.serverIs(names) }] : []),
    ],
  });
}
