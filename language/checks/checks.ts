/** Every check of the language. */
import { adapters } from './adapters.ts';
import { capacity } from './capacity.ts';
import type { Check } from './check.ts';
import { clusters } from './clusters.ts';
import { cycles } from './cycles.ts';
import { doubles } from './doubles.ts';
import { expectations } from './expectations.ts';
import { groups } from './groups.ts';
import { imports } from './imports.ts';
import { injections } from './injections.ts';
import { kinds } from './kinds.ts';
import { members } from './members.ts';
import { misplaced } from './misplaced.ts';
import { names } from './names.ts';
import { objectives } from './objectives.ts';
import { products } from './products.ts';
import { quantities } from './quantities.ts';
import { required } from './required.ts';
import { restored } from './restored.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';
import { storage } from './storage.ts';
import { templates } from './templates.ts';
import { texts } from './texts.ts';
import { unknown } from './unknown.ts';
import { values } from './values.ts';

export const checks: readonly Check[] = [
  unknown,
  misplaced,
  required,
  doubles,
  names,
  kinds,
  values,
  texts,
  quantities,
  imports,
  templates,
  adapters,
  storage,
  capacity,
  clusters,
  members,
  cycles,
  groups,
  products,
  scenarios,
  injections,
  restored,
  expectations,
  objectives,
  rules,
];
