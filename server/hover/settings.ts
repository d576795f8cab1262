/** What a key of `settings` or `limits` means: the product declares the one, the language the other. */
import { AstUtils } from 'langium';
import { documentationOf } from '../../language/documentation.ts';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf } from '../../language/paths.ts';
import { limits } from '../../language/vocabulary/index.ts';

/** The settings that the product of a service declares. */
export function declaredSettings(service: ast.Service): readonly ast.Setting[] {
  return itemsOf(itemsOf(service).find(ast.isProductProperty)?.product?.ref)
    .filter(ast.isSettingsBlock)
    .flatMap(({ settings }) => settings);
}

/** A setting as its product declares it. */
export function settingMarkdown(setting: ast.Setting): string {
  const product = AstUtils.getContainerOfType(setting, ast.isProduct);
  return [
    `\`\`\`hatopo\n${setting.$cstNode?.text.replace(/\s+/g, ' ') ?? setting.key}\n\`\`\``,
    `A setting of ${product?.name ?? 'the product'}, with what may stand there.`,
    documentationOf(setting),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Of a key or value, where it stands. */
export function settingAt(setting: ast.Setting): string | undefined {
  const block = setting.$container;
  if (ast.isLimitsBlock(block)) {
    const limit = limits.find(({ key }) => key === setting.key);
    return limit && `**${limit.key}** (a limit)\n\n${limit.summary}.`;
  }
  const service = AstUtils.getContainerOfType(block, ast.isService);
  const declared = service ? declaredSettings(service).find(({ key }) => key === setting.key) : setting;
  return declared && settingMarkdown(declared);
}
