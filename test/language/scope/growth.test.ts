import { DocumentState, URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { buildTopology } from '../../../language/builder/index.ts';
import { MemoryFiles } from '../../../language/memory-files.ts';
import { createHatopoServices } from '../../../language/module.ts';

/** A site with `count` VMs on clusters of four hosts, and pairs of them. */
function text(count: number): string {
  const lines = ['site S { network lan  storage san  template E { cpu: 64  storage: san  nic vmnic0 -> lan }'];
  for (let c = 0; c < count / 40; c++) {
    lines.push(`cluster C${c} { ha ${[0, 1, 2, 3].map((h) => `host H${c}_${h} : E`).join(' ')} }`);
  }
  lines.push('}');
  for (let v = 0; v < count; v++) {
    lines.push(`vm V${v} on H${Math.floor(v / 40)}_${v % 4} { disk: san  nic eth0 -> lan via vmnic0 }`);
  }
  for (let v = 0; v < count; v += 2)
    lines.push(`service P${v} : duplication { active: V${v}  standby: V${v + 1}  link: lan }`);
  return lines.join('\n');
}

/** Milliseconds to link a text and to build its topology, the least of some tries. */
async function linkAndBuild(count: number): Promise<number> {
  const uri = URI.parse('file:///large.hatopo');
  const files = new MemoryFiles();
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    files.set(uri, text(count));
    const { shared, hatopo } = createHatopoServices({ fileSystemProvider: () => files });
    let begin = 0;
    shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.IndexedContent, () => {
      begin = performance.now();
    });
    await shared.workspace.DocumentBuilder.update([uri], []);
    const document = shared.workspace.LangiumDocuments.getDocument(uri);
    if (!document) throw new Error('not loaded');
    const topology = buildTopology(document, hatopo);
    least = Math.min(least, performance.now() - begin);
    expect(topology.vms.length).toBe(count);
    expect(topology.unbuilt).toEqual([]);
  }
  return least;
}

describe('a large file', () => {
  it('takes time in proportion to its size', async () => {
    await linkAndBuild(1000); // warm
    const small = await linkAndBuild(1000);
    const large = await linkAndBuild(4000);
    // In proportion it is 4; quadratic it would be 16.
    expect(large / small).toBeLessThan(9);
  }, 60_000);
});
