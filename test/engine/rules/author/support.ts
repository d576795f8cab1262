import { authorPack } from '../../../../engine/rules/author/ids.ts';
import type { CheckDocumentOptions } from '../../../../language/findings.ts';
import { whileOpen } from '../../../support/rules.ts';

/** Three hosts, two of them in one rack; the third says nothing of its own. */
export const site = `site DataCenter {
  circuit P1
  circuit P2
  rack R1 { circuits: P1 }
  rack R2 { circuits: P1, P2 }
  network lan { vlan: 7 }
  network public { dedicated }
  storage san { kind: san }
  storage local { kind: local }
  cluster Farm {
    ha { admission: tolerate 1 host  isolation: power-off }
    host Host1 { rack: R1  memory: 64 GB  cpu: 16  version: 7.0  storage: san, local  nic vmnic0 -> lan for management { speed: 10 Gbps } }
    host Host2 { rack: R1  memory: 32 GB  version: "7.0u3"  storage: san  nic vmnic0 -> lan for management, vmotion { speed: 1 Gbps } }
    host Host3 { nic vmnic0 -> lan }
  }
  server Backup { rack: R2  memory: 16 GB  nic n0 -> lan }
  vm A on Host1 { memory: 8 GB  disk: san  restart-priority: high  nic eth0 -> lan via vmnic0 }
  vm B on Host2 { memory: 4 GB  nic eth0 -> lan via vmnic0 }
  vm C on Host3 { nic eth0 -> lan via vmnic0 }
}
service Pair : switchover { primary: A  backup: B  takeover: 90 s }
service Mixed : switchover { primary: A  backup: Backup }
service Apart : switchover { primary: A  backup: C }
service Alone : standalone { member: C }
`;

/** What the rules of the author find: `severity at "text": message`, with what stands beside. */
export async function found(rule: string, options: CheckDocumentOptions = {}, topology = site): Promise<string[]> {
  const text = `${topology}${rule}`;
  return whileOpen(text, { rules: [], ...options }, ({ findings, diagnostics }) => {
    const wrong = diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ message }) => `language: ${message}`);
    return [
      ...wrong,
      ...findings
        .filter(
          ({ code }) => code.startsWith(`${authorPack}/`) || code.includes('suppression') || code.includes('internal'),
        )
        .map(({ severity, start, end, message }) => `${severity} ${text.slice(start, end)}: ${message}`),
    ];
  });
}
