/** What a service says of its product: mode, settings. */
import type { Product, Service, Setting, SettingsBlock } from '../generated/ast.ts';
import { isProductProperty, isService, isSettingsBlock, isTextProperty, isWordProperty } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { isSound } from '../sound.ts';
import { mode } from '../vocabulary/index.ts';
import type { Check } from './check.ts';
import { and, aService, code, codes, meant, or, similar, some } from './words.ts';

const message = {
  mode: (p: { product: string; mode: string; allows: readonly string[] }) =>
    `${p.product} cannot be ${aService(p.mode)}: it allows ${and(codes(p.allows))}.`,
  noProduct: (p: { service: string }) =>
    `Settings are those of a product: say with ${code('product:')} which one ${p.service} runs.`,
  key: (p: { key: string; product: string; choices: readonly string[]; known: readonly string[] }) =>
    `${p.product} has no setting ${code(p.key)}.${meant(p.choices) || (p.known.length > 0 ? ` It has ${some(codes(p.known))}.` : ' It declares none.')}`,
  value: (p: { key: string; value: string; choices: readonly string[]; known: readonly string[] }) =>
    `${code(p.value)} is no value of ${code(p.key)}. ${p.choices.length > 0 ? `Did you mean ${or(codes(p.choices))}?` : `Write ${or(codes(p.known))}.`}`,
  one: (p: { key: string; count: number }) => `${code(p.key)} takes one value here, not ${p.count}.`,
};

export const products: Check = {
  Service: (service, { report }) => {
    const product = productOf(service);
    if (!product || !mode(service.mode)) return;
    const allows = itemsOf(product)
      .filter(isWordProperty)
      .filter(({ key }) => key === 'modes')
      .flatMap(({ values }) => values);
    if (allows.length === 0 || allows.includes(service.mode)) return;
    report({
      code: 'hatopo/mode-not-allowed',
      message: message.mode({ product: titleOf(product), mode: service.mode, allows }),
      place: { node: service, feature: 'mode' },
      related: [{ node: product, message: `${titleOf(product)} is declared here` }],
      choices: allows,
    });
  },
  SettingsBlock: (block, { report }) => {
    const service = block.$container;
    if (!isService(service) || (block.settings ?? []).length === 0) return;
    const stated = itemsOf(service).find(isProductProperty);
    if (!stated) {
      if (!isSound(service)) return;
      report({
        code: 'hatopo/unknown-setting',
        message: message.noProduct({ service: service.name }),
        place: { node: block },
      });
      return;
    }
    const product = stated.product?.ref;
    if (!product) return;
    const declared = settingsOf(product);
    for (const setting of block.settings) checkSetting(setting, product, declared, report);
  },
};

type Report = Parameters<NonNullable<Check['Service']>>[1]['report'];

function checkSetting(
  setting: Setting,
  product: Product,
  declared: ReadonlyMap<string, Setting>,
  report: Report,
): void {
  const declaration = declared.get(setting.key);
  if (!declaration) {
    const known = [...declared.keys()];
    const choices = similar(setting.key, known);
    report({
      code: 'hatopo/unknown-setting',
      message: message.key({ key: setting.key, product: titleOf(product), choices, known }),
      place: { node: setting, feature: 'key' },
      choices,
    });
    return;
  }
  const known = (declaration.values ?? []).map((value) => value.word).filter((word) => word !== undefined);
  // Where the product lists words, one of them is taken; a number or text stands for any.
  const listed = known.length > 0 && known.length === declaration.values.length;
  if ((setting.values ?? []).length > 1) {
    report({
      code: 'hatopo/too-many-words',
      message: message.one({ key: setting.key, count: setting.values.length }),
      place: { node: setting, feature: 'values', index: 1 },
    });
  }
  const value = setting.values?.[0];
  const written = value?.word ?? value?.text ?? value?.measure?.quantity ?? value?.measure?.number;
  if (!listed || written === undefined || known.includes(written)) return;
  const choices = similar(written, known);
  report({
    code: 'hatopo/unknown-word',
    message: message.value({ key: setting.key, value: written, choices, known }),
    place: { node: setting, feature: 'values', index: 0 },
    choices: choices.length > 0 ? choices : known,
  });
}

function productOf(service: Service): Product | undefined {
  return itemsOf(service).find(isProductProperty)?.product?.ref;
}

function settingsOf(product: Product): ReadonlyMap<string, Setting> {
  const settings = itemsOf(product)
    .filter((item): item is SettingsBlock => isSettingsBlock(item))
    .flatMap((block) => block.settings ?? []);
  return new Map(settings.map((setting) => [setting.key, setting]));
}

function titleOf(product: Product): string {
  return (
    itemsOf(product)
      .filter(isTextProperty)
      .find(({ key }) => key === 'title')?.value ?? product.name
  );
}
