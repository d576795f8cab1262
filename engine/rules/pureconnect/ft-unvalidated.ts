import { carriersOfProduct, cic, mediaServer, sessionManager } from '../facts/products.ts';
import { cicVirtualization } from '../facts/sources.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

const says = {
  unvalidated: message`${'vm'} runs ${'service'} (${'product'}) under Fault Tolerance, which Genesys has not analysed: test it with this system before it goes into production.`,
  service: message`${'service'} runs on ${'vm'}.`,
};

const example = (ft: string) => `site ContactCenter {
  network voice
  network vmotion
  network ftlogging
  storage san { kind: san }

  template Esxi {
    version: 6.7  cpu-model: "Intel Xeon Gold 6130"
    storage: san
    nic vmnic0 -> voice for management
    nic vmnic1 -> vmotion for vmotion
    nic vmnic2 -> ftlogging for ft-logging { speed: 10 Gbps }
  }

  cluster Farm {
    edition: enterprise-plus
    vcenter: vcsa
    ha
    host HostA : Esxi
    host HostB : Esxi
    host HostC : Esxi
  }
}

vm vcsa on HostC { disk: san  nic eth0 -> voice via vmnic0 }
vm Media1 on HostA { vcpu: 2  disk: san  nic eth0 -> voice via vmnic0${ft} }

service MediaServer : standalone { product: pureconnect.media-server  member: Media1 }
`;

export default rule({
  id: 'pureconnect/ft-unvalidated',
  severity: 'info',
  title: 'Fault Tolerance of a PureConnect server is tested before it goes into production',
  why: `VMware Fault Tolerance copies every instruction of a server to a second one. Whether PureConnect, which is sensitive to
timing, bears the delay of that copying was not analysed by its maker, who therefore asks for a test first. A run of
hatopo shows what a failure does to the topology; it says nothing of how fast the product is under Fault Tolerance.

The rule speaks of every VM with \`ft\` that carries a service of PureConnect. Once the test is done, say so in a
\`hatopo-ignore\` above the VM.`,
  sources: [
    {
      document: cicVirtualization,
      place: 'VMware Fault Tolerance',
      quote: 'highly recommend that you first test the Fault Tolerance feature',
      statements: ['S2-33', 'S2-34'],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const product of [cic, sessionManager, mediaServer])
      for (const { machine: vm, service } of carriersOfProduct(topology, product).values()) {
        if (vm.kind !== 'vm' || !vm.ft) continue;
        const names = { vm: vm.name, service: service.name };
        report(vm, says.unvalidated({ ...names, product: service.product?.title ?? product }), {
          property: 'ft',
          related: [{ source: service.source, message: says.service(names) }],
        });
      }
  },
  examples: { breaks: example('  ft { secondary: HostB }'), keeps: example('') },
});
