/** The names of the language-model tools. */

/** The tools as package.json contributes them, and as the server knows them. */
export const toolIds = {
  hatopo_check: 'check',
  hatopo_simulate: 'simulate',
  hatopo_explain_rule: 'explain_rule',
  hatopo_draw: 'draw',
} as const;
