/** Every measure, in the order in which they are run. */
import type { Measure } from '../report.ts';
import { background } from './background.ts';
import { building } from './building.ts';
import { drawing } from './drawing.ts';
import { following } from './following.ts';
import { formatting } from './formatting.ts';
import { frames } from './frames.ts';
import { keystroke } from './keystroke.ts';
import { likec4 } from './likec4.ts';
import { loading } from './loading.ts';
import { navigation } from './navigation.ts';
import { parsing } from './parsing.ts';
import { requests } from './requests.ts';
import { rules } from './rules.ts';
import { simulation } from './simulation.ts';
import { sizes } from './sizes.ts';
import { startup } from './startup.ts';

export const measures: readonly Measure[] = [
  parsing,
  formatting,
  loading,
  building,
  rules,
  keystroke,
  following,
  likec4,
  requests,
  background,
  navigation,
  startup,
  drawing,
  frames,
  simulation,
  sizes,
];
