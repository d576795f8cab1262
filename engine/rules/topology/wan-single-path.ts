import type { Link, Switch } from '../../topology/model.ts';
import { referenceTo } from '../facts/names.ts';
import { failureStudy, redundancyOptions } from '../facts/sources.ts';
import { partings } from '../facts/survival/parted.ts';
import { listed, message } from '../message.ts';
import { rule } from '../rule.ts';

const says = {
  link: message`${'way'} is the only way between ${'one'} and ${'other'}: when it fails, the members of ${'services'} lose each other and each side goes on alone, unprotected. Add a second link that goes another way.`,
  switch: message`Every way between ${'one'} and ${'other'} passes ${'way'}: when it fails, the members of ${'services'} lose each other and each side goes on alone, unprotected. End a second link on another switch.`,
  service: message`${'service'} has members in ${'one'} and ${'other'}.`,
};

const example = (more: string) => `site Denver {
  network voice
  host Host1 { nic vmnic0 -> voice for management }
}
site Paris {
  network voice
  host Host2 { nic vmnic0 -> voice for management }
}
link wan between Denver.voice, Paris.voice
${more}
vm Voice1 on Host1 { nic eth0 -> Denver.voice via vmnic0 }
vm Voice2 on Host2 { nic eth0 -> Paris.voice via vmnic0 }

service Telephony : active-active { members: Voice1, Voice2  needs-at-least: 1 }
`;

export default rule({
  id: 'topology/wan-single-path',
  severity: 'info',
  advisory: true,
  title: 'Members of a service in different sites are joined by more than one way',
  why: `Two sites take over from each other only while they hear each other. Where one line joins them, its loss does not stop
the service, but parts it: data is no longer replicated, both sides may be active at once, and the next failure on either
side is not taken over. Lines fail far more often than sites.

Reported once a line, with the services whose members it alone joins; at a switch where there are several lines that all
end on it. A line whose loss stops a service, or takes it from some client, is
[a single point of failure](single-point-of-failure.md) and told there.`,
  sources: [
    { document: redundancyOptions, place: 'Figure 8', statements: ['S1-42'] },
    { document: failureStudy, statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const { component, services, sites } of partings(topology)) {
      const [one, other] = sites.map(({ name }) => name) as [string, string];
      const names = listed(
        services.map(({ name }) => name),
        4,
      );
      const words = wordsFor(component);
      report(component, words({ way: referenceTo(topology, component), one, other, services: names }), {
        related: services
          .slice(0, 5)
          .map(({ source, name }) => ({ source, message: says.service({ service: name, one, other }) })),
      });
    }
  },
  examples: {
    breaks: example(''),
    keeps: example('link wan2 between Denver.voice, Paris.voice\n'),
  },
});

function wordsFor({ kind }: Link | Switch): typeof says.link {
  return kind === 'link' ? says.link : says.switch;
}
